/* prefilter.c - rules out most places where a name may be, by plain letters and signs alone
 * SPDX-License-Identifier: MIT
 *
 * A place is ruled out when an automaton that reads its letters has no state left, and nothing on the way may be an
 * escape. The automaton follows all names at once, with slips: Sun Wu and Udi Manber, "Fast Text Searching Allowing
 * Errors", Communications of the ACM 35(10), 1992; two letters that are swapped are one slip as in Heikki Hyyrö, "A
 * Bit-Vector Algorithm for Computing Levenshtein and Damerau Edit Distances", Nordic Journal of Computing 10(1), 2003.
 */
#include "lookalike/prefilter.h"

#include "lookalike/frame.h"
#include "lookalike/spelling.h"
#include "scan/table.h"
#include "skeleton/escapes.h"
#include "utf8.h"

#define PREFIX_MAX 16 /* letters of a name that are looked at */
#define WORD_BYTES 16 /* few are longer */

/* What a byte is without reading pieces: UNKNOWN if it takes that, BEYOND if it is not ASCII. */
enum kind { LETTER, BLANK, SIGN, OPENER, UNKNOWN, BEYOND };

#define KIND(c)                                                                                                        \
    ((c) >= 0x80                                                                              ? BEYOND                 \
     : ((c) >= '0' && (c) <= '9') || ((c) >= 'A' && (c) <= 'Z') || ((c) >= 'a' && (c) <= 'z') ? LETTER                 \
     : (c) == ' ' || (c) == '\t' || (c) == '\n' || (c) == '\r'                                ? BLANK                  \
     : (c) == '&' || (c) == '%' || (c) == '=' || (c) == '{' || (c) == '[' || (c) == '\\' || (c) == '<' || (c) == '>'   \
         ? OPENER                                                                                                      \
     : (c) < ' ' || (c) == 0x7F ? UNKNOWN                                                                              \
                                : SIGN)

static const unsigned char kinds[256] = {TABLE_64(KIND, 0), TABLE_64(KIND, 64), TABLE_64(KIND, 128),
                                         TABLE_64(KIND, 192)};

/* Functions with to_left are compiled for both directions, and some for the usual numbers of slips. */
#define INLINE static inline __attribute__((always_inline))

/* To the left a brace may be the end of what Markdown has for a tag. */
INLINE enum kind kind_of(unsigned char byte, bool to_left)
{
    return to_left && byte == '}' ? UNKNOWN : (enum kind)kinds[byte];
}

/* ---- The automaton ----------------------------------------------------------------------------------------------- */

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static uint32_t letter_of(const struct paidmark_automaton_name *name, size_t i, bool to_left)
{
    return name->letters[to_left ? name->count - 1 - i : i] & ~PAIDMARK_SYMBOL_LETTER;
}

/* Where the bits of a letter are. */
static size_t row_of(uint32_t letter)
{
    return letter < 0x80 ? letter : 128 + letter % 64;
}

/* Whether the bits from `start` on have these letters. */
static bool has_letters(const struct paidmark_automaton *automaton, const struct paidmark_automaton_name *name,
                        size_t prefix, bool to_left, unsigned start)
{
    for (size_t i = 0; i < prefix; i++) {
        if (!(automaton->letters[row_of(letter_of(name, i, to_left))] >> start >> (i + 1) & 1))
            return false;
    }
    return true;
}

/* How many letters the bits from `start` on have, to the next name's. */
static size_t room_from(const struct paidmark_automaton *automaton, unsigned start)
{
    uint64_t starts_behind = automaton->starts >> start >> 1;
    uint64_t finals = automaton->long_finals | automaton->short_finals;

    return starts_behind ? (size_t)__builtin_ctzll(starts_behind) : 63u - (unsigned)__builtin_clzll(finals) - start;
}

/* The first of the bits for a name: those of a name that is alike, or new ones, or those of the longest name. *prefix
 * gets smaller if there are not enough. */
