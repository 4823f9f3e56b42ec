/* fuzz_model.c - the library against the model, on inputs that the model, which is slow, can bear
 * SPDX-License-Identifier: MIT
 */
#include "combining.h"
#include "document_input.h"
#include "model.h"
#include "target.h"

#include <stdlib.h>
#include <string.h>

#define TEXT_BYTES_MAX 2048

static void compare_segments(const struct paidmark_document *document, const struct model_result *model)
{
    size_t count;
    const struct paidmark_segment *segments = paidmark_segments(document, &count);

    target_expect(count == model->segment_count, "number of segments");
    for (size_t i = 0; i < count; i++) {
        const struct paidmark_segment *ours = &segments[i], *theirs = &model->segments[i];

        target_expect(ours->text == theirs->text && ours->offset == theirs->offset && ours->bytes == theirs->bytes,
                      "place of a segment");
        target_expect(ours->part == theirs->part && ours->region == theirs->region, "part or region of a segment");
        target_expect(ours->characters == theirs->characters, "characters of a segment");
    }
}

/* The model has a default set of its own. */
static bool is_same_suggestion(const struct paidmark_problem *a, const struct paidmark_problem *b)
{
    if (a->suggestion == NULL || b->suggestion == NULL)
        return a->suggestion == b->suggestion && a->suggestion_bytes == b->suggestion_bytes;
    return a->suggestion_bytes == b->suggestion_bytes && memcmp(a->suggestion, b->suggestion, a->suggestion_bytes) == 0;
}

static void compare_problems(const struct paidmark_document *document, const struct model_result *model)
{
    size_t count;
    const struct paidmark_problem *problems = paidmark_problems(document, &count);

    target_expect(count == model->problem_count && paidmark_problems_omitted(document) == model->problems_omitted,
                  "number of problems");
    for (size_t i = 0; i < count; i++) {
        const struct paidmark_problem *ours = &problems[i], *theirs = &model->problems[i];

        target_expect(ours->code == theirs->code && ours->severity == theirs->severity, "kind of a problem");
        target_expect(ours->offset == theirs->offset && ours->bytes == theirs->bytes &&
                          ours->related_offset == theirs->related_offset,
                      "place of a problem");
        target_expect(is_same_suggestion(ours, theirs), "suggestion");
    }
}

static void compare_place(const struct paidmark_document *document, const struct document_input *input, size_t offset)
{
    size_t line, column, model_line, model_column;

    paidmark_locate(document, offset, &line, &column);
    model_locate(input->text, input->text_bytes, offset, &model_line, &model_column);
    target_expect(line == model_line && column == model_column, "line and column");
}

/* The model is given the preview alone, so it takes U+FEFF at its start for a byte order mark wherever it came from. */
static bool begins_with_other_mark(const struct paidmark_document *document, const char *preview, size_t bytes)
{
    size_t count;
    const struct paidmark_segment *segments = paidmark_segments(document, &count);

    return bytes >= 3 && memcmp(preview, "\xEF\xBB\xBF", 3) == 0 &&
           (segments[0].offset > 0 || segments[0].part != PAIDMARK_FREE);
}

/* The model knows the marks of a few scripts. For the others there is a test of every code point. */
static bool has_mark_of_other_script(const char *preview, size_t bytes)
{
    static const uint32_t known[][2] = {{0x0300, 0x0489},   {0x0900, 0x0950},  {0x1AB0, 0x1ACE}, {0x1DC0, 0x1DFF},
                                        {0x200C, 0x200D},   {0x20D0, 0x20F0},  {0x302A, 0x309A}, {0xFE00, 0xFE2F},
                                        {0x1F3FB, 0x1F3FF}, {0xE0100, 0xE01EF}};

    for (size_t at = 0; at < bytes;) {
        unsigned char first = (unsigned char)preview[at];
        size_t sequence = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        uint32_t code_point = sequence > 1 ? first & (0x7Fu >> sequence) : first;
        bool is_known = false;

        for (size_t i = 1; i < sequence; i++)
            code_point = code_point << 6 | ((unsigned char)preview[at + i] & 0x3Fu);
        for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
            is_known |= code_point >= known[i][0] && code_point <= known[i][1];
        if (!is_known && paidmark_is_combining(code_point))
            return true;
        at += sequence;
    }
    return false;
}

static void compare_excerpt(const struct paidmark_document *document, size_t max_characters)
{
    size_t bytes = 0, excerpt_bytes = 0;
    char *preview;

    paidmark_render(document, PAIDMARK_FREE, NULL, 0, &bytes);
    paidmark_excerpt(document, max_characters, NULL, 0, &excerpt_bytes);
    preview = target_allocate(bytes);
    paidmark_render(document, PAIDMARK_FREE, preview, bytes, NULL);
    if (!begins_with_other_mark(document, preview, bytes) && !has_mark_of_other_script(preview, bytes))
        target_expect(excerpt_bytes == model_excerpt(preview, bytes, max_characters), "excerpt");
    free(preview);
}

static void compare(const struct paidmark_document *document, enum paidmark_status status,
                    const struct document_input *input)
{
    struct model_result model;

    model_parse(&model, input->text, input->text_bytes, &input->options);
    target_expect(status == model.status, "status");
    target_expect(paidmark_counts(document, PAIDMARK_FREE).regions == model.regions, "number of regions");
    compare_segments(document, &model);
    compare_problems(document, &model);
    model_release(&model);
    if (status == PAIDMARK_REFUSED)
        return;
    compare_place(document, input, input->capacity);
    compare_place(document, input, input->text_bytes);
    for (size_t i = 0; i < 4; i++)
        compare_excerpt(document, input->excerpt >> (2 * i));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes)
{
    static struct paidmark_document *document;
    struct document_input input;

    if (document == NULL)
        document = paidmark_new();
    target_expect(document != NULL, "no memory");
    document_input_read(&input, data, bytes);
    if (input.text_bytes <= TEXT_BYTES_MAX && document_input_is_allowed(&input)) {
        enum paidmark_status status = paidmark_parse(document, input.text, input.text_bytes, input.given);

        compare(document, status, &input);
    }
    document_input_free(&input);
    return 0;
}
