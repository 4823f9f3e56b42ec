/* selection.c - looks for documents and for patterns that match nothing, before anything is read
 * SPDX-License-Identifier: MIT
 */
#include "commands/selection.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arguments/command.h"
#include "failure.h"
#include "files/walk.h"
#include "language.h"
#include "show/report.h"
#include "text/safe_text.h"
#include "text/say.h"

/* A walk that ends as soon as it has seen enough. */
struct search {
    const struct settings *settings;
    bool found;
    bool has_walked; /* over more than standard input, which has no name to match */
    bool failed;     /* something could not be looked at: it might have been what was sought */
    char *outputs;   /* the first tree of outputs that was left out; NULL: none was */
    atomic_bool stop;
};

static bool is_idle(const struct globs *globs, size_t i)
{
    return !globs->items[i].is_of_site && globs_is_idle(globs, i);
}

static bool has_idle(const struct globs *globs)
{
    for (size_t i = 0; i < globs->count; i++) {
        if (is_idle(globs, i))
            return true;
    }
    return false;
}

/* A half of braces may be mistyped, too; what was to be left out by it would be let through. */
static bool is_idle_half(const struct globs *globs, size_t i)
{
    return !globs->items[i].is_of_site && globs_alternative_is_idle(globs, i);
}

static bool has_idle_half(const struct globs *globs)
{
    for (size_t i = 0; i < globs->count; i++) {
        if (is_idle_half(globs, i))
            return true;
    }
    return false;
}

static void note_document(void *context, struct folder *folder, const char *name)
{
    struct search *search = context;
    const struct filter *filter = &search->settings->filter;

    (void)folder;
    (void)name;
    search->found = true;
    if (!has_idle(&filter->include) && !has_idle_half(&filter->exclude))
        atomic_store(&search->stop, true);
}

static void note_failure(void *context, const char *path, int failure)
{
    struct search *search = context;

    if (failure != FAILURE_HELD_OUTPUTS)
        search->failed = true;
    else if (search->outputs == NULL)
        search->outputs = strdup(path);
}

static void look(struct search *search)
{
    const struct settings *settings = search->settings;
    struct walk walk = {.filter = &settings->filter,
                        .leaves_outputs = settings->command->bit == COMMAND_SPLIT,
                        .stop = &search->stop,
                        .document = note_document,
                        .fail = note_failure,
                        .context = search};

    for (size_t i = 0; i < settings->operand_count && !atomic_load(&search->stop); i++) {
        if (strcmp(settings->operands[i], "-") == 0) {
            search->found = true;
            continue;
        }
        search->has_walked = true;
        walk_operand(&walk, settings->operands[i]);
    }
}

/* ---- Complaints -------------------------------------------------------------------------------------------------- */

/* The patterns with commas between them, or only those that matched, for the caller to free; NULL without memory. */
static char *list_patterns(const struct globs *globs, bool even_idle)
{
    char *list = NULL;
    size_t bytes;
    FILE *stream = open_memstream(&list, &bytes);

    if (stream == NULL)
        return NULL;
    for (size_t i = 0; i < globs->count; i++) {
        bool is_first = i == 0 || globs->items[i].typed != globs->items[i - 1].typed;

        if (is_first && (even_idle || !globs_is_idle(globs, i)))
            fprintf(stream, "%s%s", ftell(stream) > 0 ? ", " : "", globs->items[i].typed);
    }
    fclose(stream);
    return list;
}

static void tell_excluded(const struct globs *exclude)
{
    char *patterns = list_patterns(exclude, false);

    if (patterns != NULL && *patterns != '\0')
        say(stderr, _("--exclude %s leaves out what is there"), patterns);
    free(patterns);
}

void selection_tell_none(const struct settings *settings)
{
    const char *first = settings->operands[0];
    size_t more = settings->operand_count - 1;
    char *patterns = settings->filter.include.count > 0 ? list_patterns(&settings->filter.include, true) : NULL;

    if (patterns != NULL && more > 0)
        say(stderr, _("no document in %s and %zu more matches --include %s"), name_shown(first), more, patterns);
    else if (patterns != NULL)
        say(stderr, _("no document in %s matches --include %s"), name_shown(first), patterns);
    else if (more > 0)
        say(stderr, _("no document in %s and %zu more"), name_shown(first), more);
    else
        say(stderr, _("no document in %s"), name_shown(first));
    tell_excluded(&settings->filter.exclude);
    free(patterns);
}

static bool tell_idle(const struct globs *globs, const char *option)
{
    bool any = false;

    for (size_t i = 0; i < globs->count; i++) {
        if (is_idle(globs, i)) {
            any = true;
            say(stderr, _("--%s %s matched nothing"), option, name_shown(globs->items[i].typed));
        }
    }
    return any;
}

/* It may be right all the same: in another tree there may be some. */
static void tell_idle_halves(const struct globs *globs)
{
    const char *idle = NULL; /* as a whole, and told as such */

    for (size_t i = 0; i < globs->count; i++) {
        char *half;

        if (is_idle(globs, i))
            idle = globs->items[i].typed;
        if (globs->items[i].typed == idle || !is_idle_half(globs, i))
            continue;
        half = globs_alternative(globs, i);
        if (half != NULL)
            say(stderr, _("--exclude %s: %s matched nothing"), name_shown(globs->items[i].typed), half);
        free(half);
    }
}

bool selection_has_all(const struct settings *settings)
{
    const struct globs *exclude = &settings->filter.exclude;

    for (size_t i = 0; i < exclude->count; i++) {
        if (atomic_load(&exclude->items[i].matched))
            return false;
    }
    return settings->filter.include.count == 0;
}

static bool judge(const struct search *search)
{
    const struct settings *settings = search->settings;
    bool is_good = true;

    if (!search->has_walked || (!search->found && (search->failed || (settings->delete &&selection_has_all(settings)))))
        return true;
    if (tell_idle(&settings->filter.exclude, "exclude"))
        is_good = false;
    if (!settings->quiet)
        tell_idle_halves(&settings->filter.exclude);
    if (search->found && tell_idle(&settings->filter.include, "include"))
        is_good = false;
    if (!search->found && search->outputs != NULL)
        report_failure(search->outputs, FAILURE_HELD_OUTPUTS);
    if (!search->found)
        selection_tell_none(settings);
    return search->found && is_good;
}

bool selection_is_good(const struct settings *settings)
{
    struct search search = {.settings = settings};
    bool is_good;

    look(&search);
    is_good = judge(&search);
    free(search.outputs);
    return is_good;
}
