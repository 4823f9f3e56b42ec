/* reading.c - markers and look-alikes in, segments and problems out
 * SPDX-License-Identifier: MIT
 */
#include "reading.h"

#include "problems.h"
#include "segments.h"
#include "utf8.h"

/* ---- Line endings ------------------------------------------------------------------------------------------------ */

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

static bool is_blank(unsigned char byte)
{
    return byte == ' ' || byte == '\t';
}

/* The line of a marker at text[begin, end), as far as it is out of the way: the blanks on both sides. */
static bool stands_alone(const struct paidmark_reading *reading, size_t *begin, size_t *end)
{
    const unsigned char *text = reading->text;
    size_t first = *begin, behind = *end;

    while (first > reading->stretch_begin && is_blank(text[first - 1]))
        first--;
    if (first != reading->start && text[first - 1] != '\n')
        return false;
    while (behind < reading->end && is_blank(text[behind]) &&
           !paidmark_is_token_at(reading->settings->matcher, text, behind, reading->end))
        behind++;
    if (behind < reading->end && line_ending_at(reading, behind) == 0)
        return false;
    *begin = first;
    *end = behind;
    return true;
}

/* Widens a marker by what it takes along. Returns the bytes of the line ending behind it that it takes. */
static size_t take_line_ending(const struct paidmark_reading *reading, enum paidmark_role role, size_t *begin,
                               size_t *end)
{
    bool takes_behind = role == PAIDMARK_ROLE_DIVIDER ||
                        (role == PAIDMARK_ROLE_END && reading->depth == 1 && reading->outer_took_after);
    size_t before = 0, behind = 0;

    if (reading->settings->exact || !stands_alone(reading, begin, end))
        return 0;
    if (!takes_behind)
        before = line_ending_before(reading, reading->stretch_begin, *begin);
    if (before == 0)
        behind = line_ending_at(reading, *end);
    *begin -= before;
    *end += behind;
    return behind;
}

/* ---- Markers ----------------------------------------------------------------------------------------------------- */

/* Ends the stretch of text at `end` and begins the next one at `next`. Characters are never counted further than to the
 * anchor that is being read, and so not past `next`. */
static void end_stretch(struct paidmark_reading *reading, size_t end, size_t next)
{
    if (end > reading->stretch_begin)
        paidmark_add_stretch(reading, end);
    reading->stretch_begin = next;
    reading->stretch_counted = reading->counted;
    reading->hidden = 0;
    reading->opened_inside = false;
}

static bool is_paid(const struct paidmark_reading *reading)
{
    return reading->reading_depth > 0 || reading->paid_to_end;
}

/* What a begin marker, or a look-alike of one, does to the reading. What is hidden behind the region is another one. */
static void open_region(struct paidmark_reading *reading)
{
    if (!is_paid(reading))
        reading->regions++;
    reading->reading_depth++;
    reading->hidden_region = 0;
}

/* Makes the stretch paid, as far as it is free. */
static void hide_stretch(struct paidmark_reading *reading)
{
    if (reading->hidden_region == 0)
        reading->hidden_region = ++reading->regions;
    reading->hidden = reading->hidden_region;
}

static void add_nested_begin(struct paidmark_reading *reading, size_t begin, size_t end)
{
    struct paidmark_problem *problem = paidmark_add_error(reading, PAIDMARK_PROBLEM_NESTED_BEGIN, begin, end - begin);

    if (problem)
        problem->related_offset = reading->outer_begin;
}

static void note_first_begin(struct paidmark_reading *reading, size_t begin, size_t end)
{
    if (!reading->marked) {
        reading->first_begin = begin;
        reading->first_bytes = end - begin;
    }
    reading->marked = true;
}

static void begin_marker(struct paidmark_reading *reading, size_t begin, size_t end, bool took_after)
{
    if (reading->depth++ > 0) {
        add_nested_begin(reading, begin, end);
    } else {
        reading->outer_begin = begin;
        reading->outer_bytes = end - begin;
        reading->outer_took_after = took_after;
        if (!reading->divider_open)
            reading->region_has_text = false;
    }
    note_first_begin(reading, begin, end);
    open_region(reading);
}

/* A divider inside the region of a pair closes no region and is closed by none. */
static void divider(struct paidmark_reading *reading, size_t begin, size_t end)
{
    if (reading->divider_open) {
        paidmark_add_warning(reading, PAIDMARK_PROBLEM_REPEATED_DIVIDER, begin, end - begin);
    } else if (reading->depth > 0) {
        add_nested_begin(reading, begin, end);
    } else {
        reading->divider_open = true;
        reading->divider_begin = begin;
        reading->divider_bytes = end - begin;
        reading->region_has_text = false;
    }
    note_first_begin(reading, begin, end);
    if (!is_paid(reading))
        reading->regions++;
    reading->paid_to_end = true;
}

