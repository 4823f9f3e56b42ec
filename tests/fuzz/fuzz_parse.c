/* fuzz_parse.c - the whole public interface: every kernel, a used object, and what one result says about another
 * SPDX-License-Identifier: MIT
 */
#include "document.h"
#include "document_input.h"
#include "target.h"

#include <stdlib.h>
#include <string.h>

#define PARTS_ALL (PAIDMARK_PART_FREE | PAIDMARK_PART_PAID)

static struct paidmark_counts counts_of(const struct paidmark_document *document, uint32_t parts)
{
    struct paidmark_counts counts = {.size = sizeof counts};

    paidmark_count(document, parts, &counts);
    return counts;
}

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
           a->suggestion_bytes == b->suggestion_bytes && a->resembles == b->resembles;
}

static void compare_problems(const struct paidmark_document *a, const struct paidmark_document *b)
{
    struct paidmark_counts counts = counts_of(a, 0), others = counts_of(b, 0);

    target_expect(counts.problems == others.problems, "number of problems");
    target_expect(counts.errors == others.errors && counts.warnings == others.warnings, "number of those found");
    for (size_t i = 0; i < counts.problems; i++)
        target_expect(is_same_problem(paidmark_problem_at(a, i), paidmark_problem_at(b, i)), "problem");
    target_expect(!paidmark_problem_at(a, counts.problems), "problem beyond their number");
}

static void compare_documents(const struct paidmark_document *a, const struct paidmark_document *b)
{
    struct paidmark_counts counts = counts_of(a, PARTS_ALL), others = counts_of(b, PARTS_ALL);

    target_expect(counts.segments == others.segments, "number of segments");
    for (size_t i = 0; i < counts.segments; i++)
        target_expect(is_same_segment(paidmark_segment_at(a, i), paidmark_segment_at(b, i)), "segment");
    target_expect(!paidmark_segment_at(a, counts.segments), "segment beyond their number");
    target_expect(counts.regions == others.regions, "number of regions");
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
    const struct paidmark_segment *segment;
    size_t behind = 0, region = 0;

    for (size_t i = 0; (segment = paidmark_segment_at(document, i)) != NULL; i++) {
        bool has_mark = segment->offset == 0 && segment->bytes >= 3 && memcmp(segment->text, "\xEF\xBB\xBF", 3) == 0;

        target_expect(segment->bytes > 0 && segment->offset >= behind, "order of segments");
        target_expect(segment->offset <= input->text_bytes && segment->bytes <= input->text_bytes - segment->offset,
                      "segment beyond the text");
        target_expect(segment->text == input->text + segment->offset, "text of a segment");
        target_expect(count_characters(segment->text, segment->bytes) - has_mark == segment->characters,
                      "characters of a segment");
        target_expect((segment->part == PAIDMARK_PART_PAID) == (segment->region > 0), "part of a segment");
        target_expect(segment->part == PAIDMARK_PART_FREE || segment->region >= region, "order of regions");
        if (segment->region > 0)
            region = segment->region;
        behind = segment->offset + segment->bytes;
    }
    target_expect(region <= counts_of(document, PARTS_ALL).regions, "region beyond their number");
}

/* Of a foreign marker the document decides. */
static bool has_its_severity(const struct paidmark_problem *problem)
{
    bool warns = problem->severity == PAIDMARK_SEVERITY_WARNING;

    switch (problem->code) {
    case PAIDMARK_PROBLEM_NOTHING_FREE:
    case PAIDMARK_PROBLEM_REPEATED_DIVIDER:
    case PAIDMARK_PROBLEM_ALSO_FREE:
        return warns;
    case PAIDMARK_PROBLEM_FOREIGN_MARKER:
        return true;
    default:
        return !warns;
    }
}

