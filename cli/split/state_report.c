/* state_report.c - what split says about the state
 * SPDX-License-Identifier: MIT
 */
#include "split/state_report.h"

#include <stdio.h>
#include <string.h>

#include "files/leftovers.h"
#include "language.h"
#include "text/say.h"

void report_busy(const char *path, pid_t process)
{
    if (process > 0)
        say(stderr, _("another paidmark split (process %ld) is writing to %s; wait for it"), (long)process, path);
    else
        say(stderr, _("another paidmark split is writing to %s; wait for it"), path);
}

/* ---- Another recipe ---------------------------------------------------------------------------------------------- */

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
    if (others == written)
        say(stderr,
            version_differs ? _("%s: paidmark changed since the last run: everything is done again")
                            : _("%s: options changed since the last run: everything is done again"),
            path);
    else
        say(stderr,
            version_differs ? _("%s: paidmark changed since %zu documents were split: they are done again")
                            : _("%s: options changed since %zu documents were split: they are done again"),
            path, others);
}

void split_report_state(const struct settings *settings, const struct destination *destination)
{
    const struct state *state = &destination->state;

    switch (state->finding) {
    case STATE_UNREADABLE:
        say(stderr, _("%s/%s cannot be read: everything is done again"), destination->path, STATE_FILE_NAME);
        break;
    case STATE_TOO_NEW:
        say(stderr, _("%s/%s is of a newer paidmark: everything is done again"), destination->path, STATE_FILE_NAME);
        break;
    case STATE_NONE:
        if (settings->update && state->count > 0)
            say(stderr, _("%s/%s is not there: everything is done again"), destination->path, STATE_FILE_NAME);
        break;
    default:
        if (settings->update)
            report_recipes(state, destination->path);
        break;
    }
}
