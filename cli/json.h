/* json.h - writes JSON as it goes: objects, arrays, strings, whole numbers, null
 * SPDX-License-Identifier: MIT
 *
 * That is all the output needs, and it needs no memory and no library.
 */
#ifndef PAIDMARK_CLI_JSON_H
#define PAIDMARK_CLI_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct json {
    FILE *stream;
    bool needs_comma; /* a value has been written at this level */
};

void json_begin_object(struct json *json);
void json_end_object(struct json *json);
void json_begin_array(struct json *json);
void json_end_array(struct json *json);

/* Before each value of an object. Written as it is: names need no escapes. */
void json_name(struct json *json, const char *name);

/* A byte that is not part of well-formed UTF-8 becomes the lone surrogate U+DC00 + byte, so that file names stay
 * distinguishable (Python's surrogateescape reads them back). */
void json_string(struct json *json, const char *text, size_t bytes);

void json_number(struct json *json, size_t number);
void json_null(struct json *json);

#endif
