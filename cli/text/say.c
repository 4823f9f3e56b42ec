/* say.c - whole sentences, so that they can be translated, with names in them that others gave
 * SPDX-License-Identifier: MIT
 */
#include "text/say.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "text/safe_text.h"

#define ROOM_BYTES 1024 /* what is longer has a very long name in it, and is cut where there is no memory for it */

static void print_arguments(FILE *stream, const char *format, va_list arguments)
    __attribute__((__format__(__printf__, 2, 0)));
static void print_arguments(FILE *stream, const char *format, va_list arguments)
{
    char room[ROOM_BYTES] = "";
    char *text = room;
    va_list again;
    int bytes;

    va_copy(again, arguments);
    bytes = vsnprintf(room, sizeof room, format, arguments);
    if (bytes >= ROOM_BYTES)
        text = malloc((size_t)bytes + 1);
    if (text == NULL)
        text = room;
    else if (text != room)
        vsnprintf(text, (size_t)bytes + 1, format, again);
    va_end(again);
    print_harmless(stream, text, strlen(text));
    if (text != room)
        free(text);
}

void print_sentence(FILE *stream, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    print_arguments(stream, format, arguments);
    va_end(arguments);
}

void say(FILE *stream, const char *format, ...)
{
    va_list arguments;

    fputs("paidmark: ", stream);
    va_start(arguments, format);
    print_arguments(stream, format, arguments);
    va_end(arguments);
    fputc('\n', stream);
}
