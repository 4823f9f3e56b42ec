/* sarif.c - what check has found as a log in SARIF 2.1.0, the format of OASIS for static analysis
 * SPDX-License-Identifier: MIT
 *
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
#include "show/sarif.h"

#include <errno.h>
#include <string.h>

#include "language.h"
#include "show/problem_list.h"
#include "show/report.h"
#include "show/sentence.h"

#define SARIF_SCHEMA "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

/* ---- Pieces ------------------------------------------------------------------------------------------------------ */

/* A brace in a message would begin a placeholder, so it is doubled (3.11.5). */
static void write_message(struct json *json, const char *name, const char *text)
{
    char escaped[4 * SENTENCE_BYTES];
    size_t bytes = 0;

    for (; *text != '\0' && bytes + 1 < sizeof escaped; text++) {
        if (*text == '{' || *text == '}')
            escaped[bytes++] = *text;
        escaped[bytes++] = *text;
    }
    json_name(json, name);
    json_begin_object(json);
    json_name(json, "text");
    json_string(json, escaped, bytes);
    json_end_object(json);
}

/* Both kinds of places in a region have to be the same stretch of the artifact (3.30.1). */
static void write_region(struct json *json, const struct listed_place *begin, const struct listed_place *end)
{
    json_name(json, "region");
    json_begin_object(json);
    json_member_number(json, "startLine", begin->line);
    json_member_number(json, "startColumn", begin->column);
    json_member_number(json, "endLine", end->line);
    json_member_number(json, "endColumn", end->column);
    json_member_number(json, "byteOffset", begin->file_offset);
    json_member_number(json, "byteLength", end->file_offset - begin->file_offset);
    json_end_object(json);
}

/* A place of NULL is the whole file; a message of NULL, none. */
static void write_location(struct json *json, const char *path, const struct listed_place *begin,
                           const struct listed_place *end, const char *message)
{
    json_begin_object(json);
    json_name(json, "physicalLocation");
    json_begin_object(json);
    json_name(json, "artifactLocation");
    json_begin_object(json);
    json_member_uri(json, "uri", strcmp(path, "-") == 0 ? "/dev/stdin" : path);
    json_end_object(json);
    if (begin != NULL && end != NULL)
        write_region(json, begin, end);
    json_end_object(json);
    if (message != NULL)
        write_message(json, "message", message);
    json_end_object(json);
}

/* ---- Rules ------------------------------------------------------------------------------------------------------- */

static void write_rule(struct json *json, const char *id, const char *text)
{
    json_begin_object(json);
    json_member_string(json, "id", id);
    write_message(json, "shortDescription", text);
    json_end_object(json);
}

/* One more than the codes of the library: no problem has the code 0. */
static uint32_t end_of_codes(void)
{
    uint32_t code = 1;

    while (strcmp(paidmark_problem_name(code), paidmark_problem_name(0)) != 0)
        code++;
    return code;
}

static uint32_t rule_index(const struct paidmark_problem *problem)
{
    return (problem != NULL ? problem->code : end_of_codes()) - 1;
}

static void write_tool(struct json *json)
{
    uint32_t end = end_of_codes();

    json_name(json, "tool");
    json_begin_object(json);
    json_name(json, "driver");
    json_begin_object(json);
    json_member_string(json, "name", "paidmark");
    json_member_string(json, "version", paidmark_version());
    json_name(json, "rules");
    json_begin_array(json);
    for (uint32_t code = 1; code < end; code++)
        write_rule(json, paidmark_problem_name(code), paidmark_problem_text(code));
    write_rule(json, ILL_FORMED_INPUT_NAME, "not well-formed in the charset of the input");
    json_end_array(json);
    json_end_object(json);
    json_end_object(json);
}

void sarif_begin(struct sarif *sarif, FILE *stream, bool errors_only)
{
    struct json *json = &sarif->json;

    *sarif = (struct sarif){.json.stream = stream, .errors_only = errors_only};
    json_begin_object(json);
    json_member_string(json, "$schema", SARIF_SCHEMA);
    json_member_string(json, "version", "2.1.0");
    json_name(json, "runs");
    json_begin_array(json);
    json_begin_object(json);
    write_tool(json);
    json_member_string(json, "columnKind", "unicodeCodePoints");
    json_name(json, "results");
    json_begin_array(json);
    fputc('\n', stream);
}

/* ---- Results ----------------------------------------------------------------------------------------------------- */

static void write_result_message(struct json *json, const struct loaded *loaded, const struct paidmark_problem *problem)
{
    char text[2 * SENTENCE_BYTES];

    problem_sentence_and_hint(text, WORDS_OF_PROGRAMS, loaded, problem);
    write_message(json, "message", text);
}

static bool has_consequences(const struct problem_list *list, size_t cause)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].follows == cause)
            return true;
    }
    return false;
}

