/* memory_sanitizer.h - tells MemorySanitizer what stat and its like fill; the preset "memory" puts it before each file
 * SPDX-License-Identifier: MIT
 *
 * clang 14 knows these functions by the names they had before glibc 2.33 and takes what they fill for uninitialised.
 * Nothing is included here, since the files that follow ask for their features first.
 */
#ifndef MEMORY_SANITIZER_H
#define MEMORY_SANITIZER_H

extern void __msan_unpoison(const volatile void *memory, unsigned long bytes);

__attribute__((unused)) static int memory_sanitizer_filled(int status, const volatile void *memory, unsigned long bytes)
{
    if (status == 0)
        __msan_unpoison(memory, bytes);
    return status;
}

#define stat(path, file)        memory_sanitizer_filled(stat(path, file), file, sizeof *(file))
#define lstat(path, file)       memory_sanitizer_filled(lstat(path, file), file, sizeof *(file))
#define fstat(descriptor, file) memory_sanitizer_filled(fstat(descriptor, file), file, sizeof *(file))
#define fstatat(directory, path, file, flags)                                                                          \
    memory_sanitizer_filled(fstatat(directory, path, file, flags), file, sizeof *(file))

#endif
