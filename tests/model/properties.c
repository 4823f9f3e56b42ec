/* properties.c - what holds for every document, tried on random ones
 * SPDX-License-Identifier: MIT
 *
 * properties COUNT [SEED]. For each document, under salvage:
 *   - segments, exact markers and the line endings these took along tile the text;
 *   - the preview is free under every reading that can be enumerated: each look-alike is a marker or is not, regions
 * nest or do not, an end marker without a region hides what stands before it;
 *   - a refused document has no segments, and a reused document object gives what a fresh one gives.
 */
#include "paidmark.h"
#include "texts.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LOOKALIKES_MAX 6
#define MARKS_MAX      (TEXT_BYTES_MAX / 6) /* none is shorter than <paid> */

/* An exact marker or a look-alike. */
struct mark {
    size_t begin, end;
    bool opens;
    bool lookalike;
};

struct sample {
    size_t bytes;
    char text[TEXT_BYTES_MAX];
    struct mark marks[MARKS_MAX];
    size_t mark_count, lookalike_count;
    bool free[TEXT_BYTES_MAX]; /* bytes that salvage puts into the preview */
};

static bool token_at(const struct sample *sample, size_t at, const char *token)
{
    size_t bytes = strlen(token);

    return bytes <= sample->bytes - at && memcmp(sample->text + at, token, bytes) == 0;
}

/* The exact markers of the default set, found in the simplest way. */
static void find_markers(struct sample *sample)
{
    for (size_t at = 0; at < sample->bytes && sample->mark_count < MARKS_MAX; at++) {
        bool opens = token_at(sample, at, "##paidbegin##");

        if (!opens && !token_at(sample, at, "##paidend##"))
            continue;
        sample->marks[sample->mark_count++] = (struct mark){at, at + (opens ? 13 : 11), opens, false};
        at = sample->marks[sample->mark_count - 1].end - 1;
    }
}

static void find_lookalikes(struct sample *sample, const struct paidmark_document *document)
{
    const struct paidmark_problem *problem;

    for (size_t i = 0; (problem = paidmark_problem_at(document, i)) && sample->mark_count < MARKS_MAX; i++) {
        if (problem->code != PAIDMARK_PROBLEM_LOOKALIKE_MARKER)
            continue;
        sample->marks[sample->mark_count++] = (struct mark){problem->offset, problem->offset + problem->bytes,
                                                            problem->resembles == PAIDMARK_MARKER_BEGIN, true};
        sample->lookalike_count++;
    }
}

static int compare_marks(const void *one, const void *other)
{
    const struct mark *a = one, *b = other;

    return a->begin < b->begin ? -1 : a->begin > b->begin;
}

static bool note_preview(struct sample *sample, const struct paidmark_document *document)
{
    const struct paidmark_segment *segment;
    size_t end = 0;

    memset(sample->free, 0, sizeof sample->free);
    for (size_t i = 0; (segment = paidmark_segment_at(document, i)); i++) {
        if (segment->offset < end || segment->bytes == 0)
            return false;
        end = segment->offset + segment->bytes;
        for (size_t k = segment->offset; k < end; k++)
            sample->free[k] = segment->part == PAIDMARK_PART_FREE;
    }
    return end <= sample->bytes;
}

/* Whether text[begin, end), which is in no segment, is markers and at most a line ending beside each. */
static bool is_removed(const struct sample *sample, size_t begin, size_t end)
{
    size_t at = begin;

    for (size_t i = 0; i < sample->mark_count && at < end; i++) {
        const struct mark *mark = &sample->marks[i];

        if (mark->lookalike || mark->begin < begin || mark->begin >= end)
            continue;
        at += at < mark->begin && token_at(sample, at, "\r\n") ? 2 : at < mark->begin && sample->text[at] == '\n';
        if (at != mark->begin)
            return false;
        at = mark->end;
        at += at < end && token_at(sample, at, "\r\n") ? 2 : at < end && sample->text[at] == '\n';
    }
    return at == end;
}

static bool tiles(const struct sample *sample, const struct paidmark_document *document)
{
    const struct paidmark_segment *segment;
    size_t end = 0;

    for (size_t i = 0; (segment = paidmark_segment_at(document, i)); i++) {
        if (!is_removed(sample, end, segment->offset))
            return false;
        end = segment->offset + segment->bytes;
    }
    return is_removed(sample, end, sample->bytes);
}

/* Whether the preview shows a byte of text[begin, end). */
static bool shows(const struct sample *sample, size_t begin, size_t end)
{
    for (size_t i = begin; i < end; i++) {
        if (sample->free[i])
            return true;
    }
    return false;
}

