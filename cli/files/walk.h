/* walk.h - the documents that operands name
 * SPDX-License-Identifier: MIT
 *
 * A directory stands for all regular files in it and below it that a filter takes. Nothing is kept but the folders from
 * the operand down to where the walk is, with the names in them if it is sorted. That costs a descriptor for each
 * level.
 */
#ifndef PAIDMARK_CLI_FILES_WALK_H
#define PAIDMARK_CLI_FILES_WALK_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "files/filter.h"
#include "files/folder.h"

struct walk {
    const struct filter *filter;
    const struct stat *forbidden; /* directories in which no link may lead to a document */
    size_t forbidden_count;
    bool leaves_outputs; /* trees of outputs, of any run, are left out and told to fail */
    bool is_sorted;      /* names come in the order of their bytes */
    bool only_regular;   /* an operand that is neither a file nor a directory is a failure, else a document */
    atomic_bool *stop;   /* NULL, or the walk ends soon after it has become true */

    /* A document, named relative to the folder. */
    void (*document)(void *context, struct folder *folder, const char *name);
    /* What could not be looked at, with a failure (failure.h), or FAILURE_HELD_OUTPUTS for what is left out. */
    void (*fail)(void *context, const char *path, int failure);
    void *context;
};

void walk_operand(const struct walk *walk, const char *operand);

#endif
