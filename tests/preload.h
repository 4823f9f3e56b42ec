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
#include <stdarg.h>
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

/* fcntl, by one of its names: all that it does takes a pointer or an int. is_failed(command) is asked before. */
#define DEFINE_FCNTL(name, is_failed)                                                                                  \
    EXPORT int name(int descriptor, int command, ...)                                                                  \
    {                                                                                                                  \
        typedef int fcntl_fn(int, int, ...);                                                                           \
        NEXT(fcntl_fn, #name);                                                                                         \
        va_list arguments;                                                                                             \
        void *argument;                                                                                                \
                                                                                                                       \
        va_start(arguments, command);                                                                                  \
        argument = va_arg(arguments, void *);                                                                          \
        va_end(arguments);                                                                                             \
        return is_failed(command) ? -1 : next(descriptor, command, argument);                                          \
    }

#endif
