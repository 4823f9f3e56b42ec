/* placeholder.h - what stands for a paid region that is left out
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_PLACEHOLDER_H
#define PAIDMARK_PLACEHOLDER_H

#include <stdbool.h>
#include <stddef.h>

/* What its fields are filled in with. */
struct paidmark_placeholder_values {
    size_t characters, percent, region, regions;
};

/* Whether a text may be a placeholder: well-formed, and no field in it but those that there are. */
bool paidmark_placeholder_allowed(const char *placeholder, size_t bytes);

/* Bytes of a placeholder with its fields filled in; written to buffer unless that is NULL. */
size_t paidmark_placeholder_fill(const char *placeholder, size_t bytes,
                                 const struct paidmark_placeholder_values *values, char *buffer);

/* How many hundredths a part is of a whole: 0 and 100 only where it is nothing and all. A whole of 0 is all there. */
size_t paidmark_percent(size_t part, size_t whole);

#endif
