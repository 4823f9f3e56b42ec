/* combining.h - the characters that belong to the one before them
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_COMBINING_H
#define PAIDMARK_COMBINING_H

#include <stdbool.h>
#include <stdint.h>

/* Whether a text may not be cut before this code point: a combining mark, variation selector, joiner, emoji modifier or
 * tag. */
bool paidmark_is_combining(uint32_t code_point);

#endif
