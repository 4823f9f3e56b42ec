/* compare.c - the library against the model, on random documents
 * SPDX-License-Identifier: MIT
 *
 * compare COUNT [SEED]: parses COUNT documents with both and compares whatever can be asked about them. Kernels take
 * turns. One document object is used for all of them, so that nothing may depend on what it parsed before.
 */
#include "document.h"
#include "model.h"
#include "texts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct comparison {
    struct random_source random;
    struct paidmark_document *document;
    struct paidmark_options options;
    size_t bytes;
    char text[TEXT_BYTES_MAX];
    unsigned long refused, salvaged, accepted;
};

static struct paidmark_counts counts_of(const struct comparison *comparison)
{
    struct paidmark_counts counts = {.size = sizeof counts};

    paidmark_count(comparison->document, PAIDMARK_PART_FREE | PAIDMARK_PART_PAID, &counts);
    return counts;
}

static const char *compare_segments(const struct comparison *comparison, const struct model_result *model)
{
    if (counts_of(comparison).segments != model->segment_count)
        return "number of segments";
    for (size_t i = 0; i < model->segment_count; i++) {
        const struct paidmark_segment *ours = paidmark_segment_at(comparison->document, i);
        const struct paidmark_segment *theirs = &model->segments[i];

        if (ours->text != comparison->text + ours->offset || ours->offset != theirs->offset ||
            ours->bytes != theirs->bytes)
            return "place of a segment";
        if (ours->part != theirs->part || ours->region != theirs->region)
            return "part or region of a segment";
        if (ours->characters != theirs->characters)
            return "characters of a segment";
    }
    return NULL;
}

static const char *compare_problems(const struct comparison *comparison, const struct model_result *model)
{
    struct paidmark_counts counts = counts_of(comparison);

    if (counts.problems != model->problem_count ||
        counts.errors + counts.warnings - counts.problems != model->problems_omitted)
        return "number of problems";
    for (size_t i = 0; i < model->problem_count; i++) {
        const struct paidmark_problem *ours = paidmark_problem_at(comparison->document, i);
        const struct paidmark_problem *theirs = &model->problems[i];

        if (ours->code != theirs->code || ours->severity != theirs->severity)
            return "kind of a problem";
        if (ours->offset != theirs->offset || ours->bytes != theirs->bytes ||
            ours->related_offset != theirs->related_offset)
            return "place of a problem";
        if (ours->suggestion != theirs->suggestion || ours->suggestion_bytes != theirs->suggestion_bytes)
            return "suggestion";
        if (ours->resembles != theirs->resembles)
            return "what a look-alike resembles";
    }
    return NULL;
}

static const char *compare_location(struct comparison *comparison)
{
    size_t offset = random_below(&comparison->random, (uint32_t)comparison->bytes + 1);
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

static const char *compare_excerpt(struct comparison *comparison)
{
    static char preview[TEXT_BYTES_MAX], excerpt[TEXT_BYTES_MAX];
    size_t max_characters = random_below(&comparison->random, 30);
    size_t bytes, excerpt_bytes;

    paidmark_render(comparison->document, PAIDMARK_PART_FREE, NULL, preview, sizeof preview, &bytes);
    paidmark_excerpt(comparison->document, max_characters, 0, excerpt, sizeof excerpt, &excerpt_bytes);
    if (begins_with_other_mark(comparison, preview, bytes))
        return NULL;
    if (excerpt_bytes != model_excerpt(preview, bytes, max_characters) || memcmp(preview, excerpt, excerpt_bytes) != 0)
        return "excerpt";
    return NULL;
}

static const char *compare_results(struct comparison *comparison, enum paidmark_status status,
                                   const struct model_result *model)
{
    const char *difference;

    if (status != model->status)
        return "status";
    if (counts_of(comparison).regions != model->regions)
        return "number of regions";
    difference = compare_segments(comparison, model);
    if (!difference)
        difference = compare_problems(comparison, model);
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

static bool compare_one(struct comparison *comparison, const struct paidmark_kernel *kernel)
{
    uint64_t seed = comparison->random.state;
    struct model_result model;
    enum paidmark_status status;
    const char *difference;

    comparison->bytes = random_text(&comparison->random, 40, comparison->text);
    comparison->options = random_options(&comparison->random);
    model_parse(&model, comparison->text, comparison->bytes, &comparison->options);
    status =
        paidmark_parse_with(kernel, comparison->document, comparison->text, comparison->bytes, &comparison->options);
    count_outcome(comparison, status);
    difference = compare_results(comparison, status, &model);
    model_release(&model);
    if (!difference)
        return true;
    printf("%s differs: seed %llu, kernel %s, flags %u, unmarked %u, max_problems %zu, set of %s, text:\n", difference,
           (unsigned long long)seed, kernel->name, (unsigned)comparison->options.flags,
           (unsigned)comparison->options.unmarked, comparison->options.max_problems,
           paidmark_marker_set_pair(comparison->options.markers, 0)->begin);
    print_text(comparison->text, comparison->bytes);
    return false;
}

int main(int argc, char **argv)
{
    static struct comparison comparison = {.random = {UINT64_C(0x9E3779B97F4A7C15)}};
    unsigned long count = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;
    unsigned long different = 0;

    if (argc > 2)
        comparison.random.state = strtoull(argv[2], NULL, 10);
    comparison.document = paidmark_document_new(NULL);
    for (unsigned long i = 0; i < count && different < 10 && comparison.document; i++) {
        const struct paidmark_kernel *kernel = &paidmark_kernels[i % paidmark_kernel_count];

        different += !compare_one(&comparison, kernel->supported() ? kernel : paidmark_kernel_chosen());
    }
    paidmark_document_free(comparison.document);
    printf("%lu accepted, %lu salvaged, %lu refused, %lu differ\n", comparison.accepted, comparison.salvaged,
           comparison.refused, different);
    /* A comparison that never saw one of the outcomes would prove little. */
    return different > 0 || !comparison.accepted || !comparison.salvaged || !comparison.refused;
}
