/* terminal.h - what the other side of a stream can show
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SHOW_TERMINAL_H
#define PAIDMARK_CLI_SHOW_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "arguments/settings.h"

#define TERMINAL_RED     "\x1B[1;31m"
#define TERMINAL_GREEN   "\x1B[1;32m"
#define TERMINAL_MAGENTA "\x1B[1;35m"
#define TERMINAL_CYAN    "\x1B[1;36m"
#define TERMINAL_PLAIN   "\x1B[0m"

/* COLOR_AUTO: on a terminal that is not dumb, unless NO_COLOR is set to something. */
bool terminal_has_color(FILE *stream, enum color_when when);

/* A terminal whose charset, by the locale, is UTF-8. */
bool terminal_is_utf8(FILE *stream);

/* Says that a terminal is waited for, where "-" is read and it is one: nobody sees that otherwise. */
void terminal_tell_reading(const struct settings *settings, const char *path);

/* How wide a terminal is; 0 where there is none or it does not tell. */
size_t terminal_columns(FILE *stream);

#endif
