/* folder.h - a directory of sources, and the two directories that its outputs go to
 * SPDX-License-Identifier: MIT
 *
 * Everything in it is reached by its descriptors, so that no name is looked up twice and nothing leaves the output
 * directory. A folder lives as long as somebody refers to it: the walk that is in it, the documents of it that wait,
 * the folders below it.
 */
#ifndef PAIDMARK_CLI_SPLIT_FOLDER_H
#define PAIDMARK_CLI_SPLIT_FOLDER_H

#include <dirent.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "split/destination.h"

/* Where the documents of a folder go. */
struct outputs {
    int directories[TREE_COUNT]; /* -1: there is none */
    int failure;                 /* failure.h; once there is one it stays */
    size_t failed_tree;          /* where */
};

struct folder {
    struct folder *parent; /* NULL: the top of an operand */
    char *path;            /* as messages show it, with a slash at its end, or empty */
    size_t relative;       /* where in path that below the operand begins */
    char *name;            /* in its parent, in memory of its own */

    DIR *stream; /* for the walk; NULL in the folder of files that are operands */
    int source;  /* what the names of documents are relative to */
    struct stat identity;
    bool is_marked; /* for who walks over it */

    struct destination *destination;
    pthread_mutex_t lock; /* of outputs */
    struct outputs outputs;

    atomic_uint references;
};

/* The folder of operands that are files: no path, names relative to the working directory. NULL without memory. */
struct folder *folder_new_for_files(struct destination *destination);

/* A directory that is an operand, or one in another folder. Links are followed to an operand, and below only if
 * `follow`. Gives a failure (failure.h); after success the caller has the one reference. */
int folder_open(struct destination *destination, const char *path, struct folder **folder);
int folder_open_below(struct folder *parent, const char *name, bool follow, struct folder **folder);

/* Finds the directories in the output trees, and makes them if `make`; else there may be none. For any thread. */
struct outputs folder_find_outputs(struct folder *folder, bool make);

struct folder *folder_refer(struct folder *folder);
void folder_release(struct folder *folder);

#endif
