/* lookalikes.c - the model's look-alikes: chapter 6 of tests/spec, written a second time
 * SPDX-License-Identifier: MIT
 *
 * The order of this file is the order of the chapter: pieces, names and frames, what is beside a name, the rules, and
 * how all that is looked for.
 */
#include "lookalikes.h"

#include "lookalike/anchors.h"
#include "marker_set.h"
#include "skeleton/skeleton.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define LETTERS_MAX       256 /* of a name: a token has 64 bytes, and no piece of text more than three symbols */
#define SIDE_SIGNS_MAX    8
#define BESIDE_SYMBOLS    12
#define BESIDE_PIECES     40
#define GAP_SYMBOLS_MAX   6
#define GAP_PIECES_MAX    16
#define BACK_BYTES        64
#define BACK_BYTES_OF_TAG 620

/* ---- 6.1 Pieces -------------------------------------------------------------------------------------------------- */

static bool is_letter(uint32_t symbol)
{
    return (symbol & PAIDMARK_SYMBOL_LETTER) != 0;
}

static bool is_ascii_letter(uint32_t symbol)
{
    return is_letter(symbol) && (symbol & ~PAIDMARK_SYMBOL_LETTER) < 0x80;
}

static bool is_blank(uint32_t symbol)
{
    return symbol == ' ' || symbol == '\n';
}

static bool is_sign(uint32_t symbol)
{
    return !is_letter(symbol) && !is_blank(symbol);
}

static bool is_soft(uint32_t symbol)
{
    return symbol == '-' || symbol == '\\' || symbol == '*' || symbol == '_' || symbol == '`';
}

static bool is_continuation(unsigned char byte)
{
    return byte >= 0x80 && byte < 0xC0;
}

/* The piece that begins at `at`. */
static void read_piece_at(const struct model_stretch *stretch, size_t at, bool without_tags,
                          struct paidmark_piece *piece)
{
    paidmark_read_piece(stretch->text, at, stretch->end, without_tags, piece);
}

/* Whether a tag ends at `at`. */
static bool ends_tag(const struct model_stretch *stretch, size_t at, struct paidmark_piece *piece, size_t *from)
{
    for (*from = at; *from > stretch->begin && at - *from < BACK_BYTES_OF_TAG;) {
        unsigned char byte = stretch->text[--*from];
        if (byte == '<' || byte == '[') {
            read_piece_at(stretch, *from, true, piece);
            if (piece->end == at) {
                return true;
            }
        }
    }
    return false;
}

/* Whether an escape ends at `at`, and begins before `last` with one of the four nearest signs that one may begin with.
 */
static bool ends_escape(const struct model_stretch *stretch, size_t last, size_t at, bool without_tags,
                        struct paidmark_piece *piece, size_t *from)
{
    struct paidmark_piece found;
    bool is_there = false;
    size_t signs = 0;
    for (size_t p = last; p > stretch->begin && at - p < BACK_BYTES && signs < 4; p--) {
        if (memchr("&%=\\{\x1B\r", stretch->text[p - 1], 7)) {
            signs++;
            read_piece_at(stretch, p - 1, without_tags, &found);
            if (found.end == at) {
                *piece = found;
                *from = p - 1;
                is_there = true;
            }
        }
    }
    return is_there;
}

/* The piece that ends at `at`, which is not where the stretch begins; returns where it begins. It is the longest escape
 * that ends there, or a character that is struck over, or a character. */
static size_t read_piece_before(const struct model_stretch *stretch, size_t at, bool without_tags,
                                struct paidmark_piece *piece)
{
    const unsigned char *text = stretch->text;
    bool tag_may_end = without_tags && (text[at - 1] == '>' || text[at - 1] == '}');
    size_t from = at - 1;
    size_t escape;
    while (is_continuation(text[from])) {
        from--;
    }
    if (tag_may_end && ends_tag(stretch, at, piece, &escape)) {
        return escape;
    }
    if (ends_escape(stretch, from, at, without_tags, piece, &escape)) {
        return escape;
    }
    if (text[at - 1] == '\b' && at - 1 > stretch->begin) {
        size_t struck = at - 2;
        while (struck > stretch->begin && is_continuation(text[struck])) {
            struck--;
        }
        read_piece_at(stretch, struck, without_tags, piece);
        if (piece->end == at) {
            return struck;
        }
    }
    paidmark_read_piece(text, from, at, without_tags, piece);
    return from;
}

/* A walk over the symbols of a stretch, from a place on forwards, or from a place on backwards. */
struct walk {
    const struct model_stretch *stretch;
    bool backwards, without_tags;
    size_t at; /* where the next piece begins, or backwards where it ends */
    size_t from, to;
    struct paidmark_piece piece; /* the last one read, text[from, to) */
};

static struct walk walk_from(const struct model_stretch *stretch, size_t at, bool backwards, bool without_tags)
{
    return (struct walk){.stretch = stretch, .at = at, .backwards = backwards, .without_tags = without_tags};
}

static bool next_piece(struct walk *walk)
{
    if (walk->at == (walk->backwards ? walk->stretch->begin : walk->stretch->end)) {
        return false;
    }
    if (walk->backwards) {
        walk->to = walk->at;
        walk->from = read_piece_before(walk->stretch, walk->at, walk->without_tags, &walk->piece);
        walk->at = walk->from;
    } else {
        walk->from = walk->at;
        read_piece_at(walk->stretch, walk->at, walk->without_tags, &walk->piece);
        walk->to = walk->piece.end;
        walk->at = walk->to;
    }
    return true;
}

/* The symbol of this index of the last piece, in the direction of the walk. */
static uint32_t symbol_of(const struct walk *walk, size_t index)
{
    return walk->piece.symbols[walk->backwards ? walk->piece.count - 1 - index : index];
}

/* ---- 6.2 Names and frames ---------------------------------------------------------------------------------------- */

/* A frame's signs on one side of the name, the innermost first. */
struct side {
    size_t count;
    uint32_t signs[SIDE_SIGNS_MAX];
    uint32_t rare_sign; /* 0: it has none */
};

struct name {
    const char *suggestion;
    size_t suggestion_bytes;
    bool has_tail, begin, divider;
    size_t count; /* of letters */
    uint32_t letters[LETTERS_MAX];
    size_t gaps;              /* places where the token has something between two letters */
    bool gap_at[LETTERS_MAX]; /* whether there is something before the letter of this index */
    size_t blank_gaps;        /* how many of these have a blank */
    struct side left, right;
    struct side inside; /* signs that the token has between two letters */
    bool ideographs, capitals;
    bool is_long; /* long, coined and without ideographs */
    size_t slips; /* that a misspelt name may have */
};