static void write_related_locations(struct json *json, const char *path, const struct problem_list *list, size_t index)
{
    const struct listed_problem *listed = &list->items[index];

    if (!has_related_place(listed) && !has_consequences(list, index))
        return;
    json_name(json, "relatedLocations");
    json_begin_array(json);
    if (has_related_place(listed))
        write_location(json, path, &listed->related, &listed->related_end,
                       related_sentence(WORDS_OF_PROGRAMS, listed->problem));
    for (size_t i = 0; i < list->count; i++) {
        const struct listed_problem *other = &list->items[i];

        if (other->follows == index)
            write_location(json, path, &other->place, &other->end,
                           consequence_sentence(WORDS_OF_PROGRAMS, other->problem));
    }
    json_end_array(json);
}

/* On a line of its own, for those who look at it. */
static void write_result(struct json *json, const struct loaded *loaded, const struct problem_list *list, size_t index)
{
    const struct listed_problem *listed = &list->items[index];

    json_begin_object(json);
    json_member_string(json, "ruleId", problem_name(listed->problem));
    json_member_number(json, "ruleIndex", rule_index(listed->problem));
    json_member_string(json, "level", listed->is_error ? "error" : "warning");
    write_result_message(json, loaded, listed->problem);
    json_name(json, "locations");
    json_begin_array(json);
    write_location(json, loaded->path, &listed->place, &listed->end, NULL);
    json_end_array(json);
    write_related_locations(json, loaded->path, list, index);
    json_end_object(json);
    fputc('\n', json->stream);
}

/* ---- Notifications ----------------------------------------------------------------------------------------------- */

/* One of the level error says that the run has failed. */
static void write_notification(struct json *json, const char *level, const char *path, const char *message)
{
    json_begin_object(json);
    json_member_string(json, "level", level);
    write_message(json, "message", message);
    if (path != NULL) {
        json_name(json, "locations");
        json_begin_array(json);
        write_location(json, path, NULL, NULL, NULL);
        json_end_array(json);
    }
    json_end_object(json);
    fputc('\n', json->stream);
}

static void keep_notification(struct sarif *sarif, const char *level, const char *path, const char *message)
{
    FILE *stream = sarif->notifications.stream;

    if (sarif->failure != FAILURE_NONE)
        return;
    if (stream == NULL)
        stream = sarif->notifications.stream = tmpfile();
    if (stream == NULL) {
        sarif->failure = errno;
        return;
    }
    write_notification(&sarif->notifications, level, path, message);
    if (fflush(stream) != 0)
        sarif->failure = errno;
    else
        sarif->kept_bytes = ftello(stream);
}

/* Copies what is whole. */
static void write_kept_notifications(struct sarif *sarif)
{
    FILE *stream = sarif->notifications.stream;
    char text[4096];
    size_t bytes = 1;

    rewind(stream);
    for (off_t left = sarif->kept_bytes; left > 0 && bytes > 0; left -= (off_t)bytes) {
        bytes = fread(text, 1, left < (off_t)sizeof text ? (size_t)left : sizeof text, stream);
        fwrite(text, 1, bytes, sarif->json.stream);
    }
    if (bytes == 0)
        sarif->failure = EIO;
    sarif->json.needs_comma = sarif->kept_bytes > 0;
    fclose(stream);
}

void sarif_document(struct sarif *sarif, const struct loaded *loaded)
{
    struct problem_list list;
    size_t more;
    char text[SENTENCE_BYTES];

    problem_list_make(&list, loaded, SIZE_MAX);
    for (size_t i = 0; i < list.count; i++) {
        if ((list.items[i].is_error || !sarif->errors_only) && list.items[i].follows == FOLLOWS_NONE)
            write_result(&sarif->json, loaded, &list, i);
    }
    more = count_left_out(loaded, &list, sarif->errors_only);
    if (more == 0)
        return;
    snprintf(text, sizeof text, "%zu more problems of this document are left out", more);
    keep_notification(sarif, "warning", loaded->path, text);
}

void sarif_failure(struct sarif *sarif, const char *path, int failure)
{
    keep_notification(sarif, "error", path, failure_text(failure));
}

enum exit_status sarif_end(struct sarif *sarif, enum exit_status status)
{
    struct json *json = &sarif->json;

    if (sarif->failure != FAILURE_NONE)
        status = EXIT_STATUS_FAILED;
    json_end_array(json);
    json_name(json, "invocations");
    json_begin_array(json);
    json_begin_object(json);
    json_member_bool(json, "executionSuccessful", status != EXIT_STATUS_FAILED);
    json_member_number(json, "exitCode", status);
    json_name(json, "toolExecutionNotifications");
    json_begin_array(json);
    if (sarif->notifications.stream != NULL)
        write_kept_notifications(sarif);
    if (sarif->failure != FAILURE_NONE)
        write_notification(json, "error", NULL, "more notifications could not be kept");
    json_end_array(json);
    json_end_object(json);
    json_end_array(json);
    json_end_object(json);
    json_end_array(json);
    json_end_object(json);
    fputc('\n', json->stream);
    if (sarif->failure == FAILURE_NONE)
        return status;
    report_failure(_("temporary file"), sarif->failure);
    return EXIT_STATUS_FAILED;
}
