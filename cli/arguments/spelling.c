/* spelling.c - the distance between two short words
 * SPDX-License-Identifier: MIT
 */
#include "arguments/spelling.h"

#include <string.h>

/* No option and no command is as long; what is longer is no slip of the finger. */
#define WORD_MAX 32

#define TOO_FAR  (SPELLING_DISTANCE_MAX + 1)

static size_t least_of(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Optimal string alignment. Three rows of the table are enough: a swap looks two rows back. */
static size_t alignment_distance(const char *a, size_t a_bytes, const char *b, size_t b_bytes)
{
    size_t rows[3][WORD_MAX + 1];

    for (size_t j = 0; j <= b_bytes; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a_bytes; i++) {
        size_t *row = rows[i % 3];
        const size_t *above = rows[(i + 2) % 3];
        const size_t *two_above = rows[(i + 1) % 3];

        row[0] = i;
        for (size_t j = 1; j <= b_bytes; j++) {
            row[j] = least_of(least_of(above[j], row[j - 1]) + 1, above[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least_of(row[j], two_above[j - 2] + 1);
        }
    }
    return rows[a_bytes % 3][b_bytes];
}

size_t spelling_distance(const char *typed, const char *known)
{
    size_t typed_bytes = strlen(typed);
    size_t known_bytes = strlen(known);
    size_t distance;

    if (typed_bytes > WORD_MAX || known_bytes > WORD_MAX)
        return TOO_FAR;
    if (typed_bytes >= 2 && typed_bytes < known_bytes && memcmp(typed, known, typed_bytes) == 0)
        return 1;
    distance = alignment_distance(typed, typed_bytes, known, known_bytes);
    return distance <= SPELLING_DISTANCE_MAX && 2 * distance < known_bytes ? distance : TOO_FAR;
}
