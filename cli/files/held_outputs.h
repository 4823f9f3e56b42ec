/* held_outputs.h - which outputs of split a directory holds, by the file of the state in it
 * SPDX-License-Identifier: MIT
 *
 * The first line of that file says it, in any version from 2 on. Of another one, or one that may not be read, all that
 * is told is whether both trees lie there, by their names.
 */
#ifndef PAIDMARK_CLI_FILES_HELD_OUTPUTS_H
#define PAIDMARK_CLI_FILES_HELD_OUTPUTS_H

#include <stdbool.h>

enum held {
    HELD_NONE,
    HELD_TREES, /* in two directories, full and preview */
    HELD_FULL,  /* the directory is a tree itself */
    HELD_PREVIEWS
};

#define STATE_FORMAT "paidmark-state "

/* By the first line of a state, without its end. HELD_NONE: it does not say. */
enum held held_of_head(const char *head);

/* The word that stands for it there. */
const char *held_word(enum held held);

/* Whether a directory is a tree of outputs, or one of two in a directory. In doubt, yes. */
bool held_is_tree(int directory);

/* The innermost tree of outputs that a path leads into, and what is in it; NULL: it leads into none. Without `itself`,
 * what the path leads to does not count. The caller frees it. Gives a failure (failure.h). */
int held_find_tree(const char *path, bool itself, char **tree, enum held *held);

#endif
