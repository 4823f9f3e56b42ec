/* changed.c - a library to be preloaded in which somebody writes to a file as soon as the program asks whether it may
 * SPDX-License-Identifier: MIT
 */
#include "../preload.h"

#include <fcntl.h>
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
