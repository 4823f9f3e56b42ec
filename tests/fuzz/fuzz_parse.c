/* fuzz_parse.c - the whole public interface: every kernel, a used object, and what one result says about another
 * SPDX-License-Identifier: MIT
 */
#include "document.h"
#include "document_input.h"
#include "target.h"

#include <stdlib.h>
#include <string.h>

#define PARTS_ALL (PAIDMARK_FREE | PAIDMARK_PAID)

/* ---- Two documents of one text ---- */

static bool is_same_segment(const struct paidmark_segment *a, const struct paidmark_segment *b)
{
    return a->text == b->text && a->bytes == b->bytes && a->offset == b->offset && a->characters == b->characters &&
           a->region == b->region && a->part == b->part;
}

static bool is_same_problem(const struct paidmark_problem *a, const struct paidmark_problem *b)
{
    return a->code == b->code && a->severity == b->severity && a->offset == b->offset && a->bytes == b->bytes &&
           a->related_offset == b->related_offset && a->suggestion == b->suggestion &&
           a->suggestion_bytes == b->suggestion_bytes;
}

static void compare_problems(const struct paidmark_document *a, const struct paidmark_document *b)
{
    size_t count, other_count;
    const struct paidmark_problem *problems = paidmark_problems(a, &count);
    const struct paidmark_problem *others = paidmark_problems(b, &other_count);

    target_expect(count == other_count, "number of problems");
    target_expect(paidmark_problems_omitted(a) == paidmark_problems_omitted(b), "number of problems left out");
    for (size_t i = 0; i < count; i++)
        target_expect(is_same_problem(&problems[i], &others[i]), "problem");
}

static void compare_documents(const struct paidmark_document *a, const struct paidmark_document *b)
{
    size_t count, other_count;
    const struct paidmark_segment *segments = paidmark_segments(a, &count);
    const struct paidmark_segment *others = paidmark_segments(b, &other_count);

    target_expect(count == other_count, "number of segments");
    for (size_t i = 0; i < count; i++)
        target_expect(is_same_segment(&segments[i], &others[i]), "segment");
    target_expect(paidmark_counts(a, 0).regions == paidmark_counts(b, 0).regions, "number of regions");
    compare_problems(a, b);
}

/* ---- One document ---- */

static size_t count_characters(const char *text, size_t bytes)
{
    size_t characters = 0;

    for (size_t i = 0; i < bytes; i++)
        characters += ((unsigned char)text[i] & 0xC0) != 0x80;
    return characters;
}

/* Segments come in order, are not empty, lie in the text, and change part or region, or have a gap, between them. */
static void check_segments(const struct paidmark_document *document, const struct document_input *input)
{
    size_t count, behind = 0, region = 0;
    const struct paidmark_segment *segments = paidmark_segments(document, &count);

    target_expect((segments == NULL) == (count == 0), "segments without a pointer");
    for (size_t i = 0; i < count; i++) {
        const struct paidmark_segment *segment = &segments[i];
        bool has_mark = segment->offset == 0 && segment->bytes >= 3 && memcmp(segment->text, "\xEF\xBB\xBF", 3) == 0;

        target_expect(segment->bytes > 0 && segment->offset >= behind, "order of segments");
        target_expect(segment->offset <= input->text_bytes && segment->bytes <= input->text_bytes - segment->offset,
                      "segment beyond the text");
        target_expect(segment->text == input->text + segment->offset, "text of a segment");
        target_expect(count_characters(segment->text, segment->bytes) - has_mark == segment->characters,
                      "characters of a segment");
        target_expect((segment->part == PAIDMARK_PAID) == (segment->region > 0), "part of a segment");
        target_expect(segment->part == PAIDMARK_FREE || segment->region >= region, "order of regions");
        if (segment->region > 0)
            region = segment->region;
        behind = segment->offset + segment->bytes;
    }
    target_expect(region <= paidmark_counts(document, PARTS_ALL).regions, "region beyond their number");
}

static void check_one_problem(const struct paidmark_problem *problem, const struct document_input *input)
{
    target_expect(problem->code >= PAIDMARK_UNCLOSED_BEGIN && problem->code <= PAIDMARK_NOTHING_FREE, "problem's code");
    target_expect((problem->severity == PAIDMARK_WARNING) == (problem->code >= PAIDMARK_EMPTY_REGION),
                  "problem's severity");
    target_expect(problem->offset <= input->text_bytes && problem->bytes <= input->text_bytes - problem->offset,
                  "problem beyond the text");
    target_expect((problem->related_offset != PAIDMARK_NO_OFFSET) == (problem->code == PAIDMARK_NESTED_BEGIN),
                  "related offset");
    /* A look-alike of an end marker resembles nothing in a set of dividers. */
    target_expect(problem->suggestion == NULL || problem->code == PAIDMARK_LOOKALIKE_MARKER, "suggestion");
    target_expect((problem->suggestion == NULL) == (problem->suggestion_bytes == 0), "size of a suggestion");
    target_expect(*paidmark_problem_name(problem->code) != '\0' && *paidmark_problem_text(problem->code) != '\0',
                  "problem without words");
}

