/* guarded.h - memory with a page on either side that must not be touched
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_TESTS_GUARDED_H
#define PAIDMARK_TESTS_GUARDED_H

#include <stddef.h>

struct guarded {
    char *mapping;
    size_t mapping_bytes;
    char *begin, *end;
};

/* As many bytes or, to the end of a page, more. */
void guarded_init(struct guarded *guarded, size_t bytes);
void guarded_release(struct guarded *guarded);

#endif
