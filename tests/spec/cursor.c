/* cursor.c - reading a line of an example file word by word
 * SPDX-License-Identifier: MIT
 */
#include "cursor.h"

#include <string.h>

bool cursor_is_empty(const struct cursor *cursor)
{
    return cursor->at == cursor->end;
}

static size_t left(const struct cursor *cursor)
{
    return (size_t)(cursor->end - cursor->at);
}

bool cursor_take(struct cursor *cursor, const char *characters)
{
    size_t size = strlen(characters);

    if (left(cursor) < size || memcmp(cursor->at, characters, size) != 0)
        return false;
    cursor->at += size;
    return true;
}

static void take_spaces(struct cursor *cursor)
{
    while (cursor_take(cursor, " "))
        continue;
}

bool cursor_take_word(struct cursor *cursor, const char *word)
{
    struct cursor behind = *cursor;

    if (!cursor_take(&behind, word) || (!cursor_is_empty(&behind) && *behind.at != ' '))
        return false;
    *cursor = behind;
    take_spaces(cursor);
    return true;
}

bool cursor_take_any_word(struct cursor *cursor, char *word, size_t capacity)
{
    size_t size = 0;

    while (size < left(cursor) && cursor->at[size] != ' ')
        size++;
    if (size == 0 || size >= capacity)
        return false;
    memcpy(word, cursor->at, size);
    word[size] = '\0';
    cursor->at += size;
    take_spaces(cursor);
    return true;
}

bool cursor_take_number(struct cursor *cursor, size_t *number)
{
    const char *start = cursor->at;

    *number = 0;
    while (!cursor_is_empty(cursor) && *cursor->at >= '0' && *cursor->at <= '9')
        *number = 10 * *number + (size_t)(*cursor->at++ - '0');
    if (cursor->at == start)
        return false;
    take_spaces(cursor);
    return true;
}

static int digit_value(char digit)
{
    static const char digits[] = "0123456789abcdef";
    const char *found = digit != '\0' ? strchr(digits, digit) : NULL;

    return found != NULL ? (int)(found - digits) : -1;
}

static bool take_hexadecimal(struct cursor *cursor, int count, uint32_t *value)
{
    *value = 0;
    for (int i = 0; i < count; i++) {
        int digit = cursor_is_empty(cursor) ? -1 : digit_value(*cursor->at++);

        if (digit < 0)
            return false;
        *value = 16 * *value + (uint32_t)digit;
    }
    return true;
}

static bool take_code_point(struct cursor *cursor, struct bytes *out)
{
    uint32_t value;

    if (!take_hexadecimal(cursor, 4, &value) || (value >= 0xD800 && value <= 0xDFFF))
        return false;
    bytes_append_code_point(out, value);
    return true;
}

static bool take_byte(struct cursor *cursor, struct bytes *out)
{
    uint32_t value;
    char byte;

    if (!take_hexadecimal(cursor, 2, &value))
        return false;
    byte = (char)(unsigned char)value;
    bytes_append(out, &byte, 1);
    return true;
}

/* Behind the backslash. */
static bool take_escape(struct cursor *cursor, struct bytes *out)
{
    static const char letters[] = "rts\\";
    static const char values[] = "\r\t \\";
    const char *found = cursor_is_empty(cursor) ? NULL : strchr(letters, *cursor->at);

    if (found != NULL && *found != '\0') {
        cursor->at++;
        bytes_append(out, &values[found - letters], 1);
        return true;
    }
    if (cursor_take(cursor, "x"))
        return take_byte(cursor, out);
    return cursor_take(cursor, "u") && take_code_point(cursor, out);
}

bool cursor_take_unit(struct cursor *cursor, struct bytes *out)
{
    if (cursor_take(cursor, "\\"))
        return take_escape(cursor, out);
    if (cursor_take(cursor, "⏎"))
        bytes_append(out, "\n", 1);
    else
        bytes_append(out, cursor->at++, 1);
    return true;
}

bool cursor_take_text(struct cursor *cursor, struct bytes *out)
{
    if (!cursor_is_empty(cursor) && cursor->end[-1] == ' ')
        return false;
    bytes_append(out, "", 0);
    while (!cursor_is_empty(cursor)) {
        if (!cursor_take_unit(cursor, out))
            return false;
    }
    return true;
}
