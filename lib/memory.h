/* memory.h - memory by the caller's allocator
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_MEMORY_H
#define PAIDMARK_MEMORY_H

#include "paidmark.h"

/* A copy of an allocator; NULL is that of the C library. */
struct paidmark_allocator paidmark_allocator_or_default(const struct paidmark_allocator *allocator);

static inline void *paidmark_reallocate(const struct paidmark_allocator *allocator, void *memory, size_t bytes)
{
    return allocator->reallocate(allocator->context, memory, bytes);
}

/* Frees; NULL is allowed. */
static inline void paidmark_release(const struct paidmark_allocator *allocator, void *memory)
{
    struct paidmark_allocator own = *allocator; /* it may lie in what is freed */

    if (memory)
        own.reallocate(own.context, memory, 0);
}

#endif
