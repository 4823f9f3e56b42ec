/* position.c - from an offset to a line and a column
 * SPDX-License-Identifier: MIT
 */
#include "results.h"
#include "utf8.h"

/* Line feeds in text[0, end). */
static size_t count_line_feeds(const unsigned char *text, size_t end)
{
    size_t lines = 0;

    for (size_t i = 0; i < end; i++)
        lines += text[i] == '\n';
    return lines;
}

static size_t line_begin(const unsigned char *text, size_t offset)
{
    while (offset > 0 && text[offset - 1] != '\n')
        offset--;
    return offset;
}

/* Bytes of the sequence that a lead byte announces; 1 for any other byte. */
static size_t sequence_bytes(unsigned char lead)
{
    return lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
}

/* The first byte of the code point that text[offset] belongs to: offset itself for a byte that belongs to none. */
static size_t code_point_begin(const unsigned char *text, size_t end, size_t offset)
{
    size_t begin = offset;

    while (begin > 0 && begin < end && offset - begin < 3 && (text[begin] & 0xC0) == 0x80)
        begin--;
    return begin < end && offset - begin < sequence_bytes(text[begin]) ? begin : offset;
}

void paidmark_locate(const struct paidmark_document *document, size_t offset, size_t *line, size_t *column)
{
    size_t found_line = 0, found_column = 0;

    if (document && document->text) {
        const unsigned char *text = document->text;
        size_t end = document->text_bytes;
        size_t mark = paidmark_byte_order_mark(text, end);
        size_t begin;

        offset = code_point_begin(text, end, offset < end ? offset : end);
        begin = line_begin(text, offset);
        if (begin == 0)
            begin = mark < offset ? mark : offset;
        found_line = 1 + count_line_feeds(text, offset);
        found_column = 1 + paidmark_count_characters(text, begin, offset);
    }
    if (line)
        *line = found_line;
    if (column)
        *column = found_column;
}
