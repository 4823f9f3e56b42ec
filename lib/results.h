/* results.h - what a parse leaves behind, and the memory for it
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_RESULTS_H
#define PAIDMARK_RESULTS_H

#include "lookalike/stretch.h"
#include "memory.h"
#include "scan/scan.h"

#include <stdbool.h>

struct paidmark_segment_list {
    struct paidmark_segment *items;
    size_t count, capacity;
};

struct paidmark_problem_list {
    struct paidmark_problem *items;
    size_t count, capacity;
};

struct paidmark_document {
    struct paidmark_allocator allocator;
    enum paidmark_status status; /* of the last parse; PAIDMARK_STATUS_REFUSED before the first */
    const unsigned char *text;
    size_t text_bytes;
    size_t regions;
    struct paidmark_segment_list segments;
    size_t errors, warnings;               /* found, whether kept or not */
    struct paidmark_problem_list problems; /* errors, and at the end of the parse the warnings behind them */
    struct paidmark_problem_list pending;  /* the warnings, during the parse */
    struct paidmark_window window;         /* what the scan found, while it is read */
    struct paidmark_piece_caches caches;   /* what the reading found of escapes and tags */
};

/* Room for one more item at the end of a list, counted in; NULL when there is no memory. */
struct paidmark_segment *paidmark_segment_list_add(struct paidmark_document *document,
                                                   struct paidmark_segment_list *list);
struct paidmark_problem *paidmark_problem_list_add(struct paidmark_document *document,
                                                   struct paidmark_problem_list *list);

/* Begins a document in memory of the caller's, and gives back what it has got since. */
void paidmark_document_init(struct paidmark_document *document, struct paidmark_allocator allocator);
void paidmark_document_release(struct paidmark_document *document);

/* Forgets the segments and problems of a parse, keeps the memory. */
void paidmark_forget_results(struct paidmark_document *document);

/* Forgets the text as well: the document is as good as new. */
void paidmark_forget(struct paidmark_document *document);

#endif
