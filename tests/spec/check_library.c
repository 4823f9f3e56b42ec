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
    struct paidmark_marker_set *markers; /* NULL: not allowed */
    struct paidmark_options options;
    enum paidmark_status status; /* of the first parse */
};

static struct call prepare(const struct example *example, struct paidmark_document *document)
{
    struct call call = {.example = example, .document = document};

    call.options = (struct paidmark_options){
        .size = sizeof(struct paidmark_options), .flags = example->flags, .unmarked = example->unmarked};
    example_markers(example, &call.markers);
    call.options.markers = call.markers;
    return call;
}

static enum paidmark_status parse(struct call *call, uint32_t flags)
{
    const struct bytes *text = &call->example->text;

    call->options.flags = flags;
    if (call->markers == NULL)
        return PAIDMARK_STATUS_BAD_ARGUMENT; /* no such set: there is nothing that could be asked of the library */
    return paidmark_parse(call->document, text->size > 0 ? text->data : NULL, text->size, &call->options);
}

/* ---- Status ------------------------------------------------------------------------------------------------------ */

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
        return PAIDMARK_STATUS_BAD_ARGUMENT;
    if (example->outcome == OUTCOME_REFUSED)
        return PAIDMARK_STATUS_REFUSED;
    return expects_error(example) ? PAIDMARK_STATUS_SALVAGED : PAIDMARK_STATUS_OK;
}

static void check_status(struct report *report, enum paidmark_status expected, enum paidmark_status came)
{
    if (expected != came)
        report_failure(report, "status", paidmark_status_text(expected), paidmark_status_text(came));
}

/* ---- Problems ---------------------------------------------------------------------------------------------------- */

/* Where a problem is, by going on from the one before it and from the start: the same. */
struct positions {
    const struct bytes *text;
    struct paidmark_position problem, related;
    bool differ;
};

static struct place locate(struct positions *positions, struct paidmark_position *position, size_t offset)
{
    struct paidmark_position fresh = {0};

    paidmark_locate(positions->text->data, positions->text->size, offset, position);
    paidmark_locate(positions->text->data, positions->text->size, offset, &fresh);
    positions->differ |=
        fresh.offset != position->offset || fresh.line != position->line || fresh.column != position->column;
    return (struct place){position->line, position->column};
}

static void append_found(struct bytes *out, struct positions *positions, const struct paidmark_problem *found)
{
    struct problem problem = {.is_warning = found->severity == PAIDMARK_SEVERITY_WARNING, .bytes = found->bytes};

    problem.place = locate(positions, &positions->problem, found->offset);
    snprintf(problem.code, sizeof problem.code, "%s", paidmark_problem_name(found->code));
    problem.has_related = found->related_offset != PAIDMARK_NO_OFFSET;
    if (problem.has_related)
        problem.related = locate(positions, &positions->related, found->related_offset);
    problem.has_like = found->suggestion != NULL;
    if (problem.has_like)
        bytes_append(&problem.like, found->suggestion, found->suggestion_bytes);
    problem_append(out, &problem);
    bytes_free(&problem.like);
}

static void check_problems(struct report *report, const char *check, const struct paidmark_document *document)
{
    const struct example *example = report->example;
    struct positions positions = {.text = &example->text};
    const struct paidmark_problem *found;
    struct bytes expected = {0};
    struct bytes came = {0};

    for (size_t i = 0; i < example->problem_count; i++)
        problem_append(&expected, &example->problems[i]);
    for (size_t i = 0; (found = paidmark_problem_at(document, i)) != NULL; i++)
        append_found(&came, &positions, found);
    report_compare_lists(report, check, &expected, &came);
    if (positions.differ)
        report_failure(report, "positions", "the same from one problem to the next as from the start", "others");
    bytes_free(&expected);
    bytes_free(&came);
}

/* ---- Segments ---------------------------------------------------------------------------------------------------- */

