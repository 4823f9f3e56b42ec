/* prefilter.h - rules out most places where a name may be, by plain letters and signs alone
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_LOOKALIKE_PREFILTER_H
#define PAIDMARK_LOOKALIKE_PREFILTER_H

#include "lookalike/stretch.h"

#define PAIDMARK_SLIPS_MAX    16

#define PAIDMARK_WORD_LETTERS 4 /* that are looked up together */

/* The beginnings of some names, side by side in the bits of a word. Of a name's bits number i says that i letters have
 * been read. */
struct paidmark_automaton {
    /* By ASCII letters and digits, and behind them by the lowest six bits of letters beyond: what one leads to. */
    uint64_t letters[128 + 64];
    bool has_others; /* some name has a letter beyond ASCII */
    uint64_t starts, long_finals, short_finals;
    bool has_tails;                                      /* a short name may have text behind it */
    uint64_t within[PAIDMARK_SLIPS_MAX + 1];             /* the bits of names that may have so many slips */
    size_t slips;                                        /* the most that one may have */
    uint16_t classes[256];                               /* of bytes, as they count for `words` */
    uint8_t words[1 << (3 * PAIDMARK_WORD_LETTERS - 3)]; /* a bit for each row of classes that may begin a name */
};

/* Whether no name begins with the letters at `text`, or ends with those before it. All bytes of a word, and one, are
 * there. */
static inline bool paidmark_is_other_word(const struct paidmark_automaton *automaton, const unsigned char *text,
                                          bool to_left)
{
    unsigned row = 0;

    for (int i = 0; i < PAIDMARK_WORD_LETTERS; i++)
        row = row << 3 | automaton->classes[text[to_left ? -1 - i : i]];
    return row < 8 * sizeof automaton->words && !(automaton->words[row >> 3] >> (row & 7) & 1) &&
           (to_left || text[PAIDMARK_WORD_LETTERS] != PAIDMARK_BACKSPACE);
}

/* A letter that is folded to one of its kind, of three bytes: those from U+4E00 to U+9FFF, which is nearly all of
 * Chinese. */
static inline bool paidmark_is_ideograph(const unsigned char *text)
{
    return (unsigned)(text[0] << 8 | text[1]) - 0xE4B8 < 0xEA00 - 0xE4B8;
}

static inline bool paidmark_are_ideographs(const unsigned char *text)
{
    return paidmark_is_ideograph(text) && paidmark_is_ideograph(text + 3) && paidmark_is_ideograph(text + 6);
}

/* Whether the letters that begin at text[at] rule out all names without another look. */
static inline bool paidmark_other_word_begins(const struct paidmark_automaton *automaton,
                                              const struct paidmark_stretch *stretch, size_t at)
{
    const unsigned char *text = stretch->text + at;

    if (stretch->end - at < 10)
        return false;
    if (text[0] >= 0x80)
        return !automaton->has_others && automaton->slips < 3 && paidmark_are_ideographs(text) &&
               text[9] != PAIDMARK_BACKSPACE;
    return paidmark_is_other_word(automaton, text, false);
}

/* The same of those that end before text[at]. */
static inline bool paidmark_other_word_ends(const struct paidmark_automaton *automaton,
                                            const struct paidmark_stretch *stretch, size_t at)
{
    const unsigned char *text = stretch->text + at;

    if (at - stretch->begin < 9)
        return false;
    if (text[-1] >= 0x80)
        return !automaton->has_others && automaton->slips < 3 && paidmark_are_ideographs(text - 9);
    return paidmark_is_other_word(automaton, text, true);
}

/* A name to be found: so many letters, from the first to the last, or from the last one to the first if it is to be
 * found to the left of signs. A long one may be all there is; a short one has signs on both sides, or a tail behind it.
 */
struct paidmark_automaton_name {
    const uint32_t *letters;
    size_t count, slips;
    bool is_long, has_tail;
};

/* There is always room: a name that finds none shares the bits of another, which finds more than either. */
void paidmark_automaton_add(struct paidmark_automaton *automaton, const struct paidmark_automaton_name *name,
                            bool to_left);

/* Makes it ready when all names have been added. */
void paidmark_automaton_finish(struct paidmark_automaton *automaton);

/* Whether letters at text[at], which is one, are those of no name without slips. */
bool paidmark_is_spelt_otherwise(const struct paidmark_automaton *automaton, const struct paidmark_stretch *stretch,
                                 size_t at);

/* What names there may be at a place: certainly none, or none but short ones, or any. */
enum paidmark_guess { PAIDMARK_GUESS_NONE, PAIDMARK_GUESS_SHORT, PAIDMARK_GUESS_ANY };

/* The names that begin at text[at]. If `sign` is not 0, they may have signs before them, but not this one. */
enum paidmark_guess paidmark_guess_behind(const struct paidmark_automaton *automaton,
                                          const struct paidmark_stretch *stretch, size_t at, unsigned char sign);

/* The names, added from the last letter to the first, that end before text[at], or before signs there. */
enum paidmark_guess paidmark_guess_before(const struct paidmark_automaton *automaton, struct paidmark_stretch *stretch,
                                          size_t at, unsigned char sign);

/* False if text[at] certainly follows a letter, or blanks that follow one, or nothing. */
bool paidmark_may_have_sign_before(struct paidmark_stretch *stretch, size_t at);

/* False if certainly a letter comes behind text[at], or blanks and then one, or nothing. */
bool paidmark_may_have_sign_behind(const struct paidmark_stretch *stretch, size_t at);

#endif
