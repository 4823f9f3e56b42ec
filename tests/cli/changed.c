/* changed.c - a library to be preloaded in which others come in between
 * SPDX-License-Identifier: MIT
 *
 * CHANGED_BY    a command that is run, once
 * CHANGED_READ  when the program has read something of this file
 * CHANGED_SIZE  by how many bytes the size that is told of that file is wrong
 * CHANGED_LOCK  if set, the command runs when a state is to be locked
 * CHANGED_NEW   if set, another run takes the first two temporary files for leftovers: one is locked by it, and removed
 *               in the end; the next it has removed before that is locked here
 *
 * Without CHANGED_READ and CHANGED_LOCK the command runs when the program asks whether it may write to a file; without
 * a command somebody writes to the file then. If it never asks, the command runs when the first file of a state gets
 * its name.
 */
#include "../preload.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static void change(void)
{
    static bool is_done;
    const char *command = getenv("CHANGED_BY");

    if (command == NULL || is_done)
        return;
    is_done = true;
    unsetenv("LD_PRELOAD");
    (void)!system(command);
}

static bool is_sought(unsigned long device, unsigned long number)
{
    const char *path = getenv("CHANGED_READ");
    struct stat sought;

    return path != NULL && stat(path, &sought) == 0 && number == sought.st_ino && device == sought.st_dev;
}

#define DEFINE_FSTAT(name, type)                                                                                       \
    EXPORT int name(int descriptor, struct type *file)                                                                 \
    {                                                                                                                  \
        typedef int fstat_fn(int, struct type *);                                                                      \
        NEXT(fstat_fn, #name);                                                                                         \
        int result = next(descriptor, file);                                                                           \
                                                                                                                       \
        if (result == 0 && getenv("CHANGED_SIZE") != NULL && is_sought(file->st_dev, file->st_ino))                    \
            file->st_size += atoi(getenv("CHANGED_SIZE"));                                                             \
        return result;                                                                                                 \
    }

DEFINE_FSTAT(fstat, stat)
DEFINE_FSTAT(fstat64, stat64)

EXPORT ssize_t read(int descriptor, void *buffer, size_t bytes)
{
    typedef ssize_t read_fn(int, void *, size_t);
    NEXT(read_fn, "read");
    ssize_t got = next(descriptor, buffer, bytes);
    struct stat file;

    if (fstat(descriptor, &file) == 0 && is_sought(file.st_dev, file.st_ino))
        change();
    return got;
}

EXPORT int faccessat(int directory, const char *path, int mode, int flags)
{
    typedef int faccessat_fn(int, const char *, int, int);
    NEXT(faccessat_fn, "faccessat");
    int file = getenv("CHANGED_BY") == NULL ? openat(directory, path, O_WRONLY | O_APPEND | O_CLOEXEC) : -1;

    if (file >= 0) {
        (void)!write(file, "more", 4);
        close(file);
    }
    if (getenv("CHANGED_READ") == NULL)
        change();
    return next(directory, path, mode, flags);
}

static char locked[PATH_MAX]; /* by the other run */

EXPORT int flock(int descriptor, int operation)
{
    typedef int flock_fn(int, int);
    NEXT(flock_fn, "flock");
    static int calls;
    char link[64];
    char path[PATH_MAX] = "";

    if (getenv("CHANGED_NEW") == NULL || ++calls > 2)
        return next(descriptor, operation);
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    (void)!readlink(link, path, sizeof path - 1);
    if (calls == 1) {
        memcpy(locked, path, sizeof path);
        errno = EWOULDBLOCK;
        return -1;
    }
    unlink(path);
    return next(descriptor, operation);
}

static bool change_before_lock(int command)
{
    if (getenv("CHANGED_LOCK") != NULL && command == F_OFD_SETLK)
        change();
    return false;
}

DEFINE_FCNTL(fcntl, change_before_lock)
DEFINE_FCNTL(fcntl64, change_before_lock)

EXPORT int renameat(int from_directory, const char *from, int to_directory, const char *to)
{
    typedef int renameat_fn(int, const char *, int, const char *);
    NEXT(renameat_fn, "renameat");
    int result;

    if (*locked != '\0')
        unlink(locked);
    result = next(from_directory, from, to_directory, to);
    if (getenv("CHANGED_READ") == NULL && strcmp(to, ".paidmark-state") == 0)
        change();
    return result;
}
