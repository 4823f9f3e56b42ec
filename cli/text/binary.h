/* binary.h - files that hold no text, told by their first bytes
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_TEXT_BINARY_H
#define PAIDMARK_CLI_TEXT_BINARY_H

#include <stdbool.h>
#include <stddef.h>

/* What begins as no text does: FAILURE_WORD, FAILURE_RTF, FAILURE_PDF or FAILURE_BINARY (failure.h), else
 * FAILURE_NONE. */
int binary_failure(const char *data, size_t bytes);

/* Whether what is not UTF-8 is no text in another charset either: there is a byte 0 near its beginning. */
bool binary_is_likely(const char *data, size_t bytes);

#endif