struct model_names {
    size_t count;
    struct name *at;
    const struct paidmark_fingerprints *anchors;
    const struct paidmark_characters *letters_beyond, *signs_beyond;
};

/* Ideographs, and what else is behind them: kana, syllables. */
static bool is_ideograph(uint32_t symbol)
{
    return is_letter(symbol) && (symbol & ~PAIDMARK_SYMBOL_LETTER) > 0x2E80;
}

static bool side_has(const struct side *side, uint32_t sign)
{
    for (size_t i = 0; i < side->count; i++) {
        if (side->signs[i] == sign) {
            return true;
        }
    }
    return false;
}

static bool frame_has(const struct name *name, uint32_t sign)
{
    return side_has(&name->left, sign) || side_has(&name->right, sign);
}

static bool is_common_sign(uint32_t sign)
{
    return sign != 0 && sign < 0x80 && strchr("!<\"'():;./,->", (int)sign) != NULL;
}

/* The sign of a side that ordinary text has fewest of. */
static uint32_t rare_sign_of(const struct side *side)
{
    const char *const common = "!<\"'():;./,->";
    for (size_t i = 0; i < side->count; i++) {
        if (side->signs[i] < 0x80 && !is_soft(side->signs[i]) && !is_common_sign(side->signs[i])) {
            return side->signs[i];
        }
    }
    for (const char *sign = common; *sign; sign++) {
        if (*sign != '-' && side_has(side, (uint32_t)*sign)) {
            return (uint32_t)*sign;
        }
    }
    return 0;
}

/* How many kinds of signs a frame has. */
static size_t kinds_of_frame(const struct name *name)
{
    size_t kinds = 0;
    for (size_t i = 0; i < name->left.count + name->right.count; i++) {
        bool seen = false;
        uint32_t sign = i < name->left.count ? name->left.signs[i] : name->right.signs[i - name->left.count];
        for (size_t k = 0; k < i; k++) {
            uint32_t other = k < name->left.count ? name->left.signs[k] : name->right.signs[k - name->left.count];
            seen = seen || other == sign;
        }
        kinds += seen ? 0 : 1;
    }
    return kinds;
}

/* All symbols of a token, read as the text stands. */
static size_t symbols_of_token(const char *token, size_t token_bytes, uint32_t symbols[LETTERS_MAX])
{
    size_t count = 0;
    for (size_t at = 0; at < token_bytes;) {
        struct paidmark_piece piece;
        paidmark_read_piece((const unsigned char *)token, at, token_bytes, false, &piece);
        for (size_t i = 0; i < piece.count; i++) {
            symbols[count++] = piece.symbols[i];
        }
        at = piece.end;
    }
    return count;
}

static void read_frame(struct name *name, const uint32_t *symbols, size_t first, size_t last, size_t count)
{
    for (size_t i = first; i > 0 && name->left.count < SIDE_SIGNS_MAX; i--) {
        if (is_sign(symbols[i - 1])) {
            name->left.signs[name->left.count++] = symbols[i - 1];
        }
    }
    for (size_t i = last + 1; i < count && name->right.count < SIDE_SIGNS_MAX; i++) {
        if (is_sign(symbols[i])) {
            name->right.signs[name->right.count++] = symbols[i];
        }
    }
    name->left.rare_sign = rare_sign_of(&name->left);
    name->right.rare_sign = rare_sign_of(&name->right);
    if (is_common_sign(name->right.rare_sign)) {
        name->right.rare_sign = 0;
    }
}

static void read_letters(struct name *name, const uint32_t *symbols, size_t first, size_t last)
{
    bool blank = false;
    for (size_t i = first; i <= last; i++) {
        if (!is_letter(symbols[i])) {
            name->gap_at[name->count] = true;
            if (is_sign(symbols[i]) && !side_has(&name->inside, symbols[i]) && name->inside.count < SIDE_SIGNS_MAX) {
                name->inside.signs[name->inside.count++] = symbols[i];
            }
            blank = blank || is_blank(symbols[i]);
            continue;
        }
        name->gaps += name->gap_at[name->count] ? 1 : 0;
        name->blank_gaps += blank ? 1 : 0;
        blank = false;
        name->ideographs = name->ideographs || is_ideograph(symbols[i]);
        name->letters[name->count++] = symbols[i];
    }
}

static bool name_is(const struct name *name, const char *letters)
{
    for (size_t i = 0; i < name->count; i++) {
        if (letters[i] == 0 || name->letters[i] != ((unsigned char)letters[i] | PAIDMARK_SYMBOL_LETTER)) {
            return false;
        }
    }
    return letters[name->count] == 0;
}

static bool is_in_capitals(const char *token, size_t token_bytes)
{
    for (size_t i = 0; i < token_bytes; i++) {
        if ((unsigned char)token[i] >= 0x80 || (token[i] >= 'a' && token[i] <= 'z')) {
            return false;
        }
    }
    return true;
}

static void judge_name(struct name *name)
{
    bool coined = name->gaps > 0 || name_is(name, "paidbegin") || name_is(name, "paidend");
    name->is_long = name->count >= 7 && coined && !name->ideographs;
    if (name->is_long) {
        name->slips = name->count / 4;
    } else if (name->count >= 4) {
        bool strong_frame = name->left.count + name->right.count >= 5 && kinds_of_frame(name) >= 3;
        name->slips = name->ideographs || strong_frame ? 1 : 0;
    }
}

static void add_name(struct model_names *names, const char *token, size_t token_bytes, size_t tail, bool begin,
                     bool divider, const char *suggestion, size_t suggestion_bytes)
{
    struct name name = {.suggestion = suggestion,
                        .suggestion_bytes = suggestion_bytes,
                        .has_tail = tail > 0,
                        .begin = begin,
                        .divider = divider};
    uint32_t symbols[LETTERS_MAX];
    size_t count = symbols_of_token(token, token_bytes, symbols);
    size_t first = 0;
    size_t last = count;
    while (first < count && !is_letter(symbols[first])) {
        first++;
    }
    if (first == count) {
        return;
    }
    do {
        last--;
    } while (!is_letter(symbols[last]));
    read_letters(&name, symbols, first, last);
    read_frame(&name, symbols, first, last, count);
    name.capitals = is_in_capitals(token, token_bytes);
    judge_name(&name);
    names->at = realloc(names->at, (names->count + 1) * sizeof *names->at);
    if (!names->at) {
        abort();
    }
    names->at[names->count++] = name;
}

/* ---- What is beside a name --------------------------------------------------------------------------------------- */

/* A symbol and the piece that it comes from. */
struct seen {
    uint32_t symbol;
    size_t from, to;
};

