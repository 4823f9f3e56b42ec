/* tag.c - the other spelling of a marker, <paid> and </paid>: rule E
 * SPDX-License-Identifier: MIT
 */
#include "lookalike/tag.h"

#include "lookalike/distance.h"

static bool is_tag_blank(unsigned char byte)
{
    return byte == ' ' || byte == '\t';
}

static size_t skip_tag_blanks_back(struct paidmark_lookalike_reader *reader, size_t floor, size_t at)
{
    while (at > floor && is_tag_blank(reader->items.text[at - 1])) {
        reader->items.examined++;
        at--;
    }
    return at;
}

/* The end of the tag <paid> or </paid>, spelt somehow, whose name is at text[at]; 0 if there is none. */
static size_t tag_end(struct paidmark_lookalike_reader *reader, size_t at)
{
    uint64_t letters = 0;
    struct paidmark_item item;

    for (int i = 0; i < 4; i++) {
        item = paidmark_item_at(&reader->items, at);
        if (item.kind != ITEM_LETTER)
            return 0;
        letters = letters << LETTER_BITS | item.code;
        at += item.bytes;
    }
    while ((item = paidmark_item_at(&reader->items, at)).kind == ITEM_BLANK && is_tag_blank(reader->items.text[at]))
        at++;
    return letters == PACKED_PAID && item.kind == ITEM_OTHER && reader->items.text[at] == '>' ? at + 1 : 0;
}

size_t paidmark_read_tag(struct paidmark_lookalike_reader *reader, size_t floor, size_t name)
{
    size_t begin = skip_tag_blanks_back(reader, floor, name);
    bool slash = begin > floor && reader->items.text[begin - 1] == '/';
    size_t end;

    if (slash)
        begin = skip_tag_blanks_back(reader, floor, begin - 1);
    if (begin == floor || reader->items.text[begin - 1] != '<')
        return 0;
    end = tag_end(reader, name);
    if (end > 0)
        reader->found(reader->context, begin - 1, end, slash ? PAIDMARK_MARKER_END : PAIDMARK_MARKER_BEGIN);
    return end;
}
