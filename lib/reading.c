/* reading.c - markers and look-alikes in, segments and problems out
 * SPDX-License-Identifier: MIT
 */
#include "reading.h"

#include "lookalike/suggestion.h"
#include "problems.h"
#include "segments.h"
#include "utf8.h"

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
        return paidmark_is_token_at(reading->settings->matcher, reading->text, at, reading->end) ? 0 : 2;
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
    if (kind == PAIDMARK_MARKER_BEGIN || reading->depth != 1 || !reading->outer_took_after)
        taken.before = line_ending_before(reading, reading->stretch_begin, begin);
    if (taken.before == 0)
        taken.behind = line_ending_at(reading, end);
    return taken;
}

/* ---- Markers ------------------------------------------------------------------------------------------------------
 */

/* Ends the stretch of text at `end` and begins the next one at `next`. Characters are never counted further than to the
 * anchor that is being read, and so not past `next`. */
static void end_stretch(struct paidmark_reading *reading, size_t end, size_t next)
{
    if (end > reading->stretch_begin)
        paidmark_add_stretch(reading, end);
    reading->stretch_begin = next;
    reading->stretch_counted = reading->counted;
    reading->hidden_region = 0;
    reading->opened_inside = false;
}

static void open_region(struct paidmark_reading *reading)
{
    if (reading->reading_depth++ == 0)
        reading->regions++;
}

