/* fuzz_model.c - the library against the model, on inputs that the model, which is slow, can bear
 * SPDX-License-Identifier: MIT
 */
#include "difference.h"
#include "document_input.h"
#include "grapheme.h"
#include "model.h"
#include "target.h"
#include "utf8.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_BYTES_MAX 2048

static void compare_place(const struct document_input *input, size_t offset)
{
    struct paidmark_position position = {0};
    size_t model_line, model_column;

    paidmark_locate(input->text, input->text_bytes, offset, &position);
    model_locate(input->text, input->text_bytes, offset, &model_line, &model_column);
    target_expect(position.line == model_line && position.column == model_column, "line and column");
}

/* The model is given the preview alone, so it takes U+FEFF at its start for a byte order mark wherever it came from. */
static bool begins_with_other_mark(const struct paidmark_document *document, const char *preview, size_t bytes)
{
    const struct paidmark_segment *first = paidmark_segment_at(document, 0);

    return bytes >= 3 && memcmp(preview, "\xEF\xBB\xBF", 3) == 0 &&
           (first->offset > 0 || first->part != PAIDMARK_PART_FREE);
}

static bool joins(struct paidmark_grapheme grapheme, uint32_t code_point)
{
    return !paidmark_grapheme_break(&grapheme, code_point);
}

/* The model knows the marks of a few scripts, and line endings. It takes a mark behind a control character for that
 * one's. For all else there are the tests of graphemes. */
static bool is_known_to_model(struct paidmark_grapheme before, uint32_t code_point)
{
    static const uint32_t known[][2] = {{0x0300, 0x0489},   {0x0900, 0x0950},  {0x1AB0, 0x1ACE}, {0x1DC0, 0x1DFF},
                                        {0x200C, 0x200D},   {0x20D0, 0x20F0},  {0x302A, 0x309A}, {0xFE00, 0xFE2F},
                                        {0x1F3FB, 0x1F3FF}, {0xE0100, 0xE01EF}};
    struct paidmark_grapheme letter = {0};

    paidmark_grapheme_break(&letter, 'a');
    if (joins(letter, code_point) && !joins(before, code_point))
        return false;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (code_point >= known[i][0] && code_point <= known[i][1])
            return true;
    }
    return code_point == '\n' || !joins(before, code_point);
}

static bool has_grapheme_unknown_to_model(const char *preview, size_t bytes)
{
    struct paidmark_grapheme grapheme = {0};

    for (size_t at = 0, sequence; at < bytes; at += sequence) {
        uint32_t code_point = paidmark_code_point((const unsigned char *)preview + at, &sequence);

        if (at > 0 && !is_known_to_model(grapheme, code_point))
            return true;
        paidmark_grapheme_break(&grapheme, code_point);
    }
    return false;
}

/* Of the names of characters the model knows a few, and of what numbers stand for as little as of graphemes. */
static bool has_reference(const char *preview, size_t bytes)
{
    for (size_t at = 0; at + 1 < bytes; at++) {
        if (preview[at] == '&' && (preview[at + 1] == '#' || isalpha((unsigned char)preview[at + 1])))
            return true;
    }
    return false;
}

static void compare_excerpt(const struct paidmark_document *document, size_t max_characters, uint32_t flags)
{
    size_t bytes = 0, excerpt_bytes = 0;
    char *preview;

    paidmark_render(document, PAIDMARK_PART_FREE, NULL, NULL, 0, &bytes);
    paidmark_excerpt(document, max_characters, flags, NULL, 0, &excerpt_bytes);
    preview = target_allocate(bytes);
    paidmark_render(document, PAIDMARK_PART_FREE, NULL, preview, bytes, NULL);
    if (!begins_with_other_mark(document, preview, bytes) && !has_grapheme_unknown_to_model(preview, bytes) &&
        !has_reference(preview, bytes))
        target_expect(excerpt_bytes == model_excerpt(preview, bytes, max_characters, flags), "excerpt");
    free(preview);
}

static void compare(const struct paidmark_document *document, enum paidmark_status status,
                    const struct document_input *input)
{
    struct model_result model;
    const char *difference;

    model_parse(&model, input->text, input->text_bytes, &input->options);
    difference = model_difference(document, status, &model);
    model_release(&model);
    if (difference)
        target_fail(difference);
    if (status == PAIDMARK_STATUS_REFUSED)
        return;
    compare_place(input, input->capacity);
    compare_place(input, input->text_bytes);
    for (size_t i = 0; i < 4; i++)
        compare_excerpt(document, input->excerpt >> (2 * i), i % 2 == 0 ? 0 : PAIDMARK_EXCERPT_VISIBLE);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes)
{
    static struct paidmark_document *document;
    struct document_input input;

    if (document == NULL)
        document = paidmark_document_new(NULL);
    target_expect(document != NULL, "no memory");
    document_input_read(&input, data, bytes);
    if (input.text_bytes <= TEXT_BYTES_MAX && document_input_is_allowed(&input)) {
        enum paidmark_status status;

        input.options.flags &= ~PAIDMARK_OPTION_ALSO_FREE; /* which the model does not have */
        status = paidmark_parse(document, input.text, input.text_bytes, &input.options);
        compare(document, status, &input);
    }
    document_input_free(&input);
    return 0;
}
