/* results.c - what a parse leaves behind, and the memory for it
 * SPDX-License-Identifier: MIT
 */
#include "results.h"

#include <stdlib.h>

/* Room for one more item: the items, moved perhaps and with *capacity raised, or NULL and everything as it was. */
static void *grow(void *items, size_t *capacity, size_t item_bytes)
{
    size_t wanted = *capacity > 0 ? *capacity : 8;
    void *grown;

    if (wanted > SIZE_MAX / 2 / item_bytes)
        return NULL;
    wanted *= 2;
    grown = realloc(items, wanted * item_bytes);
    if (grown)
        *capacity = wanted;
    return grown;
}

struct paidmark_segment *paidmark_segment_list_add(struct paidmark_segment_list *list)
{
    if (list->count == list->capacity) {
        struct paidmark_segment *items = grow(list->items, &list->capacity, sizeof *items);

        if (!items)
            return NULL;
        list->items = items;
    }
    return &list->items[list->count++];
}

struct paidmark_problem *paidmark_problem_list_add(struct paidmark_problem_list *list)
{
    if (list->count == list->capacity) {
        struct paidmark_problem *items = grow(list->items, &list->capacity, sizeof *items);

        if (!items)
            return NULL;
        list->items = items;
    }
    return &list->items[list->count++];
}

struct paidmark_document *paidmark_new(void)
{
    struct paidmark_document *document = calloc(1, sizeof *document);

    if (document)
        document->status = PAIDMARK_REFUSED;
    return document;
}

void paidmark_free(struct paidmark_document *document)
{
    if (!document)
        return;
    free(document->segments.items);
    free(document->problems.items);
    free(document->warnings.items);
    free(document);
}

void paidmark_forget_results(struct paidmark_document *document)
{
    document->regions = 0;
    document->segments.count = 0;
    document->problems.count = document->problems.omitted = 0;
    document->warnings.count = document->warnings.omitted = 0;
}

void paidmark_forget(struct paidmark_document *document)
{
    paidmark_forget_results(document);
    document->status = PAIDMARK_REFUSED;
    document->text = NULL;
    document->text_bytes = 0;
}

const struct paidmark_segment *paidmark_segments(const struct paidmark_document *document, size_t *count)
{
    size_t segments = document ? document->segments.count : 0;

    *count = segments;
    return segments > 0 ? document->segments.items : NULL;
}

const struct paidmark_problem *paidmark_problems(const struct paidmark_document *document, size_t *count)
{
    size_t problems = document ? document->problems.count : 0;

    *count = problems;
    return problems > 0 ? document->problems.items : NULL;
}

size_t paidmark_problems_omitted(const struct paidmark_document *document)
{
    return document ? document->problems.omitted : 0;
}

struct paidmark_counts paidmark_counts(const struct paidmark_document *document, uint32_t parts)
{
    struct paidmark_counts counts = {0, 0, 0, 0};

    if (!document)
        return counts;
    counts.regions = document->regions;
    for (size_t i = 0; i < document->segments.count; i++) {
        const struct paidmark_segment *segment = &document->segments.items[i];

        if (!(segment->part & parts))
            continue;
        counts.bytes += segment->bytes;
        counts.characters += segment->characters;
        counts.segments++;
    }
    return counts;
}
