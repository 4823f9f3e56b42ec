/* check_library.c - does the library do what an example says?
 * SPDX-License-Identifier: MIT
 */
#include "check_library.h"

#include <string.h>

static const char *const rendering_names[RENDERINGS] = {"preview", "rest", "full"};

/* Everything a parse needs, to be done more than once. */
struct call {
    const struct example *example;
    struct paidmark_document *document;
    struct paidmark_marker_pair pairs[PAIRS_MAX];
    struct paidmark_options options;
};

static struct call prepare(const struct example *example, struct paidmark_document *document)
{
    struct call call = {.example = example, .document = document};

    call.options = (struct paidmark_options){
        .size = sizeof(struct paidmark_options), .flags = example->flags, .unmarked = example->unmarked};
    return call;
}

static enum paidmark_status parse(struct call *call, uint32_t flags)
{
    const struct bytes *text = &call->example->text;

    call->options.flags = flags;
    call->options.markers = example_markers(call->example, call->pairs, &call->options.marker_count);
    if (call->options.markers == NULL)
        return PAIDMARK_BAD_ARGUMENT; /* no such set: there is nothing that could be asked of the library */
    return paidmark_parse(call->document, text->size > 0 ? text->data : NULL, text->size, &call->options);
}

/* ---- Status ----------------------------------------------------------------------------------------------------- */

static bool expects_error(const struct example *example)
{
    for (size_t i = 0; i < example->problem_count; i++) {
        if (!example->problems[i].is_warning)
            return true;
    }
    return false;
}

static enum paidmark_status expected_status(const struct example *example)
{
    if (example->outcome == OUTCOME_ARGUMENT_ERROR)
        return PAIDMARK_BAD_ARGUMENT;
    if (example->outcome == OUTCOME_REFUSED)
        return PAIDMARK_REFUSED;
    return expects_error(example) ? PAIDMARK_SALVAGED : PAIDMARK_OK;
}

static void check_status(struct report *report, enum paidmark_status expected, enum paidmark_status came)
{
    if (expected != came)
        report_failure(report, "status", paidmark_status_text(expected), paidmark_status_text(came));
}

/* ---- Problems --------------------------------------------------------------------------------------------------- */

static struct place locate(const struct paidmark_document *document, size_t offset)
{
    struct place place;

    paidmark_locate(document, offset, &place.line, &place.column);
    return place;
}

static void append_found(struct bytes *out, const struct paidmark_document *document,
                         const struct paidmark_problem *found)
{
    struct problem problem = {.is_warning = found->severity == PAIDMARK_WARNING, .bytes = found->bytes};

    problem.place = locate(document, found->offset);
    snprintf(problem.code, sizeof problem.code, "%s", paidmark_problem_name(found->code));
    problem.has_outer = found->related_offset != PAIDMARK_NO_OFFSET;
    if (problem.has_outer)
        problem.outer = locate(document, found->related_offset);
    problem.has_like = found->suggestion != NULL;
    if (problem.has_like)
        bytes_append(&problem.like, found->suggestion, found->suggestion_bytes);
    problem_append(out, &problem);
    bytes_free(&problem.like);
}

static void append_all_found(struct bytes *out, const struct paidmark_document *document)
{
    size_t count;
    const struct paidmark_problem *found = paidmark_problems(document, &count);

    for (size_t i = 0; i < count; i++)
        append_found(out, document, &found[i]);
}

static void check_problems(struct report *report, const char *check, const struct paidmark_document *document)
{
    const struct example *example = report->example;
    struct bytes expected = {0};
    struct bytes came = {0};

    for (size_t i = 0; i < example->problem_count; i++)
        problem_append(&expected, &example->problems[i]);
    append_all_found(&came, document);
    report_compare_lists(report, check, &expected, &came);
    bytes_free(&expected);
    bytes_free(&came);
}

/* ---- Segments --------------------------------------------------------------------------------------------------- */

static void check_segment_list(struct report *report, const struct paidmark_segment *found, size_t count)
{
    const struct example *example = report->example;
    struct bytes expected = {0};
    struct bytes came = {0};

    for (size_t i = 0; i < example->segment_count; i++) {
        const struct segment *segment = &example->segments[i];

        segment_append(&expected, segment->region, segment->offset, segment->text.data, segment->text.size);
    }
    for (size_t i = 0; i < count; i++)
        segment_append(&came, found[i].region, found[i].offset, found[i].text, found[i].bytes);
    if (example->segment_count > 0)
        report_compare_lists(report, "segments", &expected, &came);
    bytes_free(&expected);
    bytes_free(&came);
}

static size_t token_size_at(const char *at, size_t left, const char *token, size_t token_bytes)
{
    return token != NULL && token_bytes <= left && memcmp(at, token, token_bytes) == 0 ? token_bytes : 0;
}

static size_t longest_token_at(const struct paidmark_options *options, const char *at, size_t left)
{
    size_t longest = 0;

    for (size_t i = 0; i < options->marker_count; i++) {
        const struct paidmark_marker_pair *pair = &options->markers[i];
        size_t begin = token_size_at(at, left, pair->begin, pair->begin_bytes);
        size_t end = token_size_at(at, left, pair->end, pair->end_bytes);

        longest = begin > longest ? begin : longest;
        longest = end > longest ? end : longest;
    }
    return longest;
}

/* Between segments there are markers and line endings, and nothing else. */
static bool may_be_removed(const struct paidmark_options *options, const char *at, size_t size)
{
    while (size > 0) {
        size_t step = longest_token_at(options, at, size);

        if (step == 0 && (at[0] == '\n' || (at[0] == '\r' && size > 1 && at[1] == '\n')))
            step = at[0] == '\n' ? 1 : 2;
        if (step == 0)
            return false;
        at += step;
        size -= step;
    }
    return true;
}

