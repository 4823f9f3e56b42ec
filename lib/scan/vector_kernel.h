/* vector_kernel.h - the kernel of all processors that look bytes up by nibbles: what avx2.c, ssse3.c and neon.c share
 * SPDX-License-Identifier: MIT
 *
 * A file that includes this one defines before, for its vectors: the type `vector`, VECTOR_BYTES (16 or 32), TARGET,
 * and
 *
 * - load(p): from any address; splat(byte), table(bytes): one byte, or a table of sixteen, everywhere in the vector
 * - both(a, b), any_of(a, b), differ(a, b): bitwise and, or, exclusive or
 * - beyond(a, b): unsigned a - b, or 0 where that is negative; sum(a, b): modulo 256
 * - low(a, m), high(a, m): the nibbles, m being splat(15); lookup(table, nibbles)
 * - starts(a, b): FF where a byte is no continuation byte, else 0, b being splat(0xBF)
 * - is_zero(a): whether all bits are 0; is_ascii(a): whether all bytes are below 80
 * - nonzero(a): a bit for each byte, the first one lowest: whether it is not 0
 * - ones(a): how often FF came up, a being the sum of GROUP_VECTORS vectors of FF and 0
 * - kept(a): a, from here on in a register, or in memory as it is
 * - settled(a): a, computed here and not earlier or later; without that, gcc 12 works on several vectors at a time,
 * with more values than there are registers
 *
 * and after it a paidmark_scan_fn that calls scan().
 *
 * Well-formedness is the lookup check of utf8_lookup.h. Its third look back is left out as long as no lead from F0 on
 * occurs ("short check"). Anchors are looked up in the same way, by nibbles of the byte and the two before it: a table
 * entry says, as a set, for which kinds of anchor that nibble will do, and an anchor is where all sets meet. Of the
 * first of three bytes only the low nibble is asked for: the other two are enough to tell that it is a lead, or else a
 * letter.
 */
#include "kernels.h"
#include "utf8_lookup.h"

#include <string.h>

/* Vectors that are judged together. More of them would cost more where there are anchors, because the group that has
 * one is looked at twice; fewer, where there are none. */
#define GROUP_VECTORS 16
#define GROUP_BYTES   (GROUP_VECTORS * VECTOR_BYTES)

/* So many bytes keep to the full check after one that needed it; whole groups. */
#define FULL_CHECK_BYTES 4096

#define KIND_CAPITAL     0x01 /* EF BC {A1..BA}, and A0, BB..BF */
#define KIND_FULL_WIDTH  0x02 /* EF BC {83,84} */
#define KIND_SMALL       0x04 /* EF BD {81..9A}, and 80, 9B..9F */
#define KIND_ZERO        0x08 /* E2 80 {8B..8F}, E2 81 A0, and what else these nibbles combine to */
#define KIND_SYMBOL      0x10 /* EF B9 {9F,A9}, E2 99 AF, EF BB BF, and what else these nibbles combine to */
#define KIND_NAME        0x20 /* "pai" in any case, and with 0 @ ` for the p */
#define KIND_SOFT        0x40 /* C2 AD, whatever comes before */
#define KIND_SIGN        0x80 /* # $ &, whatever comes before */
#define KIND_SHORT       (KIND_SOFT | KIND_SIGN)

#define IS(n, nibble)    ((n) == (nibble))

/* Whatever follows a lead from F0 on, one of these two errors is possible as far as the other nibbles know. */
#define SHORT_FIRST_HIGH(n) ((n) == 0xF ? UTF8_TOO_SHORT | UTF8_TOO_LONG : UTF8_FIRST_HIGH(n))

#define FIRST_LOW(n)                                                                                                   \
    (KIND_SHORT | (IS(n, 0xF) ? KIND_CAPITAL | KIND_FULL_WIDTH | KIND_SMALL | KIND_SYMBOL : 0) |                       \
     (IS(n, 0x2) ? KIND_ZERO | KIND_SYMBOL : 0) | (IS(n, 0x0) ? KIND_NAME : 0))
