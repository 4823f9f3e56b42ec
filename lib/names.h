/* names.h - the names of the markers, paidbegin and paidend, and words that are nearly one of them
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_NAMES_H
#define PAIDMARK_NAMES_H

#include "markers.h"

/* Letters, packed: 1 to 26 in five bits each, the last one in the lowest. */
#define LETTER_BITS             5
#define LETTER_CODE(letter)     ((uint64_t)((letter) - 'a' + 1))
#define PACKED_LETTERS(a, b, c) (LETTER_CODE(a) << 2 * LETTER_BITS | LETTER_CODE(b) << LETTER_BITS | LETTER_CODE(c))
#define PACKED_PAID             (LETTER_CODE('p') << 3 * LETTER_BITS | PACKED_LETTERS('a', 'i', 'd'))

struct paidmark_name {
    uint64_t letters;
    size_t count;
    unsigned distance; /* a misspelling may have */
    enum paidmark_marker_kind kind;
};

#define NAME_COUNT       2
#define NAME_LETTERS_MAX 9u

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

/* The name that these letters misspell or are, or NULL. Of more than eleven letters, the last eleven will do. */
const struct paidmark_name *paidmark_name_near(uint64_t letters, size_t count);

#endif
