/* example_file.c - the examples of a file, one after the other
 * SPDX-License-Identifier: MIT
 */
#include "example_file.h"

#include <string.h>

#include "cursor.h"
#include "marked_row.h"

static const char fence[] = "```";
static const char open_at_end[] = "the block is not closed";

bool example_file_open(struct example_file *file, const char *name)
{
    FILE *stream = fopen(name, "rb");
    bool good;

    *file = (struct example_file){.name = name, .line = 1};
    if (stream == NULL)
        return false;
    good = bytes_read(&file->content, stream);
    fclose(stream);
    return good;
}

void example_file_close(struct example_file *file)
{
    example_clear(&file->options);
    bytes_free(&file->content);
}

/* False at the end of the file. The number of the line that was taken is file->line - 1. */
static bool take_line(struct example_file *file, struct cursor *line)
{
    const char *start = bytes_string(&file->content) + file->next;
    size_t left = file->content.size - file->next;
    const char *end = memchr(start, '\n', left);
    size_t size = end != NULL ? (size_t)(end - start) : left;

    if (left == 0)
        return false;
    *line = (struct cursor){.at = start, .end = start + size};
    file->next += size + (end != NULL);
    file->line++;
    return true;
}

static bool is_fence(const struct cursor *line)
{
    struct cursor rest = *line;

    return cursor_take(&rest, fence) && cursor_is_empty(&rest);
}

static void begin_example(const struct example_file *file, struct example *example)
{
    example->file = file->name;
    example->line = file->line - 1;
}

/* ---- Options ----------------------------------------------------------------------------------------------------- */

static bool take_flag(struct cursor *cursor, struct example *example)
{
    if (cursor_take_word(cursor, "salvage"))
        example->flags |= PAIDMARK_OPTION_SALVAGE;
    else if (cursor_take_word(cursor, "exact"))
        example->flags |= PAIDMARK_OPTION_EXACT;
    else if (cursor_take_word(cursor, "no-lookalikes"))
        example->flags |= PAIDMARK_OPTION_NO_LOOKALIKES;
    else if (cursor_take_word(cursor, "also-free"))
        example->flags |= PAIDMARK_OPTION_ALSO_FREE;
    else
        return false;
    return true;
}

static bool take_policy(struct cursor *cursor, struct example *example)
{
    if (cursor_take_word(cursor, "unmarked=free"))
        example->unmarked = PAIDMARK_UNMARKED_FREE;
    else if (cursor_take_word(cursor, "unmarked=paid"))
        example->unmarked = PAIDMARK_UNMARKED_PAID;
    else if (cursor_take_word(cursor, "unmarked=error"))
        example->unmarked = PAIDMARK_UNMARKED_ERROR;
    else
        return false;
    return true;
}

static bool take_named(struct cursor *cursor, struct example *example)
{
    char names[192];

    if (cursor_take(cursor, "set="))
        return cursor_take_any_word(cursor, example->set, sizeof example->set);
    if (!cursor_take(cursor, "fails=") || !cursor_take_any_word(cursor, names, sizeof names))
        return false;
    bytes_append(&example->fails, names, strlen(names));
    return true;
}

/* An unknown option is a mistake, but those behind it are read. */
static void take_options(struct cursor *cursor, struct example *example)
{
    char unknown[64];

    while (!cursor_is_empty(cursor)) {
        if (take_flag(cursor, example) || take_policy(cursor, example) || take_named(cursor, example))
            continue;
        example_mistake(example, "an unknown option");
        if (!cursor_take_any_word(cursor, unknown, sizeof unknown))
            return;
    }
}

/* ---- Problems ----------------------------------------------------------------------------------------------------*/

static bool take_place(struct cursor *cursor, struct place *place)
{
    return cursor_take_number(cursor, &place->line) && cursor_take(cursor, ":") &&
           cursor_take_number(cursor, &place->column);
}

