/* problem_list.h - the problems of a document with their places, and which of them follow from which
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SHOW_PROBLEM_LIST_H
#define PAIDMARK_CLI_SHOW_PROBLEM_LIST_H

#include <stddef.h>

#include "document/load.h"

#define PROBLEMS_MAX 100 /* as many as the library keeps, unless it is asked for another number */

#define FOLLOWS_NONE SIZE_MAX

struct listed_problem {
    const struct paidmark_problem *problem;
    struct paidmark_position place;
    struct paidmark_position related; /* of its related_offset, if it has one */
    /* The index of the damaged marker but for which, by all appearances, this would be no problem; FOLLOWS_NONE. */
    size_t follows;
};

struct problem_list {
    size_t count;
    struct listed_problem items[PROBLEMS_MAX];
};

/* The first of a document's problems, max at most, in the library's order. Costs one pass over the text. */
void problem_list_make(struct problem_list *list, const struct loaded *loaded, size_t max);

/* How many of the errors follow from others. Looks at no text. */
size_t count_errors_that_follow(const struct loaded *loaded);

#endif
