/* safe_text.h - text from documents, file names and arguments, made harmless for a terminal
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_TEXT_SAFE_TEXT_H
#define PAIDMARK_CLI_TEXT_SAFE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* U+FFFD, which stands for what cannot be shown. */
#define REPLACEMENT "\xEF\xBF\xBD"

/* False for what steers a terminal, turns the order of a line around or shows nothing where something is: control
 * characters, line and paragraph separators, directional marks, overrides and isolates, tags, zero-width spaces and
 * other invisible signs, and ill-formed bytes (UTF8_ILL_FORMED). */
bool is_printable(uint32_t code_point);

/* Prints UTF-8, REPLACEMENT for every code point that is not printable. */
void print_harmless(FILE *stream, const char *text, size_t bytes);

/* An empty name as it is typed in a shell, others as they are. */
const char *name_shown(const char *name);

/* The same for a string, such as a file name. */
void print_name(FILE *stream, const char *name);

/* A file name for a command that may be typed as it is shown: quoted where the shell would take it for something else.
 * The caller frees it; NULL without memory. */
char *shell_word(const char *name);

#endif
