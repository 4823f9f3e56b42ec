/* percent.h - how much a part is of the whole
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_PERCENT_H
#define PAIDMARK_CLI_PERCENT_H

#include <stddef.h>

/* To the nearest whole number, halves up; 100 when there is no whole. */
size_t percent_of(size_t part, size_t whole);

#endif
