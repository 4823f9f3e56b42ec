/* readers.h - who may read a file, and that a copy of it is for nobody else
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_FILES_READERS_H
#define PAIDMARK_CLI_FILES_READERS_H

#include <stdbool.h>
#include <sys/stat.h>
#include <sys/types.h>

struct readers {
    mode_t mode; /* permissions */
    uid_t owner;
    gid_t group;
};

/* Those of an open file or directory. An access control list may shut out whom the mode lets in: then all but the owner
 * count for nobody. */
struct readers readers_of(int descriptor, const struct stat *file);

/* The same of what a path leads to. */
struct readers readers_at(const char *path, const struct stat *file);

/* Those of a file that is about to be replaced by another without such a list: for its group the list may mean less
 * than the mode does, and so that counts as everybody. */
struct readers readers_without_list(const char *path, const struct stat *file);

/* The mode for a copy that has this group: one that is not the original's gets no more than everybody does, and
 * everybody no more than the original's group, to which some of them may belong. */
mode_t readers_mode(const struct readers *readers, gid_t group);

/* The same for a copy whose group is not known yet. */
mode_t readers_mode_at_first(const struct readers *readers);

/* Leaves of them who may enter a folder as well. One mode knows one group: of two that differ, neither is left, unless
 * the readers are the same in and out of theirs. */
void readers_narrow(struct readers *readers, const struct readers *folder);

/* Lets nobody read an open file that the mode does not let, not by an access control list that the directory gave to
 * it either. What is right already is left alone: not every file system can change it. Gives a failure (failure.h). */
int readers_set(int descriptor, const struct stat *file, mode_t mode);

/* The same for a copy of something: gives it the original's group if it can. */
int readers_copy(int descriptor, const struct stat *file, const struct readers *readers, mode_t umask);

/* Whether what a path leads to may have been put there by somebody else: it is in a directory that others may write to,
 * and is neither ours nor of that directory's owner. */
bool is_strange(int directory, const char *path, const struct stat *file);

#endif
