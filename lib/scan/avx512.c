/* avx512.c - kernel for x86-64 with AVX-512 (F, BW, VL, VBMI)
 * SPDX-License-Identifier: MIT
 *
 * Sixty-four bytes a vector, four vectors a group; a group is only looked at more closely when something in it asks for
 * it. The bytes one, two and three back come from loads that overlap, which cost less than shifts between registers.
 *
 * Well-formedness has two checks. The short one compares where continuation bytes must be with where they are, as if
 * every lead C0..DF wanted one and every lead E0..FF two. That is all there is to check, unless one of the bytes C0 C1
 * E0 ED F0..FF occurs, which no Chinese and hardly any European text has ("rare leads"). A group that fails the short
 * check or has a rare lead gets the full one (utf8_lookup.h), and so do the groups after it for a while, because texts
 * that have one such character, emoji or Korean, usually have more.
 *
 * Anchors of more than one byte: each of the three bytes is looked up by its low six bits, which is all that VPERMB
 * sees; a table entry says, as a set, for which kinds of anchor that byte will do, and an anchor is where the three
 * sets meet. The third byte is looked up by seven bits, which takes one more register but no more time: it tells leads
 * from continuation bytes, without which one group in three of a Chinese report would have to be looked at again for
 * nothing.
 */
#include "kernels.h"

#if PAIDMARK_HAVE_X86

#include "utf8_lookup.h"

#include <immintrin.h>

#define TARGET __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,popcnt,bmi,bmi2")))
/* For functions that share no values with their callers: gcc 12 would otherwise keep what the short check has computed
 * for the full one that may follow, and run out of registers over it. */
#define APART            __attribute__((noinline))

#define VECTOR_BYTES     64
#define GROUP_BYTES      (4 * VECTOR_BYTES)
#define CACHE_LINE_BYTES 64
#define PREFETCH_BYTES   8192 /* ahead: a fraction of a microsecond of scanning, as long as memory takes */

/* So many groups keep to the full check after one that needed it. A change of check costs about as much as a branch
 * foretold wrongly, a quarter of what a group costs. */
#define FULL_CHECK_GROUPS 16

/* Kinds of anchors, by the bytes that make them. What else these bytes combine to is rare enough. */
#define KIND_CAPITAL 0x01 /* EF BC {83,84,A1..BA} */
#define KIND_SMALL   0x02 /* EF BD {81..9A} */
#define KIND_ZERO    0x04 /* E2 80 {8B..8F}, E2 81 A0 */
#define KIND_SYMBOL  0x08 /* EF B9 {9F,A9}, E2 99 AF, EF BB BF */
#define KIND_SOFT    0x10 /* C2 AD, whatever comes before */
#define KIND_WIDE    0x1F /* all of the above: they end in a continuation byte */
#define KIND_NAME    0x20 /* "pai" in any case */
/* The table of third bytes also knows bytes that count by themselves: a sign if it is one of 00..3F, a rare lead if it
 * is one of C0..FF; the other bytes of the same seven bits have to be told from them. */
#define KIND_SIGN            0x40
#define KIND_RARE            0x80

#define IS(i, byte)          ((i) == ((byte)&63))
#define WITHIN(i, low, high) ((i) >= ((low)&63) && (i) <= ((high)&63))

#define FIRST_OF_THREE(i)                                                                                              \
    (KIND_SOFT | (IS(i, 0xEF) ? KIND_CAPITAL | KIND_SMALL | KIND_SYMBOL : 0) |                                         \
     (IS(i, 0xE2) ? KIND_ZERO | KIND_SYMBOL : 0) | (IS(i, 'p') || IS(i, 'P') ? KIND_NAME : 0))
#define SECOND_OF_THREE(i)                                                                                             \
    ((IS(i, 0xBC) ? KIND_CAPITAL : 0) | (IS(i, 0xBD) ? KIND_SMALL : 0) |                                               \
     (IS(i, 0x80) || IS(i, 0x81) ? KIND_ZERO : 0) | (IS(i, 0xB9) || IS(i, 0x99) || IS(i, 0xBB) ? KIND_SYMBOL : 0) |    \
     (IS(i, 0xC2) ? KIND_SOFT : 0) | (IS(i, 'a') || IS(i, 'A') ? KIND_NAME : 0))
