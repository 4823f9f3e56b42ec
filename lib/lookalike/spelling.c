/* spelling.c - the letters of a name, with what may be between them
 * SPDX-License-Identifier: MIT
 */
#include "lookalike/spelling.h"

#define PREFIX_LETTERS 4 /* that names have in common, more often than not */

/* Symbols of a gap that is not wide. */
#define NARROW_GAP_MAX 2

/* Reads one letter after the other of what may be this name. */
struct letters {
    struct paidmark_stretch *stretch;
    const struct paidmark_name *name; /* NULL if it may be any */
    bool to_left;
    bool hash_is_dollar;
    size_t at; /* behind the pieces read so far, in the direction of reading */
    struct paidmark_piece piece;
    size_t used; /* symbols of the piece */
    size_t gap;  /* symbols before the letter read last, a run of blanks being one */
    bool gap_has_blank;
};

static struct letters letters_from(struct paidmark_stretch *stretch, size_t at, bool to_left,
                                   const struct paidmark_name *name)
{
    return (struct letters){.stretch = stretch, .name = name, .to_left = to_left, .at = at};
}

static bool read_piece(struct letters *letters)
{
    letters->used = 0;
    if (letters->to_left)
        return paidmark_piece_before(letters->stretch, letters->at, &letters->at, &letters->piece);
    if (!paidmark_next_piece(letters->stretch, letters->at, &letters->piece))
        return false;
    letters->at = letters->piece.end;
    return true;
}

static uint32_t next_symbol(struct letters *letters)
{
    size_t used = letters->used++;

    return letters->piece.symbols[letters->to_left ? letters->piece.count - 1 - used : used];
}

/* Whether the frame has this sign and the name itself has not. # and $ are one sign where letters may be wrong
 * (frame.h). */
static bool is_of_frame(const struct paidmark_name *name, uint32_t symbol, bool hash_is_dollar)
{
    uint32_t other = !hash_is_dollar ? symbol : symbol == '#' ? '$' : symbol == '$' ? '#' : symbol;

    return !paidmark_is_soft(symbol) && !paidmark_frame_has(&name->inside, symbol) &&
           !paidmark_frame_has(&name->inside, other) &&
           (paidmark_frame_has(&name->left, symbol) || paidmark_frame_has(&name->right, symbol) ||
            paidmark_frame_has(&name->left, other) || paidmark_frame_has(&name->right, other));
}

/* Whether no gap has this symbol: < and >, which are for tags, but for > where it begins a line: there it is the prefix
 * of a quotation, whatever the frame has. */
static bool ends_gap(uint32_t symbol, bool *at_line_start)
{
    if (symbol == '>')
        return !*at_line_start;
    *at_line_start = symbol == '\n' || (symbol == ' ' && *at_line_start);
    return symbol == '<';
}

/* False when the gap is too long, has a sign of the frame or of a tag, or the stretch ends. */
static bool next_letter(struct letters *letters, uint32_t *letter)
{
    bool at_line_start = false;
    uint32_t last = 0;

    letters->gap = 0;
    letters->gap_has_blank = false;
    /* The rest of the piece that the last letter is of, the gap's pieces, and the one that the letter is of. */
    for (size_t pieces = 0; pieces < PAIDMARK_GAP_PIECES_MAX + 2; pieces++) {
        while (letters->used < letters->piece.count) {
            uint32_t symbol = next_symbol(letters);
            bool is_blank = paidmark_is_blank(symbol);

            if (symbol & PAIDMARK_SYMBOL_LETTER) {
                *letter = symbol;
                return letters->gap <= PAIDMARK_GAP_SYMBOLS_MAX;
            }
            if (ends_gap(symbol, &at_line_start) ||
                (symbol != '>' && letters->name && is_of_frame(letters->name, symbol, letters->hash_is_dollar)))
                return false;
            letters->gap += !(is_blank && paidmark_is_blank(last));
            letters->gap_has_blank |= is_blank;
            last = symbol;
        }
        if (letters->gap > PAIDMARK_GAP_SYMBOLS_MAX || !read_piece(letters))
            return false;
    }
    return false;
}

static bool is_torn(const struct letters *letters)
{
    return letters->used < letters->piece.count && letters->piece.symbols[letters->used] & PAIDMARK_SYMBOL_LETTER;
}

/* Whether the letter read last is one, as it stands. */
static bool is_capital(const struct letters *letters)
{
    unsigned char byte = letters->stretch->text[letters->at - 1];

    return byte >= 'A' && byte <= 'Z';
}

/* Counts the gap before the letter read last, which is behind letter `before` of the name. */
static void count_gap(struct paidmark_spelling *spelling, const struct letters *letters,
                      const struct paidmark_name *name, size_t before)
{
    if (letters->gap == 0)
        return;
    spelling->gaps++;
    spelling->blank_gaps += letters->gap_has_blank;
    spelling->loose_gaps += letters->gap_has_blank && !(name->parted >> before & 1);
    if (letters->gap > spelling->widest_gap)
        spelling->widest_gap = letters->gap;
}