/* One reading: `chosen` tells by bits which look-alikes are markers. */
static bool shows_paid_text(const struct sample *sample, unsigned chosen, bool nests)
{
    size_t depth = 0, since = 0, behind_mark = 0, lookalike = 0;

    for (size_t i = 0; i < sample->mark_count; i++) {
        const struct mark *mark = &sample->marks[i];
        bool counts = !mark->lookalike || chosen >> lookalike++ & 1;

        if (counts && mark->opens) {
            since = depth == 0 ? mark->begin : since;
            depth = nests ? depth + 1 : 1;
        } else if (counts && depth > 0) {
            if (--depth == 0 && shows(sample, since, mark->begin))
                return true;
        } else if (counts && shows(sample, behind_mark, mark->begin)) {
            return true;
        }
        behind_mark = mark->end;
    }
    return depth > 0 && shows(sample, since, sample->bytes);
}

static bool safe_in_every_reading(const struct sample *sample)
{
    if (sample->lookalike_count > LOOKALIKES_MAX)
        return true;
    for (unsigned chosen = 0; chosen < 1u << sample->lookalike_count; chosen++) {
        if (shows_paid_text(sample, chosen, false) || shows_paid_text(sample, chosen, true))
            return false;
    }
    return true;
}

static bool same_segments(const struct paidmark_document *one, const struct paidmark_document *other)
{
    for (size_t i = 0;; i++) {
        const struct paidmark_segment *a = paidmark_segment_at(one, i), *b = paidmark_segment_at(other, i);

        if (!a || !b)
            return a == b;
        if (a->offset != b->offset || a->bytes != b->bytes || a->region != b->region || a->characters != b->characters)
            return false;
    }
}

/* Parses without salvage into a fresh object and into the used one. */
static bool strict_parse_agrees(const struct sample *sample, struct paidmark_document *used,
                                enum paidmark_status salvaged)
{
    struct paidmark_document *fresh = paidmark_document_new(NULL);
    enum paidmark_status status = paidmark_parse(fresh, sample->text, sample->bytes, NULL);
    bool agrees = fresh && status == paidmark_parse(used, sample->text, sample->bytes, NULL);

    agrees = agrees && same_segments(fresh, used) && (status == PAIDMARK_STATUS_OK) == (salvaged == PAIDMARK_STATUS_OK);
    agrees = agrees && (status != PAIDMARK_STATUS_REFUSED || !paidmark_segment_at(used, 0));
    paidmark_document_free(fresh);
    return agrees;
}

static const char *check(struct sample *sample, struct paidmark_document *document, bool *judged)
{
    struct paidmark_options options = {
        .size = sizeof options, .flags = PAIDMARK_OPTION_SALVAGE, .max_problems = MARKS_MAX};
    enum paidmark_status status = paidmark_parse(document, sample->text, sample->bytes, &options);

    *judged = status == PAIDMARK_STATUS_SALVAGED;
    if (status == PAIDMARK_STATUS_REFUSED)
        return strict_parse_agrees(sample, document, status) ? NULL : "strict parse";
    sample->mark_count = sample->lookalike_count = 0;
    find_markers(sample);
    find_lookalikes(sample, document);
    qsort(sample->marks, sample->mark_count, sizeof *sample->marks, compare_marks);
    if (!note_preview(sample, document) || !tiles(sample, document))
        return "tiling";
    if (!safe_in_every_reading(sample))
        return "preview";
    return strict_parse_agrees(sample, document, status) ? NULL : "strict parse";
}

int main(int argc, char **argv)
{
    static struct sample sample;
    struct random_source random = {argc > 2 ? strtoull(argv[2], NULL, 10) : UINT64_C(0x2545F4914F6CDD1D)};
    unsigned long count = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;
    unsigned long wrong = 0, judged_count = 0;
    struct paidmark_document *document = paidmark_document_new(NULL);

    for (unsigned long i = 0; i < count && wrong < 10 && document; i++) {
        const char *broken;
        bool judged;

        sample.bytes = random_text(&random, 14, sample.text);
        broken = check(&sample, document, &judged);
        judged_count += judged;
        if (!broken)
            continue;
        wrong++;
        printf("%s is wrong for:\n", broken);
        print_text(sample.text, sample.bytes);
    }
    paidmark_document_free(document);
    printf("%lu documents, %lu of them salvaged, %lu wrong\n", count, judged_count, wrong);
    return wrong > 0 || judged_count == 0;
}
