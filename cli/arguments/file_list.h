/* file_list.h - operands that a file lists
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_ARGUMENTS_FILE_LIST_H
#define PAIDMARK_CLI_ARGUMENTS_FILE_LIST_H

#include <stdbool.h>

#include "arguments/settings.h"

/* Takes the names in settings->files0_from, if that is given, for operands. False after a message on stderr. */
bool file_list_read(struct settings *settings);

#endif
