/* memory.c - memory by the caller's allocator
 * SPDX-License-Identifier: MIT
 */
#include "memory.h"

#include <stdlib.h>

static void *reallocate_by_libc(void *context, void *memory, size_t bytes)
{
    (void)context;
    if (bytes > 0)
        return realloc(memory, bytes);
    free(memory);
    return NULL;
}

struct paidmark_allocator paidmark_allocator_or_default(const struct paidmark_allocator *allocator)
{
    return allocator ? *allocator : (struct paidmark_allocator){reallocate_by_libc, NULL};
}
