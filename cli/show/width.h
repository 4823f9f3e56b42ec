/* width.h - how many columns of a terminal a character takes up
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SHOW_WIDTH_H
#define PAIDMARK_CLI_SHOW_WIDTH_H

#include <stddef.h>
#include <stdint.h>

/* 0, 1 or 2 for a printable code point. By libunistring and not by wcwidth, so that it is the same in every locale. */
int width_of(uint32_t code_point);

/* The sum over a UTF-8 text; what is not printable counts as U+FFFD, 1. */
size_t width_of_text(const char *text, size_t bytes);

/* Bytes of the longest beginning that takes up no more than so many columns. */
size_t bytes_in_columns(const char *text, size_t bytes, size_t columns);

#endif
