/* check.c - the command check: what is wrong with documents, and where
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>

#include "commands/commands.h"
#include "commands/each_document.h"
#include "commands/selection.h"
#include "show/document_json.h"
#include "show/report.h"
#include "show/terminal.h"
#include "show/weak_tokens.h"

struct totals {
    size_t documents;
    size_t with_errors;
    size_t errors;
    size_t warnings;
    size_t without_markers;
    size_t binary_files;
};

struct check {
    struct report_style style;
    struct totals totals;
};

static enum exit_status check_document(void *context, const struct loaded *loaded)
{
    struct check *check = context;
    struct problem_counts counts = count_problems(loaded);

    check->totals.documents++;
    check->totals.with_errors += counts.errors > 0;
    check->totals.errors += counts.errors;
    check->totals.warnings += counts.warnings;
    check->totals.without_markers += is_without_markers(loaded);
    if (loaded->settings->json && !loaded->settings->quiet)
        print_document_json(stdout, loaded, false);
    else if (!loaded->settings->quiet)
        report_problems(&check->style, loaded);
    return counts.errors > 0 ? EXIT_STATUS_REFUSED : EXIT_STATUS_GOOD;
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

static void print_totals(const struct totals *totals)
{
    fflush(stdout); /* on a terminal they come after what they count */
    fprintf(stderr, "paidmark: %zu document%s, %zu with errors: %zu error%s, %zu warning%s", totals->documents,
            plural(totals->documents), totals->with_errors, totals->errors, plural(totals->errors), totals->warnings,
            plural(totals->warnings));
    report_left_out(stderr, totals->without_markers, totals->binary_files);
    fputc('\n', stderr);
}

enum exit_status run_check(const struct settings *settings)
{
    struct check check = {.style = {.stream = stdout, .source = true, .problems_max = SIZE_MAX}};
    enum exit_status status;

    if (!selection_is_good(settings))
        return EXIT_STATUS_FAILED;
    check.style.color = terminal_has_color(stdout, settings->color);
    if (!settings->quiet && !settings->no_lookalikes)
        report_weak_tokens(settings);
    status = each_document(settings, check_document, &check, &check.totals.binary_files);
    if (!settings->quiet)
        print_totals(&check.totals);
    return status;
}
