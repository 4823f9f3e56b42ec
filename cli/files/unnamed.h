/* unnamed.h - files that have no name until they are complete, where the system has such
 * SPDX-License-Identifier: MIT
 *
 * They cost less than a temporary file that is renamed, and a run that is killed leaves nothing behind. But a name can
 * only be given to them that nobody has yet.
 */
#ifndef PAIDMARK_CLI_FILES_UNNAMED_H
#define PAIDMARK_CLI_FILES_UNNAMED_H

#include <stdbool.h>
#include <sys/types.h>

/* Tries it out in an open directory. */
bool unnamed_is_possible(int directory);

/* An empty file that will be in this directory, open for writing. Gives a failure (failure.h). */
int unnamed_open(int directory, mode_t mode, int *descriptor);

/* Gives it a name; EEXIST when there is one of that name. */
int unnamed_link(int descriptor, int directory, const char *name);

#endif