static unsigned start_of(struct paidmark_automaton *automaton, const struct paidmark_automaton_name *name,
                         size_t *prefix, bool to_left)
{
    unsigned longest = 0, behind = 0;

    for (uint64_t starts = automaton->starts; starts; starts &= starts - 1) {
        unsigned start = (unsigned)__builtin_ctzll(starts);
        size_t room = room_from(automaton, start);

        if (room == *prefix && has_letters(automaton, name, *prefix, to_left, start))
            return start;
        if (room > room_from(automaton, longest))
            longest = start;
        behind = start + (unsigned)room + 1;
    }
    if (behind + *prefix < 64)
        return behind;
    *prefix = smaller(*prefix, room_from(automaton, longest));
    return longest;
}

void paidmark_automaton_add(struct paidmark_automaton *automaton, const struct paidmark_automaton_name *name,
                            bool to_left)
{
    size_t prefix = smaller(name->count, PREFIX_MAX);
    unsigned start = start_of(automaton, name, &prefix, to_left);
    uint64_t bits = ((UINT64_C(2) << prefix) - 1) << start;

    automaton->starts |= UINT64_C(1) << start;
    for (size_t i = 0; i < prefix; i++) {
        uint32_t letter = letter_of(name, i, to_left);
        uint64_t bit = UINT64_C(2) << i << start;

        automaton->letters[row_of(letter)] |= bit;
        automaton->has_others |= letter >= 0x80;
        if (letter >= 'a' && letter <= 'z')
            automaton->letters[letter ^ 0x20] |= bit;
    }
    *(name->is_long || prefix < name->count ? &automaton->long_finals : &automaton->short_finals) |= UINT64_C(1)
                                                                                                     << prefix << start;
    for (size_t k = 0; k <= name->slips; k++)
        automaton->within[k] |= bits;
    automaton->has_tails |= name->has_tail;
    if (name->slips > automaton->slips)
        automaton->slips = name->slips;
}

/* What has been read: the states by slips, those one letter before, and the bits of the last letter. */
struct states {
    uint64_t now[PAIDMARK_SLIPS_MAX + 1], before[PAIDMARK_SLIPS_MAX + 1];
    uint64_t last;
};

INLINE void states_init(const struct paidmark_automaton *automaton, size_t slips, struct states *states)
{
    states->last = 0;
    states->now[0] = automaton->starts;
    states->before[0] = 0;
    for (size_t k = 1; k <= slips; k++) {
        uint64_t less = states->now[k - 1];

        states->now[k] = (less | (less << 1 & ~automaton->starts)) & automaton->within[k];
        states->before[k] = 0;
    }
}

/* Reads a letter that leads to these bits. With one slip more it is too much, or another one, or one is left out behind
 * it, or it is swapped with the last one. Returns all states. */
INLINE uint64_t read_letter(const struct paidmark_automaton *automaton, size_t slips, uint64_t bits,
                            struct states *states)
{
    uint64_t swapped = states->last & bits << 1;
    uint64_t less = states->now[0], less_before = states->before[0], less_now = less << 1 & bits, any = less_now;

    states->before[0] = less;
    states->now[0] = less_now;
    for (size_t k = 1; k <= slips; k++) {
        uint64_t now = states->now[k];
        uint64_t next =
            (now << 1 & bits) | less | (((less | less_now) << 1) & ~automaton->starts) | (less_before << 2 & swapped);

        less = now;
        less_before = states->before[k];
        less_now = next & automaton->within[k];
        states->before[k] = now;
        states->now[k] = less_now;
        any |= less_now;
    }
    states->last = bits;
    return any;
}

/* ---- The first letters ------------------------------------------------------------------------------------------- */

/* Classes: letters that no name has, letters of names, what is no letter. A backspace is beyond all rows. */
enum { OTHER_LETTER, LAST_LETTER = 6, NO_LETTER, CLASSES, ERASES = 0x1000 };