/* Of bytes 00..3F and 80..BF, and of 40..7F and C0..FF. */
#define THIRD_OF_THREE_EVEN(i)                                                                                         \
    ((WITHIN(i, 0x83, 0x84) || WITHIN(i, 0xA1, 0xBA) ? KIND_CAPITAL : 0) | (WITHIN(i, 0x81, 0x9A) ? KIND_SMALL : 0) |  \
     (WITHIN(i, 0x8B, 0x8F) || IS(i, 0xA0) ? KIND_ZERO : 0) |                                                          \
     (IS(i, 0x9F) || IS(i, 0xA9) || IS(i, 0xAF) || IS(i, 0xBF) ? KIND_SYMBOL : 0) | (IS(i, 0xAD) ? KIND_SOFT : 0) |    \
     (IS(i, '#') || IS(i, '$') || IS(i, '&') ? KIND_SIGN : 0))
#define THIRD_OF_THREE_ODD(i)                                                                                          \
    ((IS(i, 'i') || IS(i, 'I') ? KIND_NAME : 0) |                                                                      \
     (IS(i, 0xC0) || IS(i, 0xC1) || IS(i, 0xE0) || IS(i, 0xED) || WITHIN(i, 0xF0, 0xFF) ? KIND_RARE : 0))

/* The tables of utf8_lookup.h for six bits: the nibble's neighbours must not matter, and so need not be masked away. */
#define FIRST_HIGH_6(i)  UTF8_FIRST_HIGH((i) >> 2)
#define FIRST_LOW_6(i)   UTF8_FIRST_LOW((i)&15)
#define SECOND_HIGH_6(i) UTF8_SECOND_HIGH((i) >> 2)
#define BIT_6(i)         (1 << ((i)&7))
#define IDENTITY(i)      (i)

static const _Alignas(64) unsigned char first_of_three[64] = {TABLE_64(FIRST_OF_THREE, 0)};
static const _Alignas(64) unsigned char second_of_three[64] = {TABLE_64(SECOND_OF_THREE, 0)};
static const _Alignas(64) unsigned char third_of_three[128] = {TABLE_64(THIRD_OF_THREE_EVEN, 0),
                                                               TABLE_64(THIRD_OF_THREE_ODD, 0)};
static const _Alignas(64) unsigned char first_high[64] = {TABLE_64(FIRST_HIGH_6, 0)};
static const _Alignas(64) unsigned char first_low[64] = {TABLE_64(FIRST_LOW_6, 0)};
static const _Alignas(64) unsigned char second_high[64] = {TABLE_64(SECOND_HIGH_6, 0)};
static const _Alignas(64) unsigned char bit_of[64] = {TABLE_64(BIT_6, 0)};
static const _Alignas(64) unsigned char identity[64] = {TABLE_64(IDENTITY, 0)};

/* Everything that stays in registers throughout a window. Compilers would rather make a constant anew where it is used,
 * by way of a general register, which costs as much here as what it is used for. */
struct constants {
    __m512i first_of_three, second_of_three, third_of_three_even, third_of_three_odd;
    __m512i first_high, first_low, second_high;
    __m512i lead_of_2, lead_of_3, lead_of_4, highest_bit, next_bit, high_bits, last_continuation;
    __m512i class_bitmap, class_bit;
};

/* A vector with the bytes before it. */
struct view {
    __m512i at, back1, back2;
};

/* What a vector was found to hold. */
struct finds {
    __mmask64 start;  /* where characters start */
    __m512i triples;  /* KIND_WIDE and KIND_NAME: the sets that have met */
    __m512i singles;  /* KIND_SIGN and KIND_RARE */
    __m512i of_class; /* not 0: in the caller's class */
};

/* Where the window is, kept apart from struct paidmark_window so that it can live in registers. */
struct progress {
    struct paidmark_window *window;
    size_t block_count, characters;
};

TARGET PAIDMARK_INLINE __m512i keep(__m512i vector)
{
    __asm__("" : "+v"(vector));
    return vector;
}

TARGET PAIDMARK_INLINE __m512i splat(int byte)
{
    return keep(_mm512_set1_epi8((char)byte));
}

TARGET PAIDMARK_INLINE __m512i table(const unsigned char *bytes)
{
    return keep(_mm512_load_si512(bytes));
}

