/* filter.h - which names in a directory are documents to be split
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SPLIT_FILTER_H
#define PAIDMARK_CLI_SPLIT_FILTER_H

#include <stdbool.h>

#include "arguments/settings.h"

/* relative: the path below the operand; name: its last component. The same for the same relative path, whichever
 * operand it is below. */
bool filter_takes_file(const struct settings *settings, const char *relative, const char *name);
bool filter_takes_directory(const struct settings *settings, const char *relative, const char *name);

/* Whether an entry of a directory counts at all: not "." and "..", not what is hidden unless that was asked for, and no
 * temporary file of a run that writes there or was killed. */
bool filter_takes_name(const struct settings *settings, const char *name);

#endif
