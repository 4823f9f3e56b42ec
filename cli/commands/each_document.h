/* each_document.h - loads one document after the other, for the commands that only look
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_COMMANDS_EACH_DOCUMENT_H
#define PAIDMARK_CLI_COMMANDS_EACH_DOCUMENT_H

#include "arguments/settings.h"
#include "document/load.h"
#include "failure.h"

/* Is handed each document that could be read; what it gives counts towards the result. */
typedef enum exit_status (*each_document_fn)(void *context, const struct loaded *loaded);

/* Goes through the operands (standard input without any), reports what cannot be read, passes over what it meets in
 * directories that is no text, and goes on. */
enum exit_status each_document(const struct settings *settings, each_document_fn look, void *context,
                               size_t *binary_files);

#endif