/* The symbols next to a name on one side, the nearest first, and the letter behind them; 0 if there is none. */
struct row {
    size_t count;
    struct seen at[BESIDE_SYMBOLS];
    uint32_t letter;
    size_t letter_at; /* where its piece begins, or backwards where it ends */
    bool ascii;       /* the letter stands there as one of ASCII */
};

static struct row read_row_to(const struct model_stretch *stretch, size_t at, bool backwards, uint32_t last,
                              bool without_tags)
{
    struct row row = {0};
    struct walk walk = walk_from(stretch, at, backwards, without_tags);
    for (size_t pieces = 0; pieces < BESIDE_PIECES && next_piece(&walk); pieces++) {
        for (size_t i = 0; i < walk.piece.count; i++) {
            if (is_letter(symbol_of(&walk, i))) {
                row.letter = symbol_of(&walk, i);
                row.letter_at = backwards ? walk.to : walk.from;
                row.ascii = isalnum(stretch->text[walk.from]) != 0;
                return row;
            }
            size_t bytes = walk.to - walk.from;
            const unsigned char *text = stretch->text + walk.from;
            bool is_plain = bytes == 1 || (bytes == 3 && text[0] == 0xEF && (text[1] == 0xBC || text[1] == 0xBD));
            struct seen *before = row.count > 0 ? &row.at[row.count - 1] : NULL;
            if (before && is_blank(before->symbol) && is_blank(symbol_of(&walk, i))) { /* one symbol */
                bool line_ends = before->symbol == '\n' || symbol_of(&walk, i) == '\n';
                *before = (struct seen){line_ends ? '\n' : ' ', backwards ? walk.from : before->from,
                                        backwards ? before->to : walk.to};
                continue;
            }
            if (row.count == BESIDE_SYMBOLS || (symbol_of(&walk, i) == last && is_plain)) {
                return row;
            }
            row.at[row.count++] = (struct seen){symbol_of(&walk, i), walk.from, walk.to};
        }
    }
    return row;
}

static struct row read_row(const struct model_stretch *stretch, size_t at, bool backwards, bool without_tags)
{
    return read_row_to(stretch, at, backwards, 0, without_tags);
}

/* The signs beside a name that count, the eight nearest: no soft ones that this side of the frame has not. */
struct beside {
    size_t count;
    struct seen at[SIDE_SIGNS_MAX];
};

static struct beside signs_beside(const struct row *row, const struct side *side)
{
    struct beside beside = {0};
    for (size_t i = 0; i < row->count && beside.count < SIDE_SIGNS_MAX; i++) {
        uint32_t symbol = row->at[i].symbol;
        if (is_sign(symbol) && (!is_soft(symbol) || side_has(side, symbol))) {
            beside.at[beside.count++] = row->at[i];
        }
    }
    return beside;
}

/* How a side of a frame stands beside a name. */
struct standing {
    size_t there; /* signs that stand there in their order */
    bool whole;   /* of every run of the same sign there is one, in their order */
    bool direct;  /* the innermost one is the first beside the name */
    bool any;     /* there is any of them, dashes not counted */
};

/* Whether the signs of a side that `chosen` has by bits stand beside the name in their order. */
static bool stand_in_order(const struct side *side, const struct beside *beside, unsigned chosen)
{
    size_t at = 0;
    for (size_t i = 0; i < side->count; i++) {
        if (!(chosen >> i & 1)) {
            continue;
        }
        while (at < beside->count && beside->at[at].symbol != side->signs[i]) {
            at++;
        }
        if (at == beside->count) {
            return false;
        }
        at++;
    }
    return true;
}

/* Whether a choice of a side's signs has one of each run of the same sign. */
static bool has_every_run(const struct side *side, unsigned chosen)
{
    for (size_t i = 0; i < side->count;) {
        size_t behind = i;
        bool has = false;
        while (behind < side->count && side->signs[behind] == side->signs[i]) {
            has = has || (chosen >> behind & 1);
            behind++;
        }
        if (!has) {
            return false;
        }
        i = behind;
    }
    return side->count > 0;
}

static size_t count_bits(unsigned bits)
{
    return bits == 0 ? 0 : (bits & 1) + count_bits(bits >> 1);
}

/* Tries every choice of a side's signs. */
static struct standing compare_side(const struct side *side, const struct beside *beside)
{
    struct standing standing = {0};
    for (unsigned chosen = 0; chosen < 1u << side->count; chosen++) {
        if (!stand_in_order(side, beside, chosen)) {
            continue;
        }
        standing.there = count_bits(chosen) > standing.there ? count_bits(chosen) : standing.there;
        standing.whole = standing.whole || has_every_run(side, chosen);
    }
    standing.direct = side->count > 0 && beside->count > 0 && beside->at[0].symbol == side->signs[0];
    for (size_t i = 0; i < beside->count; i++) {
        standing.any = standing.any || (beside->at[i].symbol != '-' && side_has(side, beside->at[i].symbol));
    }
    return standing;
}

/* The index behind the farthest sign beside a name that it extends over, at most as many as the side has. */
static size_t reach_of(const struct side *side, const struct row *row, size_t floor)
{
    size_t reach = 0;
    size_t taken = 0;
    for (size_t i = 0; i < row->count && taken < side->count && row->at[i].from >= floor; i++) {
        if (side_has(side, row->at[i].symbol)) {
            taken++;
            reach = i + 1;
        }
    }
    return reach;
}

/* ---- The rules, 6.4 to 6.6 --------------------------------------------------------------------------------------- */

/* Letters in a text that are a name, or nearly. */
struct spelling {
    size_t from, to;
    size_t slips;
    size_t letters;
    size_t gaps;
    size_t widest_gap;          /* in symbols */
    size_t blank_gaps;          /* how many gaps have a blank */
    bool blank_at[LETTERS_MAX]; /* of a whole name: whether there is a blank before the letter of this index */
    bool capitals;              /* every letter is a capital, as far as the last byte of each tells */
};

/* All that the rules want to know of a place. */
struct view {
    const struct model_stretch *stretch;
    const struct name *name;
    const struct spelling *spelling;
    struct row left_row, right_row;
    struct beside left_beside, right_beside;
    struct standing left, right;
};

/* Whether there are blanks where the token has no gap. */
static bool has_loose_blanks(const struct view *view)
{
    for (size_t i = 0; i < view->name->count; i++) {
        if (view->spelling->blank_at[i] && !view->name->gap_at[i]) {
            return true;
        }
    }
    return false;
}