static void check_segment_list(struct report *report, const struct paidmark_document *document)
{
    const struct example *example = report->example;
    const struct paidmark_segment *found;
    struct bytes expected = {0};
    struct bytes came = {0};

    for (size_t i = 0; i < example->segment_count; i++) {
        const struct segment *segment = &example->segments[i];

        segment_append(&expected, segment->region, segment->offset, segment->text.data, segment->text.size);
    }
    for (size_t i = 0; (found = paidmark_segment_at(document, i)) != NULL; i++)
        segment_append(&came, found->region, found->offset, found->text, found->bytes);
    if (example->segment_count > 0)
        report_compare_lists(report, "segments", &expected, &came);
    bytes_free(&expected);
    bytes_free(&came);
}

static bool stands_at(const char *at, size_t left, const char *token, size_t bytes)
{
    return bytes <= left && memcmp(at, token, bytes) == 0;
}

/* The size of the marker of this token, tail included; 0 if there is none. */
static size_t token_size_at(const char *at, size_t left, const char *token, size_t bytes, size_t tail)
{
    size_t end = tail;

    if (token == NULL)
        return 0;
    if (tail == 0 || stands_at(at, left, token, bytes))
        return stands_at(at, left, token, bytes) ? bytes : 0;
    if (!stands_at(at, left, token, tail) || left == tail || (at[tail] != ' ' && at[tail] != '\t'))
        return 0;
    while (end < left && end <= tail + 1 + PAIDMARK_TAIL_BYTES_MAX && at[end] != '\n') {
        if (stands_at(at + end, left - end, token + tail, bytes - tail))
            return end + bytes - tail;
        end++;
    }
    return 0;
}

