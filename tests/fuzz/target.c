/* target.c - what the fuzz targets share
 * SPDX-License-Identifier: MIT
 */
#include "target.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void target_fail(const char *what)
{
    fprintf(stderr, "fuzz target: %s\n", what);
    abort();
}

void *target_allocate(size_t bytes)
{
    void *memory = malloc(bytes > 0 ? bytes : 1);

    if (memory == NULL)
        target_fail("out of memory");
    return memory;
}

void *target_copy(const void *data, size_t bytes)
{
    void *copy = target_allocate(bytes);

    if (bytes > 0)
        memcpy(copy, data, bytes);
    return copy;
}
