/* again.c - calls that are made again when a signal has interrupted them
 * SPDX-License-Identifier: MIT
 */
#define _XOPEN_SOURCE 700

#include "again.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

int open_directory(int parent, const char *path, int flags)
{
    int descriptor;

    do
        descriptor = openat(parent, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | flags);
    while (descriptor < 0 && errno == EINTR);
    return descriptor;
}

int sync_descriptor(int descriptor)
{
    int result;

    do
        result = fsync(descriptor);
    while (result != 0 && errno == EINTR);
    return result;
}