/* From `floor` on, the text that was removed and then this segment. */
static bool follows(const struct call *call, const struct paidmark_segment *segment, size_t floor)
{
    const struct bytes *text = &call->example->text;

    return segment->offset >= floor && segment->offset <= text->size && segment->bytes > 0 &&
           segment->bytes <= text->size - segment->offset && segment->text == text->data + segment->offset &&
           (segment->part == PAIDMARK_FREE) == (segment->region == 0) &&
           may_be_removed(&call->options, text->data + floor, segment->offset - floor);
}

static bool tile(const struct call *call, const struct paidmark_segment *found, size_t count)
{
    const struct bytes *text = &call->example->text;
    size_t end = 0;

    for (size_t i = 0; i < count; i++) {
        if (!follows(call, &found[i], end))
            return false;
        end = found[i].offset + found[i].bytes;
    }
    return text->size == end || may_be_removed(&call->options, text->data + end, text->size - end);
}

static void check_segments(struct report *report, const struct call *call)
{
    size_t count;
    const struct paidmark_segment *found = paidmark_segments(call->document, &count);

    if (tile(call, found, count))
        check_segment_list(report, found, count);
    else
        report_failure(report, "tiling", "segments with only markers and line endings between them", "others");
}

/* ---- Renderings ------------------------------------------------------------------------------------------------- */

static struct bytes room_for(const struct example *example)
{
    struct bytes room = {.capacity = example->text.size + 1};

    room.data = must_allocate(NULL, room.capacity);
    return room;
}

/* Where nothing was written there is nothing to be compared, whatever size came back. */
static void check_written(struct report *report, enum paidmark_status expected, enum paidmark_status status,
                          struct bytes *came)
{
    check_status(report, expected, status);
    if (status != PAIDMARK_OK)
        bytes_clear(came);
}

static void check_rendering(struct report *report, const struct call *call, unsigned parts)
{
    struct bytes came = room_for(call->example);
    enum paidmark_status status = paidmark_render(call->document, parts, came.data, came.capacity, &came.size);

    check_written(report, PAIDMARK_OK, status, &came);
    report_compare(report, rendering_names[parts - 1], &call->example->renderings[parts - 1], &came);
    bytes_free(&came);
}

static void check_excerpt(struct report *report, const struct call *call, const struct excerpt *excerpt)
{
    struct bytes came = room_for(call->example);
    enum paidmark_status status =
        paidmark_excerpt(call->document, excerpt->characters, came.data, came.capacity, &came.size);

    check_written(report, excerpt->refused ? PAIDMARK_REFUSED : PAIDMARK_OK, status, &came);
    report_compare(report, "excerpt", &excerpt->text, &came);
    bytes_free(&came);
}

static size_t characters_of(const struct example *example, unsigned parts)
{
    return (parts & PAIDMARK_FREE ? example->free_characters : 0) +
           (parts & PAIDMARK_PAID ? example->paid_characters : 0);
}

static void check_counts(struct report *report, const struct call *call, unsigned parts)
{
    const struct example *example = call->example;
    struct paidmark_counts counts = paidmark_counts(call->document, parts);

    report_compare_sizes(report, "bytes", example->renderings[parts - 1].size, counts.bytes);
    if (example->has_characters)
        report_compare_sizes(report, "characters", characters_of(example, parts), counts.characters);
    if (example->has_regions)
        report_compare_sizes(report, "regions", example->regions, counts.regions);
}

static void check_parts(struct report *report, const struct call *call)
{
    check_segments(report, call);
    for (unsigned parts = 1; parts <= RENDERINGS; parts++) {
        check_rendering(report, call, parts);
        check_counts(report, call, parts);
    }
}

/* A document that was not taken gives nothing away. */
static void check_no_parts(struct report *report, const struct call *call)
{
    const struct paidmark_document *document = call->document;
    char room[8];
    size_t count;
    size_t needed = 1;
    bool nothing = paidmark_segments(document, &count) == NULL && count == 0;

    for (unsigned parts = 1; parts <= RENDERINGS && nothing; parts++)
        nothing = paidmark_render(document, parts, room, sizeof room, &needed) == PAIDMARK_REFUSED && needed == 0 &&
                  paidmark_counts(document, parts).bytes == 0;
    nothing = nothing && paidmark_excerpt(document, sizeof room, room, sizeof room, &needed) == PAIDMARK_REFUSED;
    if (!nothing)
        report_failure(report, "no-parts", "nothing of a refused document", "something");
}

/* ---- All of it -------------------------------------------------------------------------------------------------- */

/* Asking for salvage, or not, changes what can be read but not the problems. */
static void check_other_reading(struct report *report, struct call *call)
{
    parse(call, call->example->flags ^ PAIDMARK_SALVAGE);
    check_problems(report, "problems-with-and-without-salvage", call->document);
}

void check_library(struct report *report, struct paidmark_document *document)
{
    const struct example *example = report->example;
    struct call call = prepare(example, document);
    enum paidmark_status status = parse(&call, example->flags);

    check_status(report, expected_status(example), status);
    if (call.options.markers == NULL)
        return;
    check_problems(report, "problems", document);
    if (status == PAIDMARK_OK || status == PAIDMARK_SALVAGED)
        check_parts(report, &call);
    else
        check_no_parts(report, &call);
    for (size_t i = 0; i < example->excerpt_count; i++)
        check_excerpt(report, &call, &example->excerpts[i]);
    check_other_reading(report, &call);
}
