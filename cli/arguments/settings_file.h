/* settings_file.h - what a site has decided once for all its documents
 * SPDX-License-Identifier: MIT
 *
 * The file .paidmark that is nearest to a document: in its folder, or in one above, up to the root. A line in it is
 *
 *     key = value
 *
 * where the key is the long name of an option that decides what is read and how; an option without a value stands
 * alone. Empty lines and lines that begin with # count for nothing. What the command line says takes the place of what
 * the file says; but patterns to exclude and markers of one's own come in addition, so that nothing is let through.
 *
 * Every document has the settings that are nearest to it, whichever way it was named: operands with different files do
 * not go together, and a walk does not enter a folder that has a file of its own.
 */
#ifndef PAIDMARK_CLI_ARGUMENTS_SETTINGS_FILE_H
#define PAIDMARK_CLI_ARGUMENTS_SETTINGS_FILE_H

#include <stdbool.h>

#include "arguments/settings.h"

/* After the command line. False after a message on stderr. */
bool settings_file_read(struct settings *settings);

#endif
