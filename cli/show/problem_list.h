/* problem_list.h - the problems of a document with their places, and which of them follow from which
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SHOW_PROBLEM_LIST_H
#define PAIDMARK_CLI_SHOW_PROBLEM_LIST_H

#include <stddef.h>

#include "document/load.h"

#define PROBLEMS_MAX 100 /* as many as the library keeps, unless it is asked for another number */

#define FOLLOWS_NONE SIZE_MAX

struct listed_place {
    size_t offset; /* in the text */
    size_t file_offset;
    size_t line;
    size_t column;
};

struct listed_problem {
    const struct paidmark_problem *problem; /* NULL: the input is ill-formed */
    bool is_error;
    struct listed_place place, end;           /* end: behind the last character */
    struct listed_place related, related_end; /* of its related_offset, if it has one */
    /* The index of the problem but for which, by all appearances, this would be none; FOLLOWS_NONE. */
    size_t follows;
};

struct problem_list {
    size_t count;
    struct listed_problem items[PROBLEMS_MAX];
};

/* The first of a document's problems, max at most, in the library's order; of an ill-formed input that alone. Costs one
 * pass over the text, and one over the input where places in that are known. */
void problem_list_make(struct problem_list *list, const struct loaded *loaded, size_t max);

/* Whether it has to do with another place: where its outermost region begins. */
bool has_related_place(const struct listed_problem *listed);

/* How many of the errors follow from others. Looks at no text. */
size_t count_errors_that_follow(const struct loaded *loaded);

#endif