/* A letter of ASCII follows behind blanks and soft signs only. */
static bool letter_follows(const struct row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        if (!is_blank(row->at[i].symbol) && !is_soft(row->at[i].symbol)) {
            return false;
        }
    }
    return row->ascii;
}

static bool letter_touches(const struct row *row)
{
    return row->count == 0 && row->ascii;
}

/* Beside a misspelt name: a letter that is no digit, with a dash or _ between or not. */
static bool letter_nearly_touches(const struct row *row)
{
    uint32_t letter = row->letter & ~PAIDMARK_SYMBOL_LETTER;
    bool near = row->count == 0 || (row->count == 1 && (row->at[0].symbol == '-' || row->at[0].symbol == '_'));
    return near && letter >= 'a' && letter <= 'z' && row->ascii;
}

/* One side of the frame, of a whole long name. */
static bool one_side_stands(const struct view *view, bool left)
{
    const struct side *side = left ? &view->name->left : &view->name->right;
    const struct side *other = left ? &view->name->right : &view->name->left;
    const struct standing *standing = left ? &view->left : &view->right;
    const struct row *other_row = left ? &view->right_row : &view->left_row;
    bool stands = standing->whole && (standing->there == side->count || other->count == 0);
    return stands && !(has_loose_blanks(view) && letter_follows(other_row));
}

static bool is_bare(const struct view *view)
{
    const struct spelling *spelling = view->spelling;
    bool one_piece = spelling->gaps == 0;
    bool letter_by_letter = view->name->gaps == 0 && spelling->gaps == view->name->count - 1;
    bool like_token =
        view->name->capitals && spelling->capitals && spelling->gaps <= view->name->gaps && spelling->widest_gap <= 1;
    return (one_piece || letter_by_letter || like_token) && !letter_touches(&view->left_row) &&
           !letter_touches(&view->right_row);
}

static size_t signs_of_frame(const struct view *view)
{
    return view->name->left.count + view->name->right.count;
}

static bool all_but(const struct view *view, size_t missing)
{
    return view->left.there + view->right.there + missing >= signs_of_frame(view);
}

static bool is_whole_long_name(const struct view *view)
{
    if (view->left.any && view->right.any) {
        return true;
    }
    if (signs_of_frame(view) >= 5 && all_but(view, 2)) {
        return true;
    }
    if (one_side_stands(view, true) || one_side_stands(view, false)) {
        return true;
    }
    if (view->name->gaps == 0 && view->spelling->blank_gaps == 0 && (view->left.any || view->right.any)) {
        return true;
    }
    if (view->name->gaps == 0 && (view->left.direct || view->right.direct) && !letter_follows(&view->left_row) &&
        !letter_follows(&view->right_row)) {
        return true;
    }
    return is_bare(view);
}

static bool has_blanks_of_token(const struct view *view)
{
    return view->spelling->blank_gaps <= view->name->blank_gaps;
}

static bool misspelt_side_stands(const struct view *view, bool left)
{
    const struct side *side = left ? &view->name->left : &view->name->right;
    const struct standing *standing = left ? &view->left : &view->right;
    const struct row *other_row = left ? &view->right_row : &view->left_row;
    return standing->whole && side->count >= 2 && standing->there >= 2 && has_blanks_of_token(view) &&
           !letter_nearly_touches(other_row);
}

static bool misspelt_has_side(const struct side *side, const struct standing *standing)
{
    return standing->whole && (standing->direct || standing->there == side->count);
}

static bool is_misspelt_long_name(const struct view *view)
{
    if (misspelt_has_side(&view->name->left, &view->left) && misspelt_has_side(&view->name->right, &view->right)) {
        return true;
    }
    if (signs_of_frame(view) >= 5 && all_but(view, 2)) {
        return true;
    }
    return misspelt_side_stands(view, true) || misspelt_side_stands(view, false);
}

/* On this side there is a sign of the frame that is no dash; or dashes, which are the frame's innermost signs, and no
 * letter behind them in the line. */
static bool has_sign_or_dashes(const struct standing *standing, const struct row *row)
{
    bool line_ends = false;
    for (size_t i = 0; i < row->count; i++) {
        line_ends = line_ends || row->at[i].symbol == '\n';
    }
    return standing->any || (standing->direct && (line_ends || !letter_follows(row)));
}

static const struct comment_syntax {
    const char *left, *right; /* the innermost sign first */
} comments[] = {{"--!<", "-->"}, {"*/{", "*/}"}, {"*/", "*/"}, {"#{", "#}"}, {"%{", "%}"}};

/* How many of the signs in this order, blanks left out, are those that open or close a comment; 0 if they do not. */
static size_t signs_of_comment(const uint32_t *signs, size_t count, bool left)
{
    for (size_t i = 0; i < sizeof comments / sizeof comments[0]; i++) {
        const char *comment = left ? comments[i].left : comments[i].right;
        size_t same = 0;
        while (comment[same] && same < count && signs[same] == (unsigned char)comment[same]) {
            same++;
        }
        if (!comment[same]) {
            return same;
        }
    }
    return 0;
}

static bool has_frame_of_comment(const struct name *name)
{
    return signs_of_comment(name->left.signs, name->left.count, true) > 0 &&
           signs_of_comment(name->right.signs, name->right.count, false) > 0;
}

/* The farthest sign of what opens or closes a comment directly beside a name, or NULL. */
static const struct seen *comment_beside(const struct row *row, bool left)
{
    uint32_t signs[BESIDE_SYMBOLS];
    const struct seen *places[BESIDE_SYMBOLS];
    size_t count = 0;
    for (size_t i = 0; i < row->count; i++) {
        if (!is_blank(row->at[i].symbol)) {
            places[count] = &row->at[i];
            signs[count++] = row->at[i].symbol;
        }
    }
    count = signs_of_comment(signs, count, left);
    return count > 0 ? places[count - 1] : NULL;
}

/* In a comment of another syntax; the place gets its extent. */
static bool is_in_comment(const struct view *view, size_t *from, size_t *to)
{
    const struct seen *left = comment_beside(&view->left_row, true);
    const struct seen *right = comment_beside(&view->right_row, false);
    if (!has_frame_of_comment(view->name) || !left || !right) {
        return false;
    }
    *from = left->from;
    *to = right->to;
    return true;
}

static bool both_sides_direct(const struct view *view)
{
    return view->left.whole && view->right.whole && view->left.direct && view->right.direct;
}

static bool is_whole_other_name(const struct view *view)
{
    const struct name *name = view->name;
    if (both_sides_direct(view) && view->left.there + 1 >= name->left.count &&
        view->right.there + 1 >= name->right.count) {
        return true;
    }
    if (signs_of_frame(view) >= 5 && all_but(view, 2) && (view->left.any || view->right.any) &&
        has_sign_or_dashes(&view->left, &view->left_row) && has_sign_or_dashes(&view->right, &view->right_row)) {
        return true;
    }
    return name->ideographs && view->left.whole && view->right.whole;
}

