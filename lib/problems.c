/* problems.c - problems noted while a document is read
 * SPDX-License-Identifier: MIT
 */
#include "problems.h"

struct paidmark_problem *paidmark_keep_problem(struct paidmark_reading *reading, struct paidmark_problem_list *list,
                                               struct paidmark_problem problem)
{
    struct paidmark_problem *kept = paidmark_problem_list_add(reading->document, list);

    if (kept)
        *kept = problem;
    else
        reading->no_memory = true;
    return kept;
}

struct paidmark_problem *paidmark_insert_error(struct paidmark_reading *reading, uint32_t code, size_t offset,
                                               size_t bytes)
{
    struct paidmark_problem_list *list = &reading->document->problems;
    struct paidmark_problem *problem, inserted;

    /* A full list gives up its last one for it, if that comes later. */
    if (list->count == reading->settings->max_problems && list->items[list->count - 1].offset > offset)
        list->count--;
    problem = paidmark_add_error(reading, code, offset, bytes);
    if (!problem)
        return NULL;
    inserted = *problem;
    for (; problem > list->items && problem[-1].offset > offset; problem--)
        *problem = problem[-1];
    *problem = inserted;
    return problem;
}

void paidmark_add_foreign_marker(struct paidmark_reading *reading, const struct paidmark_token *token, size_t offset,
                                 size_t bytes)
{
    struct paidmark_problem *problem;

    reading->foreign_markers++;
    problem = paidmark_add_problem(reading, &reading->document->pending, PAIDMARK_SEVERITY_WARNING,
                                   PAIDMARK_PROBLEM_FOREIGN_MARKER, offset, bytes);
    if (problem) {
        problem->suggestion = token->set;
        problem->suggestion_bytes = strlen(token->set);
    }
}

/* How many of the first `count` problems of both lists together, in document order, are those of `list`. */
static size_t count_of_first(const struct paidmark_problem_list *list, const struct paidmark_problem_list *other,
                             size_t count)
{
    size_t i = 0, k = 0;

    while (i + k < count && (i < list->count || k < other->count)) {
        if (k == other->count || (i < list->count && list->items[i].offset < other->items[k].offset))
            i++;
        else
            k++;
    }
    return i;
}

/* Puts the pending problems in their places among the errors, as many as are kept of both. */
static void merge_pending(struct paidmark_reading *reading)
{
    struct paidmark_problem_list *errors = &reading->document->problems;
    const struct paidmark_problem_list *pending = &reading->document->pending;
    size_t max = reading->settings->max_problems;
    size_t left = count_of_first(errors, pending, max), merged = count_of_first(pending, errors, max);

    errors->count = left;
    for (size_t i = 0; i < merged; i++) {
        if (!paidmark_keep_problem(reading, errors, pending->items[i]))
            return;
    }
    for (size_t at = errors->count; merged > 0;) {
        if (left > 0 && errors->items[left - 1].offset > pending->items[merged - 1].offset) {
            errors->items[--at] = errors->items[--left];
        } else {
            errors->items[--at] = pending->items[--merged];
            errors->items[at].severity = PAIDMARK_SEVERITY_ERROR;
        }
    }
}

/* Foreign markers are errors where there is no region, in their places among the others, else warnings like the rest of
 * those that are pending. Without a region there are no others. */
static void settle_foreign_markers(struct paidmark_reading *reading)
{
    struct paidmark_document *document = reading->document;

    if (reading->marked || reading->foreign_markers == 0) {
        document->warnings += reading->foreign_markers;
        return;
    }
    merge_pending(reading);
    document->errors += reading->foreign_markers;
    document->pending.count = 0;
    if (!reading->settings->salvage)
        reading->refused = true;
}

static void append_warnings(struct paidmark_reading *reading)
{
    const struct paidmark_problem_list *pending = &reading->document->pending;

    for (size_t i = 0; i < pending->count; i++) {
        const struct paidmark_problem *warning = &pending->items[i];
        struct paidmark_problem *problem =
            paidmark_add_problem(reading, &reading->document->problems, PAIDMARK_SEVERITY_WARNING, warning->code,
                                 warning->offset, warning->bytes);

        if (problem)
            *problem = *warning;
    }
}

void paidmark_add_final_problems(struct paidmark_reading *reading)
{
    settle_foreign_markers(reading);
    if (reading->divider_open && !reading->region_has_text)
        paidmark_insert_error(reading, PAIDMARK_PROBLEM_EMPTY_REGION, reading->divider_begin, reading->divider_bytes);
    if (reading->depth > 0)
        paidmark_add_error(reading, PAIDMARK_PROBLEM_UNCLOSED_BEGIN, reading->outer_begin, reading->outer_bytes);
    if (!reading->marked && reading->settings->unmarked == PAIDMARK_UNMARKED_ERROR) {
        paidmark_add_error(reading, PAIDMARK_PROBLEM_NO_PAID_REGION, 0, 0);
        reading->refused = true;
    }
    if (reading->marked && !reading->free_has_text)
        paidmark_add_warning(reading, PAIDMARK_PROBLEM_NOTHING_FREE, reading->first_begin, reading->first_bytes);
    append_warnings(reading);
}
