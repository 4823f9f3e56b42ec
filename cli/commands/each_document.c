/* each_document.c - loads one document after the other, for the commands that only look
 * SPDX-License-Identifier: MIT
 */
#include "commands/each_document.h"

#include "files/walk.h"
#include "show/report.h"

struct tour {
    struct loaded loaded;
    survey_fn look;
    void *context;
    enum exit_status status;
};

static void fail(void *context, const char *path, int failure)
{
    struct tour *tour = context;

    report_failure(input_name(path), failure);
    tour->status = EXIT_STATUS_FAILED;
}

static void visit(void *context, const char *path)
{
    struct tour *tour = context;
    int failure = load_document(&tour->loaded, path);

    if (failure != FAILURE_NONE)
        fail(tour, path, failure);
    else
        tour->status = worse_status(tour->status, tour->look(tour->context, &tour->loaded));
}

enum exit_status survey(const struct settings *settings, survey_fn look, void *context)
{
    struct tour tour = {.look = look, .context = context};
    struct walker walker = {.visit = visit, .fail = fail, .context = &tour};
    int failure = load_init(&tour.loaded, settings);

    if (failure != FAILURE_NONE)
        fail(&tour, "memory", failure);
    else if (settings->operand_count == 0)
        visit(&tour, "-");
    for (size_t i = 0; failure == FAILURE_NONE && i < settings->operand_count; i++)
        walk(&walker, settings->operands[i]);
    load_free(&tour.loaded);
    return tour.status;
}
