/* rules.c - whether what spells a name is a damaged marker, by what stands beside it
 * SPDX-License-Identifier: MIT
 *
 * The more of the token's signs stand beside its name, the more damage to the name is forgiven.
 */
#include "lookalike/rules.h"

#include "lookalike/frame.h"

/* A name that was found, and what stands on its sides. */
struct scene {
    const struct paidmark_name *name;
    const struct paidmark_spelling *spelling;
    struct paidmark_beside left_beside, right_beside;
    struct paidmark_side left, right;
};

static bool is_ascii(uint32_t letter)
{
    return (letter & ~PAIDMARK_SYMBOL_LETTER) < 0x80;
}

/* More letters, with nothing but blanks and soft signs between. */
static bool goes_on(const struct paidmark_beside *beside)
{
    for (size_t i = 0; i < beside->count; i++) {
        uint32_t symbol = beside->symbols[i];

        if (!paidmark_is_blank(symbol) && !paidmark_is_soft(symbol))
            return false;
    }
    return beside->is_ascii;
}

static bool goes_on_in_line(const struct paidmark_beside *beside)
{
    for (size_t i = 0; i < beside->count; i++) {
        if (beside->symbols[i] == '\n')
            return false;
    }
    return goes_on(beside);
}

static bool runs_into(const struct paidmark_beside *beside)
{
    return beside->count == 0 && beside->is_ascii;
}

/* A letter that is no digit, directly or behind a dash or underscore. */
static bool letter_touches(const struct paidmark_beside *beside)
{
    return beside->is_ascii && (beside->letter & ~PAIDMARK_SYMBOL_LETTER) >= 'a' &&
           (beside->count == 0 || (beside->count == 1 && (beside->symbols[0] == '-' || beside->symbols[0] == '_')));
}

static bool both_are_whole(const struct scene *scene)
{
    return scene->left.is_whole && scene->right.is_whole;
}

static bool both_are_direct(const struct scene *scene)
{
    return scene->left.is_direct && scene->right.is_direct;
}

/* Signs of the frame that are not there. */
static size_t missing(const struct scene *scene)
{
    return scene->left.missing + scene->right.missing;
}

/* All but two of five signs or more. */
static bool has_most_signs(const struct scene *scene)
{
    return scene->name->left.count + scene->name->right.count >= 5 && missing(scene) <= 2;
}

/* ---- Long names -------------------------------------------------------------------------------------------------- */

static bool is_solid(const struct scene *scene)
{
    return scene->spelling->loose_gaps == 0;
}

static bool one_side_is_whole(const struct scene *scene, const struct paidmark_side *side,
                              const struct paidmark_frame *other, const struct paidmark_beside *other_beside)
{
    return side->is_whole && (side->missing == 0 || other->count == 0) && (is_solid(scene) || !goes_on(other_beside));
}

static bool is_bare_name(const struct scene *scene)
{
    size_t gaps = scene->spelling->gaps;

    if (runs_into(&scene->left_beside) || runs_into(&scene->right_beside))
        return false;
    if (gaps == 0 || (scene->name->parted == 0 && gaps == scene->name->count - 1))
        return true;
    return scene->name->is_capital && scene->spelling->is_capital && scene->spelling->widest_gap == 1 &&
           gaps <= scene->name->pieces - 1;
}

static bool is_long_name(const struct scene *scene)
{
    const struct paidmark_name *name = scene->name;

    if ((scene->left.strong > 0 && scene->right.strong > 0) || has_most_signs(scene))
        return true;
    if (name->parted == 0 && is_solid(scene) && scene->left.strong + scene->right.strong > 0)
        return true;
    if (name->parted == 0 && (scene->left.is_direct || scene->right.is_direct) && !goes_on(&scene->left_beside) &&
        !goes_on(&scene->right_beside))
        return true;
    return one_side_is_whole(scene, &scene->left, &name->right, &scene->right_beside) ||
           one_side_is_whole(scene, &scene->right, &name->left, &scene->left_beside) || is_bare_name(scene);
}

/* No more gaps with blanks than the token has. */
static bool has_blanks_of_token(const struct scene *scene)
{
    return scene->spelling->blank_gaps <= scene->name->blanks;
}

static bool two_signs_hold(const struct paidmark_side *side, const struct paidmark_beside *other_beside)
{
    return side->is_whole && side->kept >= 2 && !letter_touches(other_beside);
}

/* A whole side, and no other sign before it unless all of it is there: code has many a $ behind an = sign. */
static bool is_beside(const struct paidmark_side *side)
{
    return side->is_whole && (side->is_direct || side->missing == 0);
}

static bool is_long_misspelt_name(const struct scene *scene)
{
    if ((is_beside(&scene->left) && is_beside(&scene->right)) || has_most_signs(scene))
        return true;
    return has_blanks_of_token(scene) &&
           (two_signs_hold(&scene->left, &scene->right_beside) || two_signs_hold(&scene->right, &scene->left_beside));
}

/* ---- Other names ------------------------------------------------------------------------------------------------- */

