/* plan.c - how sources and the output directory lie to each other
 * SPDX-License-Identifier: MIT
 */
#include "split/plan.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "failure.h"
#include "files/held_outputs.h"
#include "files/leftovers.h"
#include "files/path.h"
#include "files/place.h"
#include "language.h"
#include "show/report.h"
#include "split/collisions.h"
#include "text/say.h"

/* ---- The output directory in a source ---------------------------------------------------------------------------- */

static void refuse_output(const char *output, const char *source)
{
    say(stderr, _("the outputs would lie in %s, inside the source %s; give a -d outside of it"), output, source);
}

/* Where there is no output directory yet, the one it will be made in is looked at. */
static bool is_output_outside(const char *destination, const char *operand)
{
    struct stat source;
    struct stat output;
    char *parent = NULL;
    const char *path = destination;
    bool inside;

    if (stat(operand, &source) != 0 || !S_ISDIR(source.st_mode))
        return true;
    if (stat(path, &output) != 0)
        path = parent = path_parent(path);
    inside = path != NULL && place_is_in(AT_FDCWD, path, &source);
    free(parent);
    if (inside)
        refuse_output(destination, operand);
    return !inside;
}

/* ---- A source in the output -------------------------------------------------------------------------------------- */

static void refuse_source(const char *source, const char *output)
{
    say(stderr, _("the source %s lies among the outputs in %s; give a source outside of them"), source, output);
}

static bool is_in_tree(const char *operand, const char *tree)
{
    struct stat output;

    return stat(tree, &output) == 0 && place_is_in(AT_FDCWD, operand, &output);
}

/* Of another run: that full versions may be read as free documents was not meant by it. */
static bool is_no_output(const char *operand)
{
    enum held held;
    char *tree;
    int failure = held_find_tree(operand, true, &tree, &held);

    if (failure == ENOMEM || failure == ENAMETOOLONG)
        report_failure(operand, failure);
    if (held != HELD_NONE)
        refuse_source(operand, tree);
    free(tree);
    return held == HELD_NONE && failure != ENOMEM && failure != ENAMETOOLONG;
}

static bool is_source_outside(const struct destination *destination, const char *operand)
{
    bool inside = false;

    for (size_t i = 0; i < TREE_COUNT; i++)
        inside = inside || (destination_has(destination, i) && is_in_tree(operand, destination->tree_paths[i]));
    if (inside)
        refuse_source(operand, destination->path);
    return !inside && is_no_output(operand);
}

static bool are_outputs_outside(const struct destination *destination, const char *operand)
{
    bool is_good = true;

    if (destination->is_one)
        return is_output_outside(destination->path, operand);
    for (size_t i = 0; i < TREE_COUNT; i++) {
        if (destination_has(destination, i))
            is_good = is_output_outside(destination->tree_paths[i], operand) && is_good;
    }
    return is_good;
}

/* Its output would be taken for a leftover, or for the state. */
static bool is_name_free(const char *operand)
{
    bool is_private = is_private_name(path_name(operand));

    if (is_private)
        say(stderr, _("the source %s has a name that paidmark keeps for itself; give it another"), operand);
    return !is_private;
}

bool split_plan_is_good(const struct settings *settings, const struct destination *destination)
{
    bool is_good = true;

    for (size_t i = 0; i < settings->operand_count; i++) {
        is_good = are_outputs_outside(destination, settings->operands[i]) && is_good;
        is_good = is_source_outside(destination, settings->operands[i]) && is_good;
        is_good = is_name_free(settings->operands[i]) && is_good;
    }
    return is_good && !split_has_collisions(settings, false);
}
