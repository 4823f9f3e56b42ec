/* reading.c - markers and look-alikes in, segments and problems out
 * SPDX-License-Identifier: MIT
 */
#include "reading.h"

#include "suggestion.h"
#include "text.h"

void paidmark_reading_start(struct paidmark_reading *reading, struct paidmark_document *document,
                            const struct paidmark_settings *settings, size_t end)
{
    *reading = (struct paidmark_reading){
        .document = document,
        .settings = settings,
        .text = document->text,
        .end = end,
    };
    reading->start = paidmark_byte_order_mark(document->text, end);
}

/* ---- Problems -----------------------------------------------------------------------------------------------------
 */

/* Kept out of the way of what happens for every marker: of a million problems, nearly all are only counted. */
static __attribute__((noinline)) struct paidmark_problem *
keep_problem(struct paidmark_reading *reading, struct paidmark_problem_list *list, struct paidmark_problem kept)
{
    struct paidmark_problem *problem = paidmark_problem_list_add(list);

    if (problem)
        *problem = kept;
    else
        reading->no_memory = true;
    return problem;
}

/* A new problem at the end of a list; NULL when it is omitted or there is no memory. */
static struct paidmark_problem *add_problem(struct paidmark_reading *reading, struct paidmark_problem_list *list,
                                            enum paidmark_severity severity, enum paidmark_problem_code code,
                                            size_t offset, size_t bytes)
{
    if (paidmark_problem_list_omits(list, reading->settings->max_problems))
        return NULL;
    return keep_problem(reading, list,
                        (struct paidmark_problem){
                            .code = code,
                            .severity = severity,
                            .offset = offset,
                            .bytes = bytes,
                            .related_offset = PAIDMARK_NO_OFFSET,
                        });
}

static struct paidmark_problem *add_error(struct paidmark_reading *reading, enum paidmark_problem_code code,
                                          size_t offset, size_t bytes)
{
    if (!reading->settings->salvage)
        reading->refused = true;
    return add_problem(reading, &reading->document->problems, PAIDMARK_ERROR, code, offset, bytes);
}

static void add_warning(struct paidmark_reading *reading, enum paidmark_problem_code code, size_t offset, size_t bytes)
{
    add_problem(reading, &reading->document->warnings, PAIDMARK_WARNING, code, offset, bytes);
}

/* ---- Segments -----------------------------------------------------------------------------------------------------
 */

/* A place, with its characters counted from the nearest place where they are known. */
static struct paidmark_place place_at(struct paidmark_reading *reading, size_t offset)
{
    struct paidmark_place *counted = &reading->counted;
    struct paidmark_place place = {offset, 0};

    if (reading->refused)
        return place;
    if (offset == counted->offset)
        return *counted;
    if (offset < counted->offset) {
        place.characters = counted->characters - paidmark_count_characters(reading->text, offset, counted->offset);
        return place;
    }
    place.characters = counted->characters + paidmark_count_characters(reading->text, counted->offset, offset);
    *counted = place;
    return place;
}

/* Adds the text between two places as paid text of a region, or as free text with region 0. */
static void add_segment(struct paidmark_reading *reading, struct paidmark_place begin, struct paidmark_place end,
                        size_t region)
{
    struct paidmark_segment *segment;

    if (begin.offset == end.offset || reading->refused)
        return;
    segment = paidmark_segment_list_add(&reading->document->segments);
    if (!segment) {
        reading->no_memory = true;
        return;
    }
    *segment = (struct paidmark_segment){
        .text = (const char *)reading->text + begin.offset,
        .bytes = end.offset - begin.offset,
        .offset = begin.offset,
        .characters = end.characters - begin.characters,
        .region = region,
        .part = region > 0 ? PAIDMARK_PAID : PAIDMARK_FREE,
    };
    if (begin.offset == 0 && reading->start > 0)
        segment->characters--;
}

/* White space is looked for only until the first text is found, so each byte is seen once. */
static void note_text(struct paidmark_reading *reading, size_t begin, size_t end)
{
    bool *has_text = reading->depth > 0 ? &reading->region_has_text : &reading->free_has_text;

    if (begin < reading->start)
        begin = reading->start;
    if (!*has_text)
        *has_text = !paidmark_is_white(reading->text, begin, end);
}

/* The place where the stretch begins. Its characters were not counted then, since many a stretch is empty. */
static struct paidmark_place stretch_begin_place(const struct paidmark_reading *reading)
{
    const struct paidmark_place *counted = &reading->stretch_counted;
    size_t begin = reading->stretch_begin;

    if (reading->refused)
        return (struct paidmark_place){begin, 0};
    return (struct paidmark_place){begin, counted->characters +
                                              paidmark_count_characters(reading->text, counted->offset, begin)};
}