TARGET PAIDMARK_INLINE struct constants constants(const struct paidmark_byte_class *extra)
{
    struct constants c = {
        .first_of_three = table(first_of_three),
        .second_of_three = table(second_of_three),
        .third_of_three_even = table(third_of_three),
        .third_of_three_odd = table(third_of_three + 64),
        .first_high = table(first_high),
        .first_low = table(first_low),
        .second_high = table(second_high),
        /* What to subtract, with saturation, so that the highest bit is left standing from this lead on. */
        .lead_of_2 = splat(0xC0 - 0x80),
        .lead_of_3 = splat(0xE0 - 0x80),
        .lead_of_4 = splat(0xF0 - 0x80),
        .highest_bit = splat(0x80),
        .next_bit = splat(0x40),
        .high_bits = splat(KIND_SIGN | KIND_RARE),
        .last_continuation = splat(0xBF),
    };

    if (extra != NULL) {
        /* Twice, so that the neighbour's bit which a shift brings in does not matter. */
        c.class_bitmap = keep(_mm512_broadcast_i64x4(_mm256_loadu_si256((const __m256i *)(const void *)extra->bitmap)));
        c.class_bit = table(bit_of);
    }
    return c;
}

TARGET PAIDMARK_INLINE __m512i both(__m512i a, __m512i b, __m512i c)
{
    return _mm512_ternarylogic_epi32(a, b, c, 0x80);
}

TARGET PAIDMARK_INLINE __m512i either(__m512i a, __m512i b, __m512i c)
{
    return _mm512_ternarylogic_epi32(a, b, c, 0xFE);
}

/* Kept, because gcc 12 would rather load the same bytes once for every use. */
TARGET PAIDMARK_INLINE __m512i load(const unsigned char *p)
{
    return keep(_mm512_loadu_si512(p));
}

TARGET PAIDMARK_INLINE struct view view_inside(const unsigned char *p)
{
    struct view view = {load(p), load(p - 1), load(p - 2)};

    return view;
}

/* The vector `back` bytes before text + p, of which the lanes in mask lie before the end; zero in the other lanes and
 * where the text has not begun. Loads from the text's first byte on and moves it up, because a masked load from before
 * it would be allowed but take a microcode assist on a page that is not there. */
TARGET PAIDMARK_INLINE __m512i load_edge(const unsigned char *text, size_t p, size_t back, __mmask64 mask)
{
    size_t missing = back > p ? back - p : 0;
    __m512i loaded = _mm512_maskz_loadu_epi8(mask >> missing, text + p + missing - back);
    __m512i from = _mm512_sub_epi8(_mm512_load_si512(identity), _mm512_set1_epi8((char)missing));

    return _mm512_maskz_permutexvar_epi8(~(__mmask64)0 << missing, from, loaded);
}

/* The full check; a lane that is not 0 is an error. */
TARGET PAIDMARK_INLINE __m512i full_check(const struct constants *c, struct view view, __m512i back3)
{
    __m512i special = both(_mm512_permutexvar_epi8(_mm512_srli_epi16(view.back1, 2), c->first_high),
                           _mm512_permutexvar_epi8(view.back1, c->first_low),
                           _mm512_permutexvar_epi8(_mm512_srli_epi16(view.at, 2), c->second_high));
    __m512i third = _mm512_subs_epu8(view.back2, c->lead_of_3);
    __m512i fourth = _mm512_subs_epu8(back3, c->lead_of_4);

    /* special ^ ((third | fourth) & highest_bit) */
    return _mm512_xor_si512(special, _mm512_ternarylogic_epi32(third, fourth, c->highest_bit, 0xA8));
}

/* The short check; the highest bit of a lane that is not in order is 0. */
TARGET PAIDMARK_INLINE __m512i short_check(const struct constants *c, struct view view, __mmask64 start)
{
    __m512i second = _mm512_subs_epu8(view.back1, c->lead_of_2);
    __m512i third = _mm512_subs_epu8(view.back2, c->lead_of_3);
    __m512i due = _mm512_or_si512(second, third);

    return _mm512_mask_add_epi8(due, start, due, c->highest_bit);
}

