/* frame.c - what stands beside a name
 * SPDX-License-Identifier: MIT
 */
#include "lookalike/frame.h"

#include "skeleton/escapes.h"

/* Pieces that show nothing are passed over, but not without end. */
#define PIECES_MAX 40

bool paidmark_is_sign_itself(const unsigned char *text, size_t bytes)
{
    return bytes == 1 || (bytes == 3 && text[0] == 0xEF && (text[1] == 0xBC || text[1] == 0xBD));
}

/* Whether this blank is one symbol with those before it, which becomes a line ending if this is one. */
static bool joins_blanks(uint32_t symbol, struct paidmark_beside *beside)
{
    uint32_t *last = beside->count > 0 ? &beside->symbols[beside->count - 1] : NULL;

    if (!last || !paidmark_is_blank(symbol) || !paidmark_is_blank(*last))
        return false;
    if (symbol == '\n')
        *last = symbol;
    return true;
}

/* Takes in a symbol of the piece at text[begin, end), on the left with begin and end changed; false where that ends. */
static bool take_beside(const struct paidmark_stretch *stretch, uint32_t symbol, size_t near, size_t far, uint32_t last,
                        struct paidmark_beside *beside)
{
    size_t begin = near < far ? near : far, bytes = near < far ? far - near : near - far;

    if (symbol & PAIDMARK_SYMBOL_LETTER) {
        beside->letter = symbol;
        beside->letter_at = near;
        beside->is_ascii = paidmark_is_letter_or_digit(stretch->text[begin]);
        return false;
    }
    if (joins_blanks(symbol, beside))
        return true;
    if (beside->count == PAIDMARK_BESIDE_MAX ||
        (symbol == last && paidmark_is_sign_itself(stretch->text + begin, bytes)))
        return false;
    beside->symbols[beside->count] = symbol;
    beside->far[beside->count++] = far;
    return true;
}

void paidmark_look_beside(struct paidmark_stretch *stretch, size_t at, bool to_left, uint32_t last,
                          struct paidmark_beside *beside)
{
    struct paidmark_piece piece;

    beside->count = 0;
    beside->letter = 0;
    beside->is_ascii = false;
    for (size_t pieces = 0; pieces < PIECES_MAX; pieces++) {
        size_t begin = at, far;

        if (to_left ? !paidmark_piece_before(stretch, at, &begin, &piece) : !paidmark_next_piece(stretch, at, &piece))
            return;
        far = to_left ? begin : piece.end;
        for (size_t i = 0; i < piece.count; i++) {
            if (!take_beside(stretch, piece.symbols[to_left ? piece.count - 1 - i : i], at, far, last, beside))
                return;
        }
        at = far;
    }
}

/* The signs beside a name that count, as a frame: no blanks, and of the soft ones those that the frame has. */
static struct paidmark_frame signs_beside(const struct paidmark_frame *frame, const struct paidmark_beside *beside)
{
    struct paidmark_frame signs = {.count = 0};

    for (size_t i = 0; i < beside->count && signs.count < PAIDMARK_FRAME_SIGNS_MAX; i++) {
        uint32_t symbol = beside->symbols[i];

        if (!paidmark_is_blank(symbol) && (!paidmark_is_soft(symbol) || paidmark_frame_has(frame, symbol)))
            signs.signs[signs.count++] = symbol;
    }
    return signs;
}

/* Each run of the same sign becomes one. */
static struct paidmark_frame squeezed(const struct paidmark_frame *frame)
{
    struct paidmark_frame signs = {.count = 0};

    for (size_t i = 0; i < frame->count; i++) {
        if (i == 0 || frame->signs[i] != frame->signs[i - 1])
            signs.signs[signs.count++] = frame->signs[i];
    }
    return signs;
}

static struct paidmark_frame without_dashes(const struct paidmark_frame *frame)
{
    struct paidmark_frame signs = {.count = 0};

    for (size_t i = 0; i < frame->count; i++) {
        if (frame->signs[i] != '-')
            signs.signs[signs.count++] = frame->signs[i];
    }
    return signs;
}

/* The length of the longest common subsequence. */
static size_t common(const struct paidmark_frame *one, const struct paidmark_frame *other)
{
    size_t row[PAIDMARK_FRAME_SIGNS_MAX + 1] = {0};

    for (size_t i = 0; i < one->count; i++) {
        size_t diagonal = 0;

        for (size_t k = 1; k <= other->count; k++) {
            size_t above = row[k];

            if (one->signs[i] == other->signs[k - 1])
                row[k] = diagonal + 1;
            else if (row[k - 1] > row[k])
                row[k] = row[k - 1];
            diagonal = above;
        }
    }
    return row[other->count];
}

/* Where as many signs of the frame's kinds end as it has. */
static size_t far_end(const struct paidmark_frame *frame, const struct paidmark_beside *beside, size_t at, size_t floor)
{
    size_t count = 0;

    for (size_t i = 0; i < beside->count && count < frame->count && beside->far[i] >= floor; i++) {
        if (paidmark_frame_has(frame, beside->symbols[i])) {
            at = beside->far[i];
            count++;
        }
    }
    return at;
}

static void make_dollars_of_hashes(uint32_t *signs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (signs[i] == '#')
            signs[i] = '$';
    }
}

static struct paidmark_side compare(const struct paidmark_frame *frame, const struct paidmark_beside *beside, size_t at,
                                    size_t floor)
{
    struct paidmark_frame signs = signs_beside(frame, beside);
    struct paidmark_side side = {.missing = frame->count, .far = at};
    struct paidmark_frame kinds, kinds_there;

    if (frame->count == 0 || signs.count == 0)
        return side;
    kinds = squeezed(frame);
    kinds_there = squeezed(&signs);
    side.kept = side.strong = common(frame, &signs);
    if (paidmark_frame_has(frame, '-')) {
        struct paidmark_frame strong = without_dashes(frame), strong_there = without_dashes(&signs);

        side.strong = common(&strong, &strong_there);
    }
    side.missing = frame->count - side.kept;
    side.is_whole = common(&kinds, &kinds_there) == kinds.count;
    side.is_direct = signs.signs[0] == frame->signs[0];
    side.far = far_end(frame, beside, at, floor);
    return side;
}

struct paidmark_side paidmark_compare_side(const struct paidmark_frame *frame, const struct paidmark_beside *beside,
                                           size_t at, size_t floor, bool hash_is_dollar)
{
    struct paidmark_frame one_sign = *frame;
    struct paidmark_beside one_sign_beside;

    if (!hash_is_dollar)
        return compare(frame, beside, at, floor);
    one_sign_beside = *beside;
    make_dollars_of_hashes(one_sign.signs, one_sign.count);
    make_dollars_of_hashes(one_sign_beside.symbols, one_sign_beside.count);
    return compare(&one_sign, &one_sign_beside, at, floor);
}
