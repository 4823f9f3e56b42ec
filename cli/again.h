/* again.h - calls that are made again when a signal has interrupted them
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_AGAIN_H
#define PAIDMARK_CLI_AGAIN_H

/* Opens a directory for reading, relative to another as openat does, with these flags besides those that go without
 * saying. -1 and errno on failure. */
int open_directory(int parent, const char *path, int flags);

/* fsync. */
int sync_descriptor(int descriptor);

#endif