#define SECOND_HIGH(n)                                                                                                 \
    (KIND_SIGN | (IS(n, 0xB) ? KIND_CAPITAL | KIND_FULL_WIDTH | KIND_SMALL | KIND_SYMBOL : 0) |                        \
     (IS(n, 0x8) ? KIND_ZERO : 0) | (IS(n, 0x9) ? KIND_SYMBOL : 0) | (IS(n, 0x4) || IS(n, 0x6) ? KIND_NAME : 0) |      \
     (IS(n, 0xC) ? KIND_SOFT : 0))
#define SECOND_LOW(n)                                                                                                  \
    (KIND_SIGN | (IS(n, 0xC) ? KIND_CAPITAL | KIND_FULL_WIDTH : 0) | (IS(n, 0xD) ? KIND_SMALL : 0) |                   \
     (IS(n, 0x0) || IS(n, 0x1) ? KIND_ZERO : 0) | (IS(n, 0x9) || IS(n, 0xB) ? KIND_SYMBOL : 0) |                       \
     (IS(n, 0x1) ? KIND_NAME : 0) | (IS(n, 0x2) ? KIND_SOFT : 0))
#define THIRD_HIGH(n)                                                                                                  \
    ((IS(n, 0xA) || IS(n, 0xB) ? KIND_CAPITAL : 0) | (IS(n, 0x8) ? KIND_FULL_WIDTH : 0) |                              \
     (IS(n, 0x8) || IS(n, 0x9) ? KIND_SMALL : 0) | (IS(n, 0x8) || IS(n, 0xA) ? KIND_ZERO : 0) |                        \
     ((n) >= 0x9 && (n) <= 0xB ? KIND_SYMBOL : 0) | (IS(n, 0x4) || IS(n, 0x6) ? KIND_NAME : 0) |                       \
     (IS(n, 0xA) ? KIND_SOFT : 0) | (IS(n, 0x2) ? KIND_SIGN : 0))
#define THIRD_LOW(n)                                                                                                   \
    (KIND_CAPITAL | KIND_SMALL | (IS(n, 0x3) || IS(n, 0x4) ? KIND_FULL_WIDTH : 0) |                                    \
     ((n) >= 0xB || (n) == 0 ? KIND_ZERO : 0) | (IS(n, 0x9) || IS(n, 0xF) ? KIND_SYMBOL : 0) |                         \
     (IS(n, 0x9) ? KIND_NAME : 0) | (IS(n, 0xD) ? KIND_SOFT : 0) |                                                     \
     (IS(n, 0x3) || IS(n, 0x4) || IS(n, 0x6) ? KIND_SIGN : 0))

static const unsigned char utf8_first_high[16] = {TABLE_16(UTF8_FIRST_HIGH, 0)};
static const unsigned char short_first_high[16] = {TABLE_16(SHORT_FIRST_HIGH, 0)};
static const unsigned char utf8_first_low[16] = {TABLE_16(UTF8_FIRST_LOW, 0)};
static const unsigned char utf8_second_high[16] = {TABLE_16(UTF8_SECOND_HIGH, 0)};
static const unsigned char first_low[16] = {TABLE_16(FIRST_LOW, 0)};
static const unsigned char second_high[16] = {TABLE_16(SECOND_HIGH, 0)};
static const unsigned char second_low[16] = {TABLE_16(SECOND_LOW, 0)};
static const unsigned char third_high[16] = {TABLE_16(THIRD_HIGH, 0)};
static const unsigned char third_low[16] = {TABLE_16(THIRD_LOW, 0)};

/* Made once for many vectors, where gcc 12 would make each constant anew for each vector. */
struct constants {
    vector utf8_first_high, short_first_high, utf8_first_low, utf8_second_high;
    vector first_low, second_high, second_low, third_high, third_low;
    vector low_nibble, lead_of_3, lead_of_4, highest_bit, last_continuation;
    vector class_low, class_high;
};

