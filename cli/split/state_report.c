/* state_report.c - what split says about the state
 * SPDX-License-Identifier: MIT
 */
#include "split/state_report.h"

#include <stdio.h>
#include <string.h>

#include "files/leftovers.h"
#include "text/safe_text.h"

void report_busy(const char *path, pid_t process)
{
    fputs("paidmark: another paidmark split ", stderr);
    if (process > 0)
        fprintf(stderr, "(process %ld) ", (long)process);
    fputs("is writing to ", stderr);
    print_name(stderr, path);
    fputs("; wait for it\n", stderr);
}

static void report_useless(const char *path, const char *why)
{
    fputs("paidmark: ", stderr);
    print_name(stderr, path);
    fprintf(stderr, "/" STATE_FILE_NAME " %s: everything is done again\n", why);
}

/* ---- Another recipe --------------------------------------------------------------------------------------------- */

/* The first line of a recipe is the version. */
static bool is_of_this_version(const char *recipe, const char *ours)
{
    size_t bytes = strcspn(ours, "\n") + 1;

    return strncmp(recipe, ours, bytes) == 0;
}

static void report_recipes(const struct state *state, const char *path)
{
    size_t written = 0;
    size_t others = 0;
    bool version_differs = false;

    for (size_t i = 0; i < state->count; i++) {
        const struct state_entry *entry = &state->entries[i];

        written += entry->kind == STATE_WRITTEN;
        if (entry->kind != STATE_WRITTEN || entry->recipe == state->recipe)
            continue;
        others++;
        version_differs = version_differs ||
                          !is_of_this_version(state->recipes[entry->recipe - 1], state->recipes[state->recipe - 1]);
    }
    if (others == 0)
        return;
    fputs("paidmark: ", stderr);
    print_name(stderr, path);
    fprintf(stderr, ": %s changed since ", version_differs ? "paidmark" : "options");
    if (others == written)
        fputs("the last run: everything is done again\n", stderr);
    else
        fprintf(stderr, "%zu documents were split: they are done again\n", others);
}

void split_report_state(const struct settings *settings, const struct destination *destination)
{
    const struct state *state = &destination->state;

    switch (state->finding) {
    case STATE_UNREADABLE:
        report_useless(destination->path, "cannot be read");
        break;
    case STATE_TOO_NEW:
        report_useless(destination->path, "is of a newer paidmark");
        break;
    case STATE_NONE:
        if (settings->update && state->count > 0)
            report_useless(destination->path, "is not there");
        break;
    default:
        if (settings->update)
            report_recipes(state, destination->path);
        break;
    }
}
