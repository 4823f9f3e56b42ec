/* vector_kernel.h - the kernel of all processors that can look up bytes in a table that is held in a register
 * SPDX-License-Identifier: MIT
 *
 * A file that includes this one has included vector.h, and has defined
 *
 * - table(bytes): sixteen bytes, as often as the vector holds sixteen; lookup(table, indices)
 * - beyond(a, b): unsigned a - b, or 0 where that is negative; lesser(a, b): the smaller one of unsigned a and b
 * - is_zero(a): whether all bytes are 0; bits(mask): a bit for each byte, the first one lowest; total(counter)
 *
 * and then defines a paidmark_scan_fn that calls scan().
 *
 * How a text is taken apart. The reader hands over a WINDOW of up to 16 KiB. It is scanned by GROUPS of several
 * vectors. Nearly all groups are well-formed and hold no anchor, and it takes one test to know that. Only when
 * something is there the group is gone through again, by BLOCKS of 64 bytes, because that is how the reader gets it.
 * What is left over before the first group and behind the last one, the EDGES, is scanned by blocks as well.
 *
 * Anchors are looked up by nibbles of a byte and of the two before it, as scan.h says. The bytes before come from loads
 * that overlap, which cost less than shifts between registers.
 *
 * Well-formedness has three checks. The FULL CHECK is that of utf8_lookup.h. The SHORT CHECK leaves out what leads from
 * F0 on demand, and takes them for errors. Where lookups take six bits, it compares where continuation bytes must be
 * with where they are, and takes for errors all leads that are particular about their second byte: C0 C1 E0 ED F0..FF,
 * the RARE LEADS, which no Chinese and hardly any European text has. The ASCII CHECK takes everything else for an
 * error. A group that does not pass a check is tried by the next one. What has come to the full check keeps to it for a
 * while, because texts that have one such character, emoji or Korean, usually have more. U+0000 passes none of them.
 */
#include "table.h"
#include "utf8_lookup.h"

/* More vectors would cost more where there are anchors, fewer where there are none. With AVX-512 four of them fill the
 * registers. */
#define GROUP_VECTORS (VECTOR_BYTES == 64 ? 4 : 16)
#define GROUP_BYTES   (GROUP_VECTORS * VECTOR_BYTES)

/* What bits() makes of a vector without a byte that is 0. */
#define ALL_BITS (~UINT64_C(0) >> (64 - VECTOR_BYTES))

/* So many bytes keep to the full check after a group that needed it; whole groups. */
#define FULL_CHECK_BYTES 4096

/* How far ahead the text is asked for: a fraction of a microsecond of scanning, as long as memory takes. By themselves
 * processors do not foresee that the next window comes after the reader has done other things. */
#define PREFETCH_BYTES   8192
#define CACHE_LINE_BYTES 64

/* Whatever follows a lead from F0 on, one of these two errors is possible as far as the other nibbles know. */
#define SHORT_FIRST_HIGH(n) ((n) == 0xF ? UTF8_TOO_SHORT | UTF8_TOO_LONG : UTF8_FIRST_HIGH(n))

/* The highest bit is set for the low six bits of a rare lead. */
#define RARE_LEAD(i) ((i) <= 1 || (i) == 0x20 || (i) == 0x2D || (i) >= 0x30 ? 0x80 : 0)

static const unsigned char utf8_first_high[16] = {TABLE_16(UTF8_FIRST_HIGH, 0)};
static const unsigned char utf8_first_low[16] = {TABLE_16(UTF8_FIRST_LOW, 0)};
static const unsigned char utf8_second_high[16] = {TABLE_16(UTF8_SECOND_HIGH, 0)};
#if LOOKUP_BITS == 6
static const unsigned char rare_lead[64] = {TABLE_64(RARE_LEAD, 0)};
#else
static const unsigned char short_first_high[16] = {TABLE_16(SHORT_FIRST_HIGH, 0)};
#endif

/* What stays in registers throughout a window. */
struct constants {
    vector first_low, second_low, second_high, third_low, third_high; /* of the fingerprints */
    vector utf8_first_high, utf8_first_low, utf8_second_high;
    vector low_nibble, last_continuation, highest_bit, lead_of_3, lead_of_4;
#if LOOKUP_BITS == 6
    vector rare_lead, lead_of_2;
#else
    vector short_first_high;
#endif
};

