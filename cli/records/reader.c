/* reader.c - finds the document in a line of JSON
 * SPDX-License-Identifier: MIT
 *
 * By yajl: of the libraries in C that Debian has, the only one that says where in the line it is and leaves numbers
 * alone. jansson and json-c build a tree, refuse or change numbers that do not fit into a machine's, and write escapes
 * in their own way. Those in C++ bring its whole library along; RapidJSON takes twice the time, and simdjson refuses
 * whole numbers of more than 64 bits. yajl's author has stopped; Debian mends it, and all it has to do here is the
 * grammar. Where it is weak it is not relied on:
 *
 *   - it takes U+000B and U+000C for white space, which is looked at here (skip_to_token);
 *   - it takes the beginning of a token behind the last bracket for nothing (parse);
 *   - it decodes halves of surrogate pairs to something else: strings are searched for them (has_lone_surrogate);
 *   - its check of UTF-8 is slow and lets surrogates through: it is off, and the document's is left to libpaidmark;
 *   - it does not look whether it got memory, so it is given an allocator that does.
 */
#include "records/reader.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <yajl/yajl_parse.h>

#include "text/utf8.h"

struct record_reader {
    const struct record_wish *wish;
    struct record record;
    size_t cut_capacity;
    struct buffer decoded;

    yajl_handle parser;
    const char *line;
    size_t bytes;
    size_t behind;      /* the last token */
    bool has_bad_blank; /* U+000B or U+000C between tokens */
    bool is_too_deep;
    size_t depth;      /* arrays and objects that are open */
    size_t *places;    /* for each step: in an array, the place of the next element; in an object, NO_PLACE */
    size_t *hits;      /* for each step: how often there was what it names */
    size_t matched;    /* of those open, how many lie on the way to the field */
    bool name_matches; /* the member that comes is what the next step names */
    bool name_is_as;   /* the member that comes is to be cut */
    size_t member;     /* where it begins */
    size_t as_member;  /* where the one that is to be cut begins */
    struct cut field;  /* where it lies, with its name */
};

#define NO_PLACE SIZE_MAX

/* ---- Text of strings --------------------------------------------------------------------------------------------- */

/* Of those between tokens; a line has no line feed. */
static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r';
}

/* The four digits of an escape, which yajl has looked at. */
static unsigned long code_unit(const char *digits)
{
    char copy[5] = {digits[0], digits[1], digits[2], digits[3], '\0'};

    return strtoul(copy, NULL, 16);
}

/* text: of a string that yajl found good. */
static bool has_lone_surrogate(const char *text, size_t bytes)
{
    const char *end = text + bytes;
    bool wants_low = false;

    while (text < end) {
        bool is_escape = *text == '\\';
        unsigned long unit = is_escape && text[1] == 'u' ? code_unit(text + 2) : 0;
        bool is_low = (unit & 0xFC00) == 0xDC00;

        if (is_low != wants_low)
            return true;
        wants_low = (unit & 0xFC00) == 0xD800;
        if (is_escape)
            text += text[1] == 'u' ? 6 : 2;
        else
            text++;
        if (!wants_low) {
            const char *next = memchr(text, '\\', (size_t)(end - text));

            text = next != NULL ? next : end;
        }
    }
    return wants_low;
}

/* ---- Places in the line ------------------------------------------------------------------------------------------ */

static size_t skip_blanks(const struct record_reader *reader, size_t at)
{
    while (at < reader->bytes && is_blank(reader->line[at]))
        at++;
    return at;
}

/* Where the token begins that yajl tells of: behind the one before it and what yajl does not tell of. */
static size_t skip_to_token(struct record_reader *reader)
{
    size_t at = reader->behind;

    for (; at < reader->bytes; at++) {
        char byte = reader->line[at];

        if (byte == '\v' || byte == '\f')
            reader->has_bad_blank = true;
        else if (!is_blank(byte) && byte != ',' && byte != ':')
            break;
    }
    return at;
}

static void end_token(struct record_reader *reader)
{
    reader->behind = yajl_get_bytes_consumed(reader->parser);
}

/* Without the member and one comma. In the outermost object the comma behind it goes, since a member is put in at the
 * end, which sees to the one before it. */
static void cut_member(struct record_reader *reader, size_t begin, size_t end)
{
    struct record *record = &reader->record;
    size_t next = skip_blanks(reader, end);

    if (next < reader->bytes && reader->line[next] == ',') {
        end = skip_blanks(reader, next + 1);
    } else if (reader->depth > 1) {
        while (is_blank(reader->line[begin - 1])) /* at the latest a bracket ends this */
            begin--;
        if (reader->line[begin - 1] == ',')
            begin--;
    }
    if (record->cut_count == reader->cut_capacity) {
        reader->cut_capacity = 2 * reader->cut_capacity + 8;
        record->cuts = grow_or_stop(record->cuts, reader->cut_capacity * sizeof *record->cuts);
    }
    record->cuts[record->cut_count++] = (struct cut){begin, end};
}

