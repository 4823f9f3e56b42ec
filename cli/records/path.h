/* path.h - the way to a value in JSON: the name of a member, or a JSON Pointer (RFC 6901)
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_RECORDS_PATH_H
#define PAIDMARK_CLI_RECORDS_PATH_H

#include <stdbool.h>
#include <stddef.h>

/* A member's name, or the place of an element. */
struct step {
    const char *name;
    size_t bytes;
    bool is_index;
    size_t index; /* of an element, where the name is one */
};

/* From the outside to the inside; at least one. */
struct record_path {
    struct step *steps;
    size_t count;
    char *names;
};

/* Gives NULL, or what is wrong with the text. record_path_free is owed in any case. */
const char *record_path_read(struct record_path *path, const char *text);

void record_path_free(struct record_path *path);

#endif
