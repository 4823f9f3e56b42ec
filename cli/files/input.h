/* input.h - a whole document in private memory
 * SPDX-License-Identifier: MIT
 *
 * Never a mapping of the file: text that changes between the check and the write could leak.
 */
#ifndef PAIDMARK_CLI_FILES_INPUT_H
#define PAIDMARK_CLI_FILES_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "files/readers.h"

/* Begins as all zeros; memory is kept for the next document. */
struct input {
    char *data;
    size_t bytes;
    size_t capacity;
    bool is_mapped;   /* mapping.h */
    bool has_zero;    /* there is a byte 0 in it */
    struct stat file; /* what was read, for telling it from the output */
    struct readers readers;
    bool is_link; /* of input_read_at: the last component was one, which was followed */
};

/* Reads a file, or standard input for "-". Gives a failure (failure.h); then there is nothing to look at. */
int input_read(struct input *input, const char *path);

/* The same from an open descriptor, from its position to its end; does not close it. */
int input_read_descriptor(struct input *input, int descriptor);

/* Reads a regular file, relative to an open directory (or AT_FDCWD); the last component may be a link only if `follow`.
 * After success *descriptor is open, and the caller owes it input_check and a close. */
int input_read_at(struct input *input, int directory, const char *name, bool follow, int *descriptor);

/* FAILURE_CHANGED if the file is not, or may not be, what was read. */
int input_check(const struct input *input, int descriptor);

/* The same, where a path leads to what may be another file by now. */
int input_check_at(const struct input *input, const char *path);

void input_free(struct input *input);

/* How messages call it: the path, or <stdin> for "-". */
const char *input_name(const char *path);

#endif