TARGET PAIDMARK_INLINE struct constants constants(const struct paidmark_fingerprints *fingerprints)
{
    struct constants c = {
        .first_low = pinned(table(fingerprints->first_low)),
        .second_low = pinned(table(fingerprints->second_low)),
        .second_high = pinned(table(fingerprints->second_high)),
        .third_low = pinned(table(fingerprints->third_low)),
        .third_high = pinned(table(fingerprints->third_high)),
        .utf8_first_high = pinned(table(utf8_first_high)),
        .utf8_first_low = pinned(table(utf8_first_low)),
        .utf8_second_high = pinned(table(utf8_second_high)),
        .low_nibble = splat(15),
        .last_continuation = splat(0xBF),
        .highest_bit = splat(0x80),
        /* What to subtract so that the highest bit is left standing from this lead on. */
        .lead_of_3 = splat(0xE0 - 0x80),
        .lead_of_4 = splat(0xF0 - 0x80),
    };

#if LOOKUP_BITS == 6
    c.rare_lead = load(rare_lead);
    c.lead_of_2 = splat(0xC0 - 0x80);
#else
    c.short_first_high = pinned(table(short_first_high));
#endif
    return c;
}

/* A vector, the vectors one and two bytes back, and the nibbles that both the check and the anchors want. */
struct view {
    vector at, back1, back2;
    vector at_high, back1_high, back1_low;
};

TARGET PAIDMARK_INLINE struct view view_at(const struct constants *c, const unsigned char *p)
{
    struct view view = {.at = load(p), .back1 = load(p - 1), .back2 = load(p - 2)};

    view.at_high = high(view.at, c->low_nibble);
    view.back1_high = high(view.back1, c->low_nibble);
    view.back1_low = low(view.back1, c->low_nibble);
    return view;
}

/* ---- Anchors ----------------------------------------------------------------------------------------------------- */

/* A byte that is not 0 is an anchor. */
TARGET PAIDMARK_INLINE vector find(const struct constants *c, struct view view)
{
    vector first = lookup(c->first_low, low(view.back2, c->low_nibble));
    vector second = lookup(c->second_low, view.back1_low) & lookup(c->second_high, view.back1_high);
    vector third = lookup(c->third_low, low(view.at, c->low_nibble)) & lookup(c->third_high, view.at_high);

    return first & second & third;
}

/* ---- Well-formedness --------------------------------------------------------------------------------------------- */

/* A byte that is not 0 is an error. */
TARGET PAIDMARK_INLINE vector full_check(const struct constants *c, struct view view, const unsigned char *p)
{
    vector special = lookup(c->utf8_first_high, view.back1_high) & lookup(c->utf8_first_low, view.back1_low) &
                     lookup(c->utf8_second_high, view.at_high);
    vector due = beyond(view.back2, c->lead_of_3) | beyond(load(p - 3), c->lead_of_4);

    return special ^ (due & c->highest_bit);
}

/* A byte that is 0 is in order, provided that no lead from F0 on is two or three before it; what follows such a lead is
 * not 0. Where lookups take six bits, only the highest bit of a byte counts. */
TARGET PAIDMARK_INLINE vector short_check(const struct constants *c, struct view view, mask start)
{
    vector third_due = beyond(view.back2, c->lead_of_3);
#if LOOKUP_BITS == 6
    /* Of three things exactly one has to be: a lead one back wants a continuation byte here, a lead two back does, a
     * character starts. Two highest bits that are alike say that it is none or two of them; all three cannot be,
     * because a lead right behind another one was an error at its own place. And no lead one back may be a rare one. */
    vector second_due = beyond(view.back1, c->lead_of_2);
    vector third_due_or_start = added_where(start, third_due, c->highest_bit);

    return alike_or_both(second_due, third_due_or_start, lookup(c->rare_lead, view.back1));
#else
    vector special = lookup(c->short_first_high, view.back1_high) & lookup(c->utf8_first_low, view.back1_low) &
                     lookup(c->utf8_second_high, view.at_high);

    (void)start;
    return special ^ (third_due & c->highest_bit);
#endif
}

/* A byte that is not 0 has not passed; only its highest bit counts in the ASCII check, and in the short one where
 * lookups take six bits. */
enum check { ASCII_CHECK, SHORT_CHECK, FULL_CHECK };

