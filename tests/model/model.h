/* model.h - a slow, literal second implementation of the paid-marker format, to test the library against
 * SPDX-License-Identifier: MIT
 *
 * It was written from tests/spec. Of the library it uses what a piece of text is folded to (lib/skeleton/) and where
 * look-alikes are looked for (the anchors of a marker set), nothing else. It reads the same text many times, keeps
 * everything in arrays, and each of its functions mirrors a paragraph of the description. It aborts when memory runs
 * out.
 */
#ifndef PAIDMARK_TESTS_MODEL_H
#define PAIDMARK_TESTS_MODEL_H

#include "paidmark.h"

#include <stddef.h>

/* What paidmark_parse must find. Segments point into the parsed text, suggestions to the tokens of the options. */
struct model_result {
    enum paidmark_status status; /* PAIDMARK_STATUS_OK, PAIDMARK_STATUS_SALVAGED or PAIDMARK_STATUS_REFUSED */
    size_t segment_count;
    struct paidmark_segment *segments;
    size_t problem_count;
    struct paidmark_problem *problems;
    size_t errors, warnings; /* those included that were not kept */
    size_t regions;          /* of the reading, empty ones included; 0 when refused */
};

/* Reads a document. The options must be valid; NULL means all defaults. Fills in all of *result, which the caller gives
 * to model_release. */
void model_parse(struct model_result *result, const char *text, size_t text_bytes,
                 const struct paidmark_options *options);

/* Frees what model_parse filled in. */
void model_release(struct model_result *result);

/* How many bytes of a (well-formed) preview paidmark_excerpt must hand out. Of the names of character references few
 * are known. */
size_t model_excerpt(const char *preview, size_t preview_bytes, size_t max_characters, uint32_t flags);

/* The line and the column of an offset, both from 1. */
void model_locate(const char *text, size_t text_bytes, size_t offset, size_t *line, size_t *column);

#endif /* PAIDMARK_TESTS_MODEL_H */
