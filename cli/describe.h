/* describe.h - a document as one line of JSON
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_DESCRIBE_H
#define PAIDMARK_CLI_DESCRIBE_H

#include <stdbool.h>
#include <stdio.h>

#include "load.h"

void describe_document(FILE *stream, const struct loaded *loaded, bool with_segments);

#endif
