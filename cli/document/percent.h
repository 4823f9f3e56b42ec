/* percent.h - how much a part is of the whole
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_DOCUMENT_PERCENT_H
#define PAIDMARK_CLI_DOCUMENT_PERCENT_H

#include <stddef.h>
#include <stdint.h>

/* To the nearest whole number, halves up, but 0 and 100 only for nothing and all; 100 when there is no whole. */
size_t percent_of(uint64_t part, uint64_t whole);

#endif
