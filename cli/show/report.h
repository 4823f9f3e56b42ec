/* report.h - problems and failures as people and editors read them
 * SPDX-License-Identifier: MIT
 *
 *     file:line:col: error: message [code]
 *     file:line:col: note: more about it
 *     paidmark: file: why it could not be done
 */
#ifndef PAIDMARK_CLI_SHOW_REPORT_H
#define PAIDMARK_CLI_SHOW_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "document/load.h"
#include "document/rendering.h"
#include "language.h"
#include "show/problem_list.h"
#include "text/charset.h"

struct report_style {
    FILE *stream;
    bool color;
    bool source; /* show each place in its line of text, with a caret under it */
    bool errors_only;
    size_t problems_max; /* that many problems are shown, the rest is counted */
};

/* All problems of a loaded document. */
void report_problems(const struct report_style *style, const struct loaded *loaded);

/* Errors and warnings of a document, those included that the library only counted. */
struct problem_counts {
    size_t errors;
    size_t warnings;
    size_t errors_shown; /* what follows from another error is shown as a note of that */
};
struct problem_counts count_problems(const struct loaded *loaded);

/* How many problems, or errors, are not in a list of the first. */
size_t count_left_out(const struct loaded *loaded, const struct problem_list *list, bool errors_only);

/* Whether there is nothing to sell in a document that is not refused. Where that is so of all, they may be in other
 * markers. */
bool is_without_markers(const struct loaded *loaded);

/* The end of a summary: "; 3 without markers; 2 binary files left out", or nothing for 0. */
void report_left_out(FILE *stream, size_t without_markers, size_t binary_files);

/* Whether a document has something that --quiet leaves to be said. */
bool is_worth_telling(const struct loaded *loaded);

/* One line about a refused document: what to do about it. */
void report_refusal(FILE *stream, const struct loaded *loaded);

/* "paidmark: name: reason", on stderr or elsewhere. */
void report_failure(const char *name, int failure);
void print_failure(FILE *stream, const char *name, int failure);

/* "paidmark: file:line:col: U+1F600 is not in GBK", after pieces_convert gave FAILURE_NOT_IN_CHARSET. */
void report_unrepresentable(FILE *stream, const struct pieces *pieces, const struct loaded *loaded,
                            const struct charset_error *error);

#endif
