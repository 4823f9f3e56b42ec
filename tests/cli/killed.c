/* killed.c - a library to be preloaded that kills the program at one of its calls that change files
 * SPDX-License-Identifier: MIT
 *
 * KILL_AT which of them, from 0: the program is killed before it, or, where it writes, when half of the bytes are
 * there.
 * KILL_SIGNAL the number of the signal that does it, SIGKILL without that. The program may put it off, and goes on.
 * KILL_UNSYNCED the program is ended by SIGABRT where it renames a file before all that it has written there is on
 * disk.
 */
#include "../preload.h"

#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

/* Messages are no files that anybody finds later. */
static bool is_hit(int descriptor)
{
    static atomic_long calls;
    const char *at = getenv("KILL_AT");

    return at != NULL && descriptor != STDERR_FILENO && atomic_fetch_add(&calls, 1) == atol(at);
}

static atomic_bool is_ending;

/* To the process: which thread takes it is the program's own business. */
static void end(void)
{
    const char *number = getenv("KILL_SIGNAL");

    is_ending = true;
    kill(getpid(), number != NULL ? atoi(number) : SIGKILL);
}

static void change(void)
{
    if (is_hit(AT_FDCWD))
        end();
}

/* ---- What is not on disk yet ------------------------------------------------------------------------------------- */

#define UNSYNCED_MAX 64

static struct stat unsynced[UNSYNCED_MAX]; /* of files; st_nlink 0: none */

static struct stat *find_unsynced(const struct stat *file)
{
    for (size_t i = 0; i < UNSYNCED_MAX; i++) {
        if (unsynced[i].st_nlink > 0 && unsynced[i].st_dev == file->st_dev && unsynced[i].st_ino == file->st_ino)
            return &unsynced[i];
    }
    return NULL;
}

static void note_written(int descriptor)
{
    struct stat file;

    if (getenv("KILL_UNSYNCED") == NULL || fstat(descriptor, &file) != 0 || !S_ISREG(file.st_mode) ||
        find_unsynced(&file) != NULL)
        return;
    for (size_t i = 0; i < UNSYNCED_MAX; i++) {
        if (unsynced[i].st_nlink == 0) {
            unsynced[i] = file;
            return;
        }
    }
    abort();
}

static void note_renamed(int directory, const char *path)
{
    struct stat file;

    if (fstatat(directory, path, &file, AT_SYMLINK_NOFOLLOW) == 0 && find_unsynced(&file) != NULL)
        raise(SIGABRT);
}

EXPORT int fsync(int descriptor)
{
    typedef int fsync_fn(int);
    NEXT(fsync_fn, "fsync");
    struct stat file;
    struct stat *found = fstat(descriptor, &file) == 0 ? find_unsynced(&file) : NULL;

    if (found != NULL)
        found->st_nlink = 0;
    return next(descriptor);
}

/* ---- Names ------------------------------------------------------------------------------------------------------- */

#define DEFINE_OPENAT(name)                                                                                            \
    EXPORT int name(int directory, const char *path, int flags, ...)                                                   \
    {                                                                                                                  \
        typedef int openat_fn(int, const char *, int, ...);                                                            \
        NEXT(openat_fn, #name);                                                                                        \
        mode_t mode = 0;                                                                                               \
                                                                                                                       \
        if ((flags & O_CREAT) != 0) {                                                                                  \
            va_list arguments;                                                                                         \
            va_start(arguments, flags);                                                                                \
            mode = va_arg(arguments, mode_t);                                                                          \
            va_end(arguments);                                                                                         \
            change();                                                                                                  \
        }                                                                                                              \
        return next(directory, path, flags, mode);                                                                     \
    }

DEFINE_OPENAT(openat)
DEFINE_OPENAT(openat64)

EXPORT int renameat(int from_directory, const char *from, int to_directory, const char *to)
{
    typedef int renameat_fn(int, const char *, int, const char *);
    NEXT(renameat_fn, "renameat");

    change();
    note_renamed(from_directory, from);
    return next(from_directory, from, to_directory, to);
}

EXPORT int renameat2(int from_directory, const char *from, int to_directory, const char *to, unsigned flags)
{
    typedef int renameat2_fn(int, const char *, int, const char *, unsigned);
    NEXT(renameat2_fn, "renameat2");

    change();
    note_renamed(from_directory, from);
    return next(from_directory, from, to_directory, to, flags);
}

EXPORT int unlinkat(int directory, const char *path, int flags)
{
    typedef int unlinkat_fn(int, const char *, int);
    NEXT(unlinkat_fn, "unlinkat");
    int result;

    change();
    result = next(directory, path, flags);
    if (is_ending)
        usleep(10000); /* so that other threads come to what they must not do any more */
    return result;
}

EXPORT int mkdir(const char *path, mode_t mode)
{
    typedef int mkdir_fn(const char *, mode_t);
    NEXT(mkdir_fn, "mkdir");

    change();
    return next(path, mode);
}

EXPORT int mkdirat(int directory, const char *path, mode_t mode)
{
    typedef int mkdirat_fn(int, const char *, mode_t);
    NEXT(mkdirat_fn, "mkdirat");

    change();
    return next(directory, path, mode);
}

/* ---- What is in files -------------------------------------------------------------------------------------------- */

EXPORT int fchmod(int descriptor, mode_t mode)
{
    typedef int fchmod_fn(int, mode_t);
    NEXT(fchmod_fn, "fchmod");

    change();
    return next(descriptor, mode);
}

#define DEFINE_TRUNCATE(name, type)                                                                                    \
    EXPORT int name(int descriptor, type bytes)                                                                        \
    {                                                                                                                  \
        typedef int truncate_fn(int, type);                                                                            \
        NEXT(truncate_fn, #name);                                                                                      \
                                                                                                                       \
        change();                                                                                                      \
        return next(descriptor, bytes);                                                                                \
    }

DEFINE_TRUNCATE(ftruncate, off_t)
DEFINE_TRUNCATE(ftruncate64, off64_t)

EXPORT ssize_t write(int descriptor, const void *data, size_t bytes)
{
    typedef ssize_t write_fn(int, const void *, size_t);
    NEXT(write_fn, "write");
    ssize_t written;

    note_written(descriptor);
    if (!is_hit(descriptor))
        return next(descriptor, data, bytes);
    written = next(descriptor, data, bytes / 2);
    end();
    return written;
}

EXPORT ssize_t writev(int descriptor, const struct iovec *pieces, int count)
{
    typedef ssize_t writev_fn(int, const struct iovec *, int);
    NEXT(writev_fn, "writev");
    ssize_t written;

    note_written(descriptor);
    if (!is_hit(descriptor))
        return next(descriptor, pieces, count);
    written = next(descriptor, pieces, count / 2);
    end();
    return written;
}
