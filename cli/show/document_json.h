/* document_json.h - a document as one line of JSON
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SHOW_DOCUMENT_JSON_H
#define PAIDMARK_CLI_SHOW_DOCUMENT_JSON_H

#include <stdbool.h>
#include <stdio.h>

#include "document/load.h"
#include "text/json.h"

/* The members of the object that a document is, all but its path. */
void write_document_json(struct json *json, const struct loaded *loaded, bool with_segments);

/* The object, on a line of its own. */
void print_document_json(FILE *stream, const struct loaded *loaded, bool with_segments);

#endif
