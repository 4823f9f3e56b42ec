/* properties.c - what holds for every document, tried on random ones
 * SPDX-License-Identifier: MIT
 *
 * properties COUNT [SEED]. For each document, under salvage:
 *   - segments, exact markers, and the blanks and line endings these took along tile the text;
 *   - the preview is free under every reading that can be enumerated: each look-alike is a marker or is not, regions
 * nest or do not, and what stands on either side of an end marker without a region is paid, and so is what stands
 * behind an empty region. One thing is not asked for: an end marker that closes what a look-alike opened hides nothing
 * else, although the look-alike may be none and the begin marker lost;
 *   - a foreign marker in a document without a region leaves nothing free;
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

/* A foreign marker that is an error makes all of the document paid. */
static bool hides_all_that_it_must(const struct sample *sample, const struct paidmark_document *document)
{
    const struct paidmark_problem *problem;

    for (size_t i = 0; (problem = paidmark_problem_at(document, i)); i++) {
        if (problem->code == PAIDMARK_PROBLEM_FOREIGN_MARKER && problem->severity == PAIDMARK_SEVERITY_ERROR)
            return !memchr(sample->free, true, sample->bytes);
    }
    return true;
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

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

/* Behind the blanks and the line ending at text[at]; nothing that is at or behind `end` counts. */
static size_t behind_line_ending(const struct sample *sample, size_t at, size_t end)
{
    while (at < end && is_blank(sample->text[at]))
        at++;
    if (at + 1 < end && token_at(sample, at, "\r\n"))
        return at + 2;
    return at < end && sample->text[at] == '\n' ? at + 1 : at;
}

/* Whether text[begin, end), which is in no segment, is markers, and beside each at most blanks and a line ending. */
static bool is_removed(const struct sample *sample, size_t begin, size_t end)
{
    size_t at = begin;

    for (size_t i = 0; i < sample->mark_count && at < end; i++) {
        const struct mark *mark = &sample->marks[i];

        if (mark->lookalike || mark->begin < begin || mark->begin >= end)
            continue;
        at = behind_line_ending(sample, at, mark->begin);
        while (at < mark->begin && is_blank(sample->text[at]))
            at++;
        if (at != mark->begin)
            return false;
        at = behind_line_ending(sample, mark->end, end);
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

static bool is_empty(const struct sample *sample, size_t begin, size_t end)
{
    while (begin < end && (is_blank(sample->text[begin]) || sample->text[begin] == '\n'))
        begin++;
    return begin == end;
}

/* One reading, up to some marker. */
struct reading {
    bool nests;
    size_t depth, since; /* of the regions, and where the outermost begins */
    bool is_exact;       /* that one's begin marker */
    size_t behind_mark;  /* behind the last marker */
    bool hides;          /* what stands behind that one is paid too */
    size_t open;         /* counted with all look-alikes of begin markers: what an end marker may have closed */
};

/* Whether the preview shows what is paid up to this marker. */
static bool shows_up_to(const struct sample *sample, struct reading *reading, const struct mark *mark)
{
    bool is_stray = !mark->opens && reading->depth == 0;
    bool shown = reading->hides && shows(sample, reading->behind_mark, mark->begin);

    if (is_stray && reading->open == 0)
        shown |= shows(sample, reading->behind_mark, mark->begin);
    if (!mark->opens && reading->depth == 1)
        shown |= shows(sample, reading->since, mark->begin);
    return shown;
}

/* A region is empty between exact markers. */
static bool closes_nothing(const struct sample *sample, const struct reading *reading, const struct mark *mark)
{
    return reading->is_exact && !mark->lookalike && reading->depth == 1 &&
           is_empty(sample, reading->since, mark->begin);
}

static void pass(const struct sample *sample, struct reading *reading, const struct mark *mark)
{
    if (mark->opens) {
        if (reading->depth == 0) {
            reading->since = mark->lookalike ? mark->begin : mark->end; /* a look-alike stays, as paid text */
            reading->is_exact = !mark->lookalike;
        }
        reading->hides = false;
        reading->depth = reading->nests ? reading->depth + 1 : 1;
    } else if (reading->depth == 0) {
        reading->hides = reading->open == 0;
    } else {
        reading->hides = closes_nothing(sample, reading, mark);
        reading->depth--;
    }
    reading->behind_mark = mark->end;
}

/* Of the reading in which these look-alikes, by bits, are markers. */
static bool shows_paid_text(const struct sample *sample, unsigned chosen, bool nests)
{
    struct reading reading = {.nests = nests};
    size_t lookalike = 0;

    for (size_t i = 0; i < sample->mark_count; i++) {
        const struct mark *mark = &sample->marks[i];

        if (!mark->lookalike || chosen >> lookalike++ & 1) {
            if (shows_up_to(sample, &reading, mark))
                return true;
            pass(sample, &reading, mark);
        }
        if (mark->opens)
            reading.open++;
        else if (!mark->lookalike && reading.open > 0)
            reading.open--;
    }
    if (reading.depth > 0)
        return shows(sample, reading.since, sample->bytes);
    return reading.hides && shows(sample, reading.behind_mark, sample->bytes);
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
    if (!hides_all_that_it_must(sample, document) || !safe_in_every_reading(sample))
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

        sample.bytes = random_text(&random, NULL, 14, sample.text);
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
