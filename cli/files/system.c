/* system.c - calls that are made again when a signal has interrupted them, and files told apart
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE /* sched_getaffinity, statx */

#include "files/system.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#ifdef __linux__
#include <sched.h>
#endif
#include <sys/resource.h>
#include <unistd.h>

int open_file(int directory, const char *path, int flags, mode_t mode)
{
    int descriptor;

    do
        descriptor = openat(directory, path, flags | O_CLOEXEC, mode);
    while (descriptor < 0 && errno == EINTR);
    return descriptor;
}

int open_directory(int parent, const char *path, int flags)
{
    return open_file(parent, path, O_RDONLY | O_DIRECTORY | flags, 0);
}

bool is_passing(int error, int descriptor, short events)
{
    struct pollfd awaited = {.fd = descriptor, .events = events};

    if (error == EAGAIN || error == EWOULDBLOCK)
        return poll(&awaited, 1, -1) >= 0 || errno == EINTR;
    return error == EINTR;
}

int sync_descriptor(int descriptor)
{
    int result;

    do
        result = fsync(descriptor);
    while (result != 0 && errno == EINTR);
    return result;
}

bool is_same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

bool find_birth(const char *path, struct timespec *birth)
{
#ifdef STATX_BTIME
    struct statx file;

    if (statx(AT_FDCWD, path, 0, STATX_BTIME, &file) != 0 || (file.stx_mask & STATX_BTIME) == 0)
        return false;
    *birth = (struct timespec){.tv_sec = file.stx_btime.tv_sec, .tv_nsec = (long)file.stx_btime.tv_nsec};
    return true;
#else
    (void)path;
    (void)birth;
    return false;
#endif
}

size_t processors_count(void)
{
#ifdef __linux__
    cpu_set_t usable;

    if (sched_getaffinity(0, sizeof usable, &usable) == 0 && CPU_COUNT(&usable) > 0)
        return (size_t)CPU_COUNT(&usable);
#endif
    return sysconf(_SC_NPROCESSORS_ONLN) > 0 ? (size_t)sysconf(_SC_NPROCESSORS_ONLN) : 1;
}

/* Deep trees and many workers take more than the usual 1,024. So many that a tree ends first that the walk over it
 * would end the memory of. */
#define DESCRIPTORS_WANTED 8192

void raise_descriptor_limit(void)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= DESCRIPTORS_WANTED)
        return;
    limit.rlim_cur = limit.rlim_max < DESCRIPTORS_WANTED ? limit.rlim_max : DESCRIPTORS_WANTED;
    (void)setrlimit(RLIMIT_NOFILE, &limit);
}
