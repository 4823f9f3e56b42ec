/* same_file.h - whether two files are one, by any names
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_FILES_SAME_FILE_H
#define PAIDMARK_CLI_FILES_SAME_FILE_H

#include <stdbool.h>
#include <sys/stat.h>

static inline bool is_same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

#endif
