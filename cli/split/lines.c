/* lines.c - text that grows
 * SPDX-License-Identifier: MIT
 */
#include "split/lines.h"

#include <stdlib.h>
#include <string.h>

#define CAPACITY_FIRST   ((size_t)4096)
#define NUMBER_BYTES_MAX (2 * sizeof(uint64_t) + 1)

/* Where the next bytes go; NULL without memory for them. */
static char *reserve(struct lines *lines, size_t bytes)
{
    size_t capacity = lines->capacity > 0 ? lines->capacity : CAPACITY_FIRST;
    char *text;

    if (lines->has_failed)
        return NULL;
    if (lines->text != NULL && bytes <= lines->capacity - lines->bytes)
        return lines->text + lines->bytes;
    while (bytes > capacity - lines->bytes && capacity <= SIZE_MAX / 2)
        capacity *= 2;
    text = bytes <= capacity - lines->bytes ? realloc(lines->text, capacity) : NULL;
    if (text == NULL) {
        lines->has_failed = true;
        return NULL;
    }
    lines->text = text;
    lines->capacity = capacity;
    return text + lines->bytes;
}

void lines_add_bytes(struct lines *lines, const char *text, size_t bytes)
{
    char *end = bytes > 0 ? reserve(lines, bytes) : NULL;

    if (end == NULL)
        return;
    memcpy(end, text, bytes);
    lines->bytes += bytes;
}

void lines_add(struct lines *lines, const char *text)
{
    lines_add_bytes(lines, text, strlen(text));
}

void lines_add_number(struct lines *lines, uint64_t number, char behind)
{
    static const char digits[] = "0123456789abcdef";
    char text[NUMBER_BYTES_MAX];
    size_t at = sizeof text;

    text[--at] = behind;
    do {
        text[--at] = digits[number & 15];
        number >>= 4;
    } while (number != 0);
    lines_add_bytes(lines, text + at, sizeof text - at);
}

void lines_add_escaped(struct lines *lines, const char *text)
{
    for (;;) {
        size_t plain = strcspn(text, "\\\n");

        lines_add_bytes(lines, text, plain);
        text += plain;
        if (*text == '\0')
            return;
        lines_add(lines, *text == '\n' ? "\\n" : "\\\\");
        text++;
    }
}

void lines_unescape(char *text)
{
    char *to = strchr(text, '\\');

    if (to == NULL)
        return;
    for (const char *from = to; *from != '\0'; from++) {
        char plain = *from;

        if (plain == '\\' && from[1] != '\0') {
            plain = *++from;
            if (plain == 'n')
                plain = '\n';
        }
        *to++ = plain;
    }
    *to = '\0';
}

void lines_free(struct lines *lines)
{
    free(lines->text);
    *lines = (struct lines){0};
}