TARGET PAIDMARK_INLINE struct constants constants(const struct paidmark_byte_class *extra)
{
    struct constants c = {
        .utf8_first_high = kept(table(utf8_first_high)),
        .short_first_high = kept(table(short_first_high)),
        .utf8_first_low = kept(table(utf8_first_low)),
        .utf8_second_high = kept(table(utf8_second_high)),
        .first_low = kept(table(first_low)),
        .second_high = kept(table(second_high)),
        .second_low = kept(table(second_low)),
        .third_high = kept(table(third_high)),
        .third_low = kept(table(third_low)),
        .low_nibble = kept(splat(15)),
        /* What to subtract, with saturation, so that the highest bit is left standing from this lead on. */
        .lead_of_3 = kept(splat(0xE0 - 0x80)),
        .lead_of_4 = kept(splat(0xF0 - 0x80)),
        .highest_bit = kept(splat(0x80)),
        .last_continuation = kept(splat(0xBF)),
    };

    if (extra != NULL) {
        c.class_low = kept(table(extra->low));
        c.class_high = kept(table(extra->high));
    }
    return c;
}

/* A vector, the vectors one and two bytes back, and the nibbles that both the check and the anchors want. */
struct view {
    vector at, back2;
    vector at_high, back1_high, back1_low;
};

/* Where the window is, kept apart from struct paidmark_window so that it can live in registers. */
struct progress {
    struct paidmark_window *window;
    size_t block_count, characters;
};

TARGET PAIDMARK_INLINE struct view view_at(const struct constants *c, const unsigned char *p)
{
    vector back1 = load(p - 1);
    struct view view;

    view.at = load(p);
    view.back2 = load(p - 2);
    view.at_high = high(view.at, c->low_nibble);
    view.back1_high = high(back1, c->low_nibble);
    view.back1_low = low(back1, c->low_nibble);
    return view;
}

/* A byte that is 0 is in order, provided that there is no lead from F0 on two or three before it. Every byte behind
 * such a lead is made not 0. */
TARGET PAIDMARK_INLINE vector short_check(const struct constants *c, struct view view)
{
    vector special = both(both(lookup(c->short_first_high, view.back1_high), lookup(c->utf8_first_low, view.back1_low)),
                          lookup(c->utf8_second_high, view.at_high));
    vector third = beyond(view.back2, c->lead_of_3);

    return differ(special, both(third, c->highest_bit));
}

/* A byte that is not 0 is an error. */
TARGET PAIDMARK_INLINE vector full_check(const struct constants *c, struct view view, const unsigned char *p)
{
    vector special = both(both(lookup(c->utf8_first_high, view.back1_high), lookup(c->utf8_first_low, view.back1_low)),
                          lookup(c->utf8_second_high, view.at_high));
    vector third = beyond(view.back2, c->lead_of_3);
    vector fourth = beyond(load(p - 3), c->lead_of_4);

    return differ(special, both(any_of(third, fourth), c->highest_bit));
}

/* A byte that is not 0 is an anchor. */
TARGET PAIDMARK_INLINE vector find(const struct constants *c, struct view view, bool with_class)
{
    vector at_low = low(view.at, c->low_nibble);
    vector third = both(lookup(c->third_high, view.at_high), lookup(c->third_low, at_low));
    vector second = both(lookup(c->second_high, view.back1_high), lookup(c->second_low, view.back1_low));
    vector found = both(both(third, second), lookup(c->first_low, low(view.back2, c->low_nibble)));

    if (with_class)
        found = any_of(found, both(lookup(c->class_low, at_low), lookup(c->class_high, view.at_high)));
    return found;
}

/* One block; only `bytes` of it count. at is where it can be read, with three bytes before it, offset where it is in
 * the text. Returns whether it is well-formed. */
TARGET PAIDMARK_INLINE bool scan_block(const struct constants *c, const unsigned char *at, size_t offset, size_t bytes,
                                       bool check, bool with_class, struct progress *progress)
{
    uint64_t mask = ~(uint64_t)0 >> (PAIDMARK_BLOCK_BYTES - bytes);
    uint64_t anchors = 0, start = 0, error = 0;

    for (unsigned i = 0; i < PAIDMARK_BLOCK_BYTES; i += VECTOR_BYTES) {
        struct view view = view_at(c, at + i);

        anchors |= nonzero(find(c, view, with_class)) << i;
        start |= nonzero(starts(view.at, c->last_continuation)) << i;
        if (check)
            error |= nonzero(full_check(c, view, at + i)) << i;
    }
    paidmark_list_block(progress->window, &progress->block_count, anchors & mask, offset, progress->characters);
    progress->characters += paidmark_population(start & mask);
    return (error & mask) == 0;
}