static void end_marker(struct paidmark_reading *reading, size_t begin, size_t end)
{
    bool is_unexpected = reading->depth == 0, is_empty = false;

    if (is_unexpected)
        paidmark_add_error(reading, PAIDMARK_PROBLEM_UNEXPECTED_END, begin, end - begin);
    else
        is_empty = --reading->depth == 0 && !reading->divider_open && !reading->region_has_text;
    if (is_empty)
        paidmark_insert_error(reading, PAIDMARK_PROBLEM_EMPTY_REGION, reading->outer_begin, reading->outer_bytes);
    if (reading->reading_depth > 0) {
        reading->reading_depth--;
        is_unexpected = false;
    }
    if (!is_paid(reading) && (is_unexpected || is_empty))
        hide_stretch(reading);
}

/* An exact marker of the set's own at text[begin, end). */
static void read_marker(struct paidmark_reading *reading, enum paidmark_role role, size_t begin, size_t end)
{
    size_t first = begin, behind = end;
    bool took_after = take_line_ending(reading, role, &first, &behind) > 0;

    if (role == PAIDMARK_ROLE_END && !is_paid(reading))
        hide_stretch(reading);
    end_stretch(reading, first, behind);
    if (role == PAIDMARK_ROLE_BEGIN)
        begin_marker(reading, begin, end, took_after);
    else if (role == PAIDMARK_ROLE_DIVIDER)
        divider(reading, begin, end);
    else
        end_marker(reading, begin, end);
}

static void read_lookalike(struct paidmark_reading *reading, const struct paidmark_lookalike *lookalike)
{
    size_t bytes = lookalike->end - lookalike->begin;
    const struct paidmark_token *token = paidmark_suggested_token(reading->settings->matcher, lookalike->name);
    struct paidmark_problem *problem =
        paidmark_add_error(reading, PAIDMARK_PROBLEM_LOOKALIKE_MARKER, lookalike->begin, bytes);

    if (problem) {
        problem->resembles = lookalike->name->kind;
        problem->suggestion = token ? token->text : NULL;
        problem->suggestion_bytes = token ? token->bytes : 0;
    }
    if (lookalike->name->kind == PAIDMARK_MARKER_BEGIN) {
        if (!is_paid(reading)) {
            reading->opened = paidmark_place_at(reading, lookalike->begin);
            reading->opened_inside = true;
        }
        open_region(reading);
        reading->paid_to_end |= lookalike->name->token->role == PAIDMARK_ROLE_DIVIDER;
    } else if (!is_paid(reading)) {
        hide_stretch(reading);
    }
}

/* ---- The pass over the text -------------------------------------------------------------------------------------- */

/* What is found at an anchor: a marker, or else, its match being of 0 bytes, a look-alike. */
struct found {
    size_t begin;
    struct paidmark_match match;
    struct paidmark_lookalike lookalike;
};

/* Returns up to where the text has been dealt with then. */
static size_t read_found(struct paidmark_reading *reading, const struct found *found)
{
    const struct paidmark_token *token = found->match.token;
    size_t end = found->begin + found->match.bytes;

    if (found->match.bytes == 0) {
        read_lookalike(reading, &found->lookalike);
        end = found->lookalike.end;
    } else if (token->set) {
        paidmark_add_foreign_marker(reading, token, found->begin, found->match.bytes);
    } else {
        read_marker(reading, token->role, found->begin, end);
        reading->lookalikes.stretch.begin = end;
    }
    reading->lookalikes.stretch.floor = end;
    return end;
}

/* Whether text[anchor] is of the first bytes of a marker, ## as a rule: they are anchors, and of no look-alike. What is
 * looked for at anchors finds that out as well, but has looked at much else by then; so what is no marker has to be
 * told by a byte or two. */
static inline bool begins_marker(const struct paidmark_reading *reading, size_t floor, size_t anchor)
{
    const struct paidmark_matcher *matcher = reading->settings->matcher;
    const unsigned char *text = reading->text;
    size_t far = anchor + matcher->farthest_anchor;

    return matcher->farthest_anchor > 0 && far < reading->end &&
           (matcher->back[text[far]] | matcher->back[text[far - 1]]) != 0 &&
           paidmark_is_before_anchor(matcher, text, anchor > floor ? anchor - 1 : anchor, anchor, reading->end);
}

/* Whether a look-alike may be found at an anchor, by a few bytes. */
static inline bool may_be_lookalike(const struct paidmark_reading *reading, size_t floor, size_t anchor)
{
    return reading->settings->lookalikes && paidmark_may_be_lookalike(&reading->lookalikes, anchor) &&
           !begins_marker(reading, floor, anchor);
}

