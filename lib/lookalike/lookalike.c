/* lookalike.c - damaged markers in the text between exact markers
 * SPDX-License-Identifier: MIT
 *
 * Around an anchor three things are tried: a name that begins a few bytes before it; and, if the anchor is a rare
 * sign of a frame, a misspelt name that ends before the signs there, and one that begins behind them. If it is in an
 * escape, that may be such a sign, or the first letter of a name. What each looks at has an end: so many letters, so
 * much between them, so many signs. So time is linear.
 */
#include "lookalike/lookalike.h"

#include "lookalike/anchors.h"
#include "lookalike/frame.h"

/* Calls for a text as it stands and, if that has what may be a tag, for one without tags. */
typedef bool attempt_fn(struct paidmark_lookalike_reader *reader, size_t at, const struct paidmark_piece *piece,
                        struct paidmark_lookalike *lookalike);

static bool attempt(struct paidmark_lookalike_reader *reader, size_t at, attempt_fn *function,
                    struct paidmark_lookalike *lookalike)
{
    struct paidmark_stretch *stretch = &reader->stretch;
    struct paidmark_piece piece;
    bool found = false;

    if (paidmark_is_before_anchor(stretch->matcher, stretch->text, stretch->floor, reader->anchor, stretch->end))
        return false;
    stretch->without_tags = stretch->has_tags = false;
    if (!paidmark_next_piece(stretch, at, &piece) || piece.count == 0)
        return false;
    found = function(reader, at, &piece, lookalike);
    if (!found && stretch->has_tags) {
        stretch->without_tags = true;
        found = function(reader, at, &piece, lookalike);
    }
    return found;
}

/* Many a sign is beside the same name, and what is not there need not be looked for again. Rare signs are in ASCII. */
static bool is_absent(struct paidmark_lookalike_reader *reader, enum paidmark_search search, size_t at, uint32_t sign)
{
    const struct paidmark_absence *absent = &reader->absent[search][reader->stretch.without_tags];

    if (absent->at != at || !(absent->signs[sign >> 6] >> (sign & 63) & 1))
        return false;
    reader->stretch.has_tags = true; /* perhaps: that is not noted */
    return true;
}

static void note_absent(struct paidmark_lookalike_reader *reader, enum paidmark_search search, size_t at, uint32_t sign)
{
    struct paidmark_absence *absent = &reader->absent[search][reader->stretch.without_tags];

    if (absent->at != at)
        *absent = (struct paidmark_absence){.at = at};
    absent->signs[sign >> 6] |= UINT64_C(1) << (sign & 63);
}

/* ---- Names with no letter wrong ---------------------------------------------------------------------------------- */

/* Whether a name may begin at text[at], by its first byte. */
static bool may_begin_name(const struct paidmark_lookalike_reader *reader, size_t at)
{
    unsigned char byte = reader->stretch.text[at];

    if (byte == '&')
        return at + 1 < reader->stretch.end && reader->stretch.text[at + 1] == '#';
    return paidmark_byte_class_has(&reader->names->first_letters, byte);
}

/* Of several, the one that begins first, with its signs, and then the longer. */
static bool is_wider(const struct paidmark_lookalike *one, const struct paidmark_lookalike *other)
{
    return one->begin < other->begin || (one->begin == other->begin && one->end > other->end);
}

static bool is_same_sign(uint32_t one, uint32_t other)
{
    return one == other || (paidmark_is_common_sign(one) && paidmark_is_common_sign(other));
}

/* Whether a name may be looked for at this sign. */
static bool has_rare_sign(const struct paidmark_name *name, bool to_left, uint32_t sign)
{
    if (to_left)
        return name->is_long && name->right.rare == sign;
    return name->slips > 0 && is_same_sign(name->left.rare, sign);
}

/* The names that begin at text[at]; behind a sign, one of them has to have that. */
static bool name_begins(struct paidmark_lookalike_reader *reader, size_t at, uint32_t sign,
                        struct paidmark_lookalike *lookalike)
{
    bool is_found = false, may_be = sign == 0;

    if (is_absent(reader, PAIDMARK_SEARCH_WHOLE, at, 0) || !paidmark_begins_name(&reader->stretch, at, reader->names))
        return false;
    for (size_t i = 0; i < reader->names->count; i++) {
        const struct paidmark_name *name = &reader->names->items[i];
        struct paidmark_spelling spelling;
        struct paidmark_lookalike found;

        if ((name->is_long && !reader->may_be_long) || !paidmark_spells(&reader->stretch, at, name, &spelling) ||
            !paidmark_is_lookalike(&reader->stretch, name, &spelling, &found))
            continue;
        if (!is_found || is_wider(&found, lookalike))
            *lookalike = found;
        is_found = true;
        may_be |= has_rare_sign(name, false, sign);
    }
    if (!is_found && reader->may_be_long) /* else long names were not looked for */
        note_absent(reader, PAIDMARK_SEARCH_WHOLE, at, 0);
    return is_found && may_be;
}

