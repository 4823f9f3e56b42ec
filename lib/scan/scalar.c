/* scalar.c - the reference kernel: what every other kernel has to find, byte by byte
 * SPDX-License-Identifier: MIT
 */
#include "kernels.h"

/* Characters whose last byte is an anchor, as the two bytes before it and the range that it may have. C2 AD stands
 * alone: no byte is asked for before it. */
static const struct triple {
    unsigned char first, second, low, high;
} triples[] = {
    {0xEF, 0xBC, 0x83, 0x84}, /* U+FF03 U+FF04 */
    {0xEF, 0xBC, 0xA1, 0xBA}, /* U+FF21..FF3A */
    {0xEF, 0xBD, 0x81, 0x9A}, /* U+FF41..FF5A */
    {0xEF, 0xB9, 0x9F, 0x9F}, /* U+FE5F */
    {0xEF, 0xB9, 0xA9, 0xA9}, /* U+FE69 */
    {0xEF, 0xBB, 0xBF, 0xBF}, /* U+FEFF */
    {0xE2, 0x99, 0xAF, 0xAF}, /* U+266F */
    {0xE2, 0x80, 0x8B, 0x8F}, /* U+200B..200F */
    {0xE2, 0x81, 0xA0, 0xA0}, /* U+2060 */
};

static bool is_continuation(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

static unsigned char lower(unsigned char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (unsigned char)(byte | 0x20) : byte;
}

static bool ends_triple(const unsigned char *p)
{
    if (lower(p[-2]) == 'p' && lower(p[-1]) == 'a' && lower(p[0]) == 'i')
        return true;
    for (size_t i = 0; i < sizeof triples / sizeof triples[0]; i++)
        if (p[-2] == triples[i].first && p[-1] == triples[i].second && p[0] >= triples[i].low &&
            p[0] <= triples[i].high)
            return true;
    return false;
}

bool paidmark_is_anchor(const unsigned char *text, size_t p, const struct paidmark_byte_class *extra)
{
    unsigned char byte = text[p];

    if (byte == '#' || byte == '$' || byte == '&')
        return true;
    if (extra != NULL && (extra->bitmap[byte >> 6] >> (byte & 63) & 1) != 0)
        return true;
    if (p >= 1 && text[p - 1] == 0xC2 && byte == 0xAD)
        return true;
    return p >= 2 && ends_triple(text + p);
}

/* Where the sequence starts that text[begin] may be in the middle of. At most three bytes back: a fourth would make it
 * complete, and what stands before begin is known to be well-formed. */
static size_t sequence_start(const unsigned char *text, size_t begin)
{
    for (size_t back = 1; back <= 3 && back <= begin; back++)
        if (!is_continuation(text[begin - back]))
            return begin - back;
    return begin;
}

bool paidmark_is_well_formed(const unsigned char *text, size_t begin, size_t end, bool last)
{
    size_t bytes;
    size_t bad = paidmark_utf8_check(text, sequence_start(text, begin), end, &bytes);

    if (bad == end)
        return true;
    /* A subpart that reaches the end and begins with a possible first byte is a sequence that the next window may
     * finish. */
    return !last && bad + bytes == end && text[bad] >= 0xC2 && text[bad] <= 0xF4;
}

bool paidmark_scan_scalar(const unsigned char *text, size_t begin, size_t end, bool last,
                          const struct paidmark_byte_class *extra, struct paidmark_window *window)
{
    window->block_count = 0;
    window->characters = 0;
    if (!paidmark_is_well_formed(text, begin, end, last))
        return false;
    for (size_t offset = begin; offset < end; offset += PAIDMARK_BLOCK_BYTES) {
        struct paidmark_block block = {.anchors = 0, .offset = offset, .characters = window->characters};

        for (size_t i = 0; i < PAIDMARK_BLOCK_BYTES && offset + i < end; i++) {
            block.anchors |= (uint64_t)paidmark_is_anchor(text, offset + i, extra) << i;
            window->characters += !is_continuation(text[offset + i]);
        }
        if (block.anchors != 0)
            window->blocks[window->block_count++] = block;
    }
    return true;
}
