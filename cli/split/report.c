/* report.c - what split says about documents
 * SPDX-License-Identifier: MIT
 */
#include "split/report.h"

#include <stdio.h>
#include <time.h>

#include "failure.h"
#include "language.h"
#include "show/alike.h"
#include "show/document_json.h"
#include "show/report.h"
#include "show/terminal.h"
#include "text/json.h"
#include "text/say.h"

/* As many as the commands for one document show. */
#define PROBLEMS_SHOWN 10

/* "2026-11-24 21:52", where the reader is. */
static void format_minute(char *text, size_t capacity, const struct timespec *time)
{
    struct tm parts;

    if (localtime_r(&time->tv_sec, &parts) == NULL || strftime(text, capacity, "%Y-%m-%d %H:%M", &parts) == 0)
        *text = '\0';
}

/* Of a document that is refused, or that has failed. */
static void report_old_output(FILE *stream, const struct settings *settings, const char *path, bool is_refused,
                              const struct old_output *old)
{
    char minute[64];

    format_minute(minute, sizeof minute, &old->file.st_mtim);
    if (!settings->withdraw || !old->is_ours)
        say(stream, is_refused ? _("%s: refused; %s of %s stays") : _("%s: failed; %s of %s stays"), path, old->path,
            minute);
    else if (settings->dry_run)
        say(stream,
            is_refused ? _("%s: refused; %s of %s would be removed") : _("%s: failed; %s of %s would be removed"), path,
            old->path, minute);
    else
        say(stream, is_refused ? _("%s: refused; %s of %s is removed") : _("%s: failed; %s of %s is removed"), path,
            old->path, minute);
}

void split_report_problems(struct turn *turn, const struct loaded *loaded, const struct old_output *old)
{
    struct problem_counts counts = count_problems(loaded);
    struct report_style style = {.errors_only = loaded->settings->quiet, .problems_max = PROBLEMS_SHOWN};

    if (loaded->settings->format == FORMAT_JSON || !is_worth_telling(loaded) || counts.errors + counts.warnings == 0)
        return;
    style.stream = in_order_begin_message(turn, alike_kind_of_problems(loaded));
    if (style.stream == NULL)
        return;
    style.color = terminal_has_color(stderr, loaded->settings->color);
    report_problems(&style, loaded);
    if (loaded->status == PAIDMARK_STATUS_REFUSED)
        report_refusal(style.stream, loaded);
    if (old != NULL)
        report_old_output(style.stream, loaded->settings, input_name(loaded->path), true, old);
    in_order_end(turn);
}

void split_report_document(struct turn *turn, const struct loaded *loaded)
{
    FILE *stream =
        loaded->settings->format == FORMAT_JSON && is_worth_telling(loaded) ? in_order_begin_result(turn) : NULL;

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
    if (settings->format == FORMAT_JSON && !settings->quiet)
        print_json(turn, path, "skipped", NULL, NULL);
}

static void count_output(struct split_counts *counts, enum output_fate fate)
{
    atomic_size_t *const numbers[] = {[FATE_KEPT] = &counts->kept,
                                      [FATE_WITHDRAWN] = &counts->withdrawn,
                                      [FATE_STALE] = &counts->stale,
                                      [FATE_DELETED] = &counts->deleted,
                                      [FATE_FOUND] = &counts->found};

    atomic_fetch_add(numbers[fate], 1);
}

static void print_output_json(struct turn *turn, const char *path, enum output_fate fate, const struct stat *file)
{
    static const char *const names[] = {[FATE_KEPT] = "kept",
                                        [FATE_WITHDRAWN] = "withdrawn",
                                        [FATE_STALE] = "stale",
                                        [FATE_DELETED] = "deleted",
                                        [FATE_FOUND] = "found"};
    struct json json = {.stream = in_order_begin_result(turn)};
    struct tm parts;
    char second[64] = "";

    if (json.stream == NULL)
        return;
    if (gmtime_r(&file->st_mtim.tv_sec, &parts) != NULL)
        strftime(second, sizeof second, "%Y-%m-%dT%H:%M:%SZ", &parts);
    json_begin_object(&json);
    json_member_path(&json, "output", path);
    json_member_string(&json, "status", names[fate]);
    json_member_string(&json, "modified", second);
    json_end_object(&json);
    fputc('\n', json.stream);
    in_order_end(turn);
}

void split_report_output(struct turn *turn, const struct settings *settings, struct split_counts *counts,
                         const char *path, enum output_fate fate, const struct stat *file)
{
    count_output(counts, fate);
    if (settings->format == FORMAT_JSON && !settings->quiet) {
        print_output_json(turn, path, fate, file);
    } else if (fate == FATE_DELETED && settings->dry_run && !settings->quiet) {
        say(stderr, _("%s: has no source any more and would be removed"), path);
    }
}

void split_report_failure(struct turn *turn, const struct settings *settings, struct split_counts *counts,
                          const char *path, int failure)
{
    atomic_fetch_add(&counts->failed, 1);
    split_report_failed(turn, settings, path, path, failure, NULL);
}

void split_report_held_outputs(struct turn *turn, const struct settings *settings, struct split_counts *counts,
                               const char *path)
{
    FILE *stream = settings->quiet ? NULL : in_order_begin_message(turn, FAILURE_HELD_OUTPUTS);

    atomic_fetch_add(&counts->held_outputs, 1);
    if (stream != NULL) {
        print_failure(stream, path, FAILURE_HELD_OUTPUTS);
        in_order_end(turn);
    }
}

void split_report_markers_gone(struct turn *turn, const struct settings *settings, const char *path)
{
    FILE *stream = settings->quiet ? NULL : in_order_begin_message(turn, FAILURE_MARKERS_GONE);

    if (stream != NULL) {
        print_failure(stream, path, FAILURE_MARKERS_GONE);
        in_order_end(turn);
    }
}

void split_report_failed(struct turn *turn, const struct settings *settings, const char *path, const char *culprit,
                         int failure, const struct old_output *old)
{
    FILE *stream = in_order_begin_message(turn, failure);

    if (stream != NULL) {
        print_failure(stream, culprit, failure);
        if (old != NULL && settings->format != FORMAT_JSON)
            report_old_output(stream, settings, path, false, old);
        in_order_end(turn);
    }
    if (settings->format == FORMAT_JSON && !settings->silent)
        print_json(turn, path, "failed", culprit, failure_text(failure));
}

void split_report_unrepresentable(struct turn *turn, const struct loaded *loaded, const struct pieces *pieces,
                                  const struct charset_error *error, const struct old_output *old)
{
    FILE *stream = in_order_begin_message(turn, FAILURE_NOT_IN_CHARSET);

    if (stream != NULL) {
        report_unrepresentable(stream, pieces, loaded, error);
        if (old != NULL && loaded->settings->format != FORMAT_JSON)
            report_old_output(stream, loaded->settings, loaded->path, false, old);
        in_order_end(turn);
    }
    if (loaded->settings->format == FORMAT_JSON && !loaded->settings->silent)
        print_json(turn, loaded->path, "failed", loaded->path, failure_text(FAILURE_NOT_IN_CHARSET));
}
