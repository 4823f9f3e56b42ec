/* steps.c - a library to be preloaded with which a program asks before each change of a file, and waits for the answer
 * SPDX-License-Identifier: MIT
 *
 * STEPS is the number of a socket. What is asked is the name of the call and, for fsync, the inode; any byte answers
 * it.
 */
#include "../preload.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static void ask(const char *call, unsigned long inode)
{
    static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;
    const char *number = getenv("STEPS");
    int channel = number != NULL ? atoi(number) : -1;
    char question[64];
    char answer;
    int bytes = snprintf(question, sizeof question, "%s %lu", call, inode);

    pthread_mutex_lock(&one);
    if (send(channel, question, (size_t)bytes, 0) != bytes || recv(channel, &answer, 1, 0) != 1)
        abort();
    pthread_mutex_unlock(&one);
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
        if ((flags & O_CREAT) != 0) {                                                                                  \
            mode = va_arg(arguments, mode_t);                                                                          \
            ask(#name, 0);                                                                                             \
        }                                                                                                              \
        va_end(arguments);                                                                                             \
        return next(directory, path, flags, mode);                                                                     \
    }

DEFINE_OPENAT(openat)
DEFINE_OPENAT(openat64)

/* A call with these arguments. */
#define DEFINE(result, name, parameters, arguments)                                                                    \
    EXPORT result name parameters                                                                                      \
    {                                                                                                                  \
        typedef result function parameters;                                                                            \
        NEXT(function, #name);                                                                                         \
        ask(#name, 0);                                                                                                 \
        return next arguments;                                                                                         \
    }

DEFINE(ssize_t, write, (int descriptor, const void *data, size_t bytes), (descriptor, data, bytes))
DEFINE(ssize_t, writev, (int descriptor, const struct iovec *pieces, int count), (descriptor, pieces, count))
DEFINE(int, ftruncate, (int descriptor, off_t bytes), (descriptor, bytes))
DEFINE(int, ftruncate64, (int descriptor, off64_t bytes), (descriptor, bytes))
DEFINE(int, mkdir, (const char *path, mode_t mode), (path, mode))
DEFINE(int, mkdirat, (int directory, const char *path, mode_t mode), (directory, path, mode))
DEFINE(int, renameat, (int one, const char *from, int other, const char *to), (one, from, other, to))
DEFINE(int, renameat2, (int one, const char *from, int other, const char *to, unsigned flags),
       (one, from, other, to, flags))
DEFINE(int, unlinkat, (int directory, const char *path, int flags), (directory, path, flags))

EXPORT int fsync(int descriptor)
{
    typedef int function(int);
    NEXT(function, "fsync");
    struct stat file;
    int result = next(descriptor);

    if (result == 0 && fstat(descriptor, &file) == 0)
        ask("fsync", (unsigned long)file.st_ino);
    return result;
}
