/* placeholder.c - what stands for a paid region that is left out
 * SPDX-License-Identifier: MIT
 */
#include "placeholder.h"

#include "scan/scan.h"

#include <string.h>

#define DIGITS_MAX 20 /* of a 64-bit number */

enum field { NO_FIELD, UNKNOWN_FIELD, FIELD_BRACE, FIELD_CHARACTERS, FIELD_PERCENT, FIELD_REGION, FIELD_REGIONS };

/* The field at the start of a text, where a brace begins one. *bytes gets its size. */
static enum field field_at(const char *text, size_t available, size_t *bytes)
{
    static const char *const names[] = {
        [FIELD_BRACE] = "{{",        [FIELD_CHARACTERS] = "{characters}", [FIELD_PERCENT] = "{percent}",
        [FIELD_REGION] = "{region}", [FIELD_REGIONS] = "{regions}",
    };

    if (text[0] != '{')
        return NO_FIELD;
    for (size_t i = FIELD_BRACE; i < sizeof names / sizeof *names; i++) {
        *bytes = strlen(names[i]);
        if (*bytes <= available && memcmp(names[i], text, *bytes) == 0)
            return (enum field)i;
    }
    return UNKNOWN_FIELD;
}

static size_t value_of(enum field field, const struct paidmark_placeholder_values *values)
{
    switch (field) {
    case FIELD_CHARACTERS:
        return values->characters;
    case FIELD_PERCENT:
        return values->percent;
    case FIELD_REGION:
        return values->region;
    default:
        return values->regions;
    }
}

/* Bytes of a number in decimal digits, put at the end of `digits`. */
static size_t to_digits(size_t number, char digits[DIGITS_MAX])
{
    size_t count = 0;

    do {
        digits[DIGITS_MAX - ++count] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    return count;
}

bool paidmark_placeholder_allowed(const char *placeholder, size_t bytes)
{
    size_t ill_formed;

    if (!placeholder)
        return bytes == 0;
    for (size_t i = 0, field_bytes; i < bytes; i += field_bytes) {
        field_bytes = 1;
        if (field_at(placeholder + i, bytes - i, &field_bytes) == UNKNOWN_FIELD)
            return false;
    }
    return paidmark_utf8_check((const unsigned char *)placeholder, 0, bytes, &ill_formed) == bytes;
}

size_t paidmark_placeholder_fill(const char *placeholder, size_t bytes,
                                 const struct paidmark_placeholder_values *values, char *buffer)
{
    size_t filled = 0;

    for (size_t i = 0; i < bytes;) {
        char digits[DIGITS_MAX];
        const char *source = placeholder + i;
        size_t count = 1, field_bytes = 1;
        enum field field = field_at(source, bytes - i, &field_bytes);

        if (field > FIELD_BRACE) {
            count = to_digits(value_of(field, values), digits);
            source = digits + DIGITS_MAX - count;
        }
        if (buffer)
            memcpy(buffer + filled, source, count);
        filled += count;
        i += field_bytes;
    }
    return filled;
}

size_t paidmark_percent(size_t part, size_t whole)
{
    size_t percent;

    if (part >= whole)
        return 100;
    if (part == 0)
        return 0;
    /* Of what is too large to be multiplied, the last digits do not matter. */
    while (part > SIZE_MAX / 200 - whole / 200) {
        part /= 2;
        whole /= 2;
    }
    percent = (part * 200 + whole) / (whole * 2);
    return percent < 1 ? 1 : percent > 99 ? 99 : percent;
}
