/* utf8.h - one code point of UTF-8 at a time
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_TEXT_UTF8_H
#define PAIDMARK_CLI_TEXT_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UTF8_ILL_FORMED UINT32_MAX

/* Reads the code point at the beginning of bytes (at least 1) bytes and returns how many it takes. For an ill-formed
 * sequence *code_point is UTF8_ILL_FORMED and the result its maximal subpart, 1 to 3 bytes. */
size_t utf8_decode(const char *text, size_t bytes, uint32_t *code_point);

bool utf8_is_well_formed(const char *text, size_t bytes);

#endif
