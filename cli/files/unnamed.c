/* unnamed.c - O_TMPFILE and linkat on Linux, nothing elsewhere
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE /* O_TMPFILE, AT_EMPTY_PATH */

#include "files/unnamed.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "failure.h"
#include "files/system.h"

#if defined(O_TMPFILE) && defined(AT_EMPTY_PATH)

int unnamed_open(int directory, mode_t mode, int *descriptor)
{
    *descriptor = open_file(directory, ".", O_WRONLY | O_TMPFILE, mode);
    return *descriptor >= 0 ? FAILURE_NONE : errno;
}

/* Linux before 6.10 lets only root link by descriptor, and says ENOENT to everybody else; the other way needs /proc. */
int unnamed_link(int descriptor, int directory, const char *name)
{
    char path[32];

    if (linkat(descriptor, "", directory, name, AT_EMPTY_PATH) == 0)
        return FAILURE_NONE;
    if (errno != ENOENT)
        return errno;
    snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
    return linkat(AT_FDCWD, path, directory, name, AT_SYMLINK_FOLLOW) == 0 ? FAILURE_NONE : errno;
}

/* "." has a name already: what is tried out is whether the link gets as far as finding that. */
bool unnamed_is_possible(int directory)
{
    int descriptor;
    bool is_possible;

    if (unnamed_open(directory, 0600, &descriptor) != FAILURE_NONE)
        return false;
    is_possible = unnamed_link(descriptor, directory, ".") == EEXIST;
    close(descriptor);
    return is_possible;
}

#else

int unnamed_open(int directory, mode_t mode, int *descriptor)
{
    (void)directory;
    (void)mode;
    (void)descriptor;
    return ENOTSUP;
}

int unnamed_link(int descriptor, int directory, const char *name)
{
    (void)descriptor;
    (void)directory;
    (void)name;
    return ENOTSUP;
}

bool unnamed_is_possible(int directory)
{
    (void)directory;
    return false;
}

#endif