/* Of lines and columns: they grow with the offset, and the end is where all beyond it is. */
static void check_places(const struct paidmark_document *document, const struct document_input *input)
{
    size_t count, line, column, end_line, end_column;
    const struct paidmark_problem *problems = paidmark_problems(document, &count);

    paidmark_locate(document, input->text_bytes, &end_line, &end_column);
    paidmark_locate(document, SIZE_MAX, &line, &column);
    target_expect(line == end_line && column == end_column, "place of the end");
    for (size_t i = 0; i < count && i < 20; i++) {
        check_one_problem(&problems[i], input);
        paidmark_locate(document, problems[i].offset, &line, &column);
        target_expect(line >= 1 && column >= 1 && line <= end_line, "place of a problem");
    }
    paidmark_locate(document, 0, &line, NULL);
    paidmark_locate(document, 0, NULL, &column);
    target_expect(line == 1 && column == 1, "place of the beginning");
}

static void check_status(const struct paidmark_document *document, enum paidmark_status status,
                         const struct paidmark_options *options)
{
    size_t count, segments;
    const struct paidmark_problem *problems = paidmark_problems(document, &count);
    size_t errors = 0;
    size_t max = options->max_problems > 0 ? options->max_problems : 100;

    for (size_t i = 0; i < count; i++)
        errors += problems[i].severity == PAIDMARK_ERROR;
    target_expect(count <= max, "more problems than asked for");
    target_expect(errors == 0 || status != PAIDMARK_OK, "errors in an accepted document");
    target_expect(errors > 0 || status == PAIDMARK_OK, "refused without an error");
    target_expect(status != PAIDMARK_SALVAGED || (options->flags & PAIDMARK_SALVAGE) != 0, "salvaged unasked");
    paidmark_segments(document, &segments);
    if (status == PAIDMARK_REFUSED)
        target_expect(segments == 0 && paidmark_counts(document, PARTS_ALL).regions == 0,
                      "parts of a refused document");
}

/* ---- Renderings ---- */

struct rendering {
    enum paidmark_status status;
    char *text;
    size_t bytes;
};

typedef enum paidmark_status render_fn(const struct paidmark_document *document, size_t argument, char *buffer,
                                       size_t capacity, size_t *needed);

static enum paidmark_status render(const struct paidmark_document *document, size_t parts, char *buffer,
                                   size_t capacity, size_t *needed)
{
    return paidmark_render(document, (uint32_t)parts, buffer, capacity, needed);
}

/* Into memory of this size, which keeps its bytes when it is too small. */
static void render_into(render_fn *function, const struct paidmark_document *document, size_t argument, size_t capacity,
                        const struct rendering *expected)
{
    char *buffer = target_allocate(capacity);
    size_t needed = 99;
    enum paidmark_status status;

    memset(buffer, 0x55, capacity);
    status = function(document, argument, buffer, capacity, &needed);
    target_expect(needed == expected->bytes, "size of a rendering");
    if (expected->status != PAIDMARK_OK)
        target_expect(status == expected->status, "status of a rendering");
    else
        target_expect(status == (capacity < needed ? PAIDMARK_BUFFER_TOO_SMALL : PAIDMARK_OK), "status of a buffer");
    for (size_t i = status == PAIDMARK_OK ? needed : 0; i < capacity; i++)
        target_expect(buffer[i] == 0x55, "byte behind a rendering");
    if (status == PAIDMARK_OK && needed > 0)
        target_expect(memcmp(buffer, expected->text, needed) == 0, "byte of a rendering");
    free(buffer);
}

/* The rendering, after it was asked for with buffers of several sizes. */
static struct rendering render_all_ways(render_fn *function, const struct paidmark_document *document, size_t argument,
                                        size_t capacity)
{
    struct rendering rendering;
    size_t needed = 99;

    rendering.status = function(document, argument, NULL, 0, &needed);
    rendering.bytes = needed;
    rendering.text = target_allocate(needed);
    if (rendering.status == PAIDMARK_BUFFER_TOO_SMALL || rendering.status == PAIDMARK_OK) {
        rendering.status = function(document, argument, rendering.text, needed, NULL);
        target_expect(rendering.status == PAIDMARK_OK, "a buffer of the size asked for");
    }
    target_expect(rendering.status == PAIDMARK_OK || needed == 0, "size of what there is not");
    render_into(function, document, argument, capacity, &rendering);
    render_into(function, document, argument, needed < 256 && needed > 0 ? needed - 1 : 1, &rendering);
    return rendering;
}

