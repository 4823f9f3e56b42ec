/* compare.c - the library against the model, on random documents
 * SPDX-License-Identifier: MIT
 *
 * compare COUNT [SEED]: parses COUNT documents with both and compares whatever can be asked about them. Kernels take
 * turns. One document object is used for all of them, so that nothing may depend on what it parsed before. A document
 * that is read differently is made as short as can be, and printed.
 */
#include "difference.h"
#include "document.h"
#include "model.h"
#include "texts.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DOCUMENTS_PER_SET 300

struct comparison {
    struct random_source random;
    struct paidmark_document *document;
    struct paidmark_options options;
    const struct paidmark_kernel *kernel;
    size_t bytes;
    char text[TEXT_BYTES_MAX];
    unsigned long refused, salvaged, accepted;
};

static const char *compare_location(const struct comparison *comparison)
{
    size_t offset = comparison->bytes / 3 * 2;
    struct paidmark_position position = {0};
    size_t model_line, model_column;

    paidmark_locate(comparison->text, comparison->bytes, offset, &position);
    model_locate(comparison->text, comparison->bytes, offset, &model_line, &model_column);
    return position.line == model_line && position.column == model_column ? NULL : "line and column";
}

/* The model sees the preview alone, so it takes U+FEFF at its start for a byte order mark wherever it came from. */
static bool begins_with_other_mark(const struct comparison *comparison, const char *preview, size_t bytes)
{
    const struct paidmark_segment *first = paidmark_segment_at(comparison->document, 0);

    return bytes >= 3 && memcmp(preview, "\xEF\xBB\xBF", 3) == 0 &&
           (first->offset > 0 || first->part != PAIDMARK_PART_FREE);
}

/* Of the characters that numbers stand for the model knows one. */
static bool has_unknown_number(const char *preview, size_t bytes)
{
    for (size_t at = 0; at + 1 < bytes; at++) {
        if (preview[at] == '&' && preview[at + 1] == '#' &&
            (bytes - at < sizeof "&#x301;" - 1 || memcmp(preview + at, "&#x301;", sizeof "&#x301;" - 1) != 0))
            return true;
    }
    return false;
}

static const char *compare_excerpt(const struct comparison *comparison)
{
    static char preview[TEXT_BYTES_MAX], excerpt[TEXT_BYTES_MAX];
    size_t max_characters = comparison->bytes % 30;
    uint32_t flags = comparison->bytes % 2 == 0 ? PAIDMARK_EXCERPT_VISIBLE : 0;
    size_t bytes, excerpt_bytes;

    paidmark_render(comparison->document, PAIDMARK_PART_FREE, NULL, preview, sizeof preview, &bytes);
    paidmark_excerpt(comparison->document, max_characters, flags, excerpt, sizeof excerpt, &excerpt_bytes);
    if (begins_with_other_mark(comparison, preview, bytes) || has_unknown_number(preview, bytes))
        return NULL;
    if (excerpt_bytes != model_excerpt(preview, bytes, max_characters, flags) ||
        memcmp(preview, excerpt, excerpt_bytes) != 0)
        return "excerpt";
    return NULL;
}

static const char *compare_results(const struct comparison *comparison, enum paidmark_status status,
                                   const struct model_result *model)
{
    const char *difference = model_difference(comparison->document, status, model);

    if (difference || status == PAIDMARK_STATUS_REFUSED)
        return difference;
    difference = compare_location(comparison);
    return difference ? difference : compare_excerpt(comparison);
}

static void count_outcome(struct comparison *comparison, enum paidmark_status status)
{
    comparison->refused += status == PAIDMARK_STATUS_REFUSED;
    comparison->salvaged += status == PAIDMARK_STATUS_SALVAGED;
    comparison->accepted += status == PAIDMARK_STATUS_OK;
}

/* What is different in the text as it is now, or NULL. */
static const char *difference_in(struct comparison *comparison, enum paidmark_status *status)
{
    struct model_result model;
    const char *difference;

    model_parse(&model, comparison->text, comparison->bytes, &comparison->options);
    *status = paidmark_parse_with(comparison->kernel, comparison->document, comparison->text, comparison->bytes,
                                  &comparison->options);
    difference = compare_results(comparison, *status, &model);
    model_release(&model);
    return difference;
}

static bool begins_character(const struct comparison *comparison, size_t at)
{
    return at == comparison->bytes || (comparison->text[at] & 0xC0) != 0x80;
}