static bool take_problem_details(struct cursor *cursor, struct problem *problem)
{
    if (cursor_take_word(cursor, "related")) {
        problem->has_related = true;
        if (!take_place(cursor, &problem->related))
            return false;
    }
    if (cursor_take_word(cursor, "like")) {
        problem->has_like = true;
        return cursor_take_text(cursor, &problem->like);
    }
    return cursor_is_empty(cursor);
}

static bool take_problem(struct cursor *cursor, struct example *example, bool is_warning)
{
    struct problem *problem = &example->problems[example->problem_count];

    if (example->problem_count == PROBLEMS_MAX)
        return example_mistake(example, "too many problems");
    example->problem_count++;
    problem->is_warning = is_warning;
    if (take_place(cursor, &problem->place) && cursor_take_number(cursor, &problem->bytes) &&
        cursor_take_any_word(cursor, problem->code, sizeof problem->code) && take_problem_details(cursor, problem))
        return true;
    return example_mistake(example, "a problem is LINE:COLUMN BYTES CODE, then related LINE:COLUMN or like TOKEN");
}

/* ---- What stands behind a bar ------------------------------------------------------------------------------------ */

static bool take_bar_and_text(struct cursor *cursor, struct example *example, struct bytes *text)
{
    if (!cursor_take(cursor, "|"))
        return example_mistake(example, "a bar is missing");
    if (!cursor_take_text(cursor, text))
        return example_mistake(example, MISTAKE_IN_TEXT);
    return true;
}

static struct bytes *take_rendering(struct cursor *cursor, struct example *example)
{
    static const struct {
        const char *name;
        unsigned parts;
    } names[RENDERINGS] = {{"preview", PAIDMARK_PART_FREE},
                           {"full", PAIDMARK_PART_FREE | PAIDMARK_PART_PAID},
                           {"rest", PAIDMARK_PART_PAID}};

    for (size_t i = 0; i < RENDERINGS; i++) {
        unsigned index = names[i].parts / PARTS_OF(0) - 1;

        if (!cursor_take_word(cursor, names[i].name))
            continue;
        if (example->has_rendering[index])
            example_mistake(example, "a rendering is given twice");
        example->has_rendering[index] = true;
        example->outcome = OUTCOME_PARTS;
        return &example->renderings[index];
    }
    return NULL;
}

static struct bytes *take_segment(struct cursor *cursor, struct example *example)
{
    struct segment *segment = &example->segments[example->segment_count];
    bool good = example->segment_count < SEGMENTS_MAX;

    if (!cursor_take_word(cursor, "segment"))
        return NULL;
    if (good)
        good = cursor_take_word(cursor, "free") ||
               (cursor_take_word(cursor, "paid") && cursor_take_number(cursor, &segment->region));
    if (!good || !cursor_take_word(cursor, "at") || !cursor_take_number(cursor, &segment->offset)) {
        example_mistake(example, "a segment is free at OFFSET or paid REGION at OFFSET, and there are not too many");
        return NULL;
    }
    example->segment_count++;
    return &segment->text;
}

static struct bytes *take_excerpt(struct cursor *cursor, struct example *example)
{
    struct excerpt *excerpt = &example->excerpts[example->excerpt_count];

    if (!cursor_take_word(cursor, "excerpt"))
        return NULL;
    if (example->excerpt_count == EXCERPTS_MAX || !cursor_take_number(cursor, &excerpt->characters)) {
        example_mistake(example, "an excerpt is N, perhaps visible, then a bar or refused, and there are not too many");
        return NULL;
    }
    example->excerpt_count++;
    excerpt->flags = cursor_take_word(cursor, "visible") ? PAIDMARK_EXCERPT_VISIBLE : 0;
    excerpt->refused = cursor_take_word(cursor, "refused");
    return excerpt->refused ? NULL : &excerpt->text;
}

static struct bytes *take_token(struct cursor *cursor, struct example *example)
{
    struct token_pair *next = &example->pairs[example->pair_count];

