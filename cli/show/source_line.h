/* source_line.h - a place in a text, shown in its line with a caret under it
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SHOW_SOURCE_LINE_H
#define PAIDMARK_CLI_SHOW_SOURCE_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Prints two lines of at most 80 columns: the line of text around the place of bytes (at least 1) at offset, cut where
 * it is long, and `^~~~` under the place. Nothing in the text reaches the terminal but what takes up columns. */
void source_line_print(FILE *stream, bool color, const char *text, size_t text_bytes, size_t offset, size_t bytes);

#endif