TARGET PAIDMARK_INLINE vector check_vector(const struct constants *c, struct view view, const unsigned char *p,
                                           mask start, enum check check)
{
    if (check == ASCII_CHECK)
        return view.at;
    return check == SHORT_CHECK ? short_check(c, view, start) : full_check(c, view, p);
}

/* ---- Blocks ------------------------------------------------------------------------------------------------------ */

/* Where the window is, kept apart from struct paidmark_window so that it can live in registers. */
struct progress {
    struct paidmark_window *window;
    size_t block_count, characters;
};

TARGET PAIDMARK_INLINE void record(struct progress *progress, size_t offset, uint64_t anchors, uint64_t start)
{
    paidmark_list_block(progress->window, &progress->block_count, anchors, offset, progress->characters);
    progress->characters += paidmark_population(start);
}

/* The `bytes` bytes that end at text[end], by the full check; whether they are well-formed. What is read is the block
 * that ends there, and the three bytes before it: from a copy, with zeros before the text, if it has not so many. */
TARGET PAIDMARK_INLINE bool scan_block(const struct constants *c, const unsigned char *text, size_t end, size_t bytes,
                                       struct progress *progress)
{
    unsigned char copy[3 + PAIDMARK_BLOCK_BYTES] = {0};
    const unsigned char *at = text + end - PAIDMARK_BLOCK_BYTES;
    uint64_t anchors = 0, start = 0, error = 0;
    size_t before = PAIDMARK_BLOCK_BYTES - bytes;

    if (end < sizeof copy) {
        memcpy(copy + sizeof copy - end, text, end);
        at = copy + 3;
    }
    for (unsigned i = 0; i < PAIDMARK_BLOCK_BYTES; i += VECTOR_BYTES) {
        struct view view = view_at(c, at + i);

        anchors |= bits(is_nonzero(find(c, view))) << i;
        start |= bits(is_start(view.at, c->last_continuation)) << i;
        error |= bits(is_nonzero(full_check(c, view, at + i) | (vector)(view.at == 0))) << i;
    }
    record(progress, end - bytes, anchors >> before, start >> before);
    return error >> before == 0;
}

/* Blocks from p to end, anywhere in the text, the last of them perhaps a part of one. */
TARGET static __attribute__((noinline)) bool scan_edge(const unsigned char *text, size_t p, size_t end,
                                                       const struct paidmark_fingerprints *fingerprints,
                                                       struct progress *progress)
{
    struct constants c = constants(fingerprints);
    bool well_formed = true;

    while (p < end) {
        size_t bytes = end - p < PAIDMARK_BLOCK_BYTES ? end - p : PAIDMARK_BLOCK_BYTES;

        p += bytes;
        well_formed &= scan_block(&c, text, p, bytes, progress);
    }
    return well_formed;
}

/* ---- Groups ------------------------------------------------------------------------------------------------------ */

/* The blocks of a group that was found in order, and what find() has found in its vectors. */
TARGET PAIDMARK_INLINE void record_group(const struct constants *c, const unsigned char *text, size_t p,
                                         const vector *found, struct progress *progress)
{
    for (size_t block = 0; block < GROUP_BYTES; block += PAIDMARK_BLOCK_BYTES) {
        uint64_t anchors = 0, start = 0;

        for (unsigned i = 0; i < PAIDMARK_BLOCK_BYTES; i += VECTOR_BYTES) {
            anchors |= bits(is_nonzero(found[(block + i) / VECTOR_BYTES])) << i;
            start |= bits(is_start(load(text + p + block + i), c->last_continuation)) << i;
        }
        record(progress, p + block, anchors, start);
    }
}

/* A group by one of the checks. When it returns false, nothing was recorded, and the group has not passed. */
TARGET PAIDMARK_INLINE bool scan_group(const struct constants *c, const unsigned char *text, size_t p, enum check check,
                                       struct progress *progress)
{
    vector found[GROUP_VECTORS];
    vector any = {0}, error = {0}, least = splat(0xFF);
    counter characters = {0};

