/* width.c - how many columns of a terminal a character takes up
 * SPDX-License-Identifier: MIT
 */
#include "show/width.h"

#include <uniwidth.h>

#include "text/safe_text.h"
#include "text/utf8.h"

int width_of(uint32_t code_point)
{
    return uc_width(code_point, "UTF-8");
}

size_t width_of_text(const char *text, size_t bytes)
{
    size_t width = 0;

    for (size_t at = 0; at < bytes;) {
        uint32_t code_point;

        at += utf8_decode(text + at, bytes - at, &code_point);
        width += is_printable(code_point) ? (size_t)width_of(code_point) : 1;
    }
    return width;
}

size_t bytes_in_columns(const char *text, size_t bytes, size_t columns)
{
    size_t at = 0, width = 0;

    while (at < bytes) {
        uint32_t code_point;
        size_t taken = utf8_decode(text + at, bytes - at, &code_point);

        width += width_of_text(text + at, taken);
        if (width > columns)
            break;
        at += taken;
    }
    return at;
}