/* A side without a sign but dashes is one if the text of the line ends there. */
static bool holds(const struct paidmark_side *side, const struct paidmark_beside *beside)
{
    return side->strong > 0 || (side->is_direct && !goes_on_in_line(beside));
}

static bool is_short_name(const struct scene *scene)
{
    if (both_are_whole(scene) && both_are_direct(scene) && scene->left.missing <= 1 && scene->right.missing <= 1)
        return true;
    return has_most_signs(scene) && scene->left.strong + scene->right.strong > 0 &&
           holds(&scene->left, &scene->left_beside) && holds(&scene->right, &scene->right_beside);
}

/* Whether the name is a word that ends, and no dash or the like joins it to another. */
static bool is_word_end(const struct paidmark_name *name, const struct paidmark_beside *behind)
{
    if (behind->count > 0)
        return !paidmark_is_soft(behind->symbols[0]);
    return behind->letter != 0 && !behind->is_ascii && is_ascii(name->letters[name->count - 1]);
}

/* The tail is any text, so that all there is to see is the side before the name, and that it ends. */
static bool is_before_tail(const struct scene *scene)
{
    return scene->name->token->tail > 0 && scene->name->count >= 4 && scene->spelling->gaps == 0 &&
           is_word_end(scene->name, &scene->right_beside) && scene->left.is_whole && scene->left.is_direct &&
           !paidmark_is_blank(scene->left_beside.symbols[0]);
}

static bool is_short_misspelt_name(const struct scene *scene)
{
    return both_are_whole(scene) && both_are_direct(scene) && missing(scene) <= 1;
}

/* An element of XML without content, which is what a serialiser makes of a begin tag whose end is elsewhere. */
static bool is_empty_element(const struct scene *scene)
{
    const struct paidmark_frame *left = &scene->name->left, *right = &scene->name->right;
    const uint32_t *behind = scene->right_beside.symbols;
    size_t count = scene->right_beside.count, blank = count > 0 && paidmark_is_blank(behind[0]);

    return left->count == 1 && left->signs[0] == '<' && right->count == 1 && right->signs[0] == '>' &&
           scene->spelling->gaps == 0 && scene->left_beside.count > 0 && scene->left_beside.symbols[0] == '<' &&
           count >= blank + 2 && behind[blank] == '/' && behind[blank + 1] == '>';
}

/* ---- Comments of another syntax ---------------------------------------------------------------------------------- */

static size_t comment_end(const struct paidmark_beside *beside, bool is_left)
{
    uint32_t signs[PAIDMARK_BESIDE_MAX];
    size_t places[PAIDMARK_BESIDE_MAX] = {0}, count = 0;

    for (size_t i = 0; i < beside->count; i++) {
        if (paidmark_is_blank(beside->symbols[i]))
            continue;
        places[count] = beside->far[i];
        signs[count++] = beside->symbols[i];
    }
    count = paidmark_comment_signs(signs, count, is_left);
    return count > 0 ? places[count - 1] : SIZE_MAX;
}

static bool is_other_comment(struct scene *scene)
{
    size_t left = comment_end(&scene->left_beside, true), right = comment_end(&scene->right_beside, false);

    if (!scene->name->is_comment || left == SIZE_MAX || right == SIZE_MAX)
        return false;
    scene->left.far = left;
    scene->right.far = right;
    return true;
}

/* ---- All together ------------------------------------------------------------------------------------------------ */

static bool is_damaged_marker(struct scene *scene)
{
    bool is_misspelt = scene->spelling->slips > 0;

    if (is_misspelt && !paidmark_has_few_gaps(scene->name, scene->spelling))
        return scene->name->is_long && both_are_whole(scene) && both_are_direct(scene);
    if (scene->name->is_long && is_misspelt)
        return is_long_misspelt_name(scene);
    if (scene->name->is_long)
        return is_long_name(scene) || (has_blanks_of_token(scene) && is_other_comment(scene));
    if (scene->name->is_cjk && (is_misspelt || both_are_whole(scene)))
        return both_are_whole(scene);
    return is_misspelt
               ? is_short_misspelt_name(scene)
               : is_short_name(scene) || is_other_comment(scene) || is_before_tail(scene) || is_empty_element(scene);
}

bool paidmark_is_lookalike(struct paidmark_stretch *stretch, const struct paidmark_name *name,
                           const struct paidmark_spelling *spelling, struct paidmark_lookalike *lookalike)
{
    struct scene scene = {.name = name, .spelling = spelling};

    paidmark_look_beside(stretch, spelling->end, false, 0, &scene.right_beside);
    if (!name->is_long && scene.right_beside.count == 0 && name->token->tail == 0)
        return false; /* a word that only begins like a short name */
    paidmark_look_beside(stretch, spelling->begin, true, 0, &scene.left_beside);
    scene.left =
        paidmark_compare_side(&name->left, &scene.left_beside, spelling->begin, stretch->floor, spelling->slips > 0);
    scene.right =
        paidmark_compare_side(&name->right, &scene.right_beside, spelling->end, stretch->floor, spelling->slips > 0);
    if (!is_damaged_marker(&scene))
        return false;
    *lookalike = (struct paidmark_lookalike){scene.left.far, scene.right.far, name};
    return true;
}
