/* distance.c - the names of the markers, paidbegin and paidend, and words that are nearly one of them
 * SPDX-License-Identifier: MIT
 */
#include "lookalike/distance.h"

#define PACKED_PAIDEND (PACKED_PAID << 3 * LETTER_BITS | PACKED_LETTERS('e', 'n', 'd'))
#define PACKED_PAIDBEGIN                                                                                               \
    (PACKED_LETTERS('p', 'a', 'i') << 6 * LETTER_BITS | PACKED_LETTERS('d', 'b', 'e') << 3 * LETTER_BITS |             \
     PACKED_LETTERS('g', 'i', 'n'))

const struct paidmark_name paidmark_names[NAME_COUNT] = {
    {PACKED_PAIDBEGIN, 9, 2, PAIDMARK_MARKER_BEGIN},
    {PACKED_PAIDEND, 7, 1, PAIDMARK_MARKER_END},
};

#define MISSPELT_LETTERS_MAX (NAME_LETTERS_MAX + 2)

/* Whether the optimal string alignment distance of two words is at most `limit`. Letters that agree at the front (or at
 * the back) never need to be edited, so a difference is met with each of the four edits in turn: at most 4^2 branches
 * for the distances asked for here. (Boytsov, "Indexing methods for approximate dictionary searching", 2011, has the
 * distance.) */
static bool within_distance(const unsigned char *one, size_t one_count, const unsigned char *other, size_t other_count,
                            unsigned limit)
{
    while (one_count > 0 && other_count > 0 && *one == *other) {
        one++, one_count--;
        other++, other_count--;
    }
    if (one_count == 0 || other_count == 0)
        return one_count + other_count <= limit;
    if (limit == 0 || one_count > other_count + limit || other_count > one_count + limit)
        return false;
    if (within_distance(one + 1, one_count - 1, other + 1, other_count - 1, limit - 1) ||
        within_distance(one + 1, one_count - 1, other, other_count, limit - 1) ||
        within_distance(one, one_count, other + 1, other_count - 1, limit - 1))
        return true;
    return one_count > 1 && other_count > 1 && one[0] == other[1] && one[1] == other[0] &&
           within_distance(one + 2, one_count - 2, other + 2, other_count - 2, limit - 1);
}

static void unpack(uint64_t letters, size_t count, unsigned char *codes)
{
    while (count > 0) {
        codes[--count] = letters & ((1u << LETTER_BITS) - 1);
        letters >>= LETTER_BITS;
    }
}

/* How many letters two words begin with alike, of which one does not begin with the other. */
static size_t same_at_start(uint64_t one, size_t one_count, uint64_t other, size_t other_count)
{
    uint64_t differ = one << (64 - one_count * LETTER_BITS) ^ other << (64 - other_count * LETTER_BITS);

    return (size_t)__builtin_clzll(differ) / LETTER_BITS;
}

/* How many letters two words end with alike, of which one does not end with the other. */
static size_t same_at_end(uint64_t one, uint64_t other)
{
    return (size_t)__builtin_ctzll(one ^ other) / LETTER_BITS;
}

static bool is_near(uint64_t letters, size_t count, const struct paidmark_name *name)
{
    size_t shorter = count < name->count ? count : name->count;
    size_t longer = count < name->count ? name->count : count;
    unsigned char codes[MISSPELT_LETTERS_MAX], name_codes[NAME_LETTERS_MAX];
    size_t start, same;

    if (longer - shorter > name->distance)
        return false;
    if (letters == name->letters)
        return true;
    start = same_at_start(letters, count, name->letters, name->count);
    same = start + same_at_end(letters, name->letters);
    if (same > shorter)
        same = shorter;
    if (longer - same <= name->distance) /* letter by letter */
        return true;
    unpack(letters, count, codes);
    unpack(name->letters, name->count, name_codes);
    return within_distance(codes + start, count - same, name_codes + start, name->count - same, name->distance);
}

const struct paidmark_name *paidmark_name_near(uint64_t letters, size_t count)
{
    for (size_t i = 0; i < NAME_COUNT; i++) {
        if (is_near(letters, count, &paidmark_names[i]))
            return &paidmark_names[i];
    }
    return NULL;
}
