/* random_text.h - texts for the search for damaged markers: markers, damaged, among what confuses
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_TESTS_RANDOM_TEXT_H
#define PAIDMARK_TESTS_RANDOM_TEXT_H

#include "support.h"

#include "marker_set.h"

/* Numbers that look random, the same ones at each run. */
struct random {
    uint64_t state;
};

size_t random_below(struct random *random, size_t below);
bool random_is(struct random *random, size_t one_in);

#define RANDOM_TEXT_MAX 600

/* A text, which is UTF-8, in memory of just its size. */
struct random_text {
    unsigned char *text;
    size_t bytes;
};

/* Of tokens of the set, most of them damaged, and of other things; not much longer than `bytes`. */
void random_text_make(struct random_text *text, struct random *random, const struct paidmark_marker_set *set,
                      size_t bytes);
void random_text_free(struct random_text *text);

/* Whether a character begins at text[at], or the text ends there. */
bool is_character_start(const struct random_text *text, size_t at);

/* Sets of all kinds, named ones and others. */
size_t random_set_count(void);
struct paidmark_marker_set *random_set(size_t index);

/* Fails, and shows the place in the text. */
void fail_at(const struct random_text *text, size_t at, const char *why);

#endif
