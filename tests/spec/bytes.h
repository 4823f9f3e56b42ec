/* bytes.h - strings of bytes that grow and may hold anything
 * SPDX-License-Identifier: MIT
 */
#ifndef SPEC_BYTES_H
#define SPEC_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* All zero is the empty string. A NUL that does not count stands behind the bytes as soon as there were any. Where
 * memory runs out the program ends: it is a test. */
struct bytes {
    char *data;
    size_t size;
    size_t capacity;
};

void *must_allocate(void *old, size_t size);

void bytes_free(struct bytes *bytes);
void bytes_clear(struct bytes *bytes);
void bytes_append(struct bytes *bytes, const char *data, size_t size);
void bytes_append_code_point(struct bytes *bytes, uint32_t code_point);
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void bytes_format(struct bytes *bytes, const char *format, ...);

/* From the current position of the file to its end. */
bool bytes_read(struct bytes *bytes, FILE *file);

bool bytes_equal(const struct bytes *a, const struct bytes *b);
/* As the notation of the examples writes them, so that nothing is invisible but what has no width. */
void bytes_append_visible(struct bytes *bytes, const char *data, size_t size);
/* Puts the lines, each of them ended, into the order of their bytes. */
void bytes_sort_lines(struct bytes *bytes);
/* A string for printf, never NULL. */
const char *bytes_string(const struct bytes *bytes);

#endif
