/* fold_names.c - a library to be preloaded that makes names the same that differ only in case
 * SPDX-License-Identifier: MIT
 *
 * Those that are below a directory whose path ends in "folds", and are reached from an open directory.
 */
#include "../preload.h"

#include <ctype.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_folding(int directory)
{
    char link[64];
    char path[PATH_MAX + 1];
    ssize_t bytes;

    if (directory < 0)
        return false;
    snprintf(link, sizeof link, "/proc/self/fd/%d", directory);
    bytes = readlink(link, path, sizeof path - 1);
    path[bytes > 0 ? bytes : 0] = '\0';
    return strstr(path, "/folds") != NULL;
}

/* In the thread's own memory, of which a call needs two at most. */
static const char *fold(int directory, const char *name, int which)
{
    static _Thread_local char folded[2][PATH_MAX];
    size_t i = 0;

    if (!is_folding(directory) || strlen(name) >= PATH_MAX)
        return name;
    for (; name[i] != '\0'; i++)
        folded[which][i] = (char)tolower((unsigned char)name[i]);
    folded[which][i] = '\0';
    return folded[which];
}

#define DEFINE_OPENAT(name)                                                                                            \
    EXPORT int name(int directory, const char *path, int flags, ...)                                                   \
    {                                                                                                                  \
        typedef int openat_fn(int, const char *, int, ...);                                                            \
        NEXT(openat_fn, #name);                                                                                        \
        va_list arguments;                                                                                             \
        mode_t mode = 0;                                                                                               \
                                                                                                                       \
        va_start(arguments, flags);                                                                                    \
        if ((flags & O_CREAT) != 0)                                                                                    \
            mode = va_arg(arguments, mode_t);                                                                          \
        va_end(arguments);                                                                                             \
        return next(directory, fold(directory, path, 0), flags, mode);                                                 \
    }

DEFINE_OPENAT(openat)
DEFINE_OPENAT(openat64)

#define DEFINE_FSTATAT(name, type)                                                                                     \
    EXPORT int name(int directory, const char *path, struct type *file, int flags)                                     \
    {                                                                                                                  \
        typedef int fstatat_fn(int, const char *, struct type *, int);                                                 \
        NEXT(fstatat_fn, #name);                                                                                       \
        return next(directory, fold(directory, path, 0), file, flags);                                                 \
    }

DEFINE_FSTATAT(fstatat, stat)
DEFINE_FSTATAT(fstatat64, stat64)

EXPORT int mkdirat(int directory, const char *path, mode_t mode)
{
    typedef int mkdirat_fn(int, const char *, mode_t);
    NEXT(mkdirat_fn, "mkdirat");

    return next(directory, fold(directory, path, 0), mode);
}

EXPORT int unlinkat(int directory, const char *path, int flags)
{
    typedef int unlinkat_fn(int, const char *, int);
    NEXT(unlinkat_fn, "unlinkat");

    return next(directory, fold(directory, path, 0), flags);
}

EXPORT int renameat(int from_directory, const char *from, int to_directory, const char *to)
{
    typedef int renameat_fn(int, const char *, int, const char *);
    NEXT(renameat_fn, "renameat");

    return next(from_directory, fold(from_directory, from, 0), to_directory, fold(to_directory, to, 1));
}

EXPORT int renameat2(int from_directory, const char *from, int to_directory, const char *to, unsigned flags)
{
    typedef int renameat2_fn(int, const char *, int, const char *, unsigned);
    NEXT(renameat2_fn, "renameat2");

    return next(from_directory, fold(from_directory, from, 0), to_directory, fold(to_directory, to, 1), flags);
}