static bool name_is_here(struct paidmark_lookalike_reader *reader, size_t at, const struct paidmark_piece *piece,
                         struct paidmark_lookalike *lookalike)
{
    (void)piece;
    return name_begins(reader, at, 0, lookalike);
}

/* ---- Names beside a sign ----------------------------------------------------------------------------------------- */

/* The first of all that may be this name with so many slips and is a look-alike. */
static bool is_misspelt(struct paidmark_lookalike_reader *reader, const struct paidmark_name *name,
                        const struct paidmark_tries *tries, size_t slips, struct paidmark_lookalike *lookalike)
{
    for (size_t i = 0; i < tries->count; i++) {
        const struct paidmark_spelling *spelling = &tries->spellings[i];

        if (spelling->slips == slips && (slips > 0 || paidmark_has_few_gaps(name, spelling)) &&
            spelling->begin >= reader->stretch.floor &&
            paidmark_is_lookalike(&reader->stretch, name, spelling, lookalike))
            return true;
    }
    return false;
}

/* Of the names that have this rare sign on that side, the first one with the fewest slips; with none it is a whole name
 * that begins as none is looked for. */
static bool misspelt_name(struct paidmark_lookalike_reader *reader, size_t at, bool to_left, uint32_t sign,
                          struct paidmark_lookalike *lookalike)
{
    enum paidmark_search search = to_left ? PAIDMARK_SEARCH_BEFORE : PAIDMARK_SEARCH_BEHIND;
    size_t most = SIZE_MAX;

    if (is_absent(reader, search, at, sign))
        return false;
    for (size_t i = 0; i < reader->names->count; i++) {
        const struct paidmark_name *name = &reader->names->items[i];
        struct paidmark_tries tries;

        if (!has_rare_sign(name, to_left, sign))
            continue;
        if (!paidmark_try_to_spell(&reader->stretch, at, to_left, name, &tries))
            continue;
        for (size_t slips = 0; slips <= name->slips && slips < most; slips++) {
            if (is_misspelt(reader, name, &tries, slips, lookalike))
                most = slips;
        }
    }
    if (most == SIZE_MAX)
        note_absent(reader, search, at, sign);
    return most < SIZE_MAX;
}

/* Whether a sign, no blank, comes before the next letter. */
static bool has_sign_behind(struct paidmark_lookalike_reader *reader, size_t at)
{
    struct paidmark_beside beside;

    paidmark_look_beside(&reader->stretch, at, false, 0, &beside);
    for (size_t i = 0; i < beside.count; i++) {
        if (!paidmark_is_blank(beside.symbols[i]))
            return true;
    }
    return false;
}

/* A name is looked for from the nearest of the same signs beside it, which has the others beside as well. A common sign
 * alone behind a name makes no look-alike of it, unless that is found behind others. */
static bool name_is_before(struct paidmark_lookalike_reader *reader, size_t at, const struct paidmark_piece *piece,
                           struct paidmark_lookalike *lookalike)
{
    struct paidmark_beside beside;

    paidmark_look_beside(&reader->stretch, at, true, piece->symbols[0], &beside);
    return beside.letter != 0 && beside.letter_at > reader->stretch.floor &&
           (!paidmark_is_common_sign(piece->symbols[0]) || has_sign_behind(reader, piece->end)) &&
           misspelt_name(reader, beside.letter_at, true, piece->symbols[0], lookalike);
}

static bool name_is_behind(struct paidmark_lookalike_reader *reader, size_t at, const struct paidmark_piece *piece,
                           struct paidmark_lookalike *lookalike)
{
    struct paidmark_beside beside;