    if (cursor_take_word(cursor, "begin")) {
        if (example->pair_count < PAIRS_MAX && !example->has_text) {
            example->pair_count++;
            return &next->begin;
        }
    } else if (cursor_take_word(cursor, "end")) {
        if (example->pair_count > 0 && !next[-1].has_end && !example->has_text) {
            next[-1].has_end = true;
            return &next[-1].end;
        }
    } else {
        return NULL;
    }
    example_mistake(example, "tokens come in pairs, not too many, before the document");
    return NULL;
}

/* ---- Lines of an example ----------------------------------------------------------------------------------------- */

static bool take_outcome(struct cursor *cursor, struct example *example)
{
    if (cursor_take_word(cursor, "all")) {
        if (cursor_take_word(cursor, "free"))
            example_expect_all(example, PAIDMARK_PART_FREE);
        else if (cursor_take_word(cursor, "paid"))
            example_expect_all(example, PAIDMARK_PART_PAID);
        else
            return false;
    } else if (cursor_take_word(cursor, "refused")) {
        example->outcome = OUTCOME_REFUSED;
    } else if (cursor_take_word(cursor, "argument-error")) {
        example->outcome = OUTCOME_ARGUMENT_ERROR;
    } else {
        return false;
    }
    return cursor_is_empty(cursor);
}

static bool take_counts(struct cursor *cursor, struct example *example)
{
    if (cursor_take_word(cursor, "regions")) {
        example->has_regions = true;
        return cursor_take_number(cursor, &example->regions) && cursor_is_empty(cursor);
    }
    if (!cursor_take_word(cursor, "characters"))
        return false;
    example->has_characters = true;
    return cursor_take_word(cursor, "free") && cursor_take_number(cursor, &example->free_characters) &&
           cursor_take_word(cursor, "paid") && cursor_take_number(cursor, &example->paid_characters) &&
           cursor_is_empty(cursor);
}

static bool take_expectation(struct cursor *cursor, struct example *example)
{
    if (cursor_take_word(cursor, "error"))
        return take_problem(cursor, example, false);
    if (cursor_take_word(cursor, "warning"))
        return take_problem(cursor, example, true);
    if (take_outcome(cursor, example) || take_counts(cursor, example))
        return true;
    return example_mistake(example, "a line that says nothing known");
}

/* The text that a line names before its bar, or NULL for another kind of line. */
static struct bytes *take_name_of_text(struct cursor *cursor, struct example *example)
{
    struct bytes *text = take_rendering(cursor, example);

    if (text == NULL)
        text = take_segment(cursor, example);
    if (text == NULL)
        text = take_excerpt(cursor, example);
    return text != NULL ? text : take_token(cursor, example);
}

/* *text is what a line that begins with a bar goes on with; NULL when such a line would be out of place. */
static void read_line(struct cursor *line, struct example *example, struct bytes **text)
{
    size_t excerpts = example->excerpt_count;

    if (!cursor_is_empty(line) && *line->at == '|') {
        if (*text == NULL && !example->has_text)
            *text = &example->text;
        if (*text == &example->text)
            example->has_text = true;
        if (*text == NULL)
            example_mistake(example, "a text that goes on with nothing");
        else
            take_bar_and_text(line, example, *text);
        return;
    }
    *text = take_name_of_text(line, example);
    if (*text != NULL) {
        take_bar_and_text(line, example, *text);
        if (!example->has_text)
            *text = NULL; /* behind a token comes the document */
    } else if (example->excerpt_count == excerpts || !cursor_is_empty(line)) {
        take_expectation(line, example);
    }
}

static bool has_all_renderings(const struct example *example)
{
    return example->has_rendering[0] && example->has_rendering[1] && example->has_rendering[2];
}