/* ---- The way to the field ---------------------------------------------------------------------------------------- */

static void set_reason(struct record_reader *reader, const char *reason)
{
    if (reader->record.reason == NULL)
        reader->record.reason = reason;
}

static bool is_name(const char *name, size_t name_bytes, const char *text, size_t bytes)
{
    return name_bytes == bytes && memcmp(name, text, bytes) == 0;
}

/* A value begins: is it what the next step names? */
static bool next_step_leads_to(struct record_reader *reader, size_t begin)
{
    const struct step *step = &reader->wish->field.steps[reader->matched - 1];
    size_t *place = &reader->places[reader->matched - 1];
    bool leads = reader->name_matches;

    if (*place != NO_PLACE) {
        leads = step->is_index && *place == step->index;
        reader->member = begin;
        ++*place;
    }
    reader->name_matches = false;
    if (leads && ++reader->hits[reader->matched - 1] > 1)
        set_reason(reader, "the field is there twice");
    return leads;
}

struct arrival {
    size_t begin;
    bool on_the_way;
    bool is_field;
};

static struct arrival begin_value(struct record_reader *reader)
{
    struct arrival arrival = {.begin = skip_to_token(reader)};

    if (reader->depth == 0)
        arrival.on_the_way = true;
    else if (reader->depth == reader->matched)
        arrival.on_the_way = next_step_leads_to(reader, arrival.begin);
    arrival.is_field = arrival.on_the_way && reader->matched == reader->wish->field.count;
    return arrival;
}

static void end_value(struct record_reader *reader)
{
    if (reader->depth == 1 && reader->name_is_as) {
        cut_member(reader, reader->as_member, reader->behind);
        reader->name_is_as = false;
    }
}

/* ---- What yajl tells --------------------------------------------------------------------------------------------- */

static int take_scalar(struct record_reader *reader)
{
    struct arrival arrival = begin_value(reader);

    if (reader->depth == 0)
        set_reason(reader, "not an object");
    else if (arrival.is_field)
        set_reason(reader, "the field is not a string");
    end_token(reader);
    end_value(reader);
    return 1;
}

static int take_null(void *context)
{
    return take_scalar(context);
}

static int take_boolean(void *context, int value)
{
    (void)value;
    return take_scalar(context);
}

static int take_number(void *context, const char *text, size_t bytes)
{
    (void)text;
    (void)bytes;
    return take_scalar(context);
}

static bool is_in_line(const struct record_reader *reader, const char *text)
{
    uintptr_t offset = (uintptr_t)text - (uintptr_t)reader->line;

    return offset < reader->bytes;
}

/* yajl hands over the line's own text, or, where escapes had to be decoded, memory that it is going to use again. */
static void take_field(struct record_reader *reader, const char *text, size_t bytes, size_t begin)
{
    struct record *record = &reader->record;

    reader->field = (struct cut){begin, reader->behind};
    record->text = text;
    record->text_bytes = bytes;
    if (is_in_line(reader, text))
        return;
    if (has_lone_surrogate(reader->line + begin + 1, reader->behind - begin - 2))
        set_reason(reader, "the field has half a surrogate pair");
    reader->decoded.bytes = 0;
    buffer_append(&reader->decoded, text, bytes);
    record->text = reader->decoded.data;
}

static int take_string(void *context, const unsigned char *text, size_t bytes)
{
    struct record_reader *reader = context;
    struct arrival arrival = begin_value(reader);

    if (reader->depth == 0)
        set_reason(reader, "not an object");
    end_token(reader);
    if (arrival.is_field) {
        take_field(reader, (const char *)text, bytes, arrival.begin);
        if (reader->wish->drop)
            cut_member(reader, reader->member, reader->behind);
    }
    end_value(reader);
    return 1;
}

/* A name with half a surrogate pair in it is none that anybody asked for. */
static int take_name(void *context, const unsigned char *name, size_t bytes)
{
    struct record_reader *reader = context;
    const struct record_path *field = &reader->wish->field;
    const char *text = (const char *)name;
    size_t begin = skip_to_token(reader);
    bool may_match;

    end_token(reader);
    if (reader->depth != reader->matched)
        return 1;
    reader->member = begin;
    may_match = is_in_line(reader, text) || !has_lone_surrogate(reader->line + begin + 1, reader->behind - begin - 2);
    reader->name_matches = may_match && is_name(field->steps[reader->matched - 1].name,
                                                field->steps[reader->matched - 1].bytes, text, bytes);
    if (reader->depth == 1) {
        reader->name_is_as = may_match && is_name(reader->wish->as, strlen(reader->wish->as), text, bytes);
        reader->as_member = begin;
    }
    return 1;
}

