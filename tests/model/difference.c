/* difference.c - what the library found against what the model did
 * SPDX-License-Identifier: MIT
 */
#include "difference.h"

#include <stdbool.h>
#include <string.h>

static struct paidmark_counts counts_of(const struct paidmark_document *document)
{
    struct paidmark_counts counts = {.size = sizeof counts};

    paidmark_count(document, PAIDMARK_PART_FREE | PAIDMARK_PART_PAID, &counts);
    return counts;
}

static const char *segments_differ(const struct paidmark_document *document, const struct model_result *model)
{
    if (counts_of(document).segments != model->segment_count)
        return "number of segments";
    for (size_t i = 0; i < model->segment_count; i++) {
        const struct paidmark_segment *ours = paidmark_segment_at(document, i), *theirs = &model->segments[i];

        if (ours->text != theirs->text || ours->offset != theirs->offset || ours->bytes != theirs->bytes)
            return "place of a segment";
        if (ours->part != theirs->part || ours->region != theirs->region)
            return "part or region of a segment";
        if (ours->characters != theirs->characters)
            return "characters of a segment";
    }
    return NULL;
}

/* The model has a default set of its own. */
static bool is_same_suggestion(const struct paidmark_problem *a, const struct paidmark_problem *b)
{
    if (a->suggestion == NULL || b->suggestion == NULL)
        return a->suggestion == b->suggestion && a->suggestion_bytes == b->suggestion_bytes;
    return a->suggestion_bytes == b->suggestion_bytes && memcmp(a->suggestion, b->suggestion, a->suggestion_bytes) == 0;
}

static const char *problems_differ(const struct paidmark_document *document, const struct model_result *model)
{
    struct paidmark_counts counts = counts_of(document);

    if (counts.problems != model->problem_count || counts.errors != model->errors || counts.warnings != model->warnings)
        return "number of problems";
    for (size_t i = 0; i < model->problem_count; i++) {
        const struct paidmark_problem *ours = paidmark_problem_at(document, i), *theirs = &model->problems[i];

        if (ours->code != theirs->code || ours->severity != theirs->severity)
            return "kind of a problem";
        if (ours->offset != theirs->offset || ours->bytes != theirs->bytes ||
            ours->related_offset != theirs->related_offset)
            return "place of a problem";
        if (!is_same_suggestion(ours, theirs))
            return "suggestion";
        if (ours->resembles != theirs->resembles)
            return "what a look-alike resembles";
    }
    return NULL;
}

const char *model_difference(const struct paidmark_document *document, enum paidmark_status status,
                             const struct model_result *model)
{
    const char *difference = problems_differ(document, model);

    if (!difference && status != model->status)
        difference = "status";
    if (!difference && counts_of(document).regions != model->regions)
        difference = "number of regions";
    return difference ? difference : segments_differ(document, model);
}