/* Leaves out whatever can be left out with a difference still there. */
static void shrink(struct comparison *comparison)
{
    static char text[TEXT_BYTES_MAX];

    for (size_t cut = comparison->bytes; cut > 0; cut--) {
        for (size_t at = 0; at + cut <= comparison->bytes;) {
            size_t bytes = comparison->bytes;
            enum paidmark_status status;

            if (!begins_character(comparison, at) || !begins_character(comparison, at + cut)) {
                at++;
                continue;
            }
            memcpy(text, comparison->text, bytes);
            memmove(comparison->text + at, text + at + cut, bytes - at - cut);
            comparison->bytes -= cut;
            if (difference_in(comparison, &status))
                continue;
            memcpy(comparison->text, text, bytes);
            comparison->bytes = bytes;
            at++;
        }
    }
}

static void print_problem(const char *who, const struct paidmark_problem *problem)
{
    printf("  %s: %s severity %u at %zu, %zu bytes, related %zd, like %.*s\n", who,
           paidmark_problem_name(problem->code), (unsigned)problem->severity, problem->offset, problem->bytes,
           (ptrdiff_t)problem->related_offset, (int)problem->suggestion_bytes,
           problem->suggestion ? problem->suggestion : "");
}

static void print_segment(const char *who, const struct paidmark_segment *segment)
{
    printf("  %s: region %zu at %zu, %zu bytes\n", who, segment->region, segment->offset, segment->bytes);
}

static void print_difference(struct comparison *comparison)
{
    enum paidmark_status status;
    struct model_result model;
    const struct paidmark_problem *problem;
    const struct paidmark_segment *segment;
    const char *difference = difference_in(comparison, &status);

    printf("%s: kernel %s, flags %x, unmarked %x, max_problems %zu, status %u, set:\n", difference,
           comparison->kernel->name, (unsigned)comparison->options.flags, (unsigned)comparison->options.unmarked,
           comparison->options.max_problems, (unsigned)status);
    print_set(comparison->options.markers);
    print_text(comparison->text, comparison->bytes);
    for (size_t i = 0; (problem = paidmark_problem_at(comparison->document, i)); i++)
        print_problem("library", problem);
    for (size_t i = 0; (segment = paidmark_segment_at(comparison->document, i)); i++)
        print_segment("library", segment);
    model_parse(&model, comparison->text, comparison->bytes, &comparison->options);
    for (size_t i = 0; i < model.problem_count; i++)
        print_problem("model", &model.problems[i]);
    for (size_t i = 0; i < model.segment_count; i++)
        print_segment("model", &model.segments[i]);
    model_release(&model);
}

static bool compare_one(struct comparison *comparison)
{
    enum paidmark_status status;

    comparison->bytes = random_text(&comparison->random, comparison->options.markers, 16, comparison->text);
    if (!difference_in(comparison, &status)) {
        count_outcome(comparison, status);
        return true;
    }
    shrink(comparison);
    print_difference(comparison);
    return false;
}

/* Compares some documents with one set of markers; returns how many are read differently. */
static unsigned long compare_some(struct comparison *comparison, unsigned long count)
{
    struct paidmark_marker_set *set = random_set(&comparison->random);
    unsigned long different = 0;

    for (unsigned long i = 0; i < count && different < 3; i++) {
        const struct paidmark_kernel *kernel = &paidmark_kernels[i % paidmark_kernel_count];

        comparison->kernel = kernel->supported() ? kernel : paidmark_kernel_chosen();
        comparison->options = random_options(&comparison->random, set);
        different += !compare_one(comparison);
    }
    paidmark_marker_set_free(set);
    return different;
}

int main(int argc, char **argv)
{
    static struct comparison comparison = {.random = {UINT64_C(0x9E3779B97F4A7C15)}};
    unsigned long count = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;
    unsigned long different = 0;

    if (argc > 2)
        comparison.random.state = strtoull(argv[2], NULL, 10);
    comparison.document = paidmark_document_new(NULL);
    for (unsigned long i = 0; i < count && different < 10 && comparison.document; i += DOCUMENTS_PER_SET)
        different += compare_some(&comparison, count - i < DOCUMENTS_PER_SET ? count - i : DOCUMENTS_PER_SET);
    paidmark_document_free(comparison.document);
    printf("%lu accepted, %lu salvaged, %lu refused, %lu differ\n", comparison.accepted, comparison.salvaged,
           comparison.refused, different);
    /* A comparison that never saw one of the outcomes would prove little. */
    return different > 0 || !comparison.accepted || !comparison.salvaged || !comparison.refused;
}