static int begin_container(struct record_reader *reader, size_t first_place)
{
    struct arrival arrival = begin_value(reader);

    end_token(reader);
    if (reader->depth == 0 && first_place != NO_PLACE)
        set_reason(reader, "not an object");
    if (arrival.is_field)
        set_reason(reader, "the field is not a string");
    else if (arrival.on_the_way)
        reader->places[reader->matched++] = first_place;
    reader->depth++;
    reader->is_too_deep = reader->depth > RECORD_LEVELS_MAX;
    return !reader->is_too_deep;
}

static int end_container(struct record_reader *reader)
{
    size_t bracket = skip_to_token(reader);

    end_token(reader);
    if (reader->depth == reader->matched)
        reader->matched--;
    reader->depth--;
    if (reader->depth == 0) {
        while (is_blank(reader->line[bracket - 1]))
            bracket--;
        reader->record.end = bracket;
    }
    end_value(reader);
    return 1;
}

static int begin_object(void *context)
{
    return begin_container(context, NO_PLACE);
}

static int begin_array(void *context)
{
    return begin_container(context, 0);
}

static int end_object(void *context)
{
    return end_container(context);
}

static int end_array(void *context)
{
    return end_container(context);
}

/* ---- A line ------------------------------------------------------------------------------------------------------ */

static const yajl_callbacks callbacks = {
    .yajl_null = take_null,
    .yajl_boolean = take_boolean,
    .yajl_number = take_number,
    .yajl_string = take_string,
    .yajl_start_map = begin_object,
    .yajl_map_key = take_name,
    .yajl_end_map = end_object,
    .yajl_start_array = begin_array,
    .yajl_end_array = end_array,
};

static void *get_memory(void *context, size_t bytes)
{
    (void)context;
    return grow_or_stop(NULL, bytes);
}

static void *get_more_memory(void *context, void *memory, size_t bytes)
{
    (void)context;
    return grow_or_stop(memory, bytes);
}

static void give_back(void *context, void *memory)
{
    (void)context;
    free(memory);
}

static yajl_alloc_funcs allocator = {.malloc = get_memory, .realloc = get_more_memory, .free = give_back};

static bool parse(struct record_reader *reader)
{
    yajl_status status;

    reader->parser = yajl_alloc(&callbacks, &allocator, reader);
    yajl_config(reader->parser, yajl_dont_validate_strings, 1);
    status = yajl_parse(reader->parser, (const unsigned char *)reader->line, reader->bytes);
    if (status == yajl_status_ok)
        status = yajl_complete_parse(reader->parser);
    yajl_free(reader->parser);
    return status == yajl_status_ok && !reader->has_bad_blank && skip_blanks(reader, reader->behind) == reader->bytes;
}

/* All but the document, which the library looks at. */
static bool is_well_formed_around(const struct record_reader *reader)
{
    const struct cut *field = &reader->field;

    return utf8_is_well_formed(reader->line, field->begin) &&
           utf8_is_well_formed(reader->line + field->end, reader->bytes - field->end);
}

static void forget(struct record_reader *reader)
{
    size_t steps = reader->wish->field.count;

    reader->record = (struct record){.cuts = reader->record.cuts};
    reader->behind = reader->depth = reader->matched = 0;
    reader->has_bad_blank = reader->is_too_deep = reader->name_matches = reader->name_is_as = false;
    reader->field = (struct cut){0, 0};
    memset(reader->hits, 0, steps * sizeof *reader->hits);
}

const struct record *record_read(struct record_reader *reader, const char *line, size_t bytes)
{
    struct record *record = &reader->record;

    forget(reader);
    reader->line = line;
    reader->bytes = bytes;
    if (!parse(reader)) {
        record->reason = reader->is_too_deep ? "nested too deeply" : "not JSON";
        return record;
    }
    if (record->text == NULL)
        set_reason(reader, "the field is not there");
    if (record->reason != NULL)
        reader->field = (struct cut){0, 0};
    if (!is_well_formed_around(reader))
        record->reason = "not UTF-8";
    else
        record->is_object = line[skip_blanks(reader, 0)] == '{';
    return record;
}

struct record_reader *record_reader_new(const struct record_wish *wish)
{
    struct record_reader *reader = grow_or_stop(NULL, sizeof *reader);
    size_t steps_bytes = wish->field.count * sizeof *reader->hits;

    *reader = (struct record_reader){.wish = wish};
    reader->hits = grow_or_stop(NULL, steps_bytes);
    reader->places = grow_or_stop(NULL, steps_bytes);
    return reader;
}

void record_reader_free(struct record_reader *reader)
{
    free(reader->record.cuts);
    free(reader->decoded.data);
    free(reader->hits);
    free(reader->places);
    free(reader);
}
