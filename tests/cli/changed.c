/* changed.c - a library to be preloaded in which others come in between
 * SPDX-License-Identifier: MIT
 *
 * Somebody writes to a file as soon as the program asks whether it may. The command CHANGED_BY runs when the first file
 * of a state gets its name.
 */
#include "../preload.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

EXPORT int faccessat(int directory, const char *path, int mode, int flags)
{
    typedef int faccessat_fn(int, const char *, int, int);
    NEXT(faccessat_fn, "faccessat");
    int file = openat(directory, path, O_WRONLY | O_APPEND | O_CLOEXEC);

    if (file >= 0) {
        (void)!write(file, "more", 4);
        close(file);
    }
    return next(directory, path, mode, flags);
}

EXPORT int renameat(int from_directory, const char *from, int to_directory, const char *to)
{
    typedef int renameat_fn(int, const char *, int, const char *);
    NEXT(renameat_fn, "renameat");
    static const char *command;
    int result = next(from_directory, from, to_directory, to);

    if (command == NULL && strcmp(to, ".paidmark-state") == 0 && (command = getenv("CHANGED_BY")) != NULL) {
        unsetenv("LD_PRELOAD");
        (void)!system(command);
    }
    return result;
}
