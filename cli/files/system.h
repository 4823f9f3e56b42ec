/* system.h - small things asked of the system; calls that a signal interrupts are made again
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_FILES_SYSTEM_H
#define PAIDMARK_CLI_FILES_SYSTEM_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>
#include <sys/types.h>

/* openat, closed on exec. `mode` counts where a file is made. -1 and errno on failure. */
int open_file(int directory, const char *path, int flags, mode_t mode);

/* Opens a directory for reading, relative to another as openat does, with these flags besides those that go without
 * saying. -1 and errno on failure. */
int open_directory(int parent, const char *path, int flags);

/* True when a read or write that failed with `error` may be made again. Somebody else may have set a shared terminal or
 * pipe to non-blocking: then this waits for `events`, POLLIN or POLLOUT. */
bool is_passing(int error, int descriptor, short events);

/* fsync. */
int sync_descriptor(int descriptor);

/* Those that this process may use. */
size_t processors_count(void);

/* For walks over deep trees, which have a directory open for each level. */
void raise_descriptor_limit(void);

/* When what a path leads to was made. False where the system does not tell. */
bool find_birth(const char *path, struct timespec *birth);

/* Whether two files are one, by any names. */
bool is_same_file(const struct stat *a, const struct stat *b);

#endif