static void check_one_problem(const struct paidmark_problem *problem, const struct document_input *input)
{
    target_expect(problem->code >= PAIDMARK_PROBLEM_UNCLOSED_BEGIN && problem->code <= PAIDMARK_PROBLEM_ALSO_FREE,
                  "problem's code");
    target_expect(has_its_severity(problem), "problem's severity");
    target_expect(problem->offset <= input->text_bytes && problem->bytes <= input->text_bytes - problem->offset,
                  "problem beyond the text");
    target_expect((problem->related_offset != PAIDMARK_NO_OFFSET) ==
                      (problem->code == PAIDMARK_PROBLEM_NESTED_BEGIN || problem->code == PAIDMARK_PROBLEM_ALSO_FREE),
                  "related offset");
    /* A look-alike of an end marker resembles nothing in a set of dividers. */
    target_expect(problem->suggestion == NULL || problem->code == PAIDMARK_PROBLEM_LOOKALIKE_MARKER ||
                      problem->code == PAIDMARK_PROBLEM_FOREIGN_MARKER,
                  "suggestion");
    target_expect((problem->suggestion == NULL) == (problem->suggestion_bytes == 0), "size of a suggestion");
    target_expect(*paidmark_problem_name(problem->code) != '\0' && *paidmark_problem_text(problem->code) != '\0',
                  "problem without words");
}

static struct paidmark_position place_of(const struct document_input *input, size_t offset)
{
    struct paidmark_position position = {0};

    paidmark_locate(input->text, input->text_bytes, offset, &position);
    return position;
}

/* Of lines and columns: those reached from the problem before are those reached from the start, and the end is where
 * all beyond it is. */
static void check_places(const struct paidmark_document *document, const struct document_input *input)
{
    struct paidmark_position end = place_of(input, input->text_bytes), beyond = place_of(input, SIZE_MAX);
    struct paidmark_position start = place_of(input, 0), resumed = {0};
    const struct paidmark_problem *problem;

    target_expect(end.line == beyond.line && end.column == beyond.column, "place of the end");
    for (size_t i = 0; i < 20 && (problem = paidmark_problem_at(document, i)) != NULL; i++) {
        struct paidmark_position fresh = place_of(input, problem->offset);

        check_one_problem(problem, input);
        paidmark_locate(input->text, input->text_bytes, problem->offset, &resumed);
        target_expect(fresh.line >= 1 && fresh.column >= 1 && fresh.line <= end.line, "place of a problem");
        target_expect(fresh.line == resumed.line && fresh.column == resumed.column, "place by going on");
    }
    target_expect(start.line == 1 && start.column == 1, "place of the beginning");
}

static void check_status(const struct paidmark_document *document, enum paidmark_status status,
                         const struct paidmark_options *options)
{
    struct paidmark_counts counts = counts_of(document, PARTS_ALL);
    size_t max = options->max_problems > 0 ? options->max_problems : 100;
    const struct paidmark_problem *problem;
    size_t errors = 0;

    for (size_t i = 0; (problem = paidmark_problem_at(document, i)) != NULL; i++)
        errors += problem->severity == PAIDMARK_SEVERITY_ERROR;
    target_expect(counts.problems <= max, "more problems than asked for");
    target_expect(errors == (counts.errors < max ? counts.errors : max), "errors that are kept");
    target_expect(counts.problems == (counts.errors + counts.warnings < max ? counts.errors + counts.warnings : max),
                  "problems that are kept");
    target_expect(errors == 0 || status != PAIDMARK_STATUS_OK, "errors in an accepted document");
    target_expect(errors > 0 || status == PAIDMARK_STATUS_OK, "refused without an error");
    target_expect(status != PAIDMARK_STATUS_SALVAGED || (options->flags & PAIDMARK_OPTION_SALVAGE) != 0,
                  "salvaged unasked");
    if (status == PAIDMARK_STATUS_REFUSED)
        target_expect(counts.segments == 0 && counts.regions == 0, "parts of a refused document");
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
    return paidmark_render(document, (uint32_t)parts, NULL, buffer, capacity, needed);
}

static struct paidmark_render_options with_placeholder;

static enum paidmark_status render_with_placeholder(const struct paidmark_document *document, size_t parts,
                                                    char *buffer, size_t capacity, size_t *needed)
{
    return paidmark_render(document, (uint32_t)parts, &with_placeholder, buffer, capacity, needed);
}

static enum paidmark_status excerpt(const struct paidmark_document *document, size_t characters, char *buffer,
                                    size_t capacity, size_t *needed)
{
    return paidmark_excerpt(document, characters, 0, buffer, capacity, needed);
}