static bool is_misspelt_other_name(const struct view *view)
{
    if (view->name->ideographs) {
        return view->left.whole && view->right.whole;
    }
    return view->spelling->gaps <= view->name->gaps + 1 && both_sides_direct(view) && all_but(view, 1);
}

/* # and $, neighbours on keyboards, are one sign for a misspelt name. */
static void make_hashes_dollars(struct side *side, struct row *row)
{
    for (size_t i = 0; i < side->count; i++) {
        side->signs[i] = side->signs[i] == '#' ? '$' : side->signs[i];
    }
    for (size_t i = 0; i < row->count; i++) {
        row->at[i].symbol = row->at[i].symbol == '#' ? '$' : row->at[i].symbol;
    }
}

/* In one piece, behind the whole side before it at once, and before what does not go on with the word. */
static bool is_before_tail(const struct view *view)
{
    const struct row *behind = &view->right_row;
    bool ends = behind->count > 0 ? !is_soft(behind->at[0].symbol)
                                  : behind->letter != 0 && !behind->ascii &&
                                        is_ascii_letter(view->name->letters[view->name->count - 1]);
    return view->name->has_tail && view->name->count >= 4 && view->spelling->gaps == 0 && view->left.whole &&
           view->left.direct && !is_blank(view->left_row.at[0].symbol) && ends;
}

/* <paid/> or <paid /> for <paid>. */
static bool is_empty_element(const struct view *view)
{
    const struct side *left = &view->name->left;
    const struct side *right = &view->name->right;
    const struct row *behind = &view->right_row;
    size_t slash = behind->count > 0 && is_blank(behind->at[0].symbol) ? 1 : 0;
    return left->count == 1 && right->count == 1 && left->signs[0] == '<' && right->signs[0] == '>' &&
           view->spelling->gaps == 0 && view->left_row.count > 0 && view->left_row.at[0].symbol == '<' &&
           behind->count > slash + 1 && behind->at[slash].symbol == '/' && behind->at[slash + 1].symbol == '>';
}

static bool has_few_gaps(const struct name *name, const struct spelling *spelling)
{
    return spelling->gaps <= name->gaps + 1 && (spelling->widest_gap <= 2 || name->ideographs);
}

/* Whether a spelling of a name is a look-alike; the place gets its extent. */
static bool is_lookalike(const struct model_stretch *stretch, const struct name *name, const struct spelling *spelling,
                         bool without_tags, size_t *from, size_t *to)
{
    struct view view = {.stretch = stretch, .name = name, .spelling = spelling};
    view.left_row = read_row(stretch, spelling->from, true, without_tags);
    view.right_row = read_row(stretch, spelling->to, false, without_tags);
    struct side left = name->left;
    struct side right = name->right;
    if (spelling->slips > 0) {
        make_hashes_dollars(&left, &view.left_row);
        make_hashes_dollars(&right, &view.right_row);
    }
    view.left_beside = signs_beside(&view.left_row, &left);
    view.right_beside = signs_beside(&view.right_row, &right);
    view.left = compare_side(&left, &view.left_beside);
    view.right = compare_side(&right, &view.right_beside);
    size_t left_reach = reach_of(&left, &view.left_row, stretch->floor);
    size_t right_reach = reach_of(&right, &view.right_row, stretch->floor);
    *from = left_reach > 0 ? view.left_row.at[left_reach - 1].from : spelling->from;
    *to = right_reach > 0 ? view.right_row.at[right_reach - 1].to : spelling->to;
    if (spelling->slips > 0 && !has_few_gaps(name, spelling)) {
        return name->is_long && both_sides_direct(&view);
    }
    if (spelling->slips > 0) {
        return name->is_long ? is_misspelt_long_name(&view) : is_misspelt_other_name(&view);
    }
    if (name->is_long) {
        return is_whole_long_name(&view) || (has_blanks_of_token(&view) && is_in_comment(&view, from, to));
    }
    return is_whole_other_name(&view) || is_in_comment(&view, from, to) || is_before_tail(&view) ||
           is_empty_element(&view);
}

/* ---- Spellings --------------------------------------------------------------------------------------------------- */

/* What is between two letters. */
struct gap {
    size_t symbols; /* a run of blanks is one */
    size_t pieces;
    bool blank;
    bool in_blanks;
    bool at_line_start; /* a line has ended in it, and nothing but blanks and > is behind that */
};

/* Takes a symbol into a gap; false if no gap of this name has it. In misspelt names # and $ are one sign. */
static bool take_into_gap(struct gap *gap, const struct name *name, uint32_t symbol, bool misspelt)
{
    if (is_blank(symbol)) {
        gap->symbols += gap->in_blanks ? 0 : 1;
        gap->in_blanks = true;
        gap->blank = true;
    } else {
        gap->symbols++;
        gap->in_blanks = false;
    }
    bool is_of_tag = symbol == '<' || (symbol == '>' && !gap->at_line_start);
    gap->at_line_start = symbol == '\n' || (gap->at_line_start && (symbol == '>' || is_blank(symbol)));
    bool is_either = misspelt && (symbol == '#' || symbol == '$');
    /* A > that is of no tag is the prefix of a quotation. */
    bool is_of_frame = !is_blank(symbol) && !is_soft(symbol) && symbol != '>' && !side_has(&name->inside, symbol) &&
                       !(is_either && (side_has(&name->inside, '#') || side_has(&name->inside, '$'))) &&
                       (frame_has(name, symbol) || (is_either && (frame_has(name, '#') || frame_has(name, '$'))));
    return gap->symbols <= GAP_SYMBOLS_MAX && !is_of_tag && !is_of_frame;
}

static void end_gap(struct gap *gap, struct spelling *spelling)
{
    if (gap->symbols > 0) {
        spelling->gaps++;
        spelling->blank_gaps += gap->blank ? 1 : 0;
        spelling->widest_gap = gap->symbols > spelling->widest_gap ? gap->symbols : spelling->widest_gap;
        spelling->blank_at[spelling->letters] = gap->blank;
    }
    *gap = (struct gap){0};
}