/* Blocks, the last of them perhaps a part of one, from p to end, anywhere in the text: from a copy, where there are not
 * enough bytes around them. */
TARGET static __attribute__((noinline)) bool scan_edge(const unsigned char *text, size_t p, size_t end,
                                                       const struct paidmark_byte_class *extra,
                                                       struct progress *progress)
{
    struct constants c = constants(extra);
    unsigned char padded[2 * PAIDMARK_BLOCK_BYTES];
    bool well_formed = true;

    for (; p < end; p += PAIDMARK_BLOCK_BYTES) {
        size_t bytes = end - p < PAIDMARK_BLOCK_BYTES ? end - p : PAIDMARK_BLOCK_BYTES;
        size_t before = p < 3 ? p : 3;
        const unsigned char *at = text + p;

        if (before < 3 || bytes < PAIDMARK_BLOCK_BYTES) {
            at = padded + PAIDMARK_BLOCK_BYTES;
            memset(padded, 0, sizeof padded);
            memcpy(padded + PAIDMARK_BLOCK_BYTES - before, text + p - before, before + bytes);
        }
        well_formed &= scan_block(&c, at, p, bytes, true, extra != NULL, progress);
    }
    return well_formed;
}

/* A group that was found in order. */
TARGET PAIDMARK_INLINE void record(const struct constants *c, const unsigned char *text, size_t p, vector found,
                                   size_t characters, bool with_class, struct progress *progress)
{
    if (is_zero(found)) {
        progress->characters += characters;
        return;
    }
    for (size_t i = 0; i < GROUP_BYTES; i += PAIDMARK_BLOCK_BYTES)
        scan_block(c, text + p + i, p + i, PAIDMARK_BLOCK_BYTES, false, with_class, progress);
}

TARGET PAIDMARK_INLINE bool is_ascii_group(const unsigned char *at)
{
    vector all = load(at);

    for (size_t i = VECTOR_BYTES; i < GROUP_BYTES; i += VECTOR_BYTES)
        all = any_of(all, load(at + i));
    return is_ascii(all);
}

/* A group of ASCII. */
TARGET PAIDMARK_INLINE void scan_group_ascii(const struct constants *c, const unsigned char *text, size_t p,
                                             bool with_class, struct progress *progress)
{
    vector found = splat(0);

    for (size_t i = 0; i < GROUP_BYTES; i += VECTOR_BYTES)
        found = settled(any_of(found, find(c, view_at(c, text + p + i), with_class)));
    record(c, text, p, found, GROUP_BYTES, with_class, progress);
}

/* A group by the short check. When it returns false, nothing was recorded and the full check has to decide. */
TARGET PAIDMARK_INLINE bool scan_group_short(const struct constants *c, const unsigned char *text, size_t p,
                                             bool with_class, struct progress *progress)
{
    vector found = splat(0), error = splat(0), starting = splat(0);

    for (size_t i = 0; i < GROUP_BYTES; i += VECTOR_BYTES) {
        struct view view = view_at(c, text + p + i);

        found = settled(any_of(found, find(c, view, with_class)));
        error = settled(any_of(error, short_check(c, view)));
        starting = settled(sum(starting, starts(view.at, c->last_continuation)));
    }
    if (!is_zero(error))
        return false;
    record(c, text, p, found, ones(starting), with_class, progress);
    return true;
}

/* A group of any kind; whether it is well-formed. */
TARGET PAIDMARK_INLINE bool scan_group_full(const struct constants *c, const unsigned char *text, size_t p,
                                            bool with_class, struct progress *progress)
{
    vector found = splat(0), error = splat(0), starting = splat(0);

    for (size_t i = 0; i < GROUP_BYTES; i += VECTOR_BYTES) {
        const unsigned char *at = text + p + i;
        struct view view = view_at(c, at);

        found = settled(any_of(found, find(c, view, with_class)));
        error = settled(any_of(error, full_check(c, view, at)));
        starting = settled(sum(starting, starts(view.at, c->last_continuation)));
    }
    record(c, text, p, found, ones(starting), with_class, progress);
    return is_zero(error);
}

