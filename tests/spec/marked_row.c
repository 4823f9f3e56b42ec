/* marked_row.c - an example on one line, with marks around what is wrong in it
 * SPDX-License-Identifier: MIT
 */
#include "marked_row.h"

#include <string.h>

struct mark {
    size_t start;
    size_t end;
    bool is_end_marker;
    bool is_open;
};

struct marks {
    struct mark list[PROBLEMS_MAX];
    size_t count;
};

static bool open_mark(struct marks *marks, size_t start, bool is_end_marker)
{
    if (marks->count == PROBLEMS_MAX || (marks->count > 0 && marks->list[marks->count - 1].is_open))
        return false;
    marks->list[marks->count++] = (struct mark){.start = start, .is_end_marker = is_end_marker, .is_open = true};
    return true;
}

static bool close_mark(struct marks *marks, size_t end, bool is_end_marker)
{
    struct mark *mark = marks->count > 0 ? &marks->list[marks->count - 1] : NULL;

    if (mark == NULL || !mark->is_open || mark->is_end_marker != is_end_marker || mark->start == end)
        return false;
    mark->end = end;
    mark->is_open = false;
    return true;
}

static bool take_marked_unit(struct cursor *cursor, struct example *example, struct marks *marks)
{
    size_t here = example->text.size;

    if (cursor_take(cursor, "«"))
        return open_mark(marks, here, false);
    if (cursor_take(cursor, "‹"))
        return open_mark(marks, here, true);
    if (cursor_take(cursor, "»"))
        return close_mark(marks, here, false);
    if (cursor_take(cursor, "›"))
        return close_mark(marks, here, true);
    return cursor_take_unit(cursor, &example->text);
}

static bool take_marked_text(struct cursor *cursor, struct example *example, struct marks *marks)
{
    if (cursor->at != cursor->end && cursor->end[-1] == ' ')
        return example_mistake(example, MISTAKE_IN_TEXT);
    while (!cursor_is_empty(cursor)) {
        if (!take_marked_unit(cursor, example, marks))
            return example_mistake(example, "a wrong escape or mark");
    }
    if (marks->count > 0 && marks->list[marks->count - 1].is_open)
        return example_mistake(example, "a mark is not closed");
    return true;
}

/* Counted here once more, so that the library is not measured by itself. */
static struct place place_of(const struct bytes *text, size_t offset)
{
    struct place place = {.line = 1, .column = 1};
    bool has_mark = text->size >= 3 && memcmp(text->data, "\xEF\xBB\xBF", 3) == 0;

    for (size_t i = has_mark ? 3 : 0; i < offset; i++) {
        unsigned char byte = (unsigned char)text->data[i];

        if (byte == '\n')
            place = (struct place){.line = place.line + 1, .column = 1};
        else if ((byte & 0xC0) != 0x80)
            place.column++;
    }
    return place;
}

static struct problem *add_problem(struct example *example, const struct mark *mark, const char *code)
{
    struct problem *problem = &example->problems[example->problem_count++];

    problem->place = place_of(&example->text, mark->start);
    problem->bytes = mark->end - mark->start;
    snprintf(problem->code, sizeof problem->code, "%s", code);
    return problem;
}

static void add_lookalike(struct example *example, const struct mark *mark, const struct paidmark_marker_pair *pair)
{
    struct problem *problem = add_problem(example, mark, "lookalike-marker");
    const char *token = mark->is_end_marker ? pair->end : pair->begin;

    problem->has_like = token != NULL;
    if (token != NULL)
        bytes_append(&problem->like, token, mark->is_end_marker ? pair->end_bytes : pair->begin_bytes);
}

static void expect_lookalikes(struct example *example, const struct marks *marks)
{
    struct paidmark_marker_set *set;

    if (example_markers(example, &set) != PAIDMARK_STATUS_OK) {
        example_mistake(example, "there is no such set");
        return;
    }
    for (size_t i = 0; i < marks->count; i++)
        add_lookalike(example, &marks->list[i], paidmark_marker_set_pair(set, 0));
    paidmark_marker_set_free(set);
    if (marks->count > 0)
        example->outcome = OUTCOME_REFUSED;
    else
        example_expect_all(example, PAIDMARK_PART_FREE);
}

static void expect_ill_formed(struct example *example, const struct marks *marks)
{
    if (marks->count != 1 || marks->list[0].is_end_marker) {
        example_mistake(example, "one mark belongs to a line here");
        return;
    }
    add_problem(example, &marks->list[0], "invalid-utf8");
    example->outcome = OUTCOME_REFUSED;
}

void marked_row_read(struct example *example, struct cursor *line, bool is_ill_formed)
{
    struct marks marks = {.count = 0};

    example->has_text = true;
    if (!cursor_take(line, "|"))
        example_mistake(example, "a bar is missing");
    else if (!take_marked_text(line, example, &marks))
        return;
    else if (is_ill_formed)
        expect_ill_formed(example, &marks);
    else
        expect_lookalikes(example, &marks);
}