/* Reads a whole name that begins at `at`. */
static bool read_whole(const struct model_stretch *stretch, const struct name *name, size_t at, bool without_tags,
                       struct spelling *spelling)
{
    struct walk walk = walk_from(stretch, at, false, without_tags);
    struct gap gap = {0};
    *spelling = (struct spelling){.from = at, .capitals = true};
    while (next_piece(&walk)) {
        for (size_t i = 0; i < walk.piece.count; i++) {
            uint32_t symbol = symbol_of(&walk, i);
            if (!is_letter(symbol)) {
                if (spelling->letters == name->count) {
                    break;
                }
                if (spelling->letters == 0 || !take_into_gap(&gap, name, symbol, false)) {
                    return false;
                }
                continue;
            }
            if (spelling->letters == name->count || symbol != name->letters[spelling->letters]) {
                return false;
            }
            end_gap(&gap, spelling);
            spelling->letters++;
            unsigned char last = stretch->text[walk.to - 1];
            spelling->capitals = spelling->capitals && last >= 'A' && last <= 'Z';
        }
        spelling->to = walk.to;
        if (spelling->letters == name->count) {
            return true;
        }
        if (spelling->letters == 0) {
            return false;
        }
        if (walk.piece.count == 0 || !is_letter(symbol_of(&walk, walk.piece.count - 1))) {
            if (++gap.pieces > GAP_PIECES_MAX) {
                return false;
            }
        }
    }
    return false;
}

static size_t smallest(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* The optimal string alignment distance: leave out, put in, replace, swap neighbours, each at the cost of 1. */
static size_t distance(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count)
{
    static size_t d[LETTERS_MAX + 1][LETTERS_MAX + 1];
    for (size_t i = 0; i <= a_count; i++) {
        for (size_t k = 0; k <= b_count; k++) {
            if (i == 0 || k == 0) {
                d[i][k] = i + k;
                continue;
            }
            d[i][k] = smallest(d[i - 1][k], d[i][k - 1]) + 1;
            d[i][k] = smallest(d[i][k], d[i - 1][k - 1] + (a[i - 1] == b[k - 1] ? 0 : 1));
            if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1]) {
                d[i][k] = smallest(d[i][k], d[i - 2][k - 2] + 1);
            }
        }
    }
    return d[a_count][b_count];
}

static bool has_letter(const struct name *name, uint32_t letter)
{
    for (size_t i = 0; i < name->count; i++) {
        if (name->letters[i] == letter) {
            return true;
        }
    }
    return false;
}

/* The spellings that a misspelt name may have, with one letter, two, and so on. */
struct spellings {
    size_t count;
    struct spelling at[LETTERS_MAX];
};

/* Reads letters from a place on, as long as they may be a misspelt name. */
static void read_misspelt(const struct model_stretch *stretch, const struct name *name, size_t at, bool backwards,
                          bool without_tags, struct spellings *spellings)
{
    struct walk walk = walk_from(stretch, at, backwards, without_tags);
    struct spelling spelling = {.from = at, .to = at};
    struct gap gap = {0};
    uint32_t letters[LETTERS_MAX] = {0}, in_order[LETTERS_MAX];
    size_t strange = 0;
    spellings->count = 0;
    while (next_piece(&walk)) {
        for (size_t i = 0; i < walk.piece.count; i++) {
            uint32_t symbol = symbol_of(&walk, i);
            if (!is_letter(symbol)) {
                if (!take_into_gap(&gap, name, symbol, true)) {
                    return;
                }
                continue;
            }
            if (spelling.letters > 0) {
                end_gap(&gap, &spelling);
            }
            gap = (struct gap){0};
            strange += spelling.letters < name->count && !has_letter(name, symbol) ? 1 : 0;
            if (strange > name->slips || spelling.letters == name->count + name->slips) {
                return;
            }
            letters[spelling.letters++] = symbol;
            spelling.from = backwards ? walk.from : spelling.from;
            spelling.to = backwards ? spelling.to : walk.to;
            for (size_t k = 0; k < spelling.letters; k++) {
                in_order[k] = letters[backwards ? spelling.letters - 1 - k : k];
            }
            spelling.slips = distance(in_order, spelling.letters, name->letters, name->count);
            spellings->at[spellings->count++] = spelling;
        }
        if (walk.piece.count == 0 || !is_letter(symbol_of(&walk, walk.piece.count - 1))) {
            if (++gap.pieces > GAP_PIECES_MAX) {
                return;
            }
        }
    }
}

/* ---- 6.7 The search ---------------------------------------------------------------------------------------------- */

/* A look-alike that was found, and of which name. */
struct finding {
    const struct name *name;
    size_t from, to;
};

static bool find_whole(const struct model_stretch *stretch, const struct name *name, size_t at, bool without_tags,
                       struct finding *finding)
{
    struct spelling spelling;
    finding->name = name;
    return read_whole(stretch, name, at, without_tags, &spelling) &&
           is_lookalike(stretch, name, &spelling, without_tags, &finding->from, &finding->to);
}

/* Whether a name is looked for that begins with what is here: a character, a numeric reference, or for an ideograph any
 * escape. */
static bool may_begin_name(const struct model_names *names, const struct model_stretch *stretch, size_t at)
{
    unsigned char byte = stretch->text[at];
    bool is_escape = byte == '\\' || byte == '%' || byte == '=';
    if (byte == '&') {
        return at + 1 < stretch->end && stretch->text[at + 1] == '#';
    }
    if (is_continuation(byte)) {
        return false;
    }
    for (size_t i = 0; i < names->count; i++) {
        if (!is_escape || is_ideograph(names->at[i].letters[0])) {
            return true;
        }
    }
    return false;
}

/* Of two at the same place: the one that begins first, then the one that ends last. */
static bool is_better(const struct finding *one, const struct finding *other)
{
    return one->from < other->from || (one->from == other->from && one->to > other->to);
}

/* # and $ are one sign here, too. */
static bool is_rare_sign_before(const struct name *name, uint32_t sign)
{
    uint32_t rare = name->left.rare_sign;
    bool is_either = (rare == '#' || rare == '$') && (sign == '#' || sign == '$');
    return name->slips > 0 && (rare == sign || is_either);
}

/* Of all names that begin at a place, the look-alike that is the best. Where they are looked for behind a sign, that is
 * the rare one of one of them. */
static bool find_any_whole(const struct model_names *names, const struct model_stretch *stretch, size_t at,
                           uint32_t sign, bool without_tags, struct finding *best)
{
    bool found = false;
    bool may_be = sign == 0;
    for (size_t i = 0; i < names->count; i++) {
        struct finding finding;
        if (find_whole(stretch, &names->at[i], at, without_tags, &finding)) {
            may_be = may_be || is_rare_sign_before(&names->at[i], sign);
            if (!found || is_better(&finding, best)) {
                *best = finding;
            }
            found = true;
        }
    }
    return found && may_be;
}

