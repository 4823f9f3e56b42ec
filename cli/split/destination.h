/* destination.h - where a run writes to: its trees of outputs, and the state of what is in them
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SPLIT_DESTINATION_H
#define PAIDMARK_CLI_SPLIT_DESTINATION_H

#include <stdatomic.h>
#include <stdbool.h>
#include <sys/stat.h>

#include "arguments/settings.h"
#include "files/folder.h"
#include "split/state.h"
#include "split/trees.h"

struct destination {
    const char *path; /* where the state lies: DIR, else the tree of full versions, else that of previews */
    bool may_write;   /* else nothing is made, removed or locked, and the descriptors may be -1 */
    bool sync;        /* directories go to disk when all is in them */
    mode_t umask;
    bool is_one;                  /* the trees lie in one directory */
    int directory;                /* of the state */
    char *tree_paths[TREE_COUNT]; /* NULL: is not wanted */
    int trees[TREE_COUNT];
    bool are_new[TREE_COUNT];     /* made by this run */
    struct stat tops[TREE_COUNT]; /* the directories that hold all outputs */
    size_t top_count;
    struct state state;
    struct state lock;  /* of the other tree, where that lies elsewhere */
    atomic_int failure; /* the first failure to get a directory to disk */
};

/* Where outputs are to go; nothing is done yet. False without memory. destination_close is owed in any case. */
bool destination_init(struct destination *destination, const struct settings *settings);

bool destination_has(const struct destination *destination, size_t tree);

/* Makes and opens what is missing, reads and locks the state and removes what a killed run has left in the trees. False
 * after a message on stderr. */
bool destination_open(struct destination *destination);

/* Whether, once it is open, names in it that differ only in case are the same. */
bool destination_folds(const struct destination *destination);

void destination_close(struct destination *destination);

/* Opens a directory in a tree, without following links. *descriptor is -1 when there is none and it is not to be made;
 * *is_new tells whether it was made. The leftovers in it are removed, unless source is NULL, as it is for the top of a
 * tree. One with full versions is for nobody who may not enter the source, and no stranger's (FAILURE_STRANGER); one
 * with previews has the mode of any new one. None is a tree of other runs (FAILURE_OTHER_OUTPUTS). Gives a failure. */
int destination_open_directory(const struct destination *destination, size_t tree, int parent, const char *name,
                               bool make, const struct folder *source, bool *is_new, int *descriptor);

/* The top of a tree is not that of one source alone, so it is what lies in it that lets nobody in who may not enter the
 * source: leaves no others of the readers of what is in a folder, if that is the top of a source. */
void destination_narrow(const struct folder *folder, struct readers *readers);

/* The same of what a link leads to that was followed in the walk over a source, from a folder or to it: its outputs do
 * not lie in what it lies in. */
void destination_narrow_link(const struct folder *folder, const char *path, const struct stat *file,
                             struct readers *readers);

/* If that is wanted, has on disk which names the trees have at their tops. Gives the first failure of all such. */
int destination_sync_trees(struct destination *destination);

/* Closes it, on disk if that is wanted. Does nothing for -1. */
void destination_close_directory(struct destination *destination, int descriptor);

#endif
