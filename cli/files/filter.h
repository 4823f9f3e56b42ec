/* filter.h - which names in a directory are taken for documents
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_FILES_FILTER_H
#define PAIDMARK_CLI_FILES_FILTER_H

#include <stdbool.h>
#include <stddef.h>

struct globs {
    const char **items;
    size_t count;
};

struct filter {
    struct globs include; /* none: everything */
    struct globs exclude;
    bool hidden; /* what is hidden, too */
    bool follow; /* what symbolic links lead to, too */
};

/* relative: the path below the operand; name: its last component. The same for the same relative path, whichever
 * operand it is below. */
bool filter_takes_file(const struct filter *filter, const char *relative, const char *name);
bool filter_takes_directory(const struct filter *filter, const char *relative, const char *name);

/* Whether an entry of a directory counts at all: not "." and "..", not what is hidden unless that was asked for, and no
 * temporary file of a run that writes there or was killed. */
bool filter_takes_name(const struct filter *filter, const char *name);

#endif