static bool tells_of_parts(const struct example *example)
{
    for (size_t i = 0; i < example->excerpt_count; i++) {
        if (!example->excerpts[i].refused)
            return true;
    }
    return example->has_rendering[0] || example->has_rendering[1] || example->has_rendering[2] ||
           example->segment_count > 0 || example->has_regions || example->has_characters;
}

static void check_completeness(struct example *example)
{
    if (!example->has_text)
        example_mistake(example, "the document is missing");
    else if (example->outcome == OUTCOME_UNKNOWN)
        example_mistake(example, "nothing says what comes of the document");
    else if (example->outcome == OUTCOME_PARTS && !has_all_renderings(example))
        example_mistake(example, "preview, full and rest are given together");
    else if (example->outcome != OUTCOME_PARTS && tells_of_parts(example))
        example_mistake(example, "a document without parts has none to tell of");
    else if (example->outcome == OUTCOME_ARGUMENT_ERROR && example->problem_count > 0)
        example_mistake(example, "a call that is refused finds no problems");
}

static void read_example(struct example_file *file, struct example *example)
{
    struct bytes *text = NULL;
    struct cursor line;

    while (take_line(file, &line)) {
        if (is_fence(&line)) {
            check_completeness(example);
            return;
        }
        read_line(&line, example, &text);
    }
    example_mistake(example, open_at_end);
}

/* ---- Blocks with one example a line ------------------------------------------------------------------------------ */

static void copy_options(struct example *to, const struct example *from)
{
    memcpy(to->set, from->set, sizeof to->set);
    memcpy(to->mistake, from->mistake, sizeof to->mistake);
    to->flags = from->flags;
    to->unmarked = from->unmarked;
    bytes_append(&to->fails, bytes_string(&from->fails), from->fails.size);
}

/* False: the block ended. */
static bool next_row(struct example_file *file, struct example *example)
{
    struct cursor line;
    bool has_line = take_line(file, &line);

    if (has_line && is_fence(&line)) {
        file->in_rows = false;
        example_clear(&file->options);
        return false;
    }
    begin_example(file, example);
    copy_options(example, &file->options);
    if (has_line) {
        marked_row_read(example, &line, file->rows_are_ill_formed);
    } else {
        file->in_rows = false;
        example_mistake(example, open_at_end);
    }
    return true;
}

/* ---- The file ---------------------------------------------------------------------------------------------------- */

static void skip_block(struct example_file *file, struct example *example)
{
    struct cursor line;

    while (take_line(file, &line)) {
        if (is_fence(&line))
            return;
    }
    example_mistake(example, open_at_end);
}

static void begin_rows(struct example_file *file, struct cursor *info, bool are_ill_formed)
{
    file->in_rows = true;
    file->rows_are_ill_formed = are_ill_formed;
    take_options(info, &file->options);
}

static void take_unknown_kind(struct cursor *info, struct example *example)
{
    char kind[64];

    example_mistake(example, "an unknown kind of block");
    if (cursor_take_any_word(info, kind, sizeof kind))
        take_options(info, example);
}

/* False: there is no example to return yet. */
static bool begin_block(struct example_file *file, struct cursor *info, struct example *example)
{
    begin_example(file, example);
    if (cursor_take_word(info, "lookalikes")) {
        begin_rows(file, info, false);
        return false;
    }
    if (cursor_take_word(info, "ill-formed")) {
        begin_rows(file, info, true);
        return false;
    }
    if (cursor_take_word(info, "example")) {
        take_options(info, example);
        read_example(file, example);
        return true;
    }
    if (!cursor_is_empty(info))
        take_unknown_kind(info, example);
    skip_block(file, example);
    return example->mistake[0] != '\0';
}

bool example_file_next(struct example_file *file, struct example *example)
{
    struct cursor line;

    for (;;) {
        if (file->in_rows && next_row(file, example))
            return true;
        if (!take_line(file, &line))
            return false;
        if (cursor_take(&line, fence) && begin_block(file, &line, example))
            return true;
    }
}