/* Gives letters their classes in the order in which names have them; the last ones share one. */
static void find_classes(struct paidmark_automaton *automaton)
{
    unsigned last = OTHER_LETTER;
    uint64_t place = automaton->starts;

    for (unsigned byte = 0; byte < 256; byte++)
        automaton->classes[byte] = kinds[byte] == LETTER        ? OTHER_LETTER
                                   : byte == PAIDMARK_BACKSPACE ? ERASES
                                                                : NO_LETTER;
    for (unsigned i = 0; i < PREFIX_MAX; i++) {
        place <<= 1;
        for (unsigned byte = '0'; byte <= 'z'; byte++) {
            if (!(automaton->letters[byte] & place) || automaton->classes[byte] != OTHER_LETTER)
                continue;
            last += last < LAST_LETTER;
            automaton->classes[byte] = automaton->classes[byte < 'A' ? byte : byte | 0x20] = (uint16_t)last;
        }
    }
}

/* Rows of classes that begin as those of `row` do with so many letters. */
static void add_words(struct paidmark_automaton *automaton, unsigned row, unsigned letters)
{
    unsigned rows = 1u << 3 * (PAIDMARK_WORD_LETTERS - letters);

    for (unsigned i = row * rows; i < (row + 1) * rows; i++)
        automaton->words[i >> 3] |= (uint8_t)(1u << (i & 7));
}

/* Adds all rows that begin with these letters, which lead to these states, and may go on to be a name. */
static void add_rows(struct paidmark_automaton *automaton, const uint64_t bits[CLASSES], const struct states *states,
                     unsigned row, unsigned letters)
{
    for (unsigned i = 0; i < CLASSES; i++) {
        struct states next = *states;
        uint64_t any = i == NO_LETTER ? 0 : read_letter(automaton, automaton->slips, bits[i], &next);

        if (i == NO_LETTER || any & automaton->long_finals || (any != 0 && letters + 1 == PAIDMARK_WORD_LETTERS))
            add_words(automaton, row << 3 | i, letters + 1);
        else if (any != 0)
            add_rows(automaton, bits, &next, row << 3 | i, letters + 1);
    }
}

void paidmark_automaton_finish(struct paidmark_automaton *automaton)
{
    uint64_t bits[CLASSES] = {0};
    struct states states;

    find_classes(automaton);
    for (unsigned byte = '0'; byte <= 'z'; byte++) {
        if (automaton->classes[byte] < CLASSES)
            bits[automaton->classes[byte]] |= automaton->letters[byte];
    }
    states_init(automaton, automaton->slips, &states);
    add_rows(automaton, bits, &states, 0, 0);
}

/* ---- Plain text -------------------------------------------------------------------------------------------------- */

static bool is_hexadecimal(unsigned char byte)
{
    return (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'f');
}

/* Whether an escape may begin with the sign at text[at]. */
static bool may_open_escape(const struct paidmark_stretch *stretch, size_t at)
{
    unsigned char next = at + 1 < stretch->end ? stretch->text[at + 1] : ' ';

    switch (stretch->text[at]) {
    case '&':
        return paidmark_is_letter_or_digit(next) || next == '#';
    case '%':
        return is_hexadecimal(next) || (next | 0x20) == 'u';
    case '=':
        return next == '\n' || next == '\r' ||
               (is_hexadecimal(next) && at + 2 < stretch->end && is_hexadecimal(stretch->text[at + 2]));
    case '{':
        return next == '\\' || (next != '\0' && strchr("[]<>|", next));
    case '[':
        return next == ']';
    default:
        return stretch->text[at] == '\\';
    }
}

/* A symbol of the text: a kind, which is a letter, a blank, a sign or UNKNOWN, where the text goes on, and of a letter
 * the bits that it leads to. */
struct plain {
    enum kind kind;
    size_t next;
    uint64_t bits;
    unsigned char sign; /* if it is this one itself, and no letter; else 0 */
};

