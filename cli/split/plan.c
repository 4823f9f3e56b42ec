/* plan.c - how sources and the output directory lie to each other
 * SPDX-License-Identifier: MIT
 *
 * Directories are compared by device and inode on the way up to the root, so that links, ".." and other names for the
 * same place make no difference.
 */
#include "split/plan.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files/path.h"
#include "files/system.h"
#include "split/collisions.h"
#include "split/destination.h"
#include "text/safe_text.h"

/* As many levels as "../" can be written in a path. */
#define LEVELS_MAX 1300

/* Whether the directory at path is the sought one or below it. */
static bool is_in(const char *path, const struct stat *sought)
{
    size_t bytes = strlen(path);
    char *climbing = malloc(bytes + 3 * LEVELS_MAX + 1);
    struct stat here;
    struct stat before;
    bool found = false;

    if (climbing == NULL || stat(path, &here) != 0) {
        free(climbing);
        return false;
    }
    memcpy(climbing, path, bytes + 1);
    for (size_t level = 0; level < LEVELS_MAX; level++) {
        found = is_same_file(&here, sought);
        before = here;
        memcpy(climbing + bytes, "/..", 4);
        bytes += 3;
        if (found || stat(climbing, &here) != 0 || is_same_file(&here, &before))
            break;
    }
    free(climbing);
    return found;
}

static void refuse(const char *path, const char *reason, const char *other)
{
    fputs("paidmark: ", stderr);
    print_name(stderr, path);
    fprintf(stderr, ": %s ", reason);
    print_name(stderr, other);
    fputs("; nothing was written\n", stderr);
}

/* ---- The output directory in a source --------------------------------------------------------------------------- */

/* Where there is no output directory yet, the one it will be made in is looked at. */
static bool is_output_outside(const struct settings *settings, const char *operand)
{
    struct stat source;
    struct stat output;
    char *parent = NULL;
    const char *path = settings->destination;
    bool inside;

    if (stat(operand, &source) != 0 || !S_ISDIR(source.st_mode))
        return true;
    if (stat(path, &output) != 0)
        path = parent = path_parent(path);
    inside = path != NULL && is_in(path, &source);
    free(parent);
    if (inside)
        refuse(settings->destination, "the output would be among the sources, in", operand);
    return !inside;
}

/* ---- A source in the output ------------------------------------------------------------------------------------- */

/* Of a directory itself; of a file, the directory it is in behind all links. */
static char *place_of(const char *operand)
{
    struct stat source;
    char *real_path;
    char *place;

    if (stat(operand, &source) != 0)
        return NULL;
    real_path = realpath(operand, NULL);
    if (real_path == NULL || S_ISDIR(source.st_mode))
        return real_path;
    place = path_parent(real_path);
    free(real_path);
    return place;
}

static bool is_in_tree(const struct settings *settings, const char *place, const char *tree)
{
    char *path = path_join(settings->destination, tree);
    struct stat output;
    bool inside = path != NULL && stat(path, &output) == 0 && is_in(place, &output);

    free(path);
    return inside;
}

static bool is_source_outside(const struct settings *settings, const char *operand)
{
    char *place = place_of(operand);
    bool inside = false;

    for (size_t i = 0; i < TREE_COUNT && place != NULL; i++)
        inside = inside || is_in_tree(settings, place, destination_tree_names[i]);
    free(place);
    if (inside)
        refuse(operand, "is among the outputs, in", settings->destination);
    return !inside;
}

bool split_plan_is_good(const struct settings *settings)
{
    bool is_good = true;

    for (size_t i = 0; i < settings->operand_count; i++) {
        is_good = is_output_outside(settings, settings->operands[i]) && is_good;
        is_good = is_source_outside(settings, settings->operands[i]) && is_good;
    }
    return is_good && !split_has_collisions(settings);
}
