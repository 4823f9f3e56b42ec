/* placeholder.h - the text that stands in a preview where a paid region was
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_DOCUMENT_PLACEHOLDER_H
#define PAIDMARK_CLI_DOCUMENT_PLACEHOLDER_H

#include <stddef.h>

struct placeholder_values {
    size_t characters; /* of the region */
    size_t percent;    /* that they are of the document's */
    size_t region;     /* 1, 2, ... */
    size_t regions;    /* of the document */
};

/* Fills in {characters}, {percent}, {region} and {regions}; every other brace stays. Gives the bytes of the result and
 * writes them, without a NUL, to buffer, or nowhere when that is NULL. */
size_t placeholder_fill(const char *placeholder, const struct placeholder_values *values, char *buffer);

#endif
