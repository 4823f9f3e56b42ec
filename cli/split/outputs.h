/* outputs.h - the directories that the outputs of a folder's documents go to
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SPLIT_OUTPUTS_H
#define PAIDMARK_CLI_SPLIT_OUTPUTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "files/folder.h"
#include "split/destination.h"

struct outputs {
    int directories[TREE_COUNT]; /* -1: there is none */
    bool are_new[TREE_COUNT];    /* made by this run */
    int failure;                 /* failure.h; once there is one it stays */
    size_t failed_tree;          /* where */
};

/* Makes ready that a folder's outputs are asked for, which then any thread may do until the folder ends. root is the
 * number that the state has for the operand. To be called in the thread that walks. Gives a failure. */
int outputs_prepare(struct destination *destination, struct folder *folder, uint32_t root);

uint32_t outputs_root(const struct folder *folder);

/* Finds the directories in the output trees, and makes them if `make`; else there may be none. */
struct outputs outputs_find(const struct folder *folder, bool make);

#endif
