/* document.c - one parse of one document
 * SPDX-License-Identifier: MIT
 */
#include "document.h"

#include "reading.h"

#include <stdlib.h>
#include <string.h>

#define PROBLEMS_KEPT_BY_DEFAULT 100

/* ---- Memory -------------------------------------------------------------------------------------------------------
 */

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

/* Forgets a parse, keeps the memory. */
static void clear_results(struct paidmark_document *document)
{
    document->regions = 0;
    document->segments.count = 0;
    document->problems.count = document->problems.omitted = 0;
    document->warnings.count = document->warnings.omitted = 0;
}

static void clear(struct paidmark_document *document)
{
    clear_results(document);
    document->status = PAIDMARK_REFUSED;
    document->text = NULL;
    document->text_bytes = 0;
}

/* ---- Options ------------------------------------------------------------------------------------------------------
 */

static bool is_zero(const unsigned char *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (bytes[i] != 0)
            return false;
    }
    return true;
}

/* Copies as much of the caller's options as both sides know. */
static bool copy_options(struct paidmark_options *known, const struct paidmark_options *given)
{
    size_t bytes;

    memset(known, 0, sizeof *known);
    if (!given)
        return true;
    bytes = given->size;
    if (bytes < sizeof given->size)
        return false;
    if (bytes > sizeof *known) {
        if (!is_zero((const unsigned char *)given + sizeof *known, bytes - sizeof *known))
            return false;
        bytes = sizeof *known;
    }
    memcpy(known, given, bytes);
    return true;
}

static enum paidmark_status ready_markers(struct paidmark_matcher *matcher, const struct paidmark_options *options)
{
    const struct paidmark_marker_pair *pairs = paidmark_default_matcher.pairs;

    if (!options->markers && options->marker_count != 0)
        return PAIDMARK_BAD_ARGUMENT;
    if (!options->markers || (options->markers == pairs && options->marker_count == 1)) {
        *matcher = paidmark_default_matcher;
        return PAIDMARK_OK;
    }
    return paidmark_matcher_init(matcher, options->markers, options->marker_count);
}

static enum paidmark_status ready_settings(struct paidmark_settings *settings, const struct paidmark_options *given)
{
    struct paidmark_options options;

    if (!copy_options(&options, given))
        return PAIDMARK_BAD_ARGUMENT;
    if (options.flags & ~(PAIDMARK_SALVAGE | PAIDMARK_EXACT | PAIDMARK_NO_LOOKALIKES) ||
        options.unmarked > PAIDMARK_UNMARKED_ERROR)
        return PAIDMARK_BAD_ARGUMENT;
    settings->salvage = options.flags & PAIDMARK_SALVAGE;
    settings->exact = options.flags & PAIDMARK_EXACT;
    settings->lookalikes = !(options.flags & PAIDMARK_NO_LOOKALIKES);
    settings->unmarked = (enum paidmark_unmarked)options.unmarked;
    settings->max_problems = options.max_problems > 0 ? options.max_problems : PROBLEMS_KEPT_BY_DEFAULT;
    return ready_markers(&settings->matcher, &options);
}

/* ---- Parse --------------------------------------------------------------------------------------------------------
 */

/* Where the text is ill-formed, given that all before `window` is well-formed but for an incomplete sequence at its
 * end, which is three bytes at most. */
static size_t find_ill_formed(const struct paidmark_document *document, size_t window, size_t *bytes)
{
    size_t begin = window > 3 ? window - 3 : 0;

    while (begin < window && (document->text[begin] & 0xC0) == 0x80)
        begin++;
    return paidmark_utf8_check(document->text, begin, document->text_bytes, bytes);
}

/* Ill-formed UTF-8 ends the document: what was made of the text before it may rest on text behind it, so the text
 * before is read again, by itself. */
static void read_document(struct paidmark_document *document, const struct paidmark_kernel *kernel,
                          const struct paidmark_settings *settings)
{
    struct paidmark_reading reading;
    size_t ill_formed = 0;
    size_t stopped;

    paidmark_reading_start(&reading, document, settings, document->text_bytes);
    stopped = paidmark_reading_run(&reading, kernel);
    if (stopped < document->text_bytes) {
        size_t end = find_ill_formed(document, stopped, &ill_formed);

        clear_results(document);
        paidmark_reading_start(&reading, document, settings, end);
        paidmark_reading_run(&reading, kernel);
    }
    paidmark_reading_finish(&reading, ill_formed);
}

enum paidmark_status paidmark_parse_with(const struct paidmark_kernel *kernel, struct paidmark_document *document,
                                         const char *text, size_t text_bytes, const struct paidmark_options *options)
{
    struct paidmark_settings settings;
    enum paidmark_status status;

    if (!document)
        return PAIDMARK_BAD_ARGUMENT;
    clear(document);
    if (!text && text_bytes > 0)
        return PAIDMARK_BAD_ARGUMENT;
    status = ready_settings(&settings, options);
    if (status != PAIDMARK_OK)
        return status;
    document->text = (const unsigned char *)(text ? text : "");
    document->text_bytes = text_bytes;
    read_document(document, kernel, &settings);
    status = document->status;
    if (status == PAIDMARK_NO_MEMORY)
        clear(document);
    if (status == PAIDMARK_REFUSED) {
        document->segments.count = 0;
        document->regions = 0;
    }
    return status;
}

enum paidmark_status paidmark_parse(struct paidmark_document *document, const char *text, size_t text_bytes,
                                    const struct paidmark_options *options)
{
    return paidmark_parse_with(paidmark_kernel_chosen(), document, text, text_bytes, options);
}

/* ---- Results ------------------------------------------------------------------------------------------------------
 */

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
