/* utf8.h - small questions about stretches of well-formed UTF-8
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_UTF8_H
#define PAIDMARK_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes of the byte order mark that the text begins with: 3 or 0. */
size_t paidmark_byte_order_mark(const unsigned char *text, size_t end);

/* Bytes of the sequence that a lead byte announces; 1 for any other byte. */
size_t paidmark_sequence_bytes(unsigned char lead);

/* The code point that begins at `text`, which is well-formed UTF-8, and its bytes. */
uint32_t paidmark_code_point(const unsigned char *text, size_t *bytes);

/* The first byte that UTF-8 has for a code point. */
unsigned char paidmark_lead(uint32_t code_point);

/* Code points that start in text[begin, end). */
size_t paidmark_count_characters(const unsigned char *text, size_t begin, size_t end);

/* Whether text[begin, end) is white space throughout: U+0009..U+000D, U+0020, U+00A0, U+3000. */
bool paidmark_is_white(const unsigned char *text, size_t begin, size_t end);

#endif
