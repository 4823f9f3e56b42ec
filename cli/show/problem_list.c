/* problem_list.c - the problems of a document with their places, and which of them follow from which
 * SPDX-License-Identifier: MIT
 *
 * A damaged begin marker leaves the end marker behind it with nothing to close; a damaged end marker leaves its region
 * open, and the next begin marker in it. Of a begin marker too many, or in the place of an end marker, the region stays
 * open to the end. Which belongs to which is guessed, for people: whoever mends the first and looks again will see if
 * something is left.
 */
#include "show/problem_list.h"

#include <stdlib.h>

#include "show/sentence.h"

/* ---- What follows from what -------------------------------------------------------------------------------------- */

/* What has become of a damaged marker. */
enum fate { FATE_OPEN, FATE_PAIRED, FATE_BLAMED };

static bool is_damaged(const struct listed_problem *listed, uint32_t kind)
{
    return listed->problem->code == PAIDMARK_PROBLEM_LOOKALIKE_MARKER && listed->problem->resembles == kind;
}

/* The last damaged marker of a kind before item `before`, behind `offset`, with a fate of at most `fate`. */
static size_t last_damaged(const struct problem_list *list, const enum fate *fates, size_t before, uint32_t kind,
                           size_t offset, bool even_blamed)
{
    for (size_t i = before; i-- > 0 && list->items[i].problem->offset >= offset;) {
        if (is_damaged(&list->items[i], kind) && (fates[i] == FATE_OPEN || (even_blamed && fates[i] == FATE_BLAMED)))
            return i;
    }
    return FOLLOWS_NONE;
}

/* The first begin marker in a region that is open since `offset`. */
static size_t first_nested(const struct problem_list *list, size_t before, size_t offset)
{
    for (size_t i = 0; i < before; i++) {
        const struct paidmark_problem *problem = list->items[i].problem;

        if (problem->code == PAIDMARK_PROBLEM_NESTED_BEGIN && problem->related_offset == offset)
            return i;
    }
    return FOLLOWS_NONE;
}

static void find_cause(struct problem_list *list, enum fate *fates, size_t index)
{
    struct listed_problem *listed = &list->items[index];
    const struct paidmark_problem *problem = listed->problem;
    size_t cause = FOLLOWS_NONE;

    switch (problem->code) {
    case PAIDMARK_PROBLEM_UNEXPECTED_END:
        cause = last_damaged(list, fates, index, PAIDMARK_MARKER_BEGIN, 0, false);
        break;
    case PAIDMARK_PROBLEM_NESTED_BEGIN:
        cause = last_damaged(list, fates, index, PAIDMARK_MARKER_END, problem->related_offset, false);
        break;
    case PAIDMARK_PROBLEM_UNCLOSED_BEGIN: /* comes behind all that are in the text */
        cause = last_damaged(list, fates, index, PAIDMARK_MARKER_END, problem->offset, true);
        if (cause == FOLLOWS_NONE)
            cause = first_nested(list, index, problem->offset);
        break;
    default:
        return;
    }
    listed->follows = cause;
    if (cause != FOLLOWS_NONE)
        fates[cause] = FATE_BLAMED;
}

static void find_causes(struct problem_list *list)
{
    enum fate fates[PROBLEMS_MAX] = {FATE_OPEN};

    for (size_t i = 0; i < list->count; i++) {
        list->items[i].follows = FOLLOWS_NONE;
        if (is_damaged(&list->items[i], PAIDMARK_MARKER_END)) {
            size_t begin = last_damaged(list, fates, i, PAIDMARK_MARKER_BEGIN, 0, false);

            if (begin != FOLLOWS_NONE)
                fates[begin] = fates[i] = FATE_PAIRED;
        } else {
            find_cause(list, fates, i);
        }
    }
}

/* ---- Places ------------------------------------------------------------------------------------------------------ */

bool has_related_place(const struct listed_problem *listed)
{
    return listed->problem != NULL && listed->problem->related_offset != PAIDMARK_NO_OFFSET;
}

/* A place that is looked for. */
struct point {
    size_t offset;
    struct listed_place *place;
};

static int compare_points(const void *a, const void *b)
{
    size_t left = ((const struct point *)a)->offset;
    size_t right = ((const struct point *)b)->offset;

    return (left > right) - (left < right);
}

static size_t list_points(struct point points[4 * PROBLEMS_MAX], struct problem_list *list, const struct loaded *loaded)
{
    size_t count = 0;

    for (size_t i = 0; i < list->count; i++) {
        struct listed_problem *listed = &list->items[i];
        size_t offset = listed->problem->offset;
        size_t related = listed->problem->related_offset;

        points[count++] = (struct point){offset, &listed->place};
        points[count++] = (struct point){offset + listed->problem->bytes, &listed->end};
        if (!has_related_place(listed))
            continue;
        points[count++] = (struct point){related, &listed->related};
        points[count++] = (struct point){related + related_bytes(loaded, listed->problem), &listed->related_end};
    }
    return count;
}

/* In the order of the text, so that no place costs a pass of its own. */
static void find_places(struct problem_list *list, const struct loaded *loaded)
{
    struct point points[4 * PROBLEMS_MAX] = {{0}};
    struct paidmark_position position = {0};
    size_t count = list_points(points, list, loaded);

    qsort(points, count, sizeof points[0], compare_points);
    for (size_t i = 0; i < count; i++) {
        paidmark_locate(loaded->text, loaded->text_bytes, points[i].offset, &position);
        *points[i].place = (struct listed_place){.offset = points[i].offset,
                                                 .file_offset = load_file_offset(loaded, points[i].offset),
                                                 .line = position.line,
                                                 .column = position.column};
    }
}

/* Of what cannot be read nobody knows how many characters it is. */
static void list_ill_formed_input(struct problem_list *list, const struct ill_formed_input *input)
{
    struct listed_place place = {
        .offset = input->offset, .file_offset = input->offset, .line = input->line, .column = input->column};
    struct listed_place end = place;

    end.offset = end.file_offset += input->bytes;
    end.column += input->bytes > 0;
    list->count = 1;
    list->items[0] = (struct listed_problem){.is_error = true, .place = place, .end = end, .follows = FOLLOWS_NONE};
}

static void list_problems(struct problem_list *list, const struct loaded *loaded, size_t max)
{
    const struct paidmark_problem *problem;

    list->count = 0;
    while (list->count < PROBLEMS_MAX && list->count < max &&
           (problem = paidmark_problem_at(loaded->document, list->count)) != NULL)
        list->items[list->count++] =
            (struct listed_problem){.problem = problem, .is_error = problem->severity == PAIDMARK_SEVERITY_ERROR};
    find_causes(list);
}

void problem_list_make(struct problem_list *list, const struct loaded *loaded, size_t max)
{
    if (loaded->ill_formed.found) {
        list_ill_formed_input(list, &loaded->ill_formed);
    } else {
        list_problems(list, loaded, max);
        find_places(list, loaded);
    }
}

size_t count_errors_that_follow(const struct loaded *loaded)
{
    struct problem_list list;
    size_t count = 0;

    list_problems(&list, loaded, PROBLEMS_MAX);
    for (size_t i = 0; i < list.count; i++)
        count += list.items[i].follows != FOLLOWS_NONE && list.items[i].is_error;
    return count;
}
