/* github.h - what check has found as workflow commands, of which GitHub makes annotations of files
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SHOW_GITHUB_H
#define PAIDMARK_CLI_SHOW_GITHUB_H

#include <stdbool.h>
#include <stdio.h>

#include "document/load.h"

/* A line for each problem but those that follow from another. */
void github_document(FILE *stream, const struct loaded *loaded, bool errors_only);

/* A document or directory that could not be read. */
void github_failure(FILE *stream, const char *path, int failure);

#endif