static enum paidmark_status visible_excerpt(const struct paidmark_document *document, size_t characters, char *buffer,
                                            size_t capacity, size_t *needed)
{
    return paidmark_excerpt(document, characters, PAIDMARK_EXCERPT_VISIBLE, buffer, capacity, needed);
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
    if (expected->status != PAIDMARK_STATUS_OK)
        target_expect(status == expected->status, "status of a rendering");
    else
        target_expect(status == (capacity < needed ? PAIDMARK_STATUS_BUFFER_TOO_SMALL : PAIDMARK_STATUS_OK),
                      "status of a buffer");
    for (size_t i = status == PAIDMARK_STATUS_OK ? needed : 0; i < capacity; i++)
        target_expect(buffer[i] == 0x55, "byte behind a rendering");
    if (status == PAIDMARK_STATUS_OK && needed > 0)
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
    if (rendering.status == PAIDMARK_STATUS_BUFFER_TOO_SMALL || rendering.status == PAIDMARK_STATUS_OK) {
        rendering.status = function(document, argument, rendering.text, needed, NULL);
        target_expect(rendering.status == PAIDMARK_STATUS_OK, "a buffer of the size asked for");
    }
    target_expect(rendering.status == PAIDMARK_STATUS_OK || needed == 0, "size of what there is not");
    render_into(function, document, argument, capacity, &rendering);
    render_into(function, document, argument, needed < 256 && needed > 0 ? needed - 1 : 1, &rendering);
    return rendering;
}

/* The call that does all at once comes to the same. */
static void check_split(const struct rendering *rendering, enum paidmark_status parsed, uint32_t parts,
                        const struct document_input *input)
{
    char *buffer = target_allocate(rendering->bytes);
    size_t needed = 99;
    enum paidmark_status status =
        paidmark_split(input->text, input->text_bytes, input->given, parts, buffer, rendering->bytes, &needed);

    target_expect(status == parsed, "status of a document split at once");
    target_expect(needed == rendering->bytes, "size of a document split at once");
    target_expect(memcmp(buffer, rendering->text, needed) == 0, "text of a document split at once");
    free(buffer);
}

/* The segments of these parts, put together, are the rendering. */
static void check_rendering(const struct paidmark_document *document, enum paidmark_status parsed, uint32_t parts,
                            const struct document_input *input)
{
    struct rendering rendering = render_all_ways(render, document, parts, input->capacity);
    struct paidmark_counts counts = counts_of(document, parts);
    const struct paidmark_segment *segment;
    size_t at = 0, characters = 0, taken = 0;

    for (size_t i = 0; (segment = paidmark_segment_at(document, i)) != NULL; i++) {
        if ((segment->part & parts) == 0)
            continue;
        target_expect(segment->bytes <= rendering.bytes - at, "segment beyond the rendering");
        target_expect(memcmp(rendering.text + at, segment->text, segment->bytes) == 0, "text of a rendering");
        at += segment->bytes;
        characters += segment->characters;
        taken++;
    }
    target_expect(at == rendering.bytes, "segments and rendering");
    target_expect(counts.bytes == at && counts.characters == characters && counts.segments == taken, "counts");
    check_split(&rendering, parsed, parts, input);
    free(rendering.text);
}

/* With the beginning of the document for a placeholder. */
static void check_placeholder(const struct paidmark_document *document, const struct document_input *input)
{
    size_t bytes = input->excerpt < input->text_bytes ? input->excerpt : input->text_bytes;
    struct rendering rendering;

    with_placeholder = (struct paidmark_render_options){sizeof with_placeholder, input->text, bytes};
    rendering = render_all_ways(render_with_placeholder, document, PAIDMARK_PART_FREE, input->capacity);
    target_expect(rendering.status == PAIDMARK_STATUS_OK || rendering.status == PAIDMARK_STATUS_BAD_ARGUMENT,
                  "status with a placeholder");
    target_expect(rendering.status != PAIDMARK_STATUS_OK ||
                      rendering.bytes >= counts_of(document, PAIDMARK_PART_FREE).bytes,
                  "size with a placeholder");
    free(rendering.text);
}

