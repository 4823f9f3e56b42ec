/* answer.c - from a line to the line that answers it
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE /* fopencookie */

#include "records/answer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "failure.h"
#include "language.h"
#include "show/document_json.h"
#include "text/json.h"
#include "text/utf8.h"

/* ---- The document ------------------------------------------------------------------------------------------------ */

/* Gives NULL, or why there is no document. One that the library takes is well-formed. */
static const char *load(struct answerer *answerer, const struct record *record)
{
    if (record->reason != NULL)
        return record->reason;
    if (load_text(&answerer->loaded, record->text, record->text_bytes) != FAILURE_NONE)
        stop_run(_("memory"), ENOMEM);
    if (answerer->loaded.status == PAIDMARK_STATUS_REFUSED && !utf8_is_well_formed(record->text, record->text_bytes))
        return "not UTF-8";
    return NULL;
}

static void write_rendering(struct answerer *answerer, struct json *json, const char *name, const struct wanted *wanted)
{
    struct pieces *pieces = &answerer->pieces;

    if (answerer->loaded.status == PAIDMARK_STATUS_REFUSED) {
        json_member_null(json, name);
        return;
    }
    if (pieces_render(pieces, answerer->loaded.document, wanted) != FAILURE_NONE)
        stop_run(_("memory"), ENOMEM);
    json_name(json, name);
    json_string_of(json, pieces->items, pieces->count);
}

static void write_renderings(struct answerer *answerer, struct json *json)
{
    static const struct {
        enum want_bit bit;
        const char *name;
        uint32_t parts;
    } table[] = {
        {WANT_PREVIEW, "preview", PAIDMARK_PART_FREE},
        {WANT_FULL, "full", PAIDMARK_PART_FREE | PAIDMARK_PART_PAID},
        {WANT_REST, "rest", PAIDMARK_PART_PAID},
    };
    const struct settings *settings = answerer->settings;
    unsigned want = settings->want != 0 ? settings->want : WANT_PREVIEW;

    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct wanted wanted = {.parts = table[i].parts, .placeholder = settings->placeholder};

        if ((want & table[i].bit) != 0)
            write_rendering(answerer, json, table[i].name, &wanted);
    }
    if (settings->excerpt > 0) {
        struct wanted wanted = {.excerpt = settings->excerpt,
                                .excerpt_flags = settings->excerpt_visible ? PAIDMARK_EXCERPT_VISIBLE : 0};

        write_rendering(answerer, json, "excerpt", &wanted);
    }
}

/* ---- The line ---------------------------------------------------------------------------------------------------- */

/* Writes a stretch of the line, and notes the last byte of it that is no blank. */
static void write_stretch(struct answerer *answerer, const char *text, size_t bytes, char *last)
{
    fwrite(text, 1, bytes, answerer->stream);
    for (; bytes > 0; bytes--) {
        if (strchr(" \t\r", text[bytes - 1]) == NULL) {
            *last = text[bytes - 1];
            break;
        }
    }
}

/* The object as far as its last member, and a comma if it has one. */
static void write_members(struct answerer *answerer, const struct record *record, const char *line)
{
    size_t at = 0;
    char last = '{';

    for (size_t i = 0; i < record->cut_count; i++) {
        write_stretch(answerer, line + at, record->cuts[i].begin - at, &last);
        at = record->cuts[i].end;
    }
    write_stretch(answerer, line + at, record->end - at, &last);
    if (last != '{' && last != ',')
        fputc(',', answerer->stream);
}

static void write_failure(struct json *json, uint64_t number, const char *reason)
{
    json_begin_object(json);
    json_member_string(json, "status", "failed");
    json_member_number(json, "line", number);
    json_member_string(json, "reason", reason);
    json_end_object(json);
}

static void write_document(struct answerer *answerer, struct json *json)
{
    json_begin_object(json);
    write_document_json(json, &answerer->loaded, false);
    write_renderings(answerer, json);
    json_end_object(json);
}

/* What is dropped from a good record may be anywhere in one that is not. */
void answer_line(struct answerer *answerer, const char *line, size_t bytes, uint64_t number)
{
    struct json json = {.stream = answerer->stream};
    const struct record *record = record_read(answerer->reader, line, bytes);
    const char *reason = load(answerer, record);
    bool is_kept = record->is_object && (reason == NULL || (record->reason != NULL && !answerer->settings->drop));

    if (is_kept)
        write_members(answerer, record, line);
    else
        fputc('{', answerer->stream);
    json_string(&json, answerer->as, strlen(answerer->as));
    fputc(':', answerer->stream);
    json.needs_comma = false;
    if (reason == NULL)
        write_document(answerer, &json);
    else
        write_failure(&json, number, reason);
    if (is_kept)
        fwrite(line + record->end, 1, bytes - record->end, answerer->stream);
    else
        fputc('}', answerer->stream);
    fputc('\n', answerer->stream);
    answerer->counts.records++;
    answerer->counts.failed += reason != NULL;
    answerer->counts.refused += reason == NULL && answerer->loaded.status == PAIDMARK_STATUS_REFUSED;
}

struct charset_piece answers_take(struct answerer *answerer)
{
    struct charset_piece answers;

    if (fflush(answerer->stream) != 0)
        stop_run(_("memory"), errno);
    answers = (struct charset_piece){answerer->answers.data, answerer->answers.bytes};
    answerer->answers.bytes = 0;
    return answers;
}

/* Not by open_memstream, which does not tell that it had no memory for a write. */
static ssize_t keep(void *cookie, const char *data, size_t bytes)
{
    buffer_append(cookie, data, bytes);
    return (ssize_t)bytes;
}

void answerer_init(struct answerer *answerer, const struct settings *settings, const struct record_wish *wish)
{
    *answerer = (struct answerer){.settings = settings, .as = wish->as};
    answerer->stream = fopencookie(&answerer->answers, "w", (cookie_io_functions_t){.write = keep});
    if (answerer->stream == NULL || load_init(&answerer->loaded, settings) != FAILURE_NONE)
        stop_run(_("memory"), ENOMEM);
    answerer->reader = record_reader_new(wish);
}

void answerer_free(struct answerer *answerer)
{
    fclose(answerer->stream);
    free(answerer->answers.data);
    record_reader_free(answerer->reader);
    load_free(&answerer->loaded);
    pieces_free(&answerer->pieces);
}