static bool find_beginning(const struct model_names *names, const struct model_stretch *stretch, size_t at,
                           struct finding *finding)
{
    return may_begin_name(names, stretch, at) && (find_any_whole(names, stretch, at, 0, false, finding) ||
                                                  find_any_whole(names, stretch, at, 0, true, finding));
}

/* The name whose misspelt look-alike beside a sign has the fewest slips, and is the shortest. */
static bool find_misspelt(const struct model_names *names, const struct model_stretch *stretch, size_t floor, size_t at,
                          uint32_t sign, bool before, bool without_tags, struct finding *best)
{
    static struct spellings spellings;
    size_t fewest = SIZE_MAX;
    for (size_t i = 0; i < names->count; i++) {
        const struct name *name = &names->at[i];
        if (name->slips == 0 ||
            (before ? !name->is_long || name->right.rare_sign != sign : !is_rare_sign_before(name, sign))) {
            continue;
        }
        read_misspelt(stretch, name, at, before, without_tags, &spellings);
        for (size_t slips = 0; slips <= name->slips && slips < fewest; slips++) {
            for (size_t k = 0; k < spellings.count && slips < fewest; k++) {
                struct finding finding = {.name = name};
                if (spellings.at[k].slips == slips && spellings.at[k].from >= floor &&
                    (slips > 0 || has_few_gaps(name, &spellings.at[k])) &&
                    is_lookalike(stretch, name, &spellings.at[k], without_tags, &finding.from, &finding.to)) {
                    *best = finding;
                    fewest = slips;
                }
            }
        }
    }
    return fewest < SIZE_MAX;
}

static bool find_behind_sign(const struct model_names *names, const struct model_stretch *stretch, size_t at,
                             uint32_t sign, bool without_tags, struct finding *finding)
{
    struct row row = read_row_to(stretch, at, false, sign, without_tags);
    return row.letter != 0 &&
           (find_any_whole(names, stretch, row.letter_at, sign, without_tags, finding) ||
            find_misspelt(names, stretch, stretch->begin, row.letter_at, sign, false, without_tags, finding));
}

static bool has_sign_behind(const struct model_stretch *stretch, size_t at, bool without_tags)
{
    struct row row = read_row(stretch, at, false, without_tags);
    for (size_t i = 0; i < row.count; i++) {
        if (!is_blank(row.at[i].symbol)) {
            return true;
        }
    }
    return false;
}

/* In front of # and $, if these have another sign behind them. */
static bool find_before_sign(const struct model_names *names, const struct model_stretch *stretch, size_t floor,
                             size_t at, size_t end, uint32_t sign, bool without_tags, struct finding *finding)
{
    if ((sign == '#' || sign == '$') && !has_sign_behind(stretch, end, without_tags)) {
        return false;
    }
    struct row row = read_row_to(stretch, at, true, sign, without_tags);
    return row.letter != 0 && row.letter_at > floor &&
           find_misspelt(names, stretch, floor, row.letter_at, sign, true, without_tags, finding);
}

static bool is_rare_sign(const struct model_names *names, uint32_t sign)
{
    for (size_t i = 0; i < names->count; i++) {
        const struct name *name = &names->at[i];
        if (is_rare_sign_before(name, sign) || (name->is_long && name->right.rare_sign == sign)) {
            return true;
        }
    }
    return false;
}

static bool find_beside_piece(const struct model_names *names, const struct model_stretch *stretch, size_t floor,
                              size_t at, const struct paidmark_piece *piece, struct finding *finding)
{
    return find_before_sign(names, stretch, floor, at, piece->end, piece->symbols[0], false, finding) ||
           find_before_sign(names, stretch, floor, at, piece->end, piece->symbols[0], true, finding) ||
           find_behind_sign(names, stretch, piece->end, piece->symbols[0], false, finding) ||
           find_behind_sign(names, stretch, piece->end, piece->symbols[0], true, finding);
}

static bool find_beside_sign(const struct model_names *names, const struct model_stretch *stretch, size_t floor,
                             size_t anchor, struct finding *finding)
{
    const unsigned char *text = stretch->text;
    size_t at = anchor;
    struct paidmark_piece piece;
    while (is_continuation(text[at])) {
        at--;
    }
    if (text[at] == '#' && at > floor && text[at - 1] == '&' && at + 1 < stretch->end &&
        strchr("0123456789xX", text[at + 1]) && text[at + 1] != '\0') {
        at--;
    }
    /* A backslash is before a sign that counts by itself; other escapes are looked for below. */
    if (text[at] < 0x80 && text[at] != '&' && !is_rare_sign(names, text[at])) {
        return false;
    }
    read_piece_at(stretch, at, false, &piece);
    if (piece.count != 1 || !is_sign(piece.symbols[0])) {
        return false;
    }
    return find_beside_piece(names, stretch, floor, at, &piece, finding);
}

/* %23 at the anchor; =23, \x23 or \u0023 two bytes before it. */
static bool find_at_escape(const struct model_names *names, const struct model_stretch *stretch, size_t floor,
                           size_t anchor, struct finding *finding)
{
    const unsigned char *text = stretch->text;
    size_t at = anchor;
    struct paidmark_piece piece;
    if (text[anchor] != '%' && anchor >= floor + 2 &&
        (text[anchor - 2] == '=' || (text[anchor - 2] == '\\' && strchr("xu", text[anchor - 1])))) {
        at = anchor - 2;
    } else if (text[anchor] != '%') {
        return false;
    }
    read_piece_at(stretch, at, false, &piece);
    if (piece.count != 1 || piece.end == at + 1) {
        return false;
    }
    if (is_sign(piece.symbols[0])) {
        return find_beside_piece(names, stretch, floor, at, &piece, finding);
    }
    return find_any_whole(names, stretch, at, 0, false, finding) ||
           find_any_whole(names, stretch, at, 0, true, finding);
}

/* The first bytes of all characters that are folded to something that begins with one letter. */
struct leads {
    uint32_t letter;
    bool has[256];
};

static void add_lead(void *leads, uint32_t code)
{
    uint32_t lead = code < 0x80      ? code
                    : code < 0x800   ? 0xC0 | code >> 6
                    : code < 0x10000 ? 0xE0 | code >> 12
                                     : 0xF0 | code >> 18;
    ((struct leads *)leads)->has[lead] = true;
}