    for (size_t i = 0; i < GROUP_VECTORS; i++) {
        const unsigned char *at = text + p + i * VECTOR_BYTES;
        struct view view = view_at(c, at);
        mask start = is_start(view.at, c->last_continuation);

        found[i] = find(c, view);
        any |= found[i];
        error |= check_vector(c, view, at, start, check);
        least = lesser(least, view.at);
        if (VECTOR_BYTES < 64 || check == FULL_CHECK) {
            any = pinned(any);
            error = pinned(error);
        }
        if (check != ASCII_CHECK)
            characters = counted(characters, start);
    }
    if (check == ASCII_CHECK || (check == SHORT_CHECK && LOOKUP_BITS == 6))
        error &= c->highest_bit;
    if (bits(is_nonzero(least)) != ALL_BITS)
        return false;
    if (is_zero(any | error)) {
        progress->characters += check == ASCII_CHECK ? GROUP_BYTES : total(characters);
        return true;
    }
    if (!is_zero(error))
        return false;
    record_group(c, text, p, found, progress);
    return true;
}

/* The place may lie behind the text; nothing is read there. */
PAIDMARK_INLINE void prefetch_group(const unsigned char *text, size_t p)
{
    uintptr_t ahead = (uintptr_t)text + p + PREFETCH_BYTES;

    for (uintptr_t line = 0; line < GROUP_BYTES; line += CACHE_LINE_BYTES)
        __builtin_prefetch((const void *)(ahead + line));
}

/* Groups from p on, as long as the short check is content with them; returns where that ends. A group of ASCII is
 * looked for only behind one in which all bytes start characters: texts without ASCII are not to pay for it. */
TARGET static __attribute__((noinline)) size_t scan_short(const unsigned char *text, size_t p, size_t end,
                                                          const struct paidmark_fingerprints *fingerprints,
                                                          struct progress *progress)
{
    struct constants c = constants(fingerprints);
    struct progress here = *progress;
    bool was_ascii = true;

    for (; p < end; p += GROUP_BYTES) {
        size_t characters = here.characters;

        prefetch_group(text, p);
        if (was_ascii && !paidmark_is_incomplete(text, p) && scan_group(&c, text, p, ASCII_CHECK, &here))
            continue;
        if (!scan_group(&c, text, p, SHORT_CHECK, &here))
            break;
        was_ascii = here.characters - characters == GROUP_BYTES;
    }
    *progress = here;
    return p;
}

/* Groups from p to end, by the full check; whether they are well-formed. */
TARGET static __attribute__((noinline)) bool scan_full(const unsigned char *text, size_t p, size_t end,
                                                       const struct paidmark_fingerprints *fingerprints,
                                                       struct progress *progress)
{
    struct constants c = constants(fingerprints);
    struct progress here = *progress;

    for (; p < end; p += GROUP_BYTES) {
        prefetch_group(text, p);
        if (!scan_group(&c, text, p, FULL_CHECK, &here))
            return false;
    }
    *progress = here;
    return true;
}

/* Whole groups from p to end. */
static bool scan_groups(const unsigned char *text, size_t p, size_t end,
                        const struct paidmark_fingerprints *fingerprints, struct progress *progress)
{
    while (p < end) {
        /* Such a lead, so close before p, makes demands that the short check does not know of. */
        bool after_f0 = text[p - 1] >= 0xF0 || text[p - 2] >= 0xF0 || text[p - 3] >= 0xF0;

        if (!after_f0)
            p = scan_short(text, p, end, fingerprints, progress);

        size_t stop = end - p < FULL_CHECK_BYTES ? end : p + FULL_CHECK_BYTES;

        if (!scan_full(text, p, stop, fingerprints, progress))
            return false;
        p = stop;
    }
    return true;
}

static bool scan(const unsigned char *text, size_t begin, size_t end, bool last,
                 const struct paidmark_fingerprints *fingerprints, struct paidmark_window *window)
{
    struct progress progress = {window, 0, 0};
    size_t p = begin;

    /* Only here can the text begin less than three bytes back. */
    if (p < 3) {
        size_t head = end - p < PAIDMARK_BLOCK_BYTES ? end : p + PAIDMARK_BLOCK_BYTES;

        if (!scan_edge(text, p, head, fingerprints, &progress))
            return false;
        p = head;
    }

    size_t groups_end = end - (end - p) % GROUP_BYTES;

    if (p < groups_end && !scan_groups(text, p, groups_end, fingerprints, &progress))
        return false;
    if (groups_end < end && !scan_edge(text, groups_end, end, fingerprints, &progress))
        return false;
    window->block_count = progress.block_count;
    window->characters = progress.characters;
    return paidmark_may_end(text, end, last);
}
