/* walk.h - goes through operands for split, a name at a time
 * SPDX-License-Identifier: MIT
 *
 * Nothing is kept but the folders from the operand down to where the walk is, however many files there are. That costs
 * a descriptor for each level.
 */
#ifndef PAIDMARK_CLI_SPLIT_WALK_H
#define PAIDMARK_CLI_SPLIT_WALK_H

#include <stdatomic.h>
#include <stdbool.h>

#include "arguments/settings.h"
#include "split/destination.h"
#include "split/folder.h"

struct split_walk {
    const struct settings *settings;
    struct destination *destination;
    atomic_bool *stop; /* NULL, or the walk ends soon after it has become true */

    /* A regular file that settings want, named relative to the folder. */
    void (*document)(void *context, struct folder *folder, const char *name);
    /* What could not be looked at, with a failure (failure.h). */
    void (*fail)(void *context, const char *path, int failure);
    void *context;
};

void split_walk(const struct split_walk *walk, const char *operand);

#endif
