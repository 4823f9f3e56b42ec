/* fix.c - a document with its damaged markers mended
 * SPDX-License-Identifier: MIT
 */
#include "document/fix.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "failure.h"
#include "show/sentence.h"

static int fail_or_go_on(enum paidmark_status status)
{
    return status == PAIDMARK_STATUS_NO_MEMORY ? ENOMEM : FAILURE_NONE;
}

static void meet(struct fix *fix, enum fix_obstacle obstacle, size_t place)
{
    if (fix->obstacle == FIX_NO_OBSTACLE) {
        fix->obstacle = obstacle;
        fix->place = place;
    }
}

/* ---- Damaged markers --------------------------------------------------------------------------------------------- */

static int add_edit(struct fix *fix, const struct paidmark_problem *problem)
{
    if (fix->count == fix->capacity) {
        size_t capacity = fix->capacity > 0 ? 2 * fix->capacity : 16;
        struct edit *edits = realloc(fix->edits, capacity * sizeof *edits);

        if (edits == NULL)
            return ENOMEM;
        fix->edits = edits;
        fix->capacity = capacity;
    }
    fix->edits[fix->count++] = (struct edit){.offset = problem->offset,
                                             .bytes = problem->bytes,
                                             .token = problem->suggestion,
                                             .token_bytes = problem->suggestion_bytes};
    return FAILURE_NONE;
}

