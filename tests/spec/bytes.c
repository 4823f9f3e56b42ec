/* bytes.c - strings of bytes that grow and may hold anything
 * SPDX-License-Identifier: MIT
 */
#include "bytes.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void *must_allocate(void *old, size_t size)
{
    void *memory = realloc(old, size);

    if (memory == NULL) {
        fputs("spec_runner: no memory\n", stderr);
        exit(EXIT_FAILURE);
    }
    return memory;
}

void bytes_free(struct bytes *bytes)
{
    free(bytes->data);
    *bytes = (struct bytes){0};
}

void bytes_clear(struct bytes *bytes)
{
    bytes->size = 0;
    if (bytes->data != NULL)
        bytes->data[0] = '\0';
}

static void reserve(struct bytes *bytes, size_t more)
{
    if (bytes->capacity - bytes->size > more)
        return;
    bytes->capacity = 2 * (bytes->size + more) + 1;
    bytes->data = must_allocate(bytes->data, bytes->capacity);
}

void bytes_append(struct bytes *bytes, const char *data, size_t size)
{
    reserve(bytes, size);
    if (size > 0)
        memcpy(bytes->data + bytes->size, data, size);
    bytes->size += size;
    bytes->data[bytes->size] = '\0';
}

static void append_byte(struct bytes *bytes, uint32_t byte)
{
    char data = (char)(unsigned char)byte;

    bytes_append(bytes, &data, 1);
}

/* Up to U+FFFF, which is what four hexadecimal digits can say. */
void bytes_append_code_point(struct bytes *bytes, uint32_t code_point)
{
    if (code_point < 0x80) {
        append_byte(bytes, code_point);
    } else if (code_point < 0x800) {
        append_byte(bytes, 0xC0 | code_point >> 6);
        append_byte(bytes, 0x80 | (code_point & 0x3F));
    } else {
        append_byte(bytes, 0xE0 | code_point >> 12);
        append_byte(bytes, 0x80 | (code_point >> 6 & 0x3F));
        append_byte(bytes, 0x80 | (code_point & 0x3F));
    }
}

void bytes_format(struct bytes *bytes, const char *format, ...)
{
    va_list arguments;
    int size;

    va_start(arguments, format);
    size = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    reserve(bytes, (size_t)size);
    va_start(arguments, format);
    vsnprintf(bytes->data + bytes->size, (size_t)size + 1, format, arguments);
    va_end(arguments);
    bytes->size += (size_t)size;
}

bool bytes_read(struct bytes *bytes, FILE *file)
{
    char block[4096];
    size_t size;

    while ((size = fread(block, 1, sizeof block, file)) > 0)
        bytes_append(bytes, block, size);
    return !ferror(file);
}

bool bytes_equal(const struct bytes *a, const struct bytes *b)
{
    return a->size == b->size && (a->size == 0 || memcmp(a->data, b->data, a->size) == 0);
}

void bytes_append_visible(struct bytes *bytes, const char *data, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)data[i];

        if (byte == '\n')
            bytes_format(bytes, "⏎");
        else if (byte == '\r')
            bytes_format(bytes, "\\r");
        else if (byte == '\t')
            bytes_format(bytes, "\\t");
        else if (byte == '\\')
            bytes_format(bytes, "\\\\");
        else if (byte < 0x20 || byte == 0x7F)
            bytes_format(bytes, "\\x%02x", byte);
        else
            append_byte(bytes, byte);
    }
}

static int compare_lines(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

void bytes_sort_lines(struct bytes *bytes)
{
    char **lines = must_allocate(NULL, (bytes->size + 1) * sizeof *lines);
    struct bytes sorted = {0};
    size_t count = 0;

    for (char *at = bytes->data, *feed; at != NULL && (feed = strchr(at, '\n')) != NULL; at = feed + 1) {
        *feed = '\0';
        lines[count++] = at;
    }
    qsort(lines, count, sizeof *lines, compare_lines);
    for (size_t i = 0; i < count; i++)
        bytes_format(&sorted, "%s\n", lines[i]);
    free(lines);
    bytes_free(bytes);
    *bytes = sorted;
}

const char *bytes_string(const struct bytes *bytes)
{
    return bytes->data != NULL ? bytes->data : "";
}