TARGET PAIDMARK_INLINE struct finds find(const struct constants *c, struct view view, bool with_class)
{
    struct finds finds;
    __m512i third = _mm512_permutex2var_epi8(c->third_of_three_even, view.at, c->third_of_three_odd);
    __m512i high;

    /* A continuation byte, 80..BF, is among the smallest of the signed bytes. */
    finds.start = _mm512_cmpgt_epi8_mask(view.at, c->last_continuation);
    finds.triples = both(third, _mm512_permutexvar_epi8(view.back1, c->second_of_three),
                         _mm512_permutexvar_epi8(view.back2, c->first_of_three));
    /* third & (high ^ 0x40): at a start the byte's own two high bits, one for rare leads, the other negated for signs;
     * both come out as 0 in a continuation byte. The other bits are noise, which the constant of the caller masks away.
     */
    high = _mm512_mask_blend_epi8(finds.start, c->next_bit, view.at);
    finds.singles = _mm512_ternarylogic_epi32(third, high, c->next_bit, 0x60);
    finds.of_class = _mm512_setzero_si512();
    if (with_class)
        /* Exactly: byte b / 8 of the bitmap, bit b % 8. */
        finds.of_class = _mm512_and_si512(_mm512_permutexvar_epi8(_mm512_srli_epi16(view.at, 3), c->class_bitmap),
                                          _mm512_permutexvar_epi8(view.at, c->class_bit));
    return finds;
}

/* The second look: what consists of a lead and continuation bytes must end in one of the latter, a name in a letter. */
TARGET PAIDMARK_INLINE __mmask64 anchors(const struct constants *c, struct finds finds, bool with_class)
{
    __m512i allowed = _mm512_mask_blend_epi8(finds.start, _mm512_set1_epi8(KIND_WIDE), _mm512_set1_epi8(KIND_NAME));
    __m512i found = _mm512_and_si512(finds.triples, allowed);

    found = _mm512_ternarylogic_epi32(found, finds.singles, c->next_bit, 0xF8); /* found | (singles & KIND_SIGN) */
    if (with_class)
        found = _mm512_or_si512(found, finds.of_class);
    return _mm512_test_epi8_mask(found, found);
}

TARGET PAIDMARK_INLINE void record(struct progress *progress, __mmask64 anchors, size_t p)
{
    paidmark_list_block(progress->window, &progress->block_count, anchors, p, progress->characters);
}

/* Vectors, the last of them perhaps a part of one, from p to end, anywhere in the text. */
TARGET APART static bool scan_edge(const unsigned char *text, size_t p, size_t end,
                                   const struct paidmark_byte_class *extra, struct progress *progress)
{
    struct constants c = constants(extra);
    __mmask64 wrong = 0;

    for (; p < end; p += VECTOR_BYTES) {
        size_t bytes = end - p < VECTOR_BYTES ? end - p : VECTOR_BYTES;
        __mmask64 mask = ~(__mmask64)0 >> (VECTOR_BYTES - bytes);
        struct view view = {load_edge(text, p, 0, mask), load_edge(text, p, 1, mask), load_edge(text, p, 2, mask)};
        __m512i error = full_check(&c, view, load_edge(text, p, 3, mask));
        struct finds finds = find(&c, view, extra != NULL);

        wrong |= _mm512_mask_test_epi8_mask(mask, error, error);
        record(progress, anchors(&c, finds, extra != NULL) & mask, p);
        progress->characters += (size_t)_mm_popcnt_u64(finds.start & mask);
    }
    return wrong == 0;
}

/* Bits that are set anywhere in the group: KIND_WIDE, KIND_NAME, and the caller's class; KIND_SIGN and KIND_RARE. */
TARGET PAIDMARK_INLINE __m512i seen(const struct constants *c, struct finds f0, struct finds f1, struct finds f2,
                                    struct finds f3, bool with_class)
{
    __m512i triples = _mm512_or_si512(either(f0.triples, f1.triples, f2.triples), f3.triples);
    __m512i singles = _mm512_or_si512(either(f0.singles, f1.singles, f2.singles), f3.singles);

    if (with_class)
        triples = either(either(triples, f0.of_class, f1.of_class), f2.of_class, f3.of_class);
    return _mm512_ternarylogic_epi32(triples, singles, c->high_bits, 0xF8); /* triples | (singles & high_bits) */
}

