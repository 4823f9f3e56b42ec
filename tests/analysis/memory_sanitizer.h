/* memory_sanitizer.h - tells MemorySanitizer what stat and its like fill; the preset "memory" puts it before each file
 * SPDX-License-Identifier: MIT
 *
 * The tool calls stat64 where it says stat, since its offsets have 64 bits. clang 14 knows stat64 by the name it had
 * before glibc 2.33 and takes what it fills for uninitialised. The preset links with --wrap, so that these functions
 * are called by way of those below: weak, since each file has them. Nothing is included here, because the files that
 * follow ask for their features first.
 */
#ifndef MEMORY_SANITIZER_H
#define MEMORY_SANITIZER_H

#if !defined(__x86_64__) || !defined(__linux__)
#error "the size of struct stat is another one"
#endif
#define MEMORY_SANITIZER_STAT_BYTES 144

extern void __msan_unpoison(const volatile void *memory, unsigned long bytes);

#define MEMORY_SANITIZER_WRAP(name, parameters, arguments)                                                             \
    extern __attribute__((weak)) int __real_##name parameters;                                                         \
    extern int __wrap_##name parameters;                                                                               \
    __attribute__((weak)) int __wrap_##name parameters                                                                 \
    {                                                                                                                  \
        int status = __real_##name arguments;                                                                          \
                                                                                                                       \
        if (status == 0)                                                                                               \
            __msan_unpoison(file, MEMORY_SANITIZER_STAT_BYTES);                                                        \
        return status;                                                                                                 \
    }

MEMORY_SANITIZER_WRAP(stat64, (const char *path, void *file), (path, file))
MEMORY_SANITIZER_WRAP(lstat64, (const char *path, void *file), (path, file))
MEMORY_SANITIZER_WRAP(fstat64, (int descriptor, void *file), (descriptor, file))
MEMORY_SANITIZER_WRAP(fstatat64, (int directory, const char *path, void *file, int flags),
                      (directory, path, file, flags))

#endif
