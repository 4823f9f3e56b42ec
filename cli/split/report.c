/* report.c - what split says about documents
 * SPDX-License-Identifier: MIT
 *
 * What is said about one document stands together: stdout is locked meanwhile, and stderr by progress.h.
 */
#include "split/report.h"

#include <stdio.h>

#include "failure.h"
#include "show/document_json.h"
#include "show/report.h"
#include "show/terminal.h"
#include "split/progress.h"
#include "text/json.h"

/* As many as the commands for one document show. */
#define PROBLEMS_SHOWN 10

static bool is_said_in_json(const struct settings *settings)
{
    return settings->json && !settings->quiet;
}

void split_report_problems(const struct loaded *loaded)
{
    struct problem_counts counts = count_problems(loaded);
    struct report_style style = {.stream = stderr, .problems_max = PROBLEMS_SHOWN};

    if (loaded->settings->quiet || loaded->settings->json || counts.errors + counts.warnings == 0)
        return;
    style.color = terminal_has_color(stderr, loaded->settings->color);
    progress_begin_message();
    report_problems(&style, loaded);
    if (loaded->status == PAIDMARK_STATUS_REFUSED)
        report_refusal(loaded);
    progress_end_message();
}

void split_report_document(const struct loaded *loaded)
{
    if (!is_said_in_json(loaded->settings))
        return;
    flockfile(stdout);
    print_document_json(stdout, loaded, false);
    funlockfile(stdout);
}

static void print_json(const char *path, const char *status, const char *culprit, const char *reason)
{
    struct json json = {.stream = stdout};

    flockfile(stdout);
    json_begin_object(&json);
    json_member_path(&json, "file", path);
    json_member_string(&json, "status", status);
    if (reason != NULL) {
        json_member_path(&json, "where", culprit);
        json_member_string(&json, "reason", reason);
    }
    json_end_object(&json);
    fputc('\n', stdout);
    funlockfile(stdout);
}

void split_report_skipped(const struct settings *settings, const char *path)
{
    if (is_said_in_json(settings))
        print_json(path, "skipped", NULL, NULL);
}

void split_report_failed(const struct settings *settings, const char *path, const char *culprit, int failure)
{
    progress_begin_message();
    report_failure(culprit, failure);
    progress_end_message();
    if (is_said_in_json(settings))
        print_json(path, "failed", culprit, failure_text(failure));
}

void split_report_unrepresentable(const struct loaded *loaded, const struct pieces *pieces,
                                  const struct charset_error *error)
{
    progress_begin_message();
    report_unrepresentable(pieces, loaded, error);
    progress_end_message();
    if (is_said_in_json(loaded->settings))
        print_json(loaded->path, "failed", loaded->path, failure_text(FAILURE_NOT_IN_CHARSET));
}