    (void)at;
    paidmark_look_beside(&reader->stretch, piece->end, false, piece->symbols[0], &beside);
    return beside.letter != 0 && (name_begins(reader, beside.letter_at, piece->symbols[0], lookalike) ||
                                  misspelt_name(reader, beside.letter_at, false, piece->symbols[0], lookalike));
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* Whether there may be a name, by the look of it, before a rare sign at text[begin, end), or behind it. */
static bool may_be_before(struct paidmark_lookalike_reader *reader, size_t begin, size_t end, unsigned char sign)
{
    return paidmark_byte_class_has(&reader->names->rare_right, sign) &&
           (!paidmark_is_common_sign(sign) || paidmark_may_have_sign_behind(&reader->stretch, end)) &&
           paidmark_guess_before(&reader->names->ends, &reader->stretch, begin, sign) != PAIDMARK_GUESS_NONE;
}

static bool may_be_behind(const struct paidmark_lookalike_reader *reader, size_t end, unsigned char sign)
{
    const struct paidmark_automaton *behind = &reader->names->behind[paidmark_is_common_sign(sign)];

    return paidmark_byte_class_has(&reader->names->rare_left, sign) &&
           paidmark_guess_behind(behind, &reader->stretch, end, sign) != PAIDMARK_GUESS_NONE;
}

/* Looks beside a sign at text[at, end), if it is a rare one. */
static bool frame_is_at(struct paidmark_lookalike_reader *reader, size_t at, size_t end, uint32_t sign,
                        struct paidmark_lookalike *lookalike)
{
    if (!paidmark_is_rare_sign(reader->names, sign))
        return false;
    reader->may_be_long = true;
    return (may_be_before(reader, at, end, (unsigned char)sign) && attempt(reader, at, name_is_before, lookalike)) ||
           (may_be_behind(reader, end, (unsigned char)sign) && attempt(reader, at, name_is_behind, lookalike));
}

static bool sign_is_at(struct paidmark_lookalike_reader *reader, size_t at, struct paidmark_lookalike *lookalike)
{
    struct paidmark_stretch *stretch = &reader->stretch;
    unsigned char byte = stretch->text[at];
    struct paidmark_piece piece;

    stretch->without_tags = false;
    if (byte == '&' && !paidmark_may_be_reference(reader, at))
        return false;
    if (byte < 0x80 && !paidmark_begins_escape(byte))
        return frame_is_at(reader, at, at + 1, byte, lookalike);
    return paidmark_next_piece(stretch, at, &piece) && piece.count == 1 &&
           frame_is_at(reader, at, piece.end, piece.symbols[0], lookalike);
}

/* An escape may stand for the first letter of a name, too. */
static bool escape_is_at(struct paidmark_lookalike_reader *reader, size_t at, struct paidmark_lookalike *lookalike)
{
    struct paidmark_piece piece;

    reader->stretch.without_tags = false;
    if (!paidmark_next_piece(&reader->stretch, at, &piece) || piece.count != 1 || piece.end == at + 1)
        return false;
    if (!(piece.symbols[0] & PAIDMARK_SYMBOL_LETTER))
        return frame_is_at(reader, at, piece.end, piece.symbols[0], lookalike);
    reader->may_be_long = true;
    return attempt(reader, at, name_is_here, lookalike);
}

/* ---- Anchors ----------------------------------------------------------------------------------------------------- */

static bool may_begin(struct paidmark_lookalike_reader *reader, size_t at)
{
    enum paidmark_guess guess;

    if (!may_begin_name(reader, at) || paidmark_is_spelt_otherwise(&reader->names->begins, &reader->stretch, at))
        return false;
    guess = paidmark_guess_behind(&reader->names->begins, &reader->stretch, at, 0);
    reader->may_be_long = guess == PAIDMARK_GUESS_ANY;
    return guess == PAIDMARK_GUESS_ANY ||
           (guess == PAIDMARK_GUESS_SHORT && paidmark_may_have_sign_before(&reader->stretch, at));
}

static bool name_is_near(struct paidmark_lookalike_reader *reader, size_t anchor, struct paidmark_lookalike *lookalike)
{
    size_t first = anchor > PAIDMARK_ANCHOR_REACH ? anchor - PAIDMARK_ANCHOR_REACH : 0;

    for (size_t at = larger(first, reader->stretch.floor); at <= anchor; at++) {
        if (may_begin(reader, at) && attempt(reader, at, name_is_here, lookalike))
            return true;
    }
    return false;
}

bool paidmark_lookalike_at(struct paidmark_lookalike_reader *reader, size_t anchor,
                           struct paidmark_lookalike *lookalike)
{
    struct paidmark_stretch *stretch = &reader->stretch;
    size_t character = anchor;

    reader->anchor = anchor;
    while (character > stretch->floor && paidmark_is_beyond(reader, character))
        character--;
    return (paidmark_may_be_in_name(reader, anchor) && name_is_near(reader, anchor, lookalike)) ||
           (paidmark_byte_class_has(&reader->names->sign_leads, stretch->text[character]) &&
            sign_is_at(reader, character, lookalike)) ||
           (paidmark_may_have_escape(reader, anchor) &&
            escape_is_at(reader, paidmark_escape_at(reader, anchor), lookalike));
}

const struct paidmark_token *paidmark_suggested_token(const struct paidmark_matcher *matcher,
                                                      const struct paidmark_name *name)
{
    if (!name->token->set)
        return name->token;
    for (size_t i = 0; i < matcher->own_count; i++) {
        if ((matcher->tokens[i].role == PAIDMARK_ROLE_END) == (name->kind == PAIDMARK_MARKER_END))
            return &matcher->tokens[i];
    }
    return NULL;
}
