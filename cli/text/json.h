/* json.h - writes JSON as it goes: objects, arrays, strings, whole numbers, true, false, null
 * SPDX-License-Identifier: MIT
 *
 * That is all the output needs, and it needs no memory and no library.
 */
#ifndef PAIDMARK_CLI_TEXT_JSON_H
#define PAIDMARK_CLI_TEXT_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "text/piece.h"

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

/* What is not well-formed UTF-8 becomes U+FFFD, one for each maximal subpart: readers refuse anything else. */
void json_string(struct json *json, const char *text, size_t bytes);

/* One string out of several parts. */
void json_string_of(struct json *json, const struct charset_piece *pieces, size_t count);

void json_number(struct json *json, uint64_t number);
void json_null(struct json *json);

/* Members of an object: a name and its value. The text ends with a NUL. */
void json_member_string(struct json *json, const char *name, const char *text);
void json_member_number(struct json *json, const char *name, uint64_t number);
void json_member_null(struct json *json, const char *name);

void json_member_bool(struct json *json, const char *name, bool value);

/* A path as a URI: a relative reference, or one of the scheme file where it begins with a slash. Of bytes that are not
 * letters, digits or one of -._~/ comes %XX, so that the path can be had back byte for byte. */
void json_member_uri(struct json *json, const char *name, const char *path);

/* A file's name. One that is not well-formed UTF-8 gets a second member, its bytes in hexadecimal, by the same name
 * with
 * "_hex" behind it. */
void json_member_path(struct json *json, const char *name, const char *path);

#endif