static const struct leads *leads_of(uint32_t letter)
{
    static struct leads *all[1024];
    size_t i = 0;
    while (all[i] && all[i]->letter != letter) {
        i++;
    }
    if (!all[i]) {
        uint32_t code = letter & ~PAIDMARK_SYMBOL_LETTER;
        all[i] = calloc(1, sizeof *all[i]);
        if (!all[i] || i == sizeof all / sizeof all[0] - 1) {
            abort();
        }
        all[i]->letter = letter;
        add_lead(all[i], code);
        add_lead(all[i], code >= 'a' && code <= 'z' ? code - 0x20 : code);
        paidmark_each_folded_to(letter, add_lead, all[i]);
    }
    return all[i];
}

/* Whether a byte may begin the first letter of a name, or an escape of one. */
static bool may_begin_first_letter(const struct model_names *names, unsigned char byte)
{
    for (size_t i = 0; i < names->count; i++) {
        bool is_escape = byte == '\\' || byte == '%' || byte == '=';
        if (leads_of(names->at[i].letters[0])->has[byte] || (is_escape && is_ideograph(names->at[i].letters[0]))) {
            return true;
        }
    }
    return false;
}

static bool is_second_letter(const struct model_names *names, unsigned char byte)
{
    uint32_t folded = byte >= 'A' && byte <= 'Z' ? byte + 0x20u : byte;
    for (size_t i = 0; i < names->count; i++) {
        if (names->at[i].count > 1 && byte < 0x80 && names->at[i].letters[1] == (folded | PAIDMARK_SYMBOL_LETTER)) {
            return true;
        }
    }
    return false;
}

/* Where an anchor is no letter but what may be between letters, a name begins near it only if one letter, or two, are
 * directly before it. */
static bool may_be_in_name(const struct model_names *names, const struct model_stretch *stretch, size_t floor,
                           size_t anchor)
{
    const unsigned char *text = stretch->text;
    unsigned char byte = text[anchor];
    if (is_continuation(byte)) {
        return paidmark_characters_have(names->letters_beyond, text + anchor);
    }
    unsigned char before = anchor > floor ? text[anchor - 1] : ' ';
    unsigned char second = anchor > floor + 1 ? text[anchor - 2] : ' ';
    bool is_reference =
        (byte == '#' && before == '&') || (byte == '&' && anchor + 1 < stretch->end && text[anchor + 1] == '#');
    bool is_other = byte >= 0xC0 || byte == '&' || byte == '#' || byte == '$' || byte == '!';
    if (is_reference || !is_other || may_begin_first_letter(names, byte)) {
        return true;
    }
    return may_begin_first_letter(names, before) ||
           (is_second_letter(names, before) && may_begin_first_letter(names, second));
}

bool model_lookalike_at(const struct model_names *names, struct model_stretch stretch, size_t floor, size_t anchor,
                        struct model_lookalike *found)
{
    struct finding finding;
    bool is_there = false;
    stretch.floor = floor;
    bool may_be = may_be_in_name(names, &stretch, floor, anchor);
    for (size_t at = anchor - floor < PAIDMARK_ANCHOR_REACH ? floor : anchor - PAIDMARK_ANCHOR_REACH;
         may_be && at <= anchor && !is_there; at++) {
        is_there = find_beginning(names, &stretch, at, &finding);
    }
    if (!is_there && !find_beside_sign(names, &stretch, floor, anchor, &finding) &&
        !find_at_escape(names, &stretch, floor, anchor, &finding)) {
        return false;
    }
    *found = (struct model_lookalike){
        .from = finding.from,
        .to = finding.to,
        .begin = finding.name->begin,
        .divider = finding.name->divider,
        .suggestion = finding.name->suggestion,
        .suggestion_bytes = finding.name->suggestion_bytes,
    };
    return true;
}

bool model_is_anchor(const struct model_names *names, const unsigned char *text, size_t at)
{
    const struct paidmark_fingerprints *anchors = names->anchors;
    unsigned first = at >= 2 ? text[at - 2] : 0;
    unsigned second = at >= 1 ? text[at - 1] : 0;
    unsigned third = text[at];
    if (is_continuation((unsigned char)third) && !paidmark_characters_have(names->letters_beyond, text + at) &&
        !paidmark_characters_have(names->signs_beyond, text + at)) {
        return false;
    }
    return (anchors->first_low[first & 15] & anchors->second_low[second & 15] & anchors->second_high[second >> 4] &
            anchors->third_low[third & 15] & anchors->third_high[third >> 4]) != 0;
}

/* ---- The names of a set ------------------------------------------------------------------------------------------ */

static bool set_has_token(const struct paidmark_marker_set *set, const char *token)
{
    const struct paidmark_marker_pair *pair;
    for (size_t i = 0; (pair = paidmark_marker_set_pair(set, i)); i++) {
        if ((strlen(token) == pair->begin_bytes && memcmp(token, pair->begin, pair->begin_bytes) == 0) ||
            (pair->end && strlen(token) == pair->end_bytes && memcmp(token, pair->end, pair->end_bytes) == 0)) {
            return true;
        }
    }
    return false;
}

struct model_names *model_names_new(const struct paidmark_marker_set *set)
{
    static const char *const common[] = {"##paidbegin##", "##paidend##", "$$paidbegin$$",
                                         "$$paidend$$",   "<paid>",      "</paid>"};
    const struct paidmark_marker_pair *pair;
    const struct paidmark_marker_pair *first = paidmark_marker_set_pair(set, 0);
    const struct paidmark_marker_pair *first_closed = NULL;
    struct model_names *names = calloc(1, sizeof *names);
    if (!names) {
        abort();
    }
    names->anchors = &paidmark_set_or_default(set)->matcher.fingerprints;
    names->letters_beyond = &paidmark_set_or_default(set)->names.letters_beyond;
    names->signs_beyond = &paidmark_set_or_default(set)->names.signs_beyond;
    for (size_t i = 0; (pair = paidmark_marker_set_pair(set, i)); i++) {
        add_name(names, pair->begin, pair->begin_bytes, pair->begin_tail, true, !pair->end, pair->begin,
                 pair->begin_bytes);
        if (pair->end) {
            add_name(names, pair->end, pair->end_bytes, pair->end_tail, false, false, pair->end, pair->end_bytes);
            first_closed = first_closed ? first_closed : pair;
        }
    }
    for (size_t i = 0; i < sizeof common / sizeof common[0]; i++) {
        bool begin = i % 2 == 0;
        if (set_has_token(set, common[i])) {
            continue;
        }
        if (begin) {
            add_name(names, common[i], strlen(common[i]), 0, true, false, first->begin, first->begin_bytes);
        } else {
            add_name(names, common[i], strlen(common[i]), 0, false, false, first_closed ? first_closed->end : NULL,
                     first_closed ? first_closed->end_bytes : 0);
        }
    }
    return names;
}

void model_names_free(struct model_names *names)
{
    free(names->at);
    free(names);
}
