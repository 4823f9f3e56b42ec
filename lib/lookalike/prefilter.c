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
#include "scan/table.h"
#include "skeleton/escapes.h"
#include "utf8.h"

#define PREFIX_MAX       16 /* letters of a name that are looked at */
#define NEAR_LETTERS     8  /* bits of an element of near */
#define GAP_SYMBOLS_MAX  6  /* as in spelling.c */
#define ESCAPE_BYTES_MAX 64 /* as in stretch.c */
#define WORD_BYTES       16 /* few are longer */
#define BACKSPACE        0x08

/* ---- The automaton ------------------------------------------------------------------------------------------------
 */

static uint32_t letter_of(const struct paidmark_automaton_name *name, size_t i, bool to_left)
{
    return name->letters[to_left ? name->count - 1 - i : i] & ~PAIDMARK_SYMBOL_LETTER;
}

static uint64_t *bits_of(struct paidmark_automaton *automaton, uint32_t letter)
{
    return letter < 0x80 ? &automaton->letters[letter] : &automaton->others;
}

/* Whether the bits from `start` on have these letters. */
static bool has_letters(struct paidmark_automaton *automaton, const struct paidmark_automaton_name *name, size_t prefix,
                        bool to_left, unsigned start)
{
    for (size_t i = 0; i < prefix; i++) {
        if (!(*bits_of(automaton, letter_of(name, i, to_left)) >> start >> (i + 1) & 1))
            return false;
    }
    return true;
}

/* The first of the bits for a name: those of a name that is alike, or new ones, or the last ones there are. */
static unsigned start_of(struct paidmark_automaton *automaton, const struct paidmark_automaton_name *name,
                         size_t *prefix, bool to_left)
{
    uint64_t finals = automaton->long_finals | automaton->short_finals;
    unsigned start = 0, last = 0, behind = finals ? 64u - (unsigned)__builtin_clzll(finals) : 0;

    for (; start < behind; start++) {
        if (!(automaton->starts >> start & 1))
            continue;
        last = start;
        if (start + *prefix < behind && (finals >> start >> *prefix & 1) &&
            has_letters(automaton, name, *prefix, to_left, start))
            return start;
    }
    if (behind + *prefix < 64)
        return behind;
    *prefix = *prefix < behind - 1 - last ? *prefix : behind - 1 - last;
    return last;
}

/* Each slip moves the letters behind it by one at the most. */
static void add_near(struct paidmark_automaton *automaton, const struct paidmark_automaton_name *name, bool to_left)
{
    size_t *sure = name->slips > 0 ? &automaton->sure : &automaton->whole;
    size_t letters = name->count - name->slips < NEAR_LETTERS ? name->count - name->slips : NEAR_LETTERS;

    if (*sure == 0 || *sure > letters)
        *sure = letters;
    for (size_t i = 0; i < name->count && i < NEAR_LETTERS + name->slips; i++) {
        uint32_t letter = letter_of(name, i, to_left);

        for (size_t place = i > name->slips ? i - name->slips : 0; place <= i + name->slips && place < NEAR_LETTERS;
             place++) {
            if (letter < 0x80)
                automaton->near[letter] |= (uint8_t)(1u << place);
            if (letter >= 'a' && letter <= 'z')
                automaton->near[letter ^ 0x20] |= (uint8_t)(1u << place);
        }
    }
}

void paidmark_automaton_add(struct paidmark_automaton *automaton, const struct paidmark_automaton_name *name,
                            bool to_left)
{
    size_t prefix = name->count < PREFIX_MAX ? name->count : PREFIX_MAX;
    unsigned start = start_of(automaton, name, &prefix, to_left);
    uint64_t bits = ((UINT64_C(2) << prefix) - 1) << start;

    automaton->starts |= UINT64_C(1) << start;
    for (size_t i = 0; i < prefix; i++) {
        uint32_t letter = letter_of(name, i, to_left);
        uint64_t bit = UINT64_C(2) << i << start;

        *bits_of(automaton, letter) |= bit;
        if (letter >= 'a' && letter <= 'z')
            automaton->letters[letter ^ 0x20] |= bit;
    }
    add_near(automaton, name, to_left);
    *(name->is_long ? &automaton->long_finals : &automaton->short_finals) |= UINT64_C(1) << prefix << start;
    for (size_t k = 0; k <= name->slips; k++)
        automaton->within[k] |= bits;
    if (name->slips > automaton->slips)
        automaton->slips = name->slips;
}

