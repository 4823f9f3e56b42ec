/* huge_buffer.c - mmap, aligned to huge pages
 * SPDX-License-Identifier: MIT
 */
#ifdef __linux__
#define _GNU_SOURCE /* mremap */
#else
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#define _DARWIN_C_SOURCE
#endif

#include "files/huge_buffer.h"

#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

char *mapping_new(size_t bytes)
{
    const size_t unit = MAPPING_UNIT_BYTES;
    char *wide;
    size_t before;

    if (bytes > SIZE_MAX - unit)
        return NULL;
    wide = mmap(NULL, bytes + unit, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (wide == MAP_FAILED)
        return NULL;
    before = (unit - (uintptr_t)wide % unit) % unit;
    if (before > 0)
        (void)munmap(wide, before);
    (void)munmap(wide + before + bytes, unit - before);
#ifdef MADV_HUGEPAGE
    (void)madvise(wide + before, bytes, MADV_HUGEPAGE);
#endif
    return wide + before;
}

char *mapping_enlarge(char *old, size_t old_bytes, size_t bytes)
{
    char *new = mapping_new(bytes);

    if (new == NULL)
        return NULL;
#ifdef MREMAP_FIXED
    /* Its pages move, huge ones as a whole since both are aligned. On failure nobody knows what the place has now. */
    if (mremap(old, old_bytes, old_bytes, MREMAP_MAYMOVE | MREMAP_FIXED, new) == (void *)new)
        return new;
    mapping_free(new + old_bytes, bytes - old_bytes);
    return NULL;
#else
    memcpy(new, old, old_bytes);
    mapping_free(old, old_bytes);
    return new;
#endif
}

void mapping_free(char *mapping, size_t bytes)
{
    (void)munmap(mapping, bytes);
}
