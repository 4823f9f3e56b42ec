/* document_json.h - a document as one line of JSON
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SHOW_DOCUMENT_JSON_H
#define PAIDMARK_CLI_SHOW_DOCUMENT_JSON_H

#include <stdbool.h>
#include <stdio.h>

#include "document/load.h"

void print_document_json(FILE *stream, const struct loaded *loaded, bool with_segments);

#endif
