/* document_json.c - a document as one line of JSON
 * SPDX-License-Identifier: MIT
 */
#include "show/document_json.h"

#include "document/percent.h"
#include "show/problem_list.h"
#include "show/report.h"
#include "show/sentence.h"

static const char *status_name(enum paidmark_status status)
{
    switch (status) {
    case PAIDMARK_STATUS_OK:
        return "ok";
    case PAIDMARK_STATUS_SALVAGED:
        return "salvaged";
    default:
        return "refused";
    }
}

static void write_part(struct json *json, const char *name, const struct paidmark_counts *counts)
{
    json_name(json, name);
    json_begin_object(json);
    json_member_number(json, "bytes", counts->bytes);
    json_member_number(json, "characters", counts->characters);
    json_end_object(json);
}

static void write_parts(struct json *json, const struct loaded *loaded)
{
    struct paidmark_counts free_counts = {.size = sizeof free_counts};
    struct paidmark_counts paid_counts = {.size = sizeof paid_counts};

    if (loaded->status == PAIDMARK_STATUS_REFUSED) {
        json_member_number(json, "regions", 0);
        json_member_null(json, "free");
        json_member_null(json, "paid");
        json_member_null(json, "percent_free");
        return;
    }
    paidmark_count(loaded->document, PAIDMARK_PART_FREE, &free_counts);
    paidmark_count(loaded->document, PAIDMARK_PART_PAID, &paid_counts);
    json_member_number(json, "regions", paid_counts.regions);
    write_part(json, "free", &free_counts);
    write_part(json, "paid", &paid_counts);
    json_member_number(json, "percent_free",
                       percent_of(free_counts.characters, free_counts.characters + paid_counts.characters));
}

/* In the file and, where that was converted, in the text. */
static void write_stretch(struct json *json, const struct loaded *loaded, const struct listed_place *begin,
                          const struct listed_place *end)
{
    json_member_number(json, "offset", begin->file_offset);
    json_member_number(json, "bytes", end->file_offset - begin->file_offset);
    if (loaded->cursor != NULL) {
        json_member_number(json, "text_offset", begin->offset);
        json_member_number(json, "text_bytes", end->offset - begin->offset);
    }
}

static struct listed_place place_at(const struct loaded *loaded, size_t offset)
{
    return (struct listed_place){.offset = offset, .file_offset = load_file_offset(loaded, offset)};
}

static void write_segments(struct json *json, const struct loaded *loaded)
{
    const struct paidmark_segment *segment;

    json_name(json, "segments");
    json_begin_array(json);
    for (size_t i = 0; (segment = paidmark_segment_at(loaded->document, i)) != NULL; i++) {
        struct listed_place begin = place_at(loaded, segment->offset);
        struct listed_place end = place_at(loaded, segment->offset + segment->bytes);

        json_begin_object(json);
        json_member_string(json, "part", segment->part == PAIDMARK_PART_FREE ? "free" : "paid");
        if (segment->part != PAIDMARK_PART_FREE)
            json_member_number(json, "region", segment->region);
        write_stretch(json, loaded, &begin, &end);
        json_member_number(json, "characters", segment->characters);
        json_end_object(json);
    }
    json_end_array(json);
}

static void write_line_and_column(struct json *json, const struct listed_place *place)
{
    json_member_number(json, "line", place->line);
    json_member_number(json, "column", place->column);
}

static void write_related(struct json *json, const struct loaded *loaded, const struct listed_place *related)
{
    json_name(json, "related");
    json_begin_object(json);
    json_member_number(json, "offset", related->file_offset);
    if (loaded->cursor != NULL)
        json_member_number(json, "text_offset", related->offset);
    write_line_and_column(json, related);
    json_end_object(json);
}

static void write_hints(struct json *json, const struct loaded *loaded, const struct listed_problem *listed)
{
    const struct paidmark_problem *problem = listed->problem;
    char hint[SENTENCE_BYTES];

    if (problem != NULL && problem->suggestion != NULL) {
        json_name(json, "suggestion");
        json_string(json, problem->suggestion, problem->suggestion_bytes);
    }
    if (problem_hint(hint, WORDS_OF_PROGRAMS, loaded, problem))
        json_member_string(json, "hint", hint);
    if (has_related_place(listed))
        write_related(json, loaded, &listed->related);
    if (listed->follows != FOLLOWS_NONE)
        json_member_number(json, "follows_from", listed->follows);
}

static void write_problem(struct json *json, const struct loaded *loaded, const struct listed_problem *listed)
{
    char sentence[SENTENCE_BYTES];

    problem_sentence(sentence, WORDS_OF_PROGRAMS, loaded, listed->problem);
    json_begin_object(json);
    json_member_string(json, "code", problem_name(listed->problem));
    json_member_string(json, "severity", listed->is_error ? "error" : "warning");
    write_stretch(json, loaded, &listed->place, &listed->end);
    write_line_and_column(json, &listed->place);
    json_member_string(json, "message", sentence);
    write_hints(json, loaded, listed);
    json_end_object(json);
}

static void write_problems(struct json *json, const struct loaded *loaded)
{
    struct problem_list list;

    problem_list_make(&list, loaded, SIZE_MAX);
    json_name(json, "problems");
    json_begin_array(json);
    for (size_t i = 0; i < list.count; i++)
        write_problem(json, loaded, &list.items[i]);
    json_end_array(json);
    json_member_number(json, "problems_omitted", count_left_out(loaded, &list, false));
}

void write_document_json(struct json *json, const struct loaded *loaded, bool with_segments)
{
    json_member_string(json, "status", status_name(loaded->status));
    json_member_number(json, "bytes", loaded->ill_formed.found ? loaded->input.bytes : loaded->text_bytes);
    write_parts(json, loaded);
    if (with_segments)
        write_segments(json, loaded);
    write_problems(json, loaded);
}

void print_document_json(FILE *stream, const struct loaded *loaded, bool with_segments)
{
    struct json json = {.stream = stream};

    json_begin_object(&json);
    json_member_path(&json, "file", loaded->path);
    write_document_json(&json, loaded, with_segments);
    json_end_object(&json);
    fputc('\n', stream);
}