static bool is_letter(char byte)
{
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

static size_t count_of(const char *text, size_t bytes, char sought)
{
    size_t count = 0;

    for (size_t i = 0; i < bytes; i++)
        count += text[i] == sought;
    return count;
}

static bool is_suggested(const struct paidmark_problem *problem, const char *token, size_t bytes)
{
    return problem->suggestion_bytes == bytes && memcmp(problem->suggestion, token, bytes) == 0;
}

static bool has_tail(const struct loaded *loaded, const struct paidmark_problem *problem)
{
    const struct paidmark_marker_pair *pair;

    for (size_t i = 0; (pair = paidmark_marker_set_pair(loaded->options.markers, i)) != NULL; i++) {
        if ((pair->begin_tail > 0 && is_suggested(problem, pair->begin, pair->begin_bytes)) ||
            (pair->end_tail > 0 && is_suggested(problem, pair->end, pair->end_bytes)))
            return true;
    }
    return false;
}

/* Of a damaged marker with a tail, only what is before the blank of the tail may have been found. */
static bool ends_before_tail(const struct loaded *loaded, const struct paidmark_problem *problem)
{
    size_t end = problem->offset + problem->bytes;

    return end < loaded->text_bytes && (loaded->text[end] == ' ' || loaded->text[end] == '\t') &&
           loaded->text[end - 1] != problem->suggestion[problem->suggestion_bytes - 1] && has_tail(loaded, problem);
}

/* Tags inside a marker would be gone with what they say, and perhaps without their end tags. */
static bool has_tag(const struct loaded *loaded, const struct paidmark_problem *problem)
{
    return count_of(loaded->text + problem->offset, problem->bytes, '<') >
           count_of(problem->suggestion, problem->suggestion_bytes, '<');
}

/* A name without a sign on both sides may be a word of the text. */
static enum fix_obstacle obstacle_at(const struct loaded *loaded, const struct paidmark_problem *problem)
{
    const char *damaged = loaded->text + problem->offset;

    if (problem->suggestion == NULL || named_set_of(loaded, problem) != NULL)
        return FIX_OTHER_SET;
    if (is_letter(damaged[0]) || is_letter(damaged[problem->bytes - 1]))
        return FIX_NO_SIGN;
    return has_tag(loaded, problem) || ends_before_tail(loaded, problem) ? FIX_OTHER_TEXT : FIX_NO_OBSTACLE;
}

static int collect_edits(struct fix *fix, const struct loaded *loaded)
{
    struct paidmark_options options = loaded->options;
    const struct paidmark_problem *problem;
    size_t behind = 0; /* the one before */
    int failure;

    options.max_problems = SIZE_MAX;
    failure = fail_or_go_on(paidmark_parse(fix->document, loaded->text, loaded->text_bytes, &options));
    for (size_t i = 0; failure == FAILURE_NONE && (problem = paidmark_problem_at(fix->document, i)) != NULL; i++) {
        if (problem->code != PAIDMARK_PROBLEM_LOOKALIKE_MARKER)
            continue;
        failure = add_edit(fix, problem);
        meet(fix, problem->offset < behind ? FIX_OTHER_TEXT : obstacle_at(loaded, problem), problem->offset);
        behind = problem->offset + problem->bytes;
    }
    return failure;
}

/* ---- The fixed text ---------------------------------------------------------------------------------------------- */

static size_t bytes_when_fixed(const struct fix *fix, size_t bytes)
{
    for (size_t i = 0; i < fix->count; i++)
        bytes -= fix->edits[i].bytes;
    for (size_t i = 0; i < fix->count; i++) {
        if (fix->edits[i].token_bytes > SIZE_MAX - bytes)
            return SIZE_MAX;
        bytes += fix->edits[i].token_bytes;
    }
    return bytes;
}

static int make_text(struct fix *fix, const struct loaded *loaded)
{
    size_t from = 0, to = 0;

    fix->bytes = bytes_when_fixed(fix, loaded->text_bytes);
    fix->text = malloc(fix->bytes);
    if (fix->text == NULL)
        return ENOMEM;
    for (size_t i = 0; i < fix->count; i++) {
        struct edit *edit = &fix->edits[i];

        memcpy(fix->text + to, loaded->text + from, edit->offset - from);
        to += edit->offset - from;
        edit->fixed_offset = to;
        memcpy(fix->text + to, edit->token, edit->token_bytes);
        to += edit->token_bytes;
        from = edit->offset + edit->bytes;
    }
    memcpy(fix->text + to, loaded->text + from, loaded->text_bytes - from);
    return FAILURE_NONE;
}

/* ---- Whether it may be trusted ----------------------------------------------------------------------------------- */

/* Parses a text so that what is removed from it is its markers and nothing else. */
static int parse_exactly(struct fix *fix, const struct loaded *loaded, const char *text, size_t bytes, uint32_t flags)
{
    struct paidmark_options options = loaded->options;

    options.flags = PAIDMARK_OPTION_EXACT | flags;
    options.unmarked = PAIDMARK_UNMARKED_FREE; /* the fixed document has markers */
    return fail_or_go_on(paidmark_parse(fix->document, text, bytes, &options));
}

static size_t bytes_of_markers(const struct fix *fix, size_t text_bytes)
{
    struct paidmark_counts counts = {.size = sizeof counts};

    paidmark_count(fix->document, PAIDMARK_PART_FREE | PAIDMARK_PART_PAID, &counts);
    return text_bytes - counts.bytes;
}

/* Whether all that become the same marker are damaged in the same way, as by a converter. */
static bool are_alike(const struct fix *fix, const struct loaded *loaded)
{
    for (size_t i = 1; i < fix->count; i++) {
        const struct edit *edit = &fix->edits[i], *before = edit - 1;

        while (before > fix->edits && before->token != edit->token)
            before--;
        if (before->token == edit->token &&
            (before->bytes != edit->bytes ||
             memcmp(loaded->text + before->offset, loaded->text + edit->offset, edit->bytes) != 0))
            return false;
    }
    return true;
}

static size_t fixed_end(const struct edit *edit)
{
    return edit->fixed_offset + edit->token_bytes;
}

/* Goes through the text between the markers of the fixed document. Each edit has to be a marker; and where the author
 * has exact ones too, or damaged ones of several looks, an end and a begin marker that are both damaged may be words of
 * the paid text around them, and so do not make free what is between them. */
static void look_between(struct fix *fix, bool are_all_damaged_alike)
{
    const struct paidmark_segment *segment;
    size_t next = 0; /* edit */

    for (size_t i = 0; (segment = paidmark_segment_at(fix->document, i)) != NULL; i++) {
        size_t end = segment->offset + segment->bytes;
        bool is_behind, is_before;

        while (next < fix->count && fixed_end(&fix->edits[next]) <= segment->offset)
            next++;
        if (next < fix->count && fix->edits[next].fixed_offset < end)
            meet(fix, FIX_JOINED, fix->edits[next].offset);
        is_behind = next > 0 && fixed_end(&fix->edits[next - 1]) == segment->offset;
        is_before = next < fix->count && fix->edits[next].fixed_offset == end;
        if (segment->part == PAIDMARK_PART_FREE && is_behind && is_before && !are_all_damaged_alike)
            meet(fix, FIX_BETWEEN, fix->edits[next - 1].offset);
    }
}

static int look_at_exact_markers(struct fix *fix, const struct loaded *loaded, size_t *bytes)
{
    int failure = parse_exactly(fix, loaded, loaded->text, loaded->text_bytes,
                                PAIDMARK_OPTION_NO_LOOKALIKES | PAIDMARK_OPTION_SALVAGE);

    *bytes = bytes_of_markers(fix, loaded->text_bytes);
    return failure;
}

static void judge(struct fix *fix, const struct loaded *loaded, size_t exact_bytes)
{
    const struct paidmark_problem *first = paidmark_problem_at(fix->document, 0);
    size_t edit_bytes = 0;

    if (first != NULL && first->severity == PAIDMARK_SEVERITY_ERROR) {
        meet(fix, FIX_STILL_REFUSED, 0);
        fix->left_code = first->code;
        return;
    }
    for (size_t i = 0; i < fix->count; i++)
        edit_bytes += fix->edits[i].token_bytes;
    look_between(fix, exact_bytes == 0 && are_alike(fix, loaded));
    if (bytes_of_markers(fix, fix->bytes) != exact_bytes + edit_bytes)
        meet(fix, FIX_JOINED, fix->edits[0].offset);
}

static int try_to_fix(struct fix *fix, const struct loaded *loaded)
{
    size_t exact_bytes = 0;
    int failure = make_text(fix, loaded);

    if (failure == FAILURE_NONE)
        failure = look_at_exact_markers(fix, loaded, &exact_bytes);
    if (failure == FAILURE_NONE)
        failure = parse_exactly(fix, loaded, fix->text, fix->bytes, 0);
    if (failure == FAILURE_NONE)
        judge(fix, loaded, exact_bytes);
    return failure;
}

/* ---- All together ------------------------------------------------------------------------------------------------ */

static bool has_errors(const struct loaded *loaded)
{
    return loaded->status != PAIDMARK_STATUS_OK && !loaded->ill_formed.found;
}

static void forget(struct fix *fix)
{
    free(fix->text);
    fix->text = NULL;
    fix->bytes = 0;
    fix->count = 0;
    fix->obstacle = FIX_NO_OBSTACLE;
}

int fix_make(struct fix *fix, const struct loaded *loaded)
{
    int failure;

    forget(fix);
    if (!has_errors(loaded))
        return FAILURE_NONE;
    if (fix->document == NULL)
        fix->document = paidmark_document_new(NULL);
    if (fix->document == NULL)
        return ENOMEM;
    failure = collect_edits(fix, loaded);
    if (fix->count > 0 && loaded->converted != NULL)
        fix->obstacle = FIX_NOT_UTF8;
    if (failure == FAILURE_NONE && fix->count > 0 && fix->obstacle == FIX_NO_OBSTACLE)
        failure = try_to_fix(fix, loaded);
    if (failure != FAILURE_NONE)
        forget(fix);
    return failure;
}

void fix_free(struct fix *fix)
{
    free(fix->text);
    free(fix->edits);
    paidmark_document_free(fix->document);
}
