/* example.h - one example of the specification: a document, and what is expected of it
 * SPDX-License-Identifier: MIT
 */
#ifndef SPEC_EXAMPLE_H
#define SPEC_EXAMPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <paidmark.h>

#include "bytes.h"

enum { PAIRS_MAX = 4, PROBLEMS_MAX = 16, SEGMENTS_MAX = 16, EXCERPTS_MAX = 8, NAME_BYTES_MAX = 31 };

enum outcome { OUTCOME_UNKNOWN, OUTCOME_PARTS, OUTCOME_REFUSED, OUTCOME_ARGUMENT_ERROR };

/* The three renderings: preview, rest, full. The bits of paidmark_render are the first two, and both. */
enum { RENDERINGS = 3 };
#define PARTS_OF(rendering) (((rendering) + 1) * PAIDMARK_PART_FREE)

struct token_pair {
    struct bytes begin;
    struct bytes end;
    bool has_end;
};

struct place {
    size_t line;
    size_t column;
};

struct problem {
    bool is_warning;
    struct place place;
    size_t bytes;
    char code[NAME_BYTES_MAX + 1];
    bool has_related;
    struct place related;
    bool has_like;
    struct bytes like;
};

struct segment {
    size_t region; /* 0: free */
    size_t offset;
    struct bytes text;
};

struct excerpt {
    size_t characters;
    uint32_t flags;
    bool refused;
    struct bytes text;
};

struct example {
    const char *file;
    size_t line;
    char mistake[128];  /* in the notation; empty: none */
    struct bytes fails; /* which checks have to fail, separated by commas; empty: none */

    char set[NAME_BYTES_MAX + 1]; /* empty: pairs, or the default set when there are none */
    struct token_pair pairs[PAIRS_MAX];
    size_t pair_count;
    uint32_t flags; /* of paidmark_options */
    uint32_t unmarked;

    bool has_text;
    struct bytes text;

    enum outcome outcome;
    bool has_rendering[RENDERINGS];
    struct bytes renderings[RENDERINGS];
    struct problem problems[PROBLEMS_MAX];
    size_t problem_count;
    struct segment segments[SEGMENTS_MAX];
    size_t segment_count; /* 0: not told */
    struct excerpt excerpts[EXCERPTS_MAX];
    size_t excerpt_count;
    bool has_regions;
    size_t regions;
    bool has_characters;
    size_t free_characters;
    size_t paid_characters;
};

void example_clear(struct example *example);

#define MISTAKE_IN_TEXT "a wrong escape, or a space at the end of the line"

/* Notes a mistake in the notation, unless there is one already. Always false. */
bool example_mistake(struct example *example, const char *what);

/* Expects all of the document to be of this part, PAIDMARK_PART_FREE or PAIDMARK_PART_PAID. */
void example_expect_all(struct example *example, unsigned part);

/* Copies a token without the notation of its tail, a blank and three dots. Returns how many bytes are before the tail:
 * 0 if it has none, more than any token has if nothing is before it. */
size_t token_copy(struct bytes *copy, const struct bytes *typed);

/* The markers the example asks for; the caller frees the set. Gives what paidmark_marker_set_new gave. */
enum paidmark_status example_markers(const struct example *example, struct paidmark_marker_set **set);

/* Appends a line that says all about a problem, in the notation of the examples. */
void problem_append(struct bytes *out, const struct problem *problem);
void segment_append(struct bytes *out, size_t region, size_t offset, const char *text, size_t text_bytes);

#endif
