/* texts.h - random small documents made of markers, damaged markers and what surrounds them
 * SPDX-License-Identifier: MIT
 */
#ifndef TEXTS_H
#define TEXTS_H

#include "paidmark.h"

#define TEXT_BYTES_MAX 4096

struct random_source {
    uint64_t state; /* not 0 */
};

/* A number below `limit`, by Marsaglia's xorshift (2003): the same on every machine. */
uint32_t random_below(struct random_source *source, uint32_t limit);

/* Fills `text`, of TEXT_BYTES_MAX bytes, with at most `pieces` fragments, among them markers of this set, damaged in
 * one byte now and then. Returns its size. */
size_t random_text(struct random_source *source, const struct paidmark_marker_set *set, uint32_t pieces, char *text);

/* Writes one such fragment of at most `room` bytes, and returns its size. */
size_t random_piece(struct random_source *source, const struct paidmark_marker_set *set, char *text, size_t room);

/* A set of markers: a named one, or one with pairs and dividers of its own. The caller frees it. */
struct paidmark_marker_set *random_set(struct random_source *source);

/* Options of any kind, with this set of markers. */
struct paidmark_options random_options(struct random_source *source, const struct paidmark_marker_set *set);

/* Prints a text with everything but plain ASCII escaped, so that it can be made a regression input. */
void print_text(const char *text, size_t bytes);

void print_set(const struct paidmark_marker_set *set);

#endif
