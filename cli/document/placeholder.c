/* placeholder.c - filling in a placeholder
 * SPDX-License-Identifier: MIT
 */
#include "document/placeholder.h"

#include <stdio.h>
#include <string.h>

#define DIGITS_MAX 21 /* of a 64-bit number, and a NUL */

/* When text begins with {name}, gives its bytes and the value; else 0. */
static size_t match_field(const char *text, const struct placeholder_values *values, size_t *value)
{
    const struct {
        const char *field;
        size_t value;
    } fields[] = {
        {"{characters}", values->characters},
        {"{percent}", values->percent},
        {"{region}", values->region},
        {"{regions}", values->regions},
    };

    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        size_t bytes = strlen(fields[i].field);

        if (strncmp(text, fields[i].field, bytes) == 0) {
            *value = fields[i].value;
            return bytes;
        }
    }
    return 0;
}

size_t placeholder_fill(const char *placeholder, const struct placeholder_values *values, char *buffer)
{
    size_t filled = 0;

    while (*placeholder != '\0') {
        char digits[DIGITS_MAX];
        size_t value;
        size_t field_bytes = match_field(placeholder, values, &value);
        const char *source = placeholder;
        size_t bytes = 1;

        if (field_bytes > 0) {
            source = digits;
            bytes = (size_t)snprintf(digits, sizeof digits, "%zu", value);
        }
        if (buffer != NULL)
            memcpy(buffer + filled, source, bytes);
        filled += bytes;
        placeholder += field_bytes > 0 ? field_bytes : 1;
    }
    return filled;
}
