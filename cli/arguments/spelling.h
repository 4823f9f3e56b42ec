/* spelling.h - how far a word that somebody typed is from one that exists
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_ARGUMENTS_SPELLING_H
#define PAIDMARK_CLI_ARGUMENTS_SPELLING_H

#include <stddef.h>

/* Beyond this many slips nobody meant the word. */
#define SPELLING_DISTANCE_MAX 2

/* Letters inserted, deleted, replaced or swapped with a neighbour; SPELLING_DISTANCE_MAX + 1 for anything farther, and
 * for a word of which less than half would be left. A typed word that begins the known one is at distance 1. */
size_t spelling_distance(const char *typed, const char *known);

#endif
