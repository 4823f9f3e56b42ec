/* plan.c - how sources and the output directory lie to each other
 * SPDX-License-Identifier: MIT
 */
#include "split/plan.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "files/path.h"
#include "files/place.h"
#include "split/collisions.h"
#include "split/destination.h"
#include "text/safe_text.h"

/* ---- The output directory in a source --------------------------------------------------------------------------- */

static void refuse_output(const char *output, const char *source)
{
    fputs("paidmark: the outputs would lie in ", stderr);
    print_name(stderr, output);
    fputs(", inside the source ", stderr);
    print_name(stderr, source);
    fputs("; give a -d outside of it\n", stderr);
}

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
    inside = path != NULL && place_is_in(AT_FDCWD, path, &source);
    free(parent);
    if (inside)
        refuse_output(settings->destination, operand);
    return !inside;
}

/* ---- A source in the output ------------------------------------------------------------------------------------- */

static void refuse_source(const char *source, const char *output)
{
    fputs("paidmark: the source ", stderr);
    print_name(stderr, source);
    fputs(" lies among the outputs in ", stderr);
    print_name(stderr, output);
    fputs("; give a source outside of them\n", stderr);
}

static bool is_in_tree(const struct settings *settings, const char *operand, size_t tree)
{
    char *path = path_join(settings->destination, destination_tree_names[tree]);
    struct stat output;
    bool inside = path != NULL && stat(path, &output) == 0 && place_is_in(AT_FDCWD, operand, &output);

    free(path);
    return inside;
}

static bool is_source_outside(const struct settings *settings, const char *operand)
{
    bool inside = false;

    for (size_t i = 0; i < TREE_COUNT; i++)
        inside = inside || is_in_tree(settings, operand, i);
    if (inside)
        refuse_source(operand, settings->destination);
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