TARGET PAIDMARK_INLINE void record_plain(struct finds f0, struct finds f1, struct finds f2, struct finds f3,
                                         struct progress *progress)
{
    size_t n01 = (size_t)(_mm_popcnt_u64(f0.start) + _mm_popcnt_u64(f1.start));
    size_t n23 = (size_t)(_mm_popcnt_u64(f2.start) + _mm_popcnt_u64(f3.start));

    progress->characters += n01 + n23;
}

TARGET PAIDMARK_INLINE void record_anchors(const struct constants *c, size_t p, struct finds f0, struct finds f1,
                                           struct finds f2, struct finds f3, bool with_class, struct progress *progress)
{
    record(progress, anchors(c, f0, with_class), p);
    progress->characters += (size_t)_mm_popcnt_u64(f0.start);
    record(progress, anchors(c, f1, with_class), p + 1 * VECTOR_BYTES);
    progress->characters += (size_t)_mm_popcnt_u64(f1.start);
    record(progress, anchors(c, f2, with_class), p + 2 * VECTOR_BYTES);
    progress->characters += (size_t)_mm_popcnt_u64(f2.start);
    record(progress, anchors(c, f3, with_class), p + 3 * VECTOR_BYTES);
    progress->characters += (size_t)_mm_popcnt_u64(f3.start);
}

/* Four vectors by the short check. When it returns false, nothing was recorded and the full check has to decide. */
TARGET PAIDMARK_INLINE bool scan_group_short(const struct constants *c, const unsigned char *text, size_t p,
                                             bool with_class, struct progress *progress)
{
    struct view v0 = view_inside(text + p);
    struct finds f0 = find(c, v0, with_class);
    __m512i ok0 = short_check(c, v0, f0.start);
    struct view v1 = view_inside(text + p + 1 * VECTOR_BYTES);
    struct finds f1 = find(c, v1, with_class);
    __m512i ok1 = short_check(c, v1, f1.start);
    struct view v2 = view_inside(text + p + 2 * VECTOR_BYTES);
    struct finds f2 = find(c, v2, with_class);
    __m512i ok2 = short_check(c, v2, f2.start);
    struct view v3 = view_inside(text + p + 3 * VECTOR_BYTES);
    struct finds f3 = find(c, v3, with_class);
    __m512i ok3 = short_check(c, v3, f3.start);
    __m512i ok = _mm512_and_si512(both(ok0, ok1, ok2), ok3);
    __m512i bits = seen(c, f0, f1, f2, f3, with_class);

    /* One test for all that may be out of the ordinary: bits | (~ok & highest_bit). */
    __m512i unusual = _mm512_ternarylogic_epi32(bits, ok, c->highest_bit, 0xF2);
    if (_mm512_test_epi8_mask(unusual, unusual) == 0) {
        record_plain(f0, f1, f2, f3, progress);
        return true;
    }
    /* KIND_RARE and a failed check share the highest bit, unless the caller's class set it: then the full check is
     * taken without need. */
    if (_mm512_movepi8_mask(unusual) != 0)
        return false;
    record_anchors(c, p, f0, f1, f2, f3, with_class, progress);
    return true;
}

/* Four vectors by the full check; false if they are ill-formed. */
TARGET PAIDMARK_INLINE bool scan_group_full(const struct constants *c, const unsigned char *text, size_t p,
                                            bool with_class, struct progress *progress)
{
    struct view v0 = view_inside(text + p);
    __m512i error0 = full_check(c, v0, load(text + p - 3));
    struct finds f0 = find(c, v0, with_class);
    struct view v1 = view_inside(text + p + 1 * VECTOR_BYTES);
    __m512i error1 = full_check(c, v1, load(text + p + 1 * VECTOR_BYTES - 3));
    struct finds f1 = find(c, v1, with_class);
    struct view v2 = view_inside(text + p + 2 * VECTOR_BYTES);
    __m512i error2 = full_check(c, v2, load(text + p + 2 * VECTOR_BYTES - 3));
    struct finds f2 = find(c, v2, with_class);
    struct view v3 = view_inside(text + p + 3 * VECTOR_BYTES);
    __m512i error3 = full_check(c, v3, load(text + p + 3 * VECTOR_BYTES - 3));
    struct finds f3 = find(c, v3, with_class);
    __m512i error = _mm512_or_si512(either(error0, error1, error2), error3);

    /* Rare leads are no news here. */
    if (_mm512_test_epi8_mask(seen(c, f0, f1, f2, f3, with_class),
                              _mm512_set1_epi8((char)(with_class ? 0xFF : 0xFF & ~KIND_RARE))) == 0)
        record_plain(f0, f1, f2, f3, progress);
    else
        record_anchors(c, p, f0, f1, f2, f3, with_class, progress);
    return _mm512_test_epi8_mask(error, error) == 0;
}

