/* problems.h - problems noted while a document is read
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_PROBLEMS_H
#define PAIDMARK_PROBLEMS_H

#include "reading.h"

/* Puts a problem on a list; NULL when there is no memory. */
struct paidmark_problem *paidmark_keep_problem(struct paidmark_reading *reading, struct paidmark_problem_list *list,
                                               struct paidmark_problem problem);

/* A new problem at the end of a list; NULL when the list is full or there is no memory. Of a million problems nearly
 * all are only counted, which is to take no time. */
static inline struct paidmark_problem *paidmark_add_problem(struct paidmark_reading *reading,
                                                            struct paidmark_problem_list *list, uint32_t severity,
                                                            uint32_t code, size_t offset, size_t bytes)
{
    if (list->count >= reading->settings->max_problems)
        return NULL;
    return paidmark_keep_problem(reading, list,
                                 (struct paidmark_problem){
                                     .code = code,
                                     .severity = severity,
                                     .offset = offset,
                                     .bytes = bytes,
                                     .related_offset = PAIDMARK_NO_OFFSET,
                                 });
}

static inline struct paidmark_problem *paidmark_add_error(struct paidmark_reading *reading, uint32_t code,
                                                          size_t offset, size_t bytes)
{
    if (!reading->settings->salvage)
        reading->refused = true;
    reading->document->errors++;
    return paidmark_add_problem(reading, &reading->document->problems, PAIDMARK_SEVERITY_ERROR, code, offset, bytes);
}

/* Warnings have a list of their own until all errors are known. */
static inline void paidmark_add_warning(struct paidmark_reading *reading, uint32_t code, size_t offset, size_t bytes)
{
    reading->document->warnings++;
    paidmark_add_problem(reading, &reading->document->pending, PAIDMARK_SEVERITY_WARNING, code, offset, bytes);
}

/* A new error that is found out only behind others, and belongs before those that come later in the document; NULL as
 * above. */
struct paidmark_problem *paidmark_insert_error(struct paidmark_reading *reading, uint32_t code, size_t offset,
                                               size_t bytes);

/* Notes a marker of another set. Only the end of the document can tell how bad that is. */
void paidmark_add_foreign_marker(struct paidmark_reading *reading, const struct paidmark_token *token, size_t offset,
                                 size_t bytes);

/* The problems that only the end of the document can tell, and behind all of them the warnings. */
void paidmark_add_final_problems(struct paidmark_reading *reading);

#endif
