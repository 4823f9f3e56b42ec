/* scalar.c - the reference kernel: what every other kernel has to find, byte by byte
 * SPDX-License-Identifier: MIT
 */
#include "kernels.h"

#include <string.h>

static bool is_continuation(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

bool paidmark_is_anchor(const struct paidmark_fingerprints *fingerprints, const unsigned char *text, size_t at)
{
    unsigned first = at >= 2 ? text[at - 2] : 0;
    unsigned second = at >= 1 ? text[at - 1] : 0;
    unsigned third = text[at];

    return (fingerprints->first_low[first & 15] & fingerprints->second_low[second & 15] &
            fingerprints->second_high[second >> 4] & fingerprints->third_low[third & 15] &
            fingerprints->third_high[third >> 4]) != 0;
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

static bool is_text(const unsigned char *text, size_t begin, size_t end, bool last)
{
    size_t bytes;
    size_t bad = paidmark_utf8_check(text, sequence_start(text, begin), end, &bytes);

    if (begin < end && memchr(text + begin, 0, end - begin))
        return false;
    if (bad == end)
        return true;
    /* A subpart that reaches the end and begins with a possible first byte is a sequence that the next window may
     * finish. */
    return !last && bad + bytes == end && text[bad] >= 0xC2 && text[bad] <= 0xF4;
}

bool paidmark_scan_scalar(const unsigned char *text, size_t begin, size_t end, bool last,
                          const struct paidmark_fingerprints *fingerprints, struct paidmark_window *window)
{
    window->block_count = 0;
    window->characters = 0;
    if (!is_text(text, begin, end, last))
        return false;
    for (size_t offset = begin; offset < end; offset += PAIDMARK_BLOCK_BYTES) {
        struct paidmark_block block = {.anchors = 0, .offset = offset, .characters = window->characters};

        for (size_t i = 0; i < PAIDMARK_BLOCK_BYTES && offset + i < end; i++) {
            block.anchors |= (uint64_t)paidmark_is_anchor(fingerprints, text, offset + i) << i;
            window->characters += !is_continuation(text[offset + i]);
        }
        if (block.anchors != 0)
            window->blocks[window->block_count++] = block;
    }
    return true;
}
