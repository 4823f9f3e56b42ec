/* lines.h - text that grows, for a file of lines
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SPLIT_LINES_H
#define PAIDMARK_CLI_SPLIT_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Begins as all zeros. */
struct lines {
    char *text;
    size_t bytes;
    size_t capacity;
    bool has_failed; /* there was no memory, and something is missing */
};

void lines_add(struct lines *lines, const char *text);
void lines_add_bytes(struct lines *lines, const char *text, size_t bytes);

/* In hexadecimal, and a character behind it. */
void lines_add_number(struct lines *lines, uint64_t number, char behind);

/* Without a line feed in it, which becomes `\n`, as a backslash becomes `\\`. */
void lines_add_escaped(struct lines *lines, const char *text);

/* Turns escaped text into what it was, in its place. */
void lines_unescape(char *text);

void lines_free(struct lines *lines);

#endif
