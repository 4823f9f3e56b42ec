/* guarded.c - memory with a page on either side that must not be touched
 * SPDX-License-Identifier: MIT
 */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */

#include "guarded.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>

#include <cmocka.h>

#ifdef _WIN32

#include <windows.h>

static size_t page_bytes(void)
{
    SYSTEM_INFO system;

    GetSystemInfo(&system);
    return system.dwPageSize;
}

static char *reserve(size_t bytes)
{
    return VirtualAlloc(NULL, bytes, MEM_RESERVE, PAGE_NOACCESS);
}

static bool open_up(char *begin, size_t bytes)
{
    return VirtualAlloc(begin, bytes, MEM_COMMIT, PAGE_READWRITE) != NULL;
}

static bool give_back(char *mapping, size_t bytes)
{
    (void)bytes;
    return VirtualFree(mapping, 0, MEM_RELEASE);
}

#else

#include <sys/mman.h>
#include <unistd.h>

static size_t page_bytes(void)
{
    return (size_t)sysconf(_SC_PAGESIZE);
}

static char *reserve(size_t bytes)
{
    void *mapping = mmap(NULL, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    return mapping != MAP_FAILED ? mapping : NULL;
}

static bool open_up(char *begin, size_t bytes)
{
    return mprotect(begin, bytes, PROT_READ | PROT_WRITE) == 0;
}

static bool give_back(char *mapping, size_t bytes)
{
    return munmap(mapping, bytes) == 0;
}

#endif

void guarded_init(struct guarded *guarded, size_t bytes)
{
    size_t page = page_bytes();
    size_t inner = (bytes + page - 1) / page * page;

    guarded->mapping_bytes = inner + 2 * page;
    guarded->mapping = reserve(guarded->mapping_bytes);
    assert_non_null(guarded->mapping);
    guarded->begin = guarded->mapping + page;
    guarded->end = guarded->begin + inner;
    assert_true(open_up(guarded->begin, inner));
}

void guarded_release(struct guarded *guarded)
{
    assert_true(give_back(guarded->mapping, guarded->mapping_bytes));
}