/* A character beyond ASCII, which no escape has in it. */
static void read_character(const struct paidmark_automaton *automaton, const struct paidmark_stretch *stretch,
                           size_t at, struct plain *plain)
{
    uint32_t symbols[PAIDMARK_PIECE_SYMBOLS_MAX], letter;
    size_t bytes = paidmark_sequence_bytes(stretch->text[at]);

    plain->kind = UNKNOWN;
    plain->next = at + bytes;
    if (bytes == 3 && stretch->end - at >= 3 && !automaton->has_others && paidmark_is_ideograph(stretch->text + at)) {
        *plain = (struct plain){.kind = LETTER, .next = at + 3};
        return;
    }
    /* What is beyond the window may be ill-formed. */
    if ((stretch->text[at] & 0xC0) == 0x80 || bytes > stretch->end - at ||
        paidmark_fold(paidmark_code_point(stretch->text + at, &bytes), symbols) != 1)
        return;
    letter = symbols[0] & ~PAIDMARK_SYMBOL_LETTER;
    plain->bits = automaton->letters[row_of(letter)];
    plain->sign = paidmark_is_sign_itself(stretch->text + at, bytes) && letter < 0x80 ? (unsigned char)letter : 0;
    plain->kind = symbols[0] & PAIDMARK_SYMBOL_LETTER ? LETTER : paidmark_is_blank(letter) ? BLANK : SIGN;
}

INLINE struct plain plain_behind(const struct paidmark_automaton *automaton, const struct paidmark_stretch *stretch,
                                 size_t at)
{
    unsigned char byte = stretch->text[at];
    struct plain plain = {kind_of(byte, false), at + 1, automaton->letters[byte & 0x7F], byte};

    if (plain.kind == BEYOND)
        read_character(automaton, stretch, at, &plain);
    else if (plain.kind == OPENER)
        plain.kind = byte == '<' || may_open_escape(stretch, at) ? UNKNOWN : SIGN;
    if (plain.next < stretch->end && stretch->text[plain.next] == PAIDMARK_BACKSPACE)
        plain.kind = UNKNOWN;
    return plain;
}

static void read_character_before(const struct paidmark_automaton *automaton, const struct paidmark_stretch *stretch,
                                  size_t at, struct plain *plain)
{
    size_t begin = at - 1;

    while (begin > stretch->begin && at - begin < 4 && (stretch->text[begin] & 0xC0) == 0x80)
        begin--;
    read_character(automaton, stretch, begin, plain);
    if (plain->next != at)
        plain->kind = UNKNOWN;
    plain->next = begin;
}

INLINE struct plain plain_before(const struct paidmark_automaton *automaton, const struct paidmark_stretch *stretch,
                                 size_t at)
{
    unsigned char byte = stretch->text[at - 1];
    struct plain plain = {kind_of(byte, true), at - 1, automaton->letters[byte & 0x7F], byte};

    if (plain.kind == BEYOND)
        read_character_before(automaton, stretch, at, &plain);
    else if (plain.kind == OPENER)
        plain.kind = byte == '>' || may_open_escape(stretch, at - 1) ? UNKNOWN : SIGN;
    return plain;
}

/* Whether text[blank] may be in a sequence of terminals, which has blanks only before its last byte (ECMA-48, 5.4). */
static bool is_in_sequence(const struct paidmark_stretch *stretch, size_t first, size_t blank)
{
    if (stretch->text[blank] != ' ')
        return false;
    for (size_t p = blank; p >= first + 2; p--) {
        unsigned char byte = stretch->text[p - 1];

        if (byte == '[')
            return stretch->text[p - 2] == '\x1B';
        if (byte <= ' ' || byte >= '@')
            return false;
    }
    return false;
}

/* Whether no escape that begins before text[at] goes on behind it: none has a blank in it but before its last byte,
 * which is a question mark then, or that of a sequence of terminals. */
static bool is_outside_escape(struct paidmark_stretch *stretch, size_t at)
{
    size_t first = paidmark_escape_reach(stretch, at);

    for (size_t p = at; p > first; p--) {
        if (at - p == WORD_BYTES && paidmark_is_plain(stretch, first, at))
            return true;
        switch (kinds[stretch->text[p - 1]]) {
        case BLANK:
            return stretch->text[p] != '?' && !(at - p <= 1 && is_in_sequence(stretch, first, p - 1));
        case BEYOND:
            return true;
        case OPENER:
            if (may_open_escape(stretch, p - 1))
                return false;
            break;
        case UNKNOWN:
            return false;
        default:
            break;
        }
    }
    return true;
}

