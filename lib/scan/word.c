/* word.c - kernel for any processor: eight bytes at a time in a general register
 * SPDX-License-Identifier: MIT
 *
 * The first byte of the text is the lowest byte of a word, whatever the processor's byte order, so that shifting left
 * moves towards later bytes. A property of a byte is its highest bit in a word that is 0 otherwise.
 *
 * Where continuation bytes must be is compared with where they are. That leaves out only what the leads C0 C1 E0 ED F0
 * F4..FF demand of their second byte; a block that has one of these ("rare leads"), and the block after it, is given to
 * the exact check of scalar.c instead. Likewise, a word finds places that may be anchors, and scalar.c confirms each.
 */
#include "kernels.h"

#include <string.h>

#define WORD_BYTES 8
#define EVERY_BYTE 0x0101010101010101u
#define HIGHEST    (0x80 * EVERY_BYTE)
#define LOWER_7    (0x7F * EVERY_BYTE)

PAIDMARK_INLINE uint64_t load(const unsigned char *p)
{
    uint64_t word;

    memcpy(&word, p, sizeof word);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

/* Bytes whose lower seven bits are at least this, 1 to 0x80. No carry leaves a byte. */
PAIDMARK_INLINE uint64_t at_least(uint64_t lower, unsigned byte)
{
    return lower + (0x80 - byte) * EVERY_BYTE;
}

PAIDMARK_INLINE uint64_t equal(uint64_t word, unsigned byte)
{
    uint64_t difference = word ^ byte * EVERY_BYTE;

    return ~((difference & LOWER_7) + LOWER_7) & ~difference & HIGHEST;
}

/* From the highest bits of eight bytes to eight bits, that of the first byte lowest. */
PAIDMARK_INLINE uint64_t gather(uint64_t highest)
{
    /* Each factor brings one byte's bit to its place in the product's highest byte; no two of them meet. */
    return (highest >> 7) * 0x0102040810204080u >> 56;
}

/* A word, and what the bytes after it have to know of it. */
struct view {
    uint64_t word;
    uint64_t lead_2, lead_3, lead_4; /* leads of sequences of so many bytes or more */
    uint64_t rare;
    uint64_t c2, e2_ef, a;
};

PAIDMARK_INLINE struct view view_of(uint64_t word)
{
    struct view view = {.word = word, .a = equal(word | 0x20 * EVERY_BYTE, 'a')};

    view.lead_2 = word & word << 1 & HIGHEST;
    if (view.lead_2 != 0) {
        view.lead_3 = view.lead_2 & word << 2;
        view.lead_4 = view.lead_3 & word << 3;
        view.rare = view.lead_4 | equal(word & ~EVERY_BYTE, 0xC0) | equal(word, 0xE0) | equal(word, 0xED);
        view.c2 = equal(word, 0xC2);
        view.e2_ef = equal(word, 0xE2) | equal(word, 0xEF);
    }
    return view;
}

/* The bytes that stand so many before those of the word. */
PAIDMARK_INLINE uint64_t back(uint64_t word, uint64_t word_before, unsigned bytes)
{
    return word << 8 * bytes | word_before >> 8 * (WORD_BYTES - bytes);
}

/* Where a continuation byte is and should not be, or the other way round. */
PAIDMARK_INLINE uint64_t misplaced(struct view at, struct view before)
{
    uint64_t due =
        back(at.lead_2, before.lead_2, 1) | back(at.lead_3, before.lead_3, 2) | back(at.lead_4, before.lead_4, 3);

    return due ^ (at.word & ~(at.word << 1) & HIGHEST);
}

PAIDMARK_INLINE uint64_t candidates(struct view at, struct view before)
{
    uint64_t lower = at.word & LOWER_7;
    uint64_t sign = at_least(lower, '#') & ~at_least(lower, '&' + 1) & ~at.word & HIGHEST;
    uint64_t name = equal(at.word | 0x20 * EVERY_BYTE, 'i') & back(at.a, before.a, 1);

    return sign | name | back(at.c2, before.c2, 1) | back(at.e2_ef, before.e2_ef, 2);
}

static uint64_t members(const unsigned char *at, const struct paidmark_byte_class *extra)
{
    uint64_t found = 0;

    for (unsigned i = 0; i < PAIDMARK_BLOCK_BYTES; i++)
        found |= (extra->bitmap[at[i] >> 6] >> (at[i] & 63) & 1) << i;
    return found;
}

static uint64_t confirmed(uint64_t found, const unsigned char *text, size_t p, const struct paidmark_byte_class *extra)
{
    uint64_t anchors = 0;

    for (unsigned i = 0; found != 0; i++, found >>= 1)
        if ((found & 1) != 0 && paidmark_is_anchor(text, p + i, extra))
            anchors |= (uint64_t)1 << i;
    return anchors;
}

/* One block; only `bytes` of it count. at is where it can be read, with a word before it. */
static bool scan_block(const unsigned char *at, const unsigned char *text, size_t p, size_t bytes,
                       const struct paidmark_byte_class *extra, struct paidmark_window *window)
{
    uint64_t mask = ~(uint64_t)0 >> (PAIDMARK_BLOCK_BYTES - bytes);
    struct view before = view_of(load(at - WORD_BYTES));
    uint64_t found = 0, wrong = 0, start = 0, rare = before.rare;

    for (unsigned i = 0; i < PAIDMARK_BLOCK_BYTES; i += WORD_BYTES) {
        struct view view = view_of(load(at + i));

        found |= gather(candidates(view, before)) << i;
        wrong |= gather(misplaced(view, before)) << i;
        start |= gather((~view.word | view.word << 1) & HIGHEST) << i;
        rare |= view.rare;
        before = view;
    }
    if (rare != 0 ? !paidmark_is_well_formed(text, p, p + bytes, false) : (wrong & mask) != 0)
        return false;
    if (extra != NULL)
        found |= members(at, extra);
    if ((found & mask) != 0)
        paidmark_list_block(window, &window->block_count, confirmed(found & mask, text, p, extra), p,
                            window->characters);
    window->characters += paidmark_population(start & mask);
    return true;
}

/* The same from a copy, where there are not enough bytes around the block. */
static bool scan_edge(const unsigned char *text, size_t p, size_t bytes, const struct paidmark_byte_class *extra,
                      struct paidmark_window *window)
{
    unsigned char padded[WORD_BYTES + PAIDMARK_BLOCK_BYTES] = {0};
    size_t before = p < WORD_BYTES ? p : WORD_BYTES;

    memcpy(padded + WORD_BYTES - before, text + p - before, before + bytes);
    return scan_block(padded + WORD_BYTES, text, p, bytes, extra, window);
}

bool paidmark_scan_word(const unsigned char *text, size_t begin, size_t end, bool last,
                        const struct paidmark_byte_class *extra, struct paidmark_window *window)
{
    window->block_count = 0;
    window->characters = 0;
    for (size_t p = begin; p < end; p += PAIDMARK_BLOCK_BYTES) {
        bool inside = p >= WORD_BYTES && end - p >= PAIDMARK_BLOCK_BYTES;
        size_t bytes = end - p < PAIDMARK_BLOCK_BYTES ? end - p : PAIDMARK_BLOCK_BYTES;

        if (!(inside ? scan_block(text + p, text, p, bytes, extra, window) : scan_edge(text, p, bytes, extra, window)))
            return false;
    }
    return paidmark_may_end(text, end, last);
}