/* What has been read: the states by slips, those one letter before, and the bits of the last letter. */
struct states {
    uint64_t now[PAIDMARK_SLIPS_MAX + 1], before[PAIDMARK_SLIPS_MAX + 1];
    uint64_t last;
};

/* Functions with so many slips are compiled for the usual numbers of them. */
#define INLINE static inline __attribute__((always_inline))

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

/* ---- Plain text ---------------------------------------------------------------------------------------------------
 */

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
        return is_hexadecimal(next) || next == 'u';
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
    /* What is beyond the window may be ill-formed. */
    if ((stretch->text[at] & 0xC0) == 0x80 || bytes > stretch->end - at ||
        paidmark_fold(paidmark_code_point(stretch->text + at, &bytes), symbols) != 1)
        return;
    letter = symbols[0] & ~PAIDMARK_SYMBOL_LETTER;
    plain->bits = letter < 0x80 ? automaton->letters[letter] : automaton->others;
    plain->sign = paidmark_is_sign_itself(stretch->text + at, bytes) && letter < 0x80 ? (unsigned char)letter : 0;
    plain->kind = symbols[0] & PAIDMARK_SYMBOL_LETTER ? LETTER : letter == ' ' || letter == '\n' ? BLANK : SIGN;
}

INLINE struct plain plain_behind(const struct paidmark_automaton *automaton, const struct paidmark_stretch *stretch,
                                 size_t at)
{
    unsigned char byte = stretch->text[at];
    struct plain plain = {(enum kind)kinds[byte], at + 1, automaton->letters[byte & 0x7F], byte};

    if (plain.kind == BEYOND)
        read_character(automaton, stretch, at, &plain);
    else if (plain.kind == OPENER)
        plain.kind = byte == '<' || may_open_escape(stretch, at) ? UNKNOWN : SIGN;
    if (plain.next < stretch->end && stretch->text[plain.next] == BACKSPACE)
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
    struct plain plain = {(enum kind)kinds[byte], at - 1, automaton->letters[byte & 0x7F], byte};

    if (plain.kind == BEYOND)
        read_character_before(automaton, stretch, at, &plain);
    else if (plain.kind == OPENER)
        plain.kind = byte == '>' || may_open_escape(stretch, at - 1) ? UNKNOWN : SIGN;
    return plain;
}

/* A letter that is folded to itself, of three bytes: those from U+5000 to U+9FFF, which is nearly all of Chinese. */
INLINE bool is_ideograph(const unsigned char *text)
{
    return text[0] >= 0xE5 && text[0] <= 0xE9;
}

/* Whether no escape that begins before text[at] goes on behind it: none has a blank in it but before its last byte,
 * which is a question mark then. */
