/* prefilter.h - rules out most places where a name may be, by plain letters and signs alone
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_LOOKALIKE_PREFILTER_H
#define PAIDMARK_LOOKALIKE_PREFILTER_H

#include "lookalike/stretch.h"

#define PAIDMARK_SLIPS_MAX 16

/* The beginnings of some names, side by side in the bits of a word. Of a name's bits number i says that i letters have
 * been read. */
struct paidmark_automaton {
    uint64_t letters[128]; /* by ASCII letters and digits: the bits that this one leads to */
    uint64_t others;       /* the same for letters beyond ASCII */
    uint64_t starts, long_finals, short_finals;
    uint64_t within[PAIDMARK_SLIPS_MAX + 1]; /* the bits of names that may have so many slips */
    size_t slips;                            /* the most that one may have */
    size_t sure;                             /* letters that each name which may have slips has at least */
    size_t whole;                            /* letters of the shortest one that may have none */
    uint8_t near[128]; /* by ASCII letters and digits: bit i if it may be letter i of a text that is such a name */
};

/* A name to be found: so many letters, from the first to the last, or from the last one to the first if it is to be
 * found to the left of signs. A long one may be all there is; a short one has signs on both sides. */
struct paidmark_automaton_name {
    const uint32_t *letters;
    size_t count, slips;
    bool is_long;
};

void paidmark_automaton_init(struct paidmark_automaton *automaton);

/* There is always room: a name that finds none shares the bits of another, which finds more than either. */
void paidmark_automaton_add(struct paidmark_automaton *automaton, const struct paidmark_automaton_name *name,
                            bool to_left);

/* What names there may be at a place: certainly none, or none but short ones, or any. */
enum paidmark_guess { PAIDMARK_GUESS_NONE, PAIDMARK_GUESS_SHORT, PAIDMARK_GUESS_ANY };

/* The names that begin at text[at], with no more slips than that. If `sign` is not 0, they may have signs before them,
 * but not this one. */
enum paidmark_guess paidmark_guess_behind(const struct paidmark_automaton *automaton,
                                          const struct paidmark_stretch *stretch, size_t at, unsigned char sign,
                                          size_t slips);

/* The names, added from the last letter to the first, that end before text[at], or before signs there. */
enum paidmark_guess paidmark_guess_before(const struct paidmark_automaton *automaton, struct paidmark_stretch *stretch,
                                          size_t at, unsigned char sign);

/* False if text[at] certainly follows a letter, or blanks that follow one, or nothing. */
bool paidmark_may_have_sign_before(struct paidmark_stretch *stretch, size_t at);

/* False if certainly a letter comes behind text[at], or blanks and then one, or nothing. */
bool paidmark_may_have_sign_behind(const struct paidmark_stretch *stretch, size_t at);

#endif
