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

static void append_warnings(struct paidmark_reading *reading)
{
    const struct paidmark_problem_list *pending = &reading->document->pending;

    for (size_t i = 0; i < pending->count; i++) {
        const struct paidmark_problem *warning = &pending->items[i];

        paidmark_add_problem(reading, &reading->document->problems, PAIDMARK_SEVERITY_WARNING, warning->code,
                             warning->offset, warning->bytes);
    }
}

void paidmark_add_final_problems(struct paidmark_reading *reading)
{
    if (reading->depth > 0 && reading->settings->matcher->dividers)
        paidmark_warn_if_empty(reading);
    else if (reading->depth > 0)
        paidmark_add_error(reading, PAIDMARK_PROBLEM_UNCLOSED_BEGIN, reading->outer_begin, reading->outer_bytes);
    if (!reading->marked && reading->settings->unmarked == PAIDMARK_UNMARKED_ERROR) {
        paidmark_add_error(reading, PAIDMARK_PROBLEM_NO_PAID_REGION, 0, 0);
        reading->refused = true;
    }
    if (reading->marked && !reading->free_has_text)
        paidmark_add_warning(reading, PAIDMARK_PROBLEM_NOTHING_FREE, reading->first_begin, reading->first_bytes);
    append_warnings(reading);
}