/* Looks for what is at an anchor, for look-alikes if it `looks`; the text before `floor` has been dealt with. */
static bool find_at(struct paidmark_reading *reading, size_t floor, size_t anchor, bool looks, struct found *found)
{
    const struct paidmark_matcher *matcher = reading->settings->matcher;

    found->match = (struct paidmark_match){NULL, 0};
    if (paidmark_may_match_at(matcher, reading->text, anchor))
        found->match = paidmark_match_at_anchor(matcher, reading->text, floor, anchor, reading->end, &found->begin);
    if (found->match.bytes > 0 && !found->match.token->set)
        return true;
    if (looks && paidmark_lookalike_at(&reading->lookalikes, anchor, &found->lookalike)) {
        found->match.bytes = 0;
        found->begin = found->lookalike.begin;
        return true;
    }
    return found->match.bytes > 0 && !(found->match.token->is_lookalike && reading->settings->lookalikes);
}

/* A sign may find a name that is far behind it: behind tags, which may hold look-alikes by themselves. What begins
 * before it stands in its place. */
static void find_before(struct paidmark_reading *reading, size_t floor, size_t anchor, struct found *found)
{
    struct found other;

    for (size_t at = anchor + 1; at < found->begin; at++) {
        if (paidmark_is_anchor(&reading->settings->matcher->fingerprints, reading->text, at) &&
            find_at(reading, floor, at, may_be_lookalike(reading, floor, at), &other) && other.begin < found->begin)
            *found = other;
    }
}

/* Reads what is at an anchor, nothing at most of them. Returns up to where the text has been dealt with now. */
static inline size_t read_anchor(struct paidmark_reading *reading, size_t floor, size_t anchor)
{
    bool looks = may_be_lookalike(reading, floor, anchor);
    struct found found;

    if (!looks && !paidmark_may_match_at(reading->settings->matcher, reading->text, anchor))
        return floor;
    if (!find_at(reading, floor, anchor, looks, &found))
        return floor;
    if (found.begin > anchor)
        find_before(reading, floor, anchor, &found);
    return read_found(reading, &found);
}

/* Of the anchors of the block at `offset`, those that the floor has not passed. */
static inline uint64_t anchors_left(uint64_t anchors, size_t offset, size_t floor)
{
    if (floor <= offset)
        return anchors;
    return floor - offset < PAIDMARK_BLOCK_BYTES ? anchors & ~UINT64_C(0) << (floor - offset) : 0;
}

/* A look-alike may end before the anchor that it is found at, which is read again then: the next one may be there. */
static inline size_t read_block(struct paidmark_reading *reading, size_t floor, const struct paidmark_block *block)
{
    uint64_t anchors = anchors_left(block->anchors, block->offset, floor);

    while (anchors) {
        size_t end = read_anchor(reading, floor, block->offset + (size_t)__builtin_ctzll(anchors));

        anchors = end > floor ? anchors_left(anchors, block->offset, end) : anchors & (anchors - 1);
        floor = end;
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

/* ---- Begin and end ----------------------------------------------------------------------------------------------- */

void paidmark_reading_start(struct paidmark_reading *reading, struct paidmark_document *document,
                            const struct paidmark_settings *settings, size_t end)
{
    *reading = (struct paidmark_reading){
        .document = document,
        .settings = settings,
        .text = document->text,
        .end = end,
        .start = paidmark_byte_order_mark(document->text, end),
    };
    reading->floor = reading->start;
    paidmark_piece_caches_init(&document->caches);
    reading->lookalikes = (struct paidmark_lookalike_reader){
        .stretch = {.text = document->text,
                    .begin = reading->start,
                    .end = end,
                    .floor = reading->start,
                    .matcher = settings->matcher,
                    .caches = &document->caches},
        .names = settings->names,
    };
}

static enum paidmark_status outcome(const struct paidmark_reading *reading)
{
    if (reading->no_memory)
        return PAIDMARK_STATUS_NO_MEMORY;
    if (reading->refused)
        return PAIDMARK_STATUS_REFUSED;
    return reading->document->errors > 0 ? PAIDMARK_STATUS_SALVAGED : PAIDMARK_STATUS_OK;
}

void paidmark_reading_finish(struct paidmark_reading *reading, uint32_t code, size_t bytes)
{
    struct paidmark_document *document = reading->document;

    end_stretch(reading, reading->end, reading->end);
    if (code != 0) {
        paidmark_add_error(reading, code, reading->end, bytes);
        reading->refused = true;
        document->warnings = 0; /* those found rest on text that was not read */
    } else {
        paidmark_add_final_problems(reading);
    }
    if (!reading->marked && (reading->settings->unmarked == PAIDMARK_UNMARKED_PAID || reading->foreign_markers > 0))
        paidmark_pay_for_all(reading);
    document->regions = reading->regions;
    document->status = outcome(reading);
}
