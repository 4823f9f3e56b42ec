/* name_column.c - names under each other, in a column
 * SPDX-License-Identifier: MIT
 */
#include "show/name_column.h"

#include <string.h>

#include "show/width.h"
#include "text/safe_text.h"
#include "text/utf8.h"

#define ELLIPSIS "\xE2\x80\xA6"

/* Where an end of no more than so many columns begins. What has no width belongs to what is before it. */
static size_t tail_begin(const char *name, size_t bytes, size_t columns, size_t *width)
{
    size_t at = 0;

    *width = width_of_text(name, bytes);
    while (at < bytes) {
        uint32_t code_point;
        size_t taken = utf8_decode(name + at, bytes - at, &code_point);
        size_t less = width_of_text(name + at, taken);

        if (*width <= columns && less > 0)
            break;
        *width -= less;
        at += taken;
    }
    return at;
}

static size_t print_shortened(FILE *stream, const char *name, size_t bytes, size_t columns)
{
    size_t tail_width;
    size_t head = bytes_in_columns(name, bytes, (columns - 1) / 2);
    size_t head_width = width_of_text(name, head);
    size_t tail = tail_begin(name, bytes, columns - 1 - head_width, &tail_width);

    print_harmless(stream, name, head);
    fputs(ELLIPSIS, stream);
    print_harmless(stream, name + tail, bytes - tail);
    return head_width + 1 + tail_width;
}

void print_name_column(FILE *stream, const char *name, size_t columns, size_t most)
{
    size_t bytes = strlen(name);
    size_t width = width_of_text(name, bytes);

    if (width > most)
        width = print_shortened(stream, name, bytes, most);
    else
        print_name(stream, name);
    fprintf(stream, "%*s", width < columns ? (int)(columns - width) : 0, "");
}
