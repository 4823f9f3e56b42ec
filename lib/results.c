/* results.c - what a parse leaves behind, and the memory for it
 * SPDX-License-Identifier: MIT
 */
#include "results.h"

#include <string.h>

/* ---- Memory ------------------------------------------------------------------------------------------------------ */

/* Room for one more item: the items, moved perhaps and with *capacity raised, or NULL and everything as it was. */
static void *grow(const struct paidmark_allocator *allocator, void *items, size_t *capacity, size_t item_bytes)
{
    size_t wanted = *capacity > 0 ? *capacity : 8;
    void *grown;

    if (wanted > SIZE_MAX / 2 / item_bytes)
        return NULL;
    wanted *= 2;
    grown = paidmark_reallocate(allocator, items, wanted * item_bytes);
    if (grown)
        *capacity = wanted;
    return grown;
}

struct paidmark_segment *paidmark_segment_list_add(struct paidmark_document *document,
                                                   struct paidmark_segment_list *list)
{
    if (list->count == list->capacity) {
        struct paidmark_segment *items = grow(&document->allocator, list->items, &list->capacity, sizeof *items);

        if (!items)
            return NULL;
        list->items = items;
    }
    return &list->items[list->count++];
}

struct paidmark_problem *paidmark_problem_list_add(struct paidmark_document *document,
                                                   struct paidmark_problem_list *list)
{
    if (list->count == list->capacity) {
        struct paidmark_problem *items = grow(&document->allocator, list->items, &list->capacity, sizeof *items);

        if (!items)
            return NULL;
        list->items = items;
    }
    return &list->items[list->count++];
}

void paidmark_document_init(struct paidmark_document *document, struct paidmark_allocator allocator)
{
    document->allocator = allocator;
    document->segments = (struct paidmark_segment_list){0};
    document->problems = document->pending = (struct paidmark_problem_list){0};
    paidmark_forget(document);
}

void paidmark_document_release(struct paidmark_document *document)
{
    paidmark_release(&document->allocator, document->segments.items);
    paidmark_release(&document->allocator, document->problems.items);
    paidmark_release(&document->allocator, document->pending.items);
}

struct paidmark_document *paidmark_document_new(const struct paidmark_allocator *allocator)
{
    struct paidmark_allocator copy = paidmark_allocator_or_default(allocator);
    struct paidmark_document *document = paidmark_reallocate(&copy, NULL, sizeof *document);

    if (document)
        paidmark_document_init(document, copy);
    return document;
}

void paidmark_document_free(struct paidmark_document *document)
{
    if (!document)
        return;
    paidmark_document_release(document);
    paidmark_release(&document->allocator, document);
}

void paidmark_forget_results(struct paidmark_document *document)
{
    document->regions = document->errors = document->warnings = 0;
    document->segments.count = document->problems.count = document->pending.count = 0;
}

void paidmark_forget(struct paidmark_document *document)
{
    paidmark_forget_results(document);
    document->status = PAIDMARK_STATUS_REFUSED;
    document->text = NULL;
    document->text_bytes = 0;
}

/* ---- Results ----------------------------------------------------------------------------------------------------- */

const struct paidmark_segment *paidmark_segment_at(const struct paidmark_document *document, size_t index)
{
    return document && index < document->segments.count ? &document->segments.items[index] : NULL;
}

const struct paidmark_problem *paidmark_problem_at(const struct paidmark_document *document, size_t index)
{
    return document && index < document->problems.count ? &document->problems.items[index] : NULL;
}

static void count_segments(const struct paidmark_document *document, uint32_t parts, struct paidmark_counts *counts)
{
    const struct paidmark_segment *segment;

    for (size_t i = 0; (segment = paidmark_segment_at(document, i)); i++) {
        if (!(segment->part & parts))
            continue;
        counts->segments++;
        counts->bytes += segment->bytes;
        counts->characters += segment->characters;
    }
}

void paidmark_count(const struct paidmark_document *document, uint32_t parts, struct paidmark_counts *counts)
{
    struct paidmark_counts all = {0};

    if (!counts)
        return;
    if (document) {
        count_segments(document, parts, &all);
        all.regions = document->regions;
        all.problems = document->problems.count;
        all.errors = document->errors;
        all.warnings = document->warnings;
    }
    all.size = counts->size;
    memcpy(counts, &all, counts->size < sizeof all ? counts->size : sizeof all);
}