/* The segments of these parts, put together, are the rendering. */
static void check_rendering(const struct paidmark_document *document, uint32_t parts, size_t capacity)
{
    struct rendering rendering = render_all_ways(render, document, parts, capacity);
    struct paidmark_counts counts = paidmark_counts(document, parts);
    size_t count, at = 0, characters = 0, taken = 0;
    const struct paidmark_segment *segments = paidmark_segments(document, &count);

    for (size_t i = 0; i < count; i++) {
        if ((segments[i].part & parts) == 0)
            continue;
        target_expect(segments[i].bytes <= rendering.bytes - at, "segment beyond the rendering");
        target_expect(memcmp(rendering.text + at, segments[i].text, segments[i].bytes) == 0, "text of a rendering");
        at += segments[i].bytes;
        characters += segments[i].characters;
        taken++;
    }
    target_expect(at == rendering.bytes, "segments and rendering");
    target_expect(counts.bytes == at && counts.characters == characters && counts.segments == taken, "counts");
    free(rendering.text);
}

static void check_excerpt(const struct paidmark_document *document, const struct document_input *input)
{
    struct rendering preview = render_all_ways(render, document, PAIDMARK_FREE, 0);
    struct rendering excerpt = render_all_ways(paidmark_excerpt, document, input->excerpt, input->capacity);

    target_expect(excerpt.status == preview.status, "status of an excerpt");
    target_expect(excerpt.bytes <= preview.bytes && memcmp(excerpt.text, preview.text, excerpt.bytes) == 0,
                  "excerpt and preview");
    /* A byte order mark at the beginning is no character. */
    target_expect(count_characters(excerpt.text, excerpt.bytes) <= input->excerpt + 1, "excerpt too long");
    target_expect(excerpt.bytes == preview.bytes || (preview.text[excerpt.bytes] & 0xC0) != 0x80,
                  "excerpt ends inside a character");
    free(preview.text);
    free(excerpt.text);
}

/* Salvage changes what is handed out, not what is wrong. */
static void check_salvage(const struct paidmark_document *document, enum paidmark_status status,
                          const struct document_input *input)
{
    struct paidmark_document *other = paidmark_new();
    struct paidmark_options options = input->options;
    enum paidmark_status other_status;

    target_expect(other != NULL, "no memory");
    options.flags ^= PAIDMARK_SALVAGE;
    other_status = paidmark_parse(other, input->text, input->text_bytes, &options);
    compare_problems(document, other);
    if (status == PAIDMARK_OK || other_status == PAIDMARK_OK)
        compare_documents(document, other);
    paidmark_free(other);
}

static void check_bad_argument(const struct paidmark_document *document)
{
    size_t count, needed, line, column;

    target_expect(paidmark_segments(document, &count) == NULL && count == 0, "segments after a bad argument");
    target_expect(paidmark_problems(document, &count) == NULL && count == 0, "problems after a bad argument");
    target_expect(paidmark_render(document, PARTS_ALL, NULL, 0, &needed) == PAIDMARK_REFUSED && needed == 0,
                  "rendering after a bad argument");
    paidmark_locate(document, 0, &line, &column);
    target_expect(line == 0 && column == 0, "place after a bad argument");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes)
{
    static struct paidmark_document *used; /* by every input before */
    struct paidmark_document *fresh = paidmark_new();
    struct document_input input;
    enum paidmark_status status;

    if (used == NULL)
        used = paidmark_new();
    target_expect(used != NULL && fresh != NULL, "no memory");
    document_input_read(&input, data, bytes);
    status = paidmark_parse(fresh, input.text, input.text_bytes, input.given);
    target_expect((status != PAIDMARK_BAD_ARGUMENT) == document_input_is_allowed(&input), "which options are allowed");
    for (size_t i = 0; i < paidmark_kernel_count; i++) {
        const struct paidmark_kernel *kernel = &paidmark_kernels[i];

        if (!kernel->supported())
            continue;
        target_expect(paidmark_parse_with(kernel, used, input.text, input.text_bytes, input.given) == status,
                      "status by another kernel");
        compare_documents(fresh, used);
    }
    if (status == PAIDMARK_BAD_ARGUMENT) {
        check_bad_argument(fresh);
    } else {
        check_status(fresh, status, &input.options);
        check_segments(fresh, &input);
        check_places(fresh, &input);
        for (uint32_t parts = PAIDMARK_FREE; parts <= PARTS_ALL; parts++)
            check_rendering(fresh, parts, input.capacity);
        check_excerpt(fresh, &input);
        check_salvage(fresh, status, &input);
    }
    paidmark_free(fresh);
    document_input_free(&input);
    return 0;
}
