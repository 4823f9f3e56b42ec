/* distance.h - the names of the markers, paidbegin and paidend, and words that are nearly one of them
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_LOOKALIKE_DISTANCE_H
#define PAIDMARK_LOOKALIKE_DISTANCE_H

#include "lookalike/items.h"

#define LETTER_CODE(letter)     ((uint64_t)((letter) - 'a' + 1))
#define PACKED_LETTERS(a, b, c) (LETTER_CODE(a) << 2 * LETTER_BITS | LETTER_CODE(b) << LETTER_BITS | LETTER_CODE(c))
#define PACKED_PAID             (LETTER_CODE('p') << 3 * LETTER_BITS | PACKED_LETTERS('a', 'i', 'd'))

struct paidmark_name {
    uint64_t letters;
    size_t count;
    unsigned distance; /* a misspelling may have */
    enum paidmark_marker_kind kind;
};

#define NAME_COUNT         2
#define NAME_LETTERS_MAX   9u
#define FILLERS_BESIDE_MAX 8 /* between a name and the signs beside it */

/* The longest first. */
extern const struct paidmark_name paidmark_names[NAME_COUNT];

/* The name that these letters are, or NULL. */
static inline const struct paidmark_name *paidmark_name_exact(uint64_t letters, size_t count)
{
    for (size_t i = 0; i < NAME_COUNT; i++) {
        if (count == paidmark_names[i].count && letters == paidmark_names[i].letters)
            return &paidmark_names[i];
    }
    return NULL;
}

/* The name that these letters, LETTERS_KEPT at most, begin with, or NULL. */
static inline const struct paidmark_name *paidmark_name_at_start(uint64_t letters, size_t count)
{
    for (size_t i = 0; i < NAME_COUNT; i++) {
        const struct paidmark_name *name = &paidmark_names[i];

        if (count >= name->count && letters >> (count - name->count) * LETTER_BITS == name->letters)
            return name;
    }
    return NULL;
}

/* The name that these letters end with, or NULL. */
static inline const struct paidmark_name *paidmark_name_at_end(uint64_t letters, size_t count)
{
    for (size_t i = 0; i < NAME_COUNT; i++) {
        const struct paidmark_name *name = &paidmark_names[i];
        uint64_t mask = (UINT64_C(1) << name->count * LETTER_BITS) - 1;

        if (count >= name->count && (letters & mask) == name->letters)
            return name;
    }
    return NULL;
}

/* The name that these letters misspell or are, or NULL. */
const struct paidmark_name *paidmark_name_near(uint64_t letters, size_t count);

#endif