/* Whether a tag may begin with this byte, which is before text[*at]: a gap ends before it, or it shows nothing. *at
 * moves behind it then. */
static bool skip_tag(const struct paidmark_stretch *stretch, unsigned char byte, size_t *at)
{
    size_t bytes = smaller(stretch->end - *at, PAIDMARK_PIECE_BYTES_MAX);
    const unsigned char *end = byte == '<' ? memchr(stretch->text + *at, '>', bytes) : NULL;

    if (!end)
        return false;
    *at = (size_t)(end - stretch->text) + 1;
    return true;
}

/* ---- Places ------------------------------------------------------------------------------------------------------ */

/* Where the letters begin that end before text[at], of which no more count. */
static size_t letters_before(const struct paidmark_stretch *stretch, size_t at)
{
    size_t most = smaller(at - stretch->begin, PAIDMARK_WORD_LETTERS), letters = 0;

    while (letters < most && kinds[stretch->text[at - 1 - letters]] == LETTER)
        letters++;
    return at - letters;
}

/* Whether none can be on this side of text[*at], because behind signs there are letters that are none of a name, or
 * there is the sign again. *at moves behind what tells that. */
INLINE bool has_other_word(const struct paidmark_automaton *automaton, const struct paidmark_stretch *stretch,
                           size_t *at, bool to_left, unsigned char sign)
{
    size_t p = *at;

    for (size_t i = 0; i < PAIDMARK_BESIDE_MAX && p != (to_left ? stretch->begin : stretch->end); i++) {
        unsigned char byte = stretch->text[to_left ? p - 1 : p];
        enum kind kind = kind_of(byte, to_left);

        if (kind == LETTER || kind == BEYOND) {
            if (!(to_left ? paidmark_other_word_ends(automaton, stretch, p)
                          : paidmark_other_word_begins(automaton, stretch, p)))
                return false;
            *at = to_left ? letters_before(stretch, p) : p;
            return true;
        }
        if (kind > SIGN)
            return false;
        p = to_left ? p - 1 : p + 1;
        if (byte == sign) {
            *at = p;
            return true;
        }
    }
    return false;
}

/* What is known while symbols are read. */
struct search {
    struct states states;
    size_t symbols; /* before the first letter, or since the last one: a run of blanks is one */
    size_t tags;    /* since the last letter */
    bool has_letter, was_blank;
    bool needs_sign; /* a short name has been read but for the sign behind it */
    enum paidmark_guess found;
};

/* Reads a letter that leads to these bits; whether all is known. */
INLINE bool take_letter(const struct paidmark_automaton *automaton, size_t slips, uint64_t bits, bool is_beyond,
                        struct search *search)
{
    uint64_t any = read_letter(automaton, slips, bits, &search->states);

    if (search->needs_sign && is_beyond && automaton->has_tails)
        search->found = PAIDMARK_GUESS_SHORT;
    search->needs_sign = (any & automaton->short_finals) != 0;
    search->has_letter = true;
    search->was_blank = false;
    search->symbols = search->tags = 0;
    if (any & automaton->long_finals)
        search->found = PAIDMARK_GUESS_ANY;
    return any == 0 || any & automaton->long_finals;
}

/* Reads a blank or a sign; whether all is known. */
INLINE bool take_sign(const struct paidmark_automaton *automaton, const struct plain *plain, unsigned char sign,
                      struct search *search)
{
    bool is_blank = plain->kind == BLANK;

    if (search->needs_sign && (!is_blank || automaton->has_tails))
        search->found = PAIDMARK_GUESS_SHORT;
    search->symbols += !(search->was_blank && is_blank);
    search->was_blank = is_blank;
    if (search->has_letter)
        return search->symbols > PAIDMARK_GAP_SYMBOLS_MAX;
    return sign == 0 || plain->sign == sign || search->symbols > PAIDMARK_BESIDE_MAX;
}

