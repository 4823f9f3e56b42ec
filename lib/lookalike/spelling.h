/* spelling.h - the letters of a name, with what may be between them
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_LOOKALIKE_SPELLING_H
#define PAIDMARK_LOOKALIKE_SPELLING_H

#include "lookalike/names.h"
#include "lookalike/stretch.h"

#define PAIDMARK_GAP_SYMBOLS_MAX 6  /* in a gap; a run of blanks is one */
#define PAIDMARK_GAP_PIECES_MAX  16 /* with those that show nothing */

/* A place that spells a name, perhaps wrongly. A gap is a place between two letters with blanks or signs in it. */
struct paidmark_spelling {
    size_t begin, end;
    size_t slips; /* letters that are wrong: optimal string alignment distance */
    size_t gaps;
    size_t blank_gaps; /* those with a blank */
    size_t loose_gaps; /* those with a blank where the token has nothing between its letters */
    size_t widest_gap; /* in symbols */
    bool is_capital;   /* all letters are capitals of ASCII */
};

/* Whether the first letters of one of the names begin at text[at]. */
bool paidmark_begins_name(struct paidmark_stretch *stretch, size_t at, const struct paidmark_names *names);

/* Whether the name, with no letter wrong, begins at text[at]. */
bool paidmark_spells(struct paidmark_stretch *stretch, size_t at, const struct paidmark_name *name,
                     struct paidmark_spelling *spelling);

/* No more than one more than the token has, and none wide, unless the name has ideographs. */
bool paidmark_has_few_gaps(const struct paidmark_name *name, const struct paidmark_spelling *spelling);

/* What was read of a name from one end, letter by letter. */
#define PAIDMARK_LETTERS_MAX (PAIDMARK_NAME_LETTERS_MAX + PAIDMARK_NAME_LETTERS_MAX / 4)

struct paidmark_tries {
    uint32_t letters[PAIDMARK_LETTERS_MAX];
    struct paidmark_spelling spellings[PAIDMARK_LETTERS_MAX]; /* each with all letters up to this one */
    size_t count;
};

/* Reads from text[at], or up to it from the right to the left, all that may be the name with letters wrong. Whether
 * there is anything with no more slips than may be. */
bool paidmark_try_to_spell(struct paidmark_stretch *stretch, size_t at, bool to_left, const struct paidmark_name *name,
                           struct paidmark_tries *tries);

#endif