/* Asks for the text that comes in a while: 16 KiB at a time, read by turns with other things, is not what processors
 * see ahead of by themselves. The place may lie behind the text; nothing is read there. */
TARGET PAIDMARK_INLINE void prefetch_group(const unsigned char *text, size_t p)
{
    uintptr_t ahead = (uintptr_t)text + p + PREFETCH_BYTES;

    for (uintptr_t line = 0; line < GROUP_BYTES; line += CACHE_LINE_BYTES)
        _mm_prefetch((const char *)(ahead + line), _MM_HINT_T0);
}

/* Groups from p on, as long as the short check is content with them; returns where that ends. */
TARGET PAIDMARK_INLINE size_t scan_short(const unsigned char *text, size_t p, size_t end,
                                         const struct paidmark_byte_class *extra, struct progress *progress)
{
    struct constants c = constants(extra);
    struct progress here = *progress;

    while (p < end) {
        prefetch_group(text, p);
        if (!scan_group_short(&c, text, p, extra != NULL, &here))
            break;
        p += GROUP_BYTES;
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

    while (p < end) {
        prefetch_group(text, p);
        if (!scan_group_full(&c, text, p, extra != NULL, &here))
            return false;
        p += GROUP_BYTES;
    }
    *progress = here;
    return true;
}

/* The common case carries nothing of the class. */
TARGET APART static size_t scan_short_plain(const unsigned char *text, size_t p, size_t end, struct progress *progress)
{
    return scan_short(text, p, end, NULL, progress);
}

TARGET APART static bool scan_full_plain(const unsigned char *text, size_t p, size_t end, struct progress *progress)
{
    return scan_full(text, p, end, NULL, progress);
}

TARGET APART static size_t scan_short_class(const unsigned char *text, size_t p, size_t end,
                                            const struct paidmark_byte_class *extra, struct progress *progress)
{
    return scan_short(text, p, end, extra, progress);
}

TARGET APART static bool scan_full_class(const unsigned char *text, size_t p, size_t end,
                                         const struct paidmark_byte_class *extra, struct progress *progress)
{
    return scan_full(text, p, end, extra, progress);
}

static bool is_rare_lead(unsigned char byte)
{
    return byte >= 0xC0 && (third_of_three[byte & 127] & KIND_RARE) != 0;
}

/* A rare lead so close before p makes demands on the bytes from p on. */
static bool follows_rare_lead(const unsigned char *text, size_t p)
{
    return is_rare_lead(text[p - 1]) || is_rare_lead(text[p - 2]) || is_rare_lead(text[p - 3]);
}

/* Whole groups from p to end. */
static bool scan_groups(const unsigned char *text, size_t p, size_t end, const struct paidmark_byte_class *extra,
                        struct progress *progress)
{
    while (p < end) {
        if (!follows_rare_lead(text, p))
            p = extra == NULL ? scan_short_plain(text, p, end, progress)
                              : scan_short_class(text, p, end, extra, progress);

        size_t left = (end - p) / GROUP_BYTES;
        size_t stop = p + (left < FULL_CHECK_GROUPS ? left : FULL_CHECK_GROUPS) * GROUP_BYTES;

        if (p < stop && !(extra == NULL ? scan_full_plain(text, p, stop, progress)
                                        : scan_full_class(text, p, stop, extra, progress)))
            return false;
        p = stop;
    }
    return true;
}

bool paidmark_scan_avx512(const unsigned char *text, size_t begin, size_t end, bool last,
                          const struct paidmark_byte_class *extra, struct paidmark_window *window)
{
    struct progress progress = {window, 0, 0};
    size_t p = begin;

    /* Only here can the text begin less than three bytes back. */
    if (p < 3) {
        size_t head = end - p < VECTOR_BYTES ? end : p + VECTOR_BYTES;

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

#endif