static void check_beginning(const struct rendering *beginning, const struct rendering *preview)
{
    target_expect(beginning->status == preview->status, "status of an excerpt");
    target_expect(beginning->bytes <= preview->bytes && memcmp(beginning->text, preview->text, beginning->bytes) == 0,
                  "excerpt and preview");
    target_expect(beginning->bytes == preview->bytes || (preview->text[beginning->bytes] & 0xC0) != 0x80,
                  "excerpt ends inside a character");
}

static void check_excerpt(const struct paidmark_document *document, const struct document_input *input)
{
    struct rendering preview = render_all_ways(render, document, PAIDMARK_PART_FREE, 0);
    struct rendering beginning = render_all_ways(excerpt, document, input->excerpt, input->capacity);
    struct rendering visible = render_all_ways(visible_excerpt, document, input->excerpt, input->capacity);

    check_beginning(&beginning, &preview);
    check_beginning(&visible, &preview);
    /* A byte order mark at the beginning is no character. */
    target_expect(count_characters(beginning.text, beginning.bytes) <= input->excerpt + 1, "excerpt too long");
    free(preview.text);
    free(beginning.text);
    free(visible.text);
}

/* Salvage changes what is handed out, not what is wrong. */
static void check_salvage(const struct paidmark_document *document, enum paidmark_status status,
                          const struct document_input *input)
{
    struct paidmark_document *other = paidmark_document_new(NULL);
    struct paidmark_options options = input->options;
    enum paidmark_status other_status;

    target_expect(other != NULL, "no memory");
    options.flags ^= PAIDMARK_OPTION_SALVAGE;
    other_status = paidmark_parse(other, input->text, input->text_bytes, &options);
    compare_problems(document, other);
    if (status == PAIDMARK_STATUS_OK || other_status == PAIDMARK_STATUS_OK)
        compare_documents(document, other);
    paidmark_document_free(other);
}

static void check_bad_argument(const struct paidmark_document *document)
{
    struct paidmark_counts counts = counts_of(document, PARTS_ALL);
    size_t needed;

    target_expect(!paidmark_segment_at(document, 0) && counts.segments == 0, "segments after a bad argument");
    target_expect(!paidmark_problem_at(document, 0) && counts.problems == 0, "problems after a bad argument");
    target_expect(paidmark_render(document, PARTS_ALL, NULL, NULL, 0, &needed) == PAIDMARK_STATUS_REFUSED &&
                      needed == 0,
                  "rendering after a bad argument");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes)
{
    static struct paidmark_document *used; /* by every input before */
    struct paidmark_document *fresh = paidmark_document_new(NULL);
    struct document_input input;
    enum paidmark_status status;

    if (used == NULL)
        used = paidmark_document_new(NULL);
    target_expect(used != NULL && fresh != NULL, "no memory");
    document_input_read(&input, data, bytes);
    target_expect((input.made != PAIDMARK_STATUS_BAD_ARGUMENT) == document_input_makes_set(&input),
                  "which sets are allowed");
    status = paidmark_parse(fresh, input.text, input.text_bytes, input.given);
    target_expect((status != PAIDMARK_STATUS_BAD_ARGUMENT) == document_input_is_allowed(&input),
                  "which options are allowed");
    for (size_t i = 0; i < paidmark_kernel_count; i++) {
        const struct paidmark_kernel *kernel = &paidmark_kernels[i];

        if (!kernel->supported())
            continue;
        target_expect(paidmark_parse_with(kernel, used, input.text, input.text_bytes, input.given) == status,
                      "status by another kernel");
        compare_documents(fresh, used);
    }
    if (status == PAIDMARK_STATUS_BAD_ARGUMENT) {
        check_bad_argument(fresh);
    } else {
        check_status(fresh, status, &input.options);
        check_segments(fresh, &input);
        check_places(fresh, &input);
        for (uint32_t parts = PAIDMARK_PART_FREE; parts <= PARTS_ALL; parts += PAIDMARK_PART_FREE)
            check_rendering(fresh, status, parts, &input);
        check_excerpt(fresh, &input);
        if (status != PAIDMARK_STATUS_REFUSED)
            check_placeholder(fresh, &input);
        check_salvage(fresh, status, &input);
    }
    paidmark_document_free(fresh);
    document_input_free(&input);
    return 0;
}
