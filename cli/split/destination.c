/* destination.c - opening, locking and closing the output directory
 * SPDX-License-Identifier: MIT
 */
#define _DEFAULT_SOURCE /* flock, which unlike fcntl can lock a directory */

#include "split/destination.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include "failure.h"
#include "files/leftovers.h"
#include "files/path.h"
#include "files/system.h"
#include "show/report.h"

const char *const destination_tree_names[TREE_COUNT] = {[TREE_FULL] = "full", [TREE_PREVIEW] = "preview"};

/* ---- Directories ------------------------------------------------------------------------------------------------ */

/* errno says only that it is no directory. */
static int open_failure(int parent, const char *name)
{
    int reason = errno;
    struct stat file;

    if ((reason == ENOTDIR || reason == ELOOP) && fstatat(parent, name, &file, AT_SYMLINK_NOFOLLOW) == 0 &&
        S_ISLNK(file.st_mode))
        return FAILURE_LINK;
    return reason;
}

int destination_open_directory(const struct destination *destination, int parent, const char *name, bool make,
                               int *descriptor)
{
    bool is_new = make && mkdirat(parent, name, 0777) == 0;

    if (make && !is_new && errno != EEXIST)
        return errno;
    *descriptor = open_directory(parent, name, O_NOFOLLOW);
    if (*descriptor < 0 && errno == ENOENT && !make)
        return FAILURE_NONE;
    if (*descriptor < 0)
        return open_failure(parent, name);
    if (!is_new && destination->is_locked)
        leftovers_remove(*descriptor);
    return FAILURE_NONE;
}

/* Some file systems have no such thing for a directory and say EINVAL. */
static void sync_directory(struct destination *destination, int descriptor)
{
    int none = FAILURE_NONE;

    if (sync_descriptor(descriptor) != 0 && errno != EINVAL)
        atomic_compare_exchange_strong(&destination->failure, &none, errno);
}

void destination_close_directory(struct destination *destination, int descriptor)
{
    if (descriptor < 0)
        return;
    if (destination->sync && destination->may_write)
        sync_directory(destination, descriptor);
    close(descriptor);
}

/* ---- The destination -------------------------------------------------------------------------------------------- */

/* Where the file system has no locks, runs can still not harm each other, since each has its own names for temporaries;
 * but then nobody knows which are leftovers. */
static int lock(struct destination *destination)
{
    destination->is_locked = flock(destination->directory, LOCK_EX | LOCK_NB) == 0;
    return !destination->is_locked && errno == EWOULDBLOCK ? FAILURE_BUSY : FAILURE_NONE;
}

static int open_top(struct destination *destination)
{
    if (destination->may_write && mkdir(destination->path, 0777) != 0 && errno != EEXIST)
        return errno;
    destination->directory = open_directory(AT_FDCWD, destination->path, 0);
    if (destination->directory < 0)
        return errno == ENOENT && !destination->may_write ? FAILURE_NONE : errno;
    if (fstat(destination->directory, &destination->identity) != 0)
        return errno;
    return destination->may_write ? lock(destination) : FAILURE_NONE;
}

static int open_tree(struct destination *destination, size_t tree)
{
    char *path = path_join(destination->path, destination_tree_names[tree]);
    int failure = destination_open_directory(destination, destination->directory, destination_tree_names[tree],
                                             destination->may_write, &destination->trees[tree]);

    if (failure != FAILURE_NONE)
        report_failure(path != NULL ? path : destination_tree_names[tree], failure);
    free(path);
    return failure;
}

bool destination_open(struct destination *destination)
{
    int failure;

    destination->directory = -1;
    for (size_t i = 0; i < TREE_COUNT; i++)
        destination->trees[i] = -1;
    failure = open_top(destination);
    if (failure != FAILURE_NONE)
        report_failure(destination->path, failure);
    for (size_t i = 0; i < TREE_COUNT && destination->directory >= 0 && failure == FAILURE_NONE; i++)
        failure = open_tree(destination, i);
    return failure == FAILURE_NONE;
}

void destination_close(struct destination *destination)
{
    for (size_t i = 0; i < TREE_COUNT; i++)
        destination_close_directory(destination, destination->trees[i]);
    destination_close_directory(destination, destination->directory);
}
