/* position.c - from an offset to a line and a column
 * SPDX-License-Identifier: MIT
 */
#include "paidmark.h"

#include "utf8.h"

#include <string.h>

/* The first byte of the code point that text[offset] belongs to: offset itself for a byte that belongs to none. */
static size_t code_point_begin(const unsigned char *text, size_t end, size_t offset)
{
    size_t begin = offset;

    while (begin > 0 && begin < end && offset - begin < 3 && (text[begin] & 0xC0) == 0x80)
        begin--;
    return begin < end && offset - begin < paidmark_sequence_bytes(text[begin]) ? begin : offset;
}

/* Goes on to `offset`, from line to line. */
static void advance(const unsigned char *text, size_t offset, struct paidmark_position *position)
{
    size_t at = position->offset;
    const unsigned char *feed;

    while (at < offset && (feed = memchr(text + at, '\n', offset - at))) {
        at = (size_t)(feed - text) + 1;
        position->line++;
        position->column = 1;
    }
    position->column += paidmark_count_characters(text, at, offset);
    position->offset = offset;
}

void paidmark_locate(const char *text, size_t text_bytes, size_t offset, struct paidmark_position *position)
{
    const unsigned char *bytes = (const unsigned char *)text;
    size_t mark, target;

    if (!position)
        return;
    if (!text)
        text_bytes = 0;
    target = code_point_begin(bytes, text_bytes, offset < text_bytes ? offset : text_bytes);
    mark = text ? paidmark_byte_order_mark(bytes, text_bytes) : 0;
    if (position->line == 0 || position->offset > target || position->offset < mark)
        *position = (struct paidmark_position){mark < target ? mark : target, 1, 1};
    advance(bytes, target, position);
}
