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

/* Is told of each that could not be, which has been reported on standard error. */
typedef void (*each_failure_fn)(void *context, const char *path, int failure);

/* What there is besides the documents that were looked at. */
struct passed_over {
    size_t binary_files;
    size_t unread; /* has been reported */
};

/* Goes through the operands (standard input without any), reports what cannot be read, passes over what it meets in
 * directories that is no text, counts both, and goes on. Without any document it fails, and says so. failed may be
 * NULL.
 */
enum exit_status each_document(const struct settings *settings, each_document_fn look, each_failure_fn failed,
                               void *context, struct passed_over *passed);

#endif
