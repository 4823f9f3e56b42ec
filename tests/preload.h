/* preload.h - for libraries that are preloaded and take over functions of the C library
 * SPDX-License-Identifier: MIT
 *
 * To be included before any other header.
 */
#ifndef PAIDMARK_TESTS_PRELOAD_H
#define PAIDMARK_TESTS_PRELOAD_H

#define _GNU_SOURCE /* RTLD_NEXT */

/* What is taken over has both names where the headers would make one the other. */
#undef _FILE_OFFSET_BITS
#undef _FORTIFY_SOURCE

#include <dlfcn.h>
#include <stdlib.h>

#define EXPORT __attribute__((visibility("default")))

/* The function behind ours. */
static inline void *next_function(const char *name)
{
    void *function = dlsym(RTLD_NEXT, name);

    if (function == NULL)
        abort();
    return function;
}

/* ISO C has no cast between pointers to data and to functions. */
#define NEXT(type, name)                                                                                               \
    static type *next;                                                                                                 \
    if (next == NULL)                                                                                                  \
    *(void **)&next = next_function(name)

#endif