/* Makes segments of the stretch, which ends at `end` and is not empty. */
static void add_stretch(struct paidmark_reading *reading, size_t end)
{
    struct paidmark_place begin = stretch_begin_place(reading);
    struct paidmark_place stop = place_at(reading, end);
    struct paidmark_place opened = stop;

    note_text(reading, begin.offset, end);
    if (reading->hidden_region > 0) {
        add_segment(reading, begin, reading->hidden_end, reading->hidden_region);
        begin = reading->hidden_end;
    }
    if (reading->opened_inside)
        opened = reading->opened;
    else if (reading->reading_depth > 0)
        opened = begin;
    add_segment(reading, begin, opened, 0);
    add_segment(reading, opened, stop, reading->regions);
}

/* Ends the stretch of text at `end` and begins the next one at `next`. */
static void end_stretch(struct paidmark_reading *reading, size_t end, size_t next)
{
    if (end > reading->stretch_begin)
        add_stretch(reading, end);
    reading->stretch_begin = next;
    reading->stretch_counted = reading->counted;
    reading->hidden_region = 0;
    reading->opened_inside = false;
}

/* Makes the stretch paid from its begin to `end`. */
static void hide(struct paidmark_reading *reading, size_t end)
{
    if (reading->hidden_region == 0)
        reading->hidden_region = ++reading->regions;
    reading->hidden_end = place_at(reading, end);
}

/* ---- Line endings -------------------------------------------------------------------------------------------------
 */

/* Bytes of the line ending directly before text[at], or 0. What was removed up to `floor` is out of reach. */
static size_t line_ending_before(const struct paidmark_reading *reading, size_t floor, size_t at)
{
    if (at <= floor || reading->text[at - 1] != '\n')
        return 0;
    return at - 1 > floor && reading->text[at - 2] == '\r' ? 2 : 1;
}

/* What is a marker is no part of a line ending, should the caller have chosen CR for a token. */
static size_t line_ending_at(const struct paidmark_reading *reading, size_t at)
{
    if (at < reading->end && reading->text[at] == '\n')
        return 1;
    if (reading->end - at >= 2 && reading->text[at] == '\r' && reading->text[at + 1] == '\n')
        return paidmark_is_token_at(&reading->settings->matcher, reading->text, at, reading->end) ? 0 : 2;
    return 0;
}

static bool stands_alone(const struct paidmark_reading *reading, size_t begin, size_t end)
{
    bool line_start = begin == reading->start || reading->text[begin - 1] == '\n';

    return line_start && (end == reading->end || line_ending_at(reading, end) > 0);
}

/* What a marker takes along: bytes of line endings before and behind it, one of them 0. */
struct taken {
    size_t before, behind;
};

static struct taken take_line_ending(const struct paidmark_reading *reading, enum paidmark_marker_kind kind,
                                     size_t begin, size_t end)
{
    struct taken taken = {0, 0};

    if (reading->settings->exact || !stands_alone(reading, begin, end))
        return taken;
    if (kind == PAIDMARK_BEGIN_MARKER || reading->depth != 1 || !reading->outer_took_after)
        taken.before = line_ending_before(reading, reading->stretch_begin, begin);
    if (taken.before == 0)
        taken.behind = line_ending_at(reading, end);
    return taken;
}

/* ---- Markers ------------------------------------------------------------------------------------------------------
 */

static void open_region(struct paidmark_reading *reading)
{
    if (reading->reading_depth++ == 0)
        reading->regions++;
}

static void add_nested_begin(struct paidmark_reading *reading, size_t begin, size_t end)
{
    struct paidmark_problem *problem = add_error(reading, PAIDMARK_NESTED_BEGIN, begin, end - begin);

    if (problem)
        problem->related_offset = reading->outer_begin;
}

static void begin_marker(struct paidmark_reading *reading, size_t begin, size_t end, bool took_after)
{
    if (reading->depth++ > 0) {
        add_nested_begin(reading, begin, end);
    } else {
        reading->outer_begin = begin;
        reading->outer_bytes = end - begin;
        reading->outer_took_after = took_after;
        reading->region_has_text = false;
    }
    if (!reading->marked) {
        reading->first_begin = begin;
        reading->first_bytes = end - begin;
    }
    reading->marked = true;
    open_region(reading);
}

static void warn_if_empty(struct paidmark_reading *reading)
{
    if (!reading->region_has_text)
        add_warning(reading, PAIDMARK_EMPTY_REGION, reading->outer_begin, reading->outer_bytes);
}