/* Groups from p on, as long as the short check is content with them; returns where that ends. A group of ASCII is
 * looked for only behind one in which all bytes start characters: texts without ASCII are not to pay for it. */
TARGET PAIDMARK_INLINE size_t scan_short(const unsigned char *text, size_t p, size_t end,
                                         const struct paidmark_byte_class *extra, struct progress *progress)
{
    struct constants c = constants(extra);
    struct progress here = *progress;
    bool was_ascii = true;

    for (; p < end; p += GROUP_BYTES) {
        size_t characters = here.characters;

        if (was_ascii && is_ascii_group(text + p) && !paidmark_is_incomplete(text, p)) {
            scan_group_ascii(&c, text, p, extra != NULL, &here);
            continue;
        }
        if (!scan_group_short(&c, text, p, extra != NULL, &here))
            break;
        was_ascii = here.characters - characters == GROUP_BYTES;
    }
    *progress = here;
    return p;
}

/* Groups from p to end, by the full check. */
TARGET PAIDMARK_INLINE bool scan_full(const unsigned char *text, size_t p, size_t end,
                                      const struct paidmark_byte_class *extra, struct progress *progress)
{
    struct constants c = constants(extra);
    struct progress here = *progress;

    for (; p < end; p += GROUP_BYTES)
        if (!scan_group_full(&c, text, p, extra != NULL, &here))
            return false;
    *progress = here;
    return true;
}

/* The common case carries nothing of the class; and the functions are kept apart, because compilers run out of
 * registers over what they could share. */
TARGET static __attribute__((noinline)) size_t scan_short_plain(const unsigned char *text, size_t p, size_t end,
                                                                struct progress *progress)
{
    return scan_short(text, p, end, NULL, progress);
}

TARGET static __attribute__((noinline)) bool scan_full_plain(const unsigned char *text, size_t p, size_t end,
                                                             struct progress *progress)
{
    return scan_full(text, p, end, NULL, progress);
}

TARGET static __attribute__((noinline)) bool scan_full_class(const unsigned char *text, size_t p, size_t end,
                                                             const struct paidmark_byte_class *extra,
                                                             struct progress *progress)
{
    return scan_full(text, p, end, extra, progress);
}

/* Whole groups from p to end. A class is rare enough to always take the full check. */
static bool scan_groups(const unsigned char *text, size_t p, size_t end, const struct paidmark_byte_class *extra,
                        struct progress *progress)
{
    if (extra != NULL)
        return scan_full_class(text, p, end, extra, progress);
    while (p < end) {
        /* Such a lead, so close before p, makes demands that the short check does not know of. */
        bool after_f0 = text[p - 1] >= 0xF0 || text[p - 2] >= 0xF0 || text[p - 3] >= 0xF0;

        if (!after_f0)
            p = scan_short_plain(text, p, end, progress);

        size_t stop = end - p < FULL_CHECK_BYTES ? end : p + FULL_CHECK_BYTES;

        if (!scan_full_plain(text, p, stop, progress))
            return false;
        p = stop;
    }
    return true;
}

static bool scan(const unsigned char *text, size_t begin, size_t end, bool last,
                 const struct paidmark_byte_class *extra, struct paidmark_window *window)
{
    struct progress progress = {window, 0, 0};
    size_t p = begin;

    /* Only here can the text begin less than three bytes back. */
    if (p < 3) {
        size_t head = end - p < PAIDMARK_BLOCK_BYTES ? end : p + PAIDMARK_BLOCK_BYTES;

        if (!scan_edge(text, p, head, extra, &progress))
            return false;
        p = head;
    }

    size_t groups_end = end - (end - p) % GROUP_BYTES;

    if (p < groups_end && !scan_groups(text, p, groups_end, extra, &progress))
        return false;
    if (groups_end < end && !scan_edge(text, groups_end, end, extra, &progress))
        return false;
    window->block_count = progress.block_count;
    window->characters = progress.characters;
    return paidmark_may_end(text, end, last);
}
