/* report.c - what split says about documents
 * SPDX-License-Identifier: MIT
 */
#include "split/report.h"

#include <stdio.h>

#include "failure.h"
#include "show/alike.h"
#include "show/document_json.h"
#include "show/report.h"
#include "show/terminal.h"
#include "text/json.h"

/* As many as the commands for one document show. */
#define PROBLEMS_SHOWN 10

static bool is_said_in_json(const struct settings *settings)
{
    return settings->json && !settings->quiet;
}

void split_report_problems(struct turn *turn, const struct loaded *loaded)
{
    struct problem_counts counts = count_problems(loaded);
    struct report_style style = {.problems_max = PROBLEMS_SHOWN};

    if (loaded->settings->quiet || loaded->settings->json || counts.errors + counts.warnings == 0)
        return;
    style.stream = in_order_begin_message(turn, alike_kind_of_problems(loaded));
    if (style.stream == NULL)
        return;
    style.color = terminal_has_color(stderr, loaded->settings->color);
    report_problems(&style, loaded);
    if (loaded->status == PAIDMARK_STATUS_REFUSED)
        report_refusal(style.stream, loaded);
    in_order_end(turn);
}

void split_report_document(struct turn *turn, const struct loaded *loaded)
{
    FILE *stream = is_said_in_json(loaded->settings) ? in_order_begin_result(turn) : NULL;

    if (stream == NULL)
        return;
    print_document_json(stream, loaded, false);
    in_order_end(turn);
}

static void print_json(struct turn *turn, const char *path, const char *status, const char *culprit, const char *reason)
{
    struct json json = {.stream = in_order_begin_result(turn)};

    if (json.stream == NULL)
        return;
    json_begin_object(&json);
    json_member_path(&json, "file", path);
    json_member_string(&json, "status", status);
    if (reason != NULL) {
        json_member_path(&json, "where", culprit);
        json_member_string(&json, "reason", reason);
    }
    json_end_object(&json);
    fputc('\n', json.stream);
    in_order_end(turn);
}

void split_report_skipped(struct turn *turn, const struct settings *settings, const char *path)
{
    if (is_said_in_json(settings))
        print_json(turn, path, "skipped", NULL, NULL);
}

void split_report_failed(struct turn *turn, const struct settings *settings, const char *path, const char *culprit,
                         int failure)
{
    FILE *stream = in_order_begin_message(turn, failure);

    if (stream != NULL) {
        print_failure(stream, culprit, failure);
        in_order_end(turn);
    }
    if (is_said_in_json(settings))
        print_json(turn, path, "failed", culprit, failure_text(failure));
}

void split_report_unrepresentable(struct turn *turn, const struct loaded *loaded, const struct pieces *pieces,
                                  const struct charset_error *error)
{
    FILE *stream = in_order_begin_message(turn, FAILURE_NOT_IN_CHARSET);

    if (stream != NULL) {
        report_unrepresentable(stream, pieces, loaded, error);
        in_order_end(turn);
    }
    if (is_said_in_json(loaded->settings))
        print_json(turn, loaded->path, "failed", loaded->path, failure_text(FAILURE_NOT_IN_CHARSET));
}
