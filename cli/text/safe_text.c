/* safe_text.c - printing what others wrote
 * SPDX-License-Identifier: MIT
 */
#include "text/safe_text.h"

#include <string.h>

#include "text/utf8.h"

static bool is_between(uint32_t code_point, uint32_t first, uint32_t last)
{
    return code_point >= first && code_point <= last;
}

bool is_printable(uint32_t code_point)
{
    if (code_point < 0x20 || is_between(code_point, 0x7F, 0x9F) || code_point == UTF8_ILL_FORMED)
        return false;
    return !is_between(code_point, 0x2028, 0x202E) && !is_between(code_point, 0x2066, 0x2069);
}

void print_harmless(FILE *stream, const char *text, size_t bytes)
{
    for (size_t at = 0; at < bytes;) {
        uint32_t code_point;
        size_t taken = utf8_decode(text + at, bytes - at, &code_point);

        if (is_printable(code_point))
            fwrite(text + at, 1, taken, stream);
        else
            fputs(REPLACEMENT, stream);
        at += taken;
    }
}

void print_name(FILE *stream, const char *name)
{
    print_harmless(stream, name, strlen(name));
}
