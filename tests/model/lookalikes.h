/* lookalikes.h - the model's look-alikes: chapter 6 of tests/spec, written a second time
 * SPDX-License-Identifier: MIT
 *
 * Of the library it takes two things only: what one piece of text is folded to (lib/skeleton/), and at which bytes a
 * look-alike may be looked for (the anchors of the marker set, lib/scan/scan.h).
 */
#ifndef PAIDMARK_TESTS_MODEL_LOOKALIKES_H
#define PAIDMARK_TESTS_MODEL_LOOKALIKES_H

#include "paidmark.h"

#include <stdbool.h>
#include <stddef.h>

/* The tokens that look-alikes are looked for of. */
struct model_names;

struct model_names *model_names_new(const struct paidmark_marker_set *set);
void model_names_free(struct model_names *names);

/* The text between two exact markers, text[begin, end). */
struct model_stretch {
    const unsigned char *text;
    size_t begin, end;
    size_t floor; /* nothing before this is taken */
};

struct model_lookalike {
    size_t from, to;
    bool begin;   /* of a begin token or a divider, else of an end token */
    bool divider; /* of a divider */
    const char *suggestion;
    size_t suggestion_bytes;
};

/* Whether the byte at this offset of the text is one at which look-alikes are looked for. */
bool model_is_anchor(const struct model_names *names, const unsigned char *text, size_t at);

/* Looks at an anchor of the stretch for a look-alike that takes nothing before `floor`. */
bool model_lookalike_at(const struct model_names *names, struct model_stretch stretch, size_t floor, size_t anchor,
                        struct model_lookalike *found);

#endif /* PAIDMARK_TESTS_MODEL_LOOKALIKES_H */