static bool is_outside_escape(struct paidmark_stretch *stretch, size_t at)
{
    size_t first = at - stretch->begin > ESCAPE_BYTES_MAX ? at - ESCAPE_BYTES_MAX : stretch->begin;

    for (size_t p = at; p > first; p--) {
        if (at - p == WORD_BYTES && paidmark_is_plain(stretch, first, at))
            return true;
        switch (kinds[stretch->text[p - 1]]) {
        case BLANK:
            return stretch->text[p] != '?';
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

/* Where the tag ends that may begin at text[at]: a gap ends before it, or it shows nothing; 0 if it is no tag. */
static size_t tag_end(const struct paidmark_stretch *stretch, size_t at)
{
    size_t bytes = stretch->end - at < PAIDMARK_PIECE_BYTES_MAX ? stretch->end - at : PAIDMARK_PIECE_BYTES_MAX;
    const unsigned char *end = memchr(stretch->text + at, '>', bytes);

    return end ? (size_t)(end - stretch->text) + 1 : 0;
}

/* ---- Places -------------------------------------------------------------------------------------------------------
 */

/* Whether so many letters on this side of text[*at] are none that a name may have there that none can be, or there is
 * the sign again. *at moves behind what was read then. */
INLINE bool has_other_letters(const struct paidmark_automaton *automaton, const struct paidmark_stretch *stretch,
                              size_t *at, bool to_left, unsigned char sign)
{
    const unsigned char *text = stretch->text;
    size_t p = *at, end = to_left ? stretch->begin : stretch->end, letters = 0, others = 0;
    bool may_be_whole = automaton->whole > 0;

    for (size_t i = 0; i < PAIDMARK_BESIDE_MAX + NEAR_LETTERS && p != end; i++) {
        unsigned char byte = text[to_left ? p - 1 : p];
        enum kind kind = (enum kind)kinds[byte];
        size_t bytes = 1;

        if (kind == BEYOND && automaton->others == 0 && (to_left ? p - end : end - p) >= 3) {
            kind = is_ideograph(text + (to_left ? p - 3 : p)) ? LETTER : UNKNOWN;
            byte = 0;
            bytes = 3;
        }
        if (byte == '<' && !to_left && letters > 0 && tag_end(stretch, p) > 0) {
            p = tag_end(stretch, p);
            continue;
        }
        p = to_left ? p - bytes : p + bytes;
        if (kind == LETTER) {
            others += !(automaton->near[byte] >> letters++ & 1);
            may_be_whole &= others == 0 || letters > automaton->whole;
            if (others > automaton->slips && !may_be_whole && (to_left || p == end || text[p] != BACKSPACE)) {
                *at = p;
                return true;
            }
            if (letters == automaton->sure)
                return false;
        } else if (kind > SIGN) {
            return false;
        } else if (byte == sign && letters == 0) {
            *at = p;
            return true;
        }
    }
    return false;
}

/* What may be on this side of text[*at], which moves to where that was decided. */
INLINE enum paidmark_guess guess(const struct paidmark_automaton *automaton, const struct paidmark_stretch *stretch,
                                 size_t *at, bool to_left, unsigned char sign, size_t slips)
{
    struct states states;
    size_t symbols = 0, most = sign != 0 ? PAIDMARK_BESIDE_MAX : 0;
    bool has_letter = sign == 0, was_blank = false, needs_sign = false;
    enum paidmark_guess found = PAIDMARK_GUESS_NONE;

    if (automaton->sure > 0 && slips > 0 && has_other_letters(automaton, stretch, at, to_left, sign))
        return PAIDMARK_GUESS_NONE;
    states_init(automaton, slips, &states);
    while (*at != (to_left ? stretch->begin : stretch->end)) {
        unsigned char byte = stretch->text[to_left ? *at - 1 : *at];
        struct plain plain = to_left ? plain_before(automaton, stretch, *at) : plain_behind(automaton, stretch, *at);

        if (byte == '<' && !to_left && has_letter && tag_end(stretch, *at) > 0) {
            *at = tag_end(stretch, *at);
            found = needs_sign ? PAIDMARK_GUESS_SHORT : found;
            continue;
        }
        *at = plain.next;
        if (plain.kind == UNKNOWN)
            return PAIDMARK_GUESS_ANY;
        if (plain.kind == LETTER) {
            uint64_t any = read_letter(automaton, slips, plain.bits, &states);

            if (any == 0)
                return found;
            if (any & automaton->long_finals)
                return PAIDMARK_GUESS_ANY;
            needs_sign = (any & automaton->short_finals) != 0;
            has_letter = true;
            was_blank = false;
            symbols = 0;
            most = GAP_SYMBOLS_MAX;
            continue;
        }
        if (plain.kind == SIGN && needs_sign)
            found = PAIDMARK_GUESS_SHORT;
        /* A carriage return may be one symbol with a line feed; in a gap, a run of blanks is one. */
        symbols += byte != '\r' && !(has_letter && was_blank && plain.kind == BLANK);
        was_blank = plain.kind == BLANK;
        if ((!has_letter && plain.sign == sign) || symbols > most)
            return found;
    }
    return found;
}

enum paidmark_guess paidmark_guess_behind(const struct paidmark_automaton *automaton,
                                          const struct paidmark_stretch *stretch, size_t at, unsigned char sign,
                                          size_t slips)
{
    if (slips == 0)
        return guess(automaton, stretch, &at, false, sign, 0);
    if (slips <= 2)
        return guess(automaton, stretch, &at, false, sign, 2);
    return guess(automaton, stretch, &at, false, sign, slips);
}

enum paidmark_guess paidmark_guess_before(const struct paidmark_automaton *automaton, struct paidmark_stretch *stretch,
                                          size_t at, unsigned char sign)
{
    size_t slips = automaton->slips;
    enum paidmark_guess found =
        slips <= 2 ? guess(automaton, stretch, &at, true, sign, 2) : guess(automaton, stretch, &at, true, sign, slips);

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
    return at < stretch->end && kinds[stretch->text[at]] != LETTER && !is_ideograph(stretch->text + at);
}