/* What may be on this side of text[*at], which moves to where that was decided. */
INLINE enum paidmark_guess guess(const struct paidmark_automaton *automaton, const struct paidmark_stretch *stretch,
                                 size_t *at, bool to_left, unsigned char sign, size_t slips)
{
    struct search search = {.found = PAIDMARK_GUESS_NONE};
    bool is_known = slips > 0 && has_other_word(automaton, stretch, at, to_left, sign);

    states_init(automaton, slips, &search.states);
    while (!is_known && *at != (to_left ? stretch->begin : stretch->end)) {
        unsigned char byte = stretch->text[to_left ? *at - 1 : *at];
        struct plain plain = to_left ? plain_before(automaton, stretch, *at) : plain_behind(automaton, stretch, *at);

        *at = plain.next;
        if (search.has_letter && !to_left && skip_tag(stretch, byte, at)) {
            search.found = search.needs_sign ? PAIDMARK_GUESS_SHORT : search.found;
            if (++search.tags > PAIDMARK_GAP_PIECES_MAX)
                return search.found;
            continue;
        }
        if (plain.kind == UNKNOWN)
            return PAIDMARK_GUESS_ANY;
        is_known = plain.kind == LETTER ? take_letter(automaton, slips, plain.bits, byte >= 0x80, &search)
                                        : take_sign(automaton, &plain, sign, &search);
    }
    return search.found;
}

/* The same, as it is compiled for the usual numbers of slips. */
INLINE enum paidmark_guess guess_quickly(const struct paidmark_automaton *automaton,
                                         const struct paidmark_stretch *stretch, size_t *at, bool to_left,
                                         unsigned char sign)
{
    if (automaton->slips == 0)
        return guess(automaton, stretch, at, to_left, sign, 0);
    if (automaton->slips <= 2)
        return guess(automaton, stretch, at, to_left, sign, 2);
    return guess(automaton, stretch, at, to_left, sign, automaton->slips);
}

enum paidmark_guess paidmark_guess_behind(const struct paidmark_automaton *automaton,
                                          const struct paidmark_stretch *stretch, size_t at, unsigned char sign)
{
    return guess_quickly(automaton, stretch, &at, false, sign);
}

enum paidmark_guess paidmark_guess_before(const struct paidmark_automaton *automaton, struct paidmark_stretch *stretch,
                                          size_t at, unsigned char sign)
{
    enum paidmark_guess found = guess_quickly(automaton, stretch, &at, true, sign);

    return found == PAIDMARK_GUESS_NONE && !is_outside_escape(stretch, at) ? PAIDMARK_GUESS_ANY : found;
}

bool paidmark_may_have_sign_before(struct paidmark_stretch *stretch, size_t at)
{
    while (at > stretch->begin && kinds[stretch->text[at - 1]] == BLANK)
        at--;
    return at > stretch->begin && (kinds[stretch->text[at - 1]] != LETTER || !is_outside_escape(stretch, at));
}

bool paidmark_may_have_sign_behind(const struct paidmark_stretch *stretch, size_t at)
{
    while (at < stretch->end && kinds[stretch->text[at]] == BLANK)
        at++;
    return at < stretch->end && kinds[stretch->text[at]] != LETTER &&
           !(stretch->end - at >= 3 && paidmark_is_ideograph(stretch->text + at));
}

bool paidmark_is_spelt_otherwise(const struct paidmark_automaton *automaton, const struct paidmark_stretch *stretch,
                                 size_t at)
{
    uint64_t state = automaton->starts;

    /* A letter that is struck over has the same one behind it. */
    for (size_t p = at; p < stretch->end && kinds[stretch->text[p]] == LETTER; p++) {
        state = state << 1 & automaton->letters[stretch->text[p]];
        if (state == 0)
            return true;
        if (state & (automaton->long_finals | automaton->short_finals))
            return false;
    }
    return false;
}
