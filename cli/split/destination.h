/* destination.h - the output directory of a run: DIR, DIR/full and DIR/preview
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SPLIT_DESTINATION_H
#define PAIDMARK_CLI_SPLIT_DESTINATION_H

#include <stdatomic.h>
#include <stdbool.h>
#include <sys/stat.h>

/* In the order in which the two get their names: no preview points to a full version that is not there. */
enum destination_tree { TREE_FULL, TREE_PREVIEW, TREE_COUNT };
extern const char *const destination_tree_names[TREE_COUNT];

struct destination {
    const char *path;
    bool may_write; /* else nothing is made, removed or locked, and the descriptors may be -1 */
    bool sync;      /* directories go to disk when all is in them */
    bool is_locked; /* no other run writes here */
    int directory;
    int trees[TREE_COUNT];
    struct stat identity; /* of DIR, where there is one */
    atomic_int failure;   /* the first failure to get a directory to disk */
};

/* Makes and opens what is missing, locks DIR and removes what a killed run has left in its trees. False after a message
 * on stderr; then, too, destination_close is owed. */
bool destination_open(struct destination *destination);

void destination_close(struct destination *destination);

/* Opens a directory in a tree, without following links. *descriptor is -1 when there is none and it is not to be made.
 * The leftovers in it are removed. Gives a failure. */
int destination_open_directory(const struct destination *destination, int parent, const char *name, bool make,
                               int *descriptor);

/* Closes it, on disk if that is wanted. Does nothing for -1. */
void destination_close_directory(struct destination *destination, int descriptor);

#endif