static void end_marker(struct paidmark_reading *reading, size_t begin, size_t end)
{
    if (reading->depth == 0)
        add_error(reading, PAIDMARK_UNEXPECTED_END, begin, end - begin);
    else if (--reading->depth == 0)
        warn_if_empty(reading);
    if (reading->reading_depth > 0)
        reading->reading_depth--;
}

void paidmark_reading_marker(struct paidmark_reading *reading, enum paidmark_marker_kind kind, size_t begin, size_t end)
{
    struct taken taken = take_line_ending(reading, kind, begin, end);

    if (kind == PAIDMARK_END_MARKER && reading->reading_depth == 0)
        hide(reading, begin - taken.before);
    end_stretch(reading, begin - taken.before, end + taken.behind);
    if (kind == PAIDMARK_BEGIN_MARKER)
        begin_marker(reading, begin, end, taken.behind > 0);
    else
        end_marker(reading, begin, end);
}

void paidmark_reading_lookalike(void *context, size_t begin, size_t end, enum paidmark_marker_kind resembles)
{
    struct paidmark_reading *reading = context;
    struct paidmark_problem *problem = add_error(reading, PAIDMARK_LOOKALIKE_MARKER, begin, end - begin);

    if (problem)
        paidmark_suggest(&reading->settings->matcher, (const char *)reading->text, resembles, problem);
    if (resembles == PAIDMARK_BEGIN_MARKER) {
        if (reading->reading_depth == 0) {
            reading->opened = place_at(reading, begin);
            reading->opened_inside = true;
        }
        open_region(reading);
    } else if (reading->reading_depth == 0) {
        hide(reading, end);
    }
}

/* ---- The end ------------------------------------------------------------------------------------------------------
 */

/* The problems that only the end of the document can tell. */
static void add_final_problems(struct paidmark_reading *reading)
{
    if (reading->depth > 0 && reading->settings->matcher.dividers)
        warn_if_empty(reading);
    else if (reading->depth > 0)
        add_error(reading, PAIDMARK_UNCLOSED_BEGIN, reading->outer_begin, reading->outer_bytes);
    if (!reading->marked && reading->settings->unmarked == PAIDMARK_UNMARKED_ERROR) {
        add_error(reading, PAIDMARK_NO_PAID_REGION, 0, 0);
        reading->refused = true;
    }
    if (reading->marked && !reading->free_has_text)
        add_warning(reading, PAIDMARK_NOTHING_FREE, reading->first_begin, reading->first_bytes);
}

static void append_warnings(struct paidmark_reading *reading)
{
    struct paidmark_problem_list *problems = &reading->document->problems;
    const struct paidmark_problem_list *warnings = &reading->document->warnings;

    for (size_t i = 0; i < warnings->count; i++) {
        const struct paidmark_problem *warning = &warnings->items[i];

        add_problem(reading, problems, PAIDMARK_WARNING, warning->code, warning->offset, warning->bytes);
    }
    problems->omitted += warnings->omitted;
}

/* Makes the whole document one paid region, the parts of a stretch one segment. */
static void pay_for_all(struct paidmark_reading *reading)
{
    struct paidmark_segment_list *segments = &reading->document->segments;
    size_t kept = 0;

    for (size_t i = 0; i < segments->count; i++) {
        struct paidmark_segment *segment = &segments->items[i];
        struct paidmark_segment *last = kept > 0 ? &segments->items[kept - 1] : NULL;

        segment->part = PAIDMARK_PAID;
        segment->region = 1;
        if (last && last->offset + last->bytes == segment->offset) {
            last->bytes += segment->bytes;
            last->characters += segment->characters;
        } else {
            segments->items[kept++] = *segment;
        }
    }
    segments->count = kept;
    reading->regions = 1;
}

static enum paidmark_status outcome(const struct paidmark_reading *reading)
{
    const struct paidmark_problem_list *problems = &reading->document->problems;

    if (reading->no_memory)
        return PAIDMARK_NO_MEMORY;
    if (reading->refused)
        return PAIDMARK_REFUSED;
    return problems->count > 0 && problems->items[0].severity == PAIDMARK_ERROR ? PAIDMARK_SALVAGED : PAIDMARK_OK;
}

void paidmark_reading_finish(struct paidmark_reading *reading, size_t ill_formed)
{
    struct paidmark_document *document = reading->document;

    end_stretch(reading, reading->end, reading->end);
    if (ill_formed > 0) {
        add_error(reading, PAIDMARK_INVALID_UTF8, reading->end, ill_formed);
        reading->refused = true;
    } else {
        add_final_problems(reading);
        append_warnings(reading);
    }
    if (!reading->marked && reading->settings->unmarked == PAIDMARK_UNMARKED_PAID)
        pay_for_all(reading);
    document->regions = reading->regions;
    document->status = outcome(reading);
}