static void add_nested_begin(struct paidmark_reading *reading, size_t begin, size_t end)
{
    struct paidmark_problem *problem = paidmark_add_error(reading, PAIDMARK_PROBLEM_NESTED_BEGIN, begin, end - begin);

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

static void end_marker(struct paidmark_reading *reading, size_t begin, size_t end)
{
    if (reading->depth == 0)
        paidmark_add_error(reading, PAIDMARK_PROBLEM_UNEXPECTED_END, begin, end - begin);
    else if (--reading->depth == 0)
        paidmark_warn_if_empty(reading);
    if (reading->reading_depth > 0)
        reading->reading_depth--;
}

/* An exact marker at text[begin, end). */
static void read_marker(struct paidmark_reading *reading, enum paidmark_marker_kind kind, size_t begin, size_t end)
{
    struct taken taken = take_line_ending(reading, kind, begin, end);

    if (kind == PAIDMARK_MARKER_END && reading->reading_depth == 0)
        paidmark_hide_stretch(reading, begin - taken.before);
    end_stretch(reading, begin - taken.before, end + taken.behind);
    if (kind == PAIDMARK_MARKER_BEGIN)
        begin_marker(reading, begin, end, taken.behind > 0);
    else
        end_marker(reading, begin, end);
}

/* A look-alike at text[begin, end); a paidmark_lookalike_fn with the reading as its context. */
static void read_lookalike(void *context, size_t begin, size_t end, enum paidmark_marker_kind resembles)
{
    struct paidmark_reading *reading = context;
    struct paidmark_problem *problem =
        paidmark_add_error(reading, PAIDMARK_PROBLEM_LOOKALIKE_MARKER, begin, end - begin);

    if (problem) {
        problem->resembles = resembles;
        paidmark_suggest(reading->settings->matcher, (const char *)reading->text, resembles, problem);
    }
    if (resembles == PAIDMARK_MARKER_BEGIN) {
        if (reading->reading_depth == 0) {
            reading->opened = paidmark_place_at(reading, begin);
            reading->opened_inside = true;
        }
        open_region(reading);
    } else if (reading->reading_depth == 0) {
        paidmark_hide_stretch(reading, end);
    }
}

/* ---- The pass over the text ----------------------------------------------------------------------------------------
 */

/* Reads what is at an anchor; the text before `floor` has been dealt with. Returns up to where it has been dealt with
 * now. */
static inline size_t read_anchor(struct paidmark_reading *reading, size_t floor, size_t anchor)
{
    const struct paidmark_matcher *matcher = reading->settings->matcher;
    const unsigned char *text = reading->text;
    struct paidmark_match match;

    /* No token begins with this letter, and ordinary text is full of these. */
    if (!matcher->letters_begin_tokens && paidmark_is_inside_word(text, floor, anchor))
        return floor;
    match = paidmark_match(matcher, text, anchor, reading->end);
    if (match.bytes > 0) {
        read_marker(reading, match.kind, anchor, anchor + match.bytes);
        return anchor + match.bytes;
    }
    return reading->settings->lookalikes ? paidmark_lookalikes_read(&reading->lookalike_reader, floor, anchor) : floor;
}

/* Of the anchors of the block at `offset`, those that the floor has not passed. */
static inline uint64_t anchors_left(uint64_t anchors, size_t offset, size_t floor)
{
    if (floor <= offset)
        return anchors;
    return floor - offset < PAIDMARK_BLOCK_BYTES ? anchors & ~UINT64_C(0) << (floor - offset) : 0;
}

static inline size_t read_block(struct paidmark_reading *reading, size_t floor, const struct paidmark_block *block)
{
    uint64_t anchors = anchors_left(block->anchors, block->offset, floor);

    while (anchors) {
        size_t anchor = block->offset + (size_t)__builtin_ctzll(anchors);

        anchors &= anchors - 1;
        floor = read_anchor(reading, floor, anchor);
        if (floor > anchor)
            anchors = anchors_left(anchors, block->offset, floor);
    }
    return floor;
}

/* What a window of the text holds, `characters` being those before it. */
static void read_window(struct paidmark_reading *reading, const struct paidmark_window *window, size_t characters)
{
    struct paidmark_place *counted = &reading->counted;
    size_t floor = reading->floor;

    for (size_t i = 0; i < window->block_count; i++) {
        const struct paidmark_block *block = &window->blocks[i];

        if (block->offset > counted->offset)
            *counted = (struct paidmark_place){block->offset, characters + block->characters};
        floor = read_block(reading, floor, block);
    }
    reading->floor = floor;
}

size_t paidmark_reading_run(struct paidmark_reading *reading, const struct paidmark_kernel *kernel)
{
    const struct paidmark_fingerprints *fingerprints = &reading->settings->matcher->fingerprints;
    struct paidmark_window *window = &reading->document->window;
    struct paidmark_place *counted = &reading->counted;
    size_t characters = 0;

    for (size_t begin = 0; begin < reading->end;) {
        bool last = reading->end - begin <= PAIDMARK_WINDOW_BYTES;
        size_t stop = last ? reading->end : begin + PAIDMARK_WINDOW_BYTES;

        if (!kernel->scan(reading->text, begin, stop, last, fingerprints, window))
            return begin;
        read_window(reading, window, characters);
        characters += window->characters;
        begin = stop;
        if (begin > counted->offset)
            *counted = (struct paidmark_place){begin, characters};
    }
    return reading->end;
}

/* ---- Begin and end -------------------------------------------------------------------------------------------------
 */

void paidmark_reading_start(struct paidmark_reading *reading, struct paidmark_document *document,
                            const struct paidmark_settings *settings, size_t end)
{
    *reading = (struct paidmark_reading){
        .document = document,
        .settings = settings,
        .text = document->text,
        .end = end,
        .start = paidmark_byte_order_mark(document->text, end),
        .lookalike_reader = {.items = {.text = document->text, .end = end, .matcher = settings->matcher},
                             .found = read_lookalike,
                             .context = reading},
    };
    reading->floor = reading->start;
}

static enum paidmark_status outcome(const struct paidmark_reading *reading)
{
    if (reading->no_memory)
        return PAIDMARK_STATUS_NO_MEMORY;
    if (reading->refused)
        return PAIDMARK_STATUS_REFUSED;
    return reading->document->errors > 0 ? PAIDMARK_STATUS_SALVAGED : PAIDMARK_STATUS_OK;
}

void paidmark_reading_finish(struct paidmark_reading *reading, size_t ill_formed)
{
    struct paidmark_document *document = reading->document;

    end_stretch(reading, reading->end, reading->end);
    if (ill_formed > 0) {
        paidmark_add_error(reading, PAIDMARK_PROBLEM_INVALID_UTF8, reading->end, ill_formed);
        reading->refused = true;
        document->warnings = 0; /* those found rest on text that was not read */
    } else {
        paidmark_add_final_problems(reading);
    }
    if (!reading->marked && reading->settings->unmarked == PAIDMARK_UNMARKED_PAID)
        paidmark_pay_for_all(reading);
    document->regions = reading->regions;
    document->status = outcome(reading);
}
