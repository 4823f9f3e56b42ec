/* check.c - the command check: what is wrong with documents, and where
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "commands/commands.h"
#include "commands/each_document.h"
#include "commands/fixer.h"
#include "commands/selection.h"
#include "language.h"
#include "show/document_json.h"
#include "show/github.h"
#include "show/report.h"
#include "show/sarif.h"
#include "show/terminal.h"
#include "show/weak_tokens.h"

struct totals {
    size_t documents;
    size_t with_errors;
    size_t errors;
    size_t warnings;
    size_t without_markers;
    size_t salvaged;
};

struct check {
    const struct settings *settings;
    struct report_style style;
    struct sarif sarif;
    struct totals totals;
    struct fixer fixer;
};

static void show_problems(struct check *check, const struct loaded *loaded)
{
    switch (check->settings->format) {
    case FORMAT_TEXT:
        report_problems(&check->style, loaded);
        break;
    case FORMAT_JSON:
        print_document_json(stdout, loaded, false);
        break;
    case FORMAT_SARIF:
        sarif_document(&check->sarif, loaded);
        break;
    case FORMAT_GITHUB:
        github_document(stdout, loaded, check->settings->quiet);
        break;
    }
}

static void show_failure(void *context, const char *path, int failure)
{
    struct check *check = context;

    if (check->settings->silent)
        return;
    if (check->settings->format == FORMAT_SARIF)
        sarif_failure(&check->sarif, path, failure);
    else if (check->settings->format == FORMAT_GITHUB)
        github_failure(stdout, path, failure);
}

static enum exit_status status_of(const struct problem_counts *counts, int failure)
{
    if (failure != FAILURE_NONE)
        return EXIT_STATUS_FAILED;
    return counts->errors > 0 ? EXIT_STATUS_REFUSED : EXIT_STATUS_GOOD;
}

static enum exit_status check_document(void *context, const struct loaded *loaded)
{
    struct check *check = context;
    int failure = check->settings->fix ? fixer_fix(&check->fixer, &loaded) : FAILURE_NONE;
    struct problem_counts counts = count_problems(loaded);

    check->totals.documents++;
    check->totals.with_errors += counts.errors > 0;
    check->totals.errors += counts.errors_shown;
    check->totals.warnings += counts.warnings;
    check->totals.without_markers += is_without_markers(loaded);
    check->totals.salvaged += loaded->status == PAIDMARK_STATUS_SALVAGED;
    if (is_worth_telling(loaded))
        show_problems(check, loaded);
    if (failure != FAILURE_NONE)
        show_failure(check, loaded->path, failure);
    return status_of(&counts, failure);
}

static void print_problem_totals(const struct totals *totals)
{
    if (totals->errors > 0)
        fprintf(stderr,
                ngettext("%zu error in %zu of %zu documents", "%zu errors in %zu of %zu documents",
                         plural_number(totals->errors)),
                totals->errors, totals->with_errors, totals->documents);
    else
        fprintf(stderr,
                ngettext("no errors in %zu document", "no errors in %zu documents", plural_number(totals->documents)),
                totals->documents);
    if (totals->warnings > 0)
        fprintf(stderr, ngettext(", %zu warning", ", %zu warnings", plural_number(totals->warnings)), totals->warnings);
    if (totals->salvaged > 0)
        fprintf(stderr, ngettext(", %zu salvaged", ", %zu salvaged", plural_number(totals->salvaged)),
                totals->salvaged);
}

static void print_totals(const struct check *check, const struct passed_over *passed)
{
    const struct totals *totals = &check->totals;
    bool has_looked = totals->documents > 0 || passed->unread == 0;

    fflush(stdout); /* on a terminal they come after what they count */
    fputs("paidmark: ", stderr);
    if (has_looked)
        print_problem_totals(totals);
    if (has_looked && passed->unread > 0)
        fputs(_("; "), stderr);
    if (passed->unread > 0)
        fprintf(stderr,
                ngettext("%zu path could not be read", "%zu paths could not be read", plural_number(passed->unread)),
                passed->unread);
    report_left_out(stderr, totals->without_markers, passed->binary_files);
    fixer_print_total(&check->fixer, stderr);
    fputc('\n', stderr);
}

/* Its log is for more people than the documents: build servers set CI. */
static bool is_for_build_server(void)
{
    const char *set = getenv("CI");

    return set != NULL && *set != '\0' && !isatty(STDOUT_FILENO);
}

static enum exit_status check_all(struct check *check, struct passed_over *passed)
{
    const struct settings *settings = check->settings;
    bool is_sarif = settings->format == FORMAT_SARIF && !settings->silent;
    enum exit_status status;

    if (is_sarif)
        sarif_begin(&check->sarif, stdout, settings->quiet);
    status = each_document(settings, check_document, show_failure, check, passed);
    if (is_sarif)
        status = sarif_end(&check->sarif, status);
    return status;
}

/* A diff is the result then, and problems are messages. */
static bool prepare_to_fix(struct check *check, const struct settings *settings)
{
    int failure = settings->fix ? fixer_init(&check->fixer, settings, check->style.source) : FAILURE_NONE;

    if (check->fixer.shows_diff)
        check->style.stream = stderr;
    if (failure == FAILURE_NONE)
        return true;
    report_failure(_("memory"), failure);
    fixer_free(&check->fixer);
    return false;
}

enum exit_status run_check(const struct settings *settings)
{
    bool source = !settings->no_source && !is_for_build_server();
    struct check check = {.settings = settings,
                          .style = {.stream = stdout, .source = source, .problems_max = SIZE_MAX}};
    enum exit_status status;
    struct passed_over passed;

    if (!selection_is_good(settings) || !prepare_to_fix(&check, settings))
        return EXIT_STATUS_FAILED;
    check.style.errors_only = settings->quiet;
    check.style.color = terminal_has_color(check.style.stream, settings->color);
    if (!settings->quiet && !settings->no_lookalikes)
        report_weak_tokens(settings);
    status = check_all(&check, &passed);
    if (!settings->quiet)
        print_totals(&check, &passed);
    fixer_free(&check.fixer);
    return status;
}
