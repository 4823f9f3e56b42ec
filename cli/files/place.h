/* place.h - where a path leads, behind all links
 * SPDX-License-Identifier: MIT
 *
 * Paths are relative to an open directory, or to the working directory for AT_FDCWD.
 */
#ifndef PAIDMARK_CLI_FILES_PLACE_H
#define PAIDMARK_CLI_FILES_PLACE_H

#include <stdbool.h>
#include <sys/stat.h>

#include "files/readers.h"

/* The path behind all links, of which the last may point to nothing yet: that file is to be made. The caller frees it.
 * A link that somebody else may have set (readers.h) is FAILURE_LINK if that matters. Gives a failure (failure.h). */
int place_resolve(int directory, const char *path, bool only_own_links, char **resolved);

/* Whether the file or directory that a path leads to is a certain directory or lies in it. Directories are compared by
 * device and inode on the way up to the root, so that links, ".." and other names of the same place make no difference.
 * In doubt, yes; no for what cannot be looked at. */
bool place_is_in(int directory, const char *path, const struct stat *sought);

/* The file of a name that is nearest to what a path leads to: in that directory, or the one that it lies in, or above
 * them. *exists is false if there is none. Gives a failure. */
int place_find_nearest(int directory, const char *path, const char *name, struct stat *nearest, bool *exists);

/* The real path of the directory that a path leads to, or that it has its last component in. The caller frees it. Gives
 * a failure (failure.h). */
int place_folder_of(const char *path, char **folder);

/* Leaves of readers who may enter each directory on the real way to a file that a path leads to, but for the directory
 * top and those that it lies in. In doubt only the owner is left. */
void place_narrow(const char *path, const struct stat *file, const char *top, struct readers *readers);

#endif