static bool has_prefix(const struct paidmark_names *names, const uint32_t *letters, size_t count)
{
    for (size_t i = 0; i < names->count; i++) {
        const struct paidmark_name *name = &names->items[i];
        size_t same = 0;

        while (same < count && same < name->count && name->letters[same] == letters[same])
            same++;
        if (same == count || same == name->count)
            return true;
    }
    return false;
}

bool paidmark_begins_name(struct paidmark_stretch *stretch, size_t at, const struct paidmark_names *names)
{
    struct letters letters = letters_from(stretch, at, false, NULL);
    uint32_t found[PREFIX_LETTERS];

    for (size_t i = 0; i < PREFIX_LETTERS; i++) {
        if (!next_letter(&letters, &found[i]))
            return i > 0 && names->shortest <= i;
        if ((i == 0 && letters.gap > 0) || !has_prefix(names, found, i + 1))
            return false;
    }
    return true;
}

bool paidmark_spells(struct paidmark_stretch *stretch, size_t at, const struct paidmark_name *name,
                     struct paidmark_spelling *spelling)
{
    struct letters letters = letters_from(stretch, at, false, name);
    uint32_t letter;

    *spelling = (struct paidmark_spelling){.begin = at, .is_capital = true};
    for (size_t i = 0; i < name->count; i++) {
        if (!next_letter(&letters, &letter) || letter != name->letters[i])
            return false;
        if (i > 0)
            count_gap(spelling, &letters, name, i - 1);
        else if (letters.gap > 0)
            return false;
        spelling->is_capital &= is_capital(&letters);
    }
    spelling->end = letters.at;
    return !is_torn(&letters);
}

bool paidmark_has_few_gaps(const struct paidmark_name *name, const struct paidmark_spelling *spelling)
{
    return spelling->gaps <= name->pieces && (spelling->widest_gap <= NARROW_GAP_MAX || name->is_cjk);
}

/* ---- Letters that are wrong -------------------------------------------------------------------------------------- */

static uint32_t letter_of(const struct paidmark_name *name, size_t i, bool to_left)
{
    return name->letters[to_left ? name->count - 1 - i : i];
}

static bool has_letter(const struct paidmark_name *name, uint32_t letter)
{
    for (size_t i = 0; i < name->count; i++) {
        if (name->letters[i] == letter)
            return true;
    }
    return false;
}

/* Reads as many letters as the name can have, or fewer if too many of the first of them are none of its own. */
static void read_tries(struct paidmark_stretch *stretch, size_t at, const struct paidmark_name *name, bool to_left,
                       struct paidmark_tries *tries)
{
    struct letters letters = letters_from(stretch, at, to_left, name);
    struct paidmark_spelling spelling = {.begin = at, .end = at};
    size_t foreign = 0;
    uint32_t letter;

    letters.hash_is_dollar = true;
    tries->count = 0;
    while (next_letter(&letters, &letter)) {
        if (tries->count > 0)
            count_gap(&spelling, &letters, name, tries->count - 1);
        if (tries->count == name->count + name->slips)
            return;
        foreign += tries->count < name->count && !has_letter(name, letter);
        if (foreign > name->slips)
            return;
        *(to_left ? &spelling.begin : &spelling.end) = letters.at;
        tries->letters[tries->count] = letter;
        tries->spellings[tries->count++] = spelling;
    }
}

/* How many slips lead from the name to the first 1, 2, ... letters: the optimal string alignment distance, that is
 * letters left out, put in, replaced, or swapped with the next one. Brian Boytsov, "Indexing methods for approximate
 * dictionary searching", ACM Journal of Experimental Algorithmics 16 (2011), section 2.1. */
static void count_slips(const struct paidmark_name *name, bool to_left, struct paidmark_tries *tries)
{
    uint8_t rows[3][PAIDMARK_NAME_LETTERS_MAX + 1];
    uint8_t *before = rows[0], *last = rows[1], *row = rows[2];

    for (size_t k = 0; k <= name->count; k++)
        last[k] = (uint8_t)k;
    for (size_t i = 0; i < tries->count; i++) {
        uint8_t *oldest = before;

        row[0] = (uint8_t)(i + 1);
        for (size_t k = 1; k <= name->count; k++) {
            uint32_t letter = letter_of(name, k - 1, to_left);
            unsigned slips = last[k - 1] + (letter != tries->letters[i] ? 1u : 0u);

            slips = last[k] + 1u < slips ? last[k] + 1u : slips;
            slips = row[k - 1] + 1u < slips ? row[k - 1] + 1u : slips;
            if (i > 0 && k > 1 && letter == tries->letters[i - 1] &&
                letter_of(name, k - 2, to_left) == tries->letters[i] && before[k - 2] + 1u < slips)
                slips = before[k - 2] + 1u;
            row[k] = (uint8_t)slips;
        }
        tries->spellings[i].slips = row[name->count];
        before = last;
        last = row;
        row = oldest;
    }
}

bool paidmark_try_to_spell(struct paidmark_stretch *stretch, size_t at, bool to_left, const struct paidmark_name *name,
                           struct paidmark_tries *tries)
{
    read_tries(stretch, at, name, to_left, tries);
    if (tries->count + name->slips < name->count)
        return false;
    count_slips(name, to_left, tries);
    return true;
}