static size_t longest_token_at(const struct paidmark_marker_set *markers, const char *at, size_t left)
{
    const struct paidmark_marker_pair *pair;
    size_t longest = 0;

    for (size_t i = 0; (pair = paidmark_marker_set_pair(markers, i)) != NULL; i++) {
        size_t begin = token_size_at(at, left, pair->begin, pair->begin_bytes, pair->begin_tail);
        size_t end = token_size_at(at, left, pair->end, pair->end_bytes, pair->end_tail);

        longest = begin > longest ? begin : longest;
        longest = end > longest ? end : longest;
    }
    return longest;
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

/* Between segments there are markers, the blanks beside them and line endings, and nothing else. */
static bool may_be_removed(const struct paidmark_marker_set *markers, const char *at, size_t size)
{
    while (size > 0) {
        size_t step = longest_token_at(markers, at, size);

        if (step == 0 && is_blank(at[0]))
            step = 1;
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
           (segment->part == PAIDMARK_PART_FREE) == (segment->region == 0) &&
           may_be_removed(call->markers, text->data + floor, segment->offset - floor);
}

static bool tile(const struct call *call)
{
    const struct bytes *text = &call->example->text;
    const struct paidmark_segment *found;
    size_t end = 0;

    for (size_t i = 0; (found = paidmark_segment_at(call->document, i)) != NULL; i++) {
        if (!follows(call, found, end))
            return false;
        end = found->offset + found->bytes;
    }
    return text->size == end || may_be_removed(call->markers, text->data + end, text->size - end);
}

static void check_segments(struct report *report, const struct call *call)
{
    if (tile(call))
        check_segment_list(report, call->document);
    else
        report_failure(report, "tiling", "segments with only markers, blanks and line endings between them", "others");
}

/* ---- Renderings -------------------------------------------------------------------------------------------------- */

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
    if (status != PAIDMARK_STATUS_OK)
        bytes_clear(came);
}

static void check_rendering(struct report *report, const struct call *call, unsigned rendering)
{
    const struct bytes *text = &call->example->text;
    uint32_t parts = PARTS_OF(rendering);
    struct bytes came = room_for(call->example), at_once = room_for(call->example);
    enum paidmark_status status = paidmark_render(call->document, parts, NULL, came.data, came.capacity, &came.size);

    check_written(report, PAIDMARK_STATUS_OK, status, &came);
    report_compare(report, rendering_names[rendering], &call->example->renderings[rendering], &came);
    status =
        paidmark_split(text->data, text->size, &call->options, parts, at_once.data, at_once.capacity, &at_once.size);
    check_status(report, call->status, status);
    report_compare(report, "split", &came, &at_once);
    bytes_free(&came);
    bytes_free(&at_once);
}

static void check_excerpt(struct report *report, const struct call *call, const struct excerpt *excerpt)
{
    struct bytes came = room_for(call->example);
    enum paidmark_status status =
        paidmark_excerpt(call->document, excerpt->characters, excerpt->flags, came.data, came.capacity, &came.size);

    check_written(report, excerpt->refused ? PAIDMARK_STATUS_REFUSED : PAIDMARK_STATUS_OK, status, &came);
    report_compare(report, "excerpt", &excerpt->text, &came);
    bytes_free(&came);
}

static size_t characters_of(const struct example *example, unsigned parts)
{
    return (parts & PAIDMARK_PART_FREE ? example->free_characters : 0) +
           (parts & PAIDMARK_PART_PAID ? example->paid_characters : 0);
}

static void check_counts(struct report *report, const struct call *call, unsigned rendering)
{
    const struct example *example = call->example;
    struct paidmark_counts counts = {.size = sizeof counts};

    paidmark_count(call->document, PARTS_OF(rendering), &counts);
    report_compare_sizes(report, "bytes", example->renderings[rendering].size, counts.bytes);
    if (example->has_characters)
        report_compare_sizes(report, "characters", characters_of(example, PARTS_OF(rendering)), counts.characters);
    if (example->has_regions)
        report_compare_sizes(report, "regions", example->regions, counts.regions);
}

static void check_parts(struct report *report, const struct call *call)
{
    check_segments(report, call);
    for (unsigned rendering = 0; rendering < RENDERINGS; rendering++) {
        check_rendering(report, call, rendering);
        check_counts(report, call, rendering);
    }
}

/* Whether nothing comes of these parts. */
static bool gives_nothing(const struct call *call, uint32_t parts)
{
    const struct bytes *text = &call->example->text;
    struct paidmark_counts counts = {.size = sizeof counts};
    char room[8];
    size_t needed = 1, split_needed = 1;

    paidmark_count(call->document, parts, &counts);
    return paidmark_render(call->document, parts, NULL, room, sizeof room, &needed) == PAIDMARK_STATUS_REFUSED &&
           paidmark_split(text->data, text->size, &call->options, parts, room, sizeof room, &split_needed) ==
               call->status &&
           needed == 0 && split_needed == 0 && counts.bytes == 0 && counts.segments == 0;
}

/* A document that was not taken gives nothing away. */
static void check_no_parts(struct report *report, const struct call *call)
{
    char room[8];
    size_t needed = 1;
    bool nothing = paidmark_segment_at(call->document, 0) == NULL;

    for (unsigned rendering = 0; rendering < RENDERINGS && nothing; rendering++)
        nothing = gives_nothing(call, PARTS_OF(rendering));
    nothing = nothing &&
              paidmark_excerpt(call->document, sizeof room, 0, room, sizeof room, &needed) == PAIDMARK_STATUS_REFUSED;
    if (!nothing)
        report_failure(report, "no-parts", "nothing of a refused document", "something");
}

/* ---- All of it --------------------------------------------------------------------------------------------------- */

/* Asking for salvage, or not, changes what can be read but not the problems. */
static void check_other_reading(struct report *report, struct call *call)
{
    parse(call, call->example->flags ^ PAIDMARK_OPTION_SALVAGE);
    check_problems(report, "problems-with-and-without-salvage", call->document);
}

static void check_document(struct report *report, struct call *call)
{
    const struct example *example = report->example;
    enum paidmark_status status = parse(call, example->flags);

    call->status = status;
    check_status(report, expected_status(example), status);
    if (call->markers == NULL)
        return;
    check_problems(report, "problems", call->document);
    if (status == PAIDMARK_STATUS_OK || status == PAIDMARK_STATUS_SALVAGED)
        check_parts(report, call);
    else
        check_no_parts(report, call);
    for (size_t i = 0; i < example->excerpt_count; i++)
        check_excerpt(report, call, &example->excerpts[i]);
    check_other_reading(report, call);
}

void check_library(struct report *report, struct paidmark_document *document)
{
    struct call call = prepare(report->example, document);

    check_document(report, &call);
    paidmark_marker_set_free(call.markers);
}
