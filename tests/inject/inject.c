/* inject.c - a library to be preloaded that lets one call of a program fail, and counts
 * SPDX-License-Identifier: MIT
 *
 * INJECT_CLASS  which calls are counted: allocation, open, read, write, close, sync, rename, status, directory, other
 * INJECT_AT     which of them fails, from 0; none if it is missing
 * INJECT_LAST   the last that fails; if it is missing, INJECT_AT alone
 * INJECT_ERROR  the errno it fails with; 0: it succeeds, but reads or writes only one byte
 * INJECT_REPORT a file of sizeof(struct report) bytes that is mapped and counted in, so that no end of the process is
 *               too sudden for it
 *
 * What the program itself allocates is followed too: what it has not freed when it exits is counted as leaked. What the
 * C library allocates for itself is not, since it may keep it.
 *
 * A lock that is given back by who does not have it ends the program, and so does waiting for a thread that is none.
 */
#include "../preload.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <link.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum class { ALLOCATION, OPEN, READ, WRITE, CLOSE, SYNC, RENAME, STATUS, DIRECTORY, OTHER, CLASS_COUNT };

static const char *const class_names[CLASS_COUNT] = {
    "allocation", "open", "read", "write", "close", "sync", "rename", "status", "directory", "other",
};

/* Read by the driver. */
struct report {
    atomic_ulong calls;  /* of the class */
    atomic_ulong failed; /* or cut short */
    atomic_ulong leaked; /* allocations */
    atomic_ulong exited; /* 1: by exit, so that `leaked` counts */
};

static struct {
    bool active;
    int class;
    unsigned long first, last;
    int error;
    struct report *report;
} plan = {.class = -1};

/* Counts a call; true: it is to fail, with errno set, or to be cut short where plan.error is 0. */
static bool hit(enum class class)
{
    unsigned long number;

    if (!plan.active || plan.class != (int)class)
        return false;
    number = atomic_fetch_add(&plan.report->calls, 1);
    if (number < plan.first || number > plan.last)
        return false;
    atomic_fetch_add(&plan.report->failed, 1);
    if (plan.error != 0)
        errno = plan.error;
    return true;
}

/* ---- Memory ------------------------------------------------------------------------------------------------------ */

/* dlsym may allocate before it has told where to. */
static _Alignas(16) char first_memory[65536];
static size_t first_memory_used;

static void *take_first_memory(size_t bytes)
{
    void *memory = first_memory + first_memory_used;

    first_memory_used += (bytes + 15) / 16 * 16;
    if (first_memory_used > sizeof first_memory)
        abort();
    return memory;
}

static bool is_first_memory(const void *memory)
{
    return (uintptr_t)memory - (uintptr_t)first_memory < sizeof first_memory;
}

static struct {
    bool resolving;
    void *(*malloc)(size_t);
    void *(*calloc)(size_t, size_t);
    void *(*realloc)(void *, size_t);
    void (*free)(void *);
} heap;

/* False while dlsym is at it. */
static bool find_heap(void)
{
    if (heap.free != NULL)
        return true;
    if (heap.resolving)
        return false;
    heap.resolving = true;
    *(void **)&heap.malloc = next_function("malloc");
    *(void **)&heap.calloc = next_function("calloc");
    *(void **)&heap.realloc = next_function("realloc");
    *(void **)&heap.free = next_function("free");
    heap.resolving = false;
    return true;
}

/* The program's own live allocations: an open hash table of addresses. */
#define TABLE_SLOTS ((size_t)1 << 16)
#define GONE        ((uintptr_t)1)

static struct {
    uintptr_t begin, end; /* of the program's code */
    atomic_flag lock;
    uintptr_t slots[TABLE_SLOTS];
} own = {.lock = ATOMIC_FLAG_INIT};

static int find_program(struct dl_phdr_info *info, size_t bytes, void *unused)
{
    (void)bytes;
    (void)unused;
    for (size_t i = 0; i < info->dlpi_phnum; i++) {
        if (info->dlpi_phdr[i].p_type == PT_LOAD && (info->dlpi_phdr[i].p_flags & PF_X) != 0) {
            own.begin = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
            own.end = own.begin + info->dlpi_phdr[i].p_memsz;
        }
    }
    return 1; /* the first object is the program */
}

static void lock_table(void)
{
    while (atomic_flag_test_and_set_explicit(&own.lock, memory_order_acquire))
        continue;
}

static void unlock_table(void)
{
    atomic_flag_clear_explicit(&own.lock, memory_order_release);
}

static void follow(const void *memory, const void *caller)
{
    uintptr_t address = (uintptr_t)memory;

    if (memory == NULL || (uintptr_t)caller < own.begin || (uintptr_t)caller >= own.end)
        return;
    lock_table();
    for (size_t i = 0; i < TABLE_SLOTS; i++) {
        uintptr_t *slot = &own.slots[(address / 16 + i) % TABLE_SLOTS];

        if (*slot <= GONE) {
            *slot = address;
            break;
        }
    }
    unlock_table();
}

/* Gives whether it was followed. */
static bool forget(const void *memory)
{
    uintptr_t address = (uintptr_t)memory;
    bool found = false;

    if (memory == NULL)
        return false;
    lock_table();
    for (size_t i = 0; i < TABLE_SLOTS && !found; i++) {
        uintptr_t *slot = &own.slots[(address / 16 + i) % TABLE_SLOTS];

        if (*slot == 0)
            break;
        found = *slot == address;
        if (found)
            *slot = GONE;
    }
    unlock_table();
    return found;
}

EXPORT void *malloc(size_t bytes)
{
    void *memory;

    if (!find_heap())
        return take_first_memory(bytes);
    if (hit(ALLOCATION))
        return NULL;
    memory = heap.malloc(bytes);
    follow(memory, __builtin_return_address(0));
    return memory;
}

EXPORT void *calloc(size_t count, size_t bytes)
{
    void *memory;

    if (!find_heap())
        return take_first_memory(count * bytes);
    if (hit(ALLOCATION))
        return NULL;
    memory = heap.calloc(count, bytes);
    follow(memory, __builtin_return_address(0));
    return memory;
}

EXPORT void *realloc(void *old, size_t bytes)
{
    void *memory;
    bool was_followed;

    if (!find_heap() || is_first_memory(old))
        abort();
    if (hit(ALLOCATION))
        return NULL;
    was_followed = forget(old);
    memory = heap.realloc(old, bytes);
    if (memory != NULL || bytes > 0)
        follow(memory != NULL ? memory : was_followed ? old : NULL, __builtin_return_address(0));
    return memory;
}

EXPORT void free(void *memory)
{
    int reason = errno;

    if (is_first_memory(memory) || !find_heap())
        return;
    forget(memory);
    heap.free(memory);
    errno = reason;
}

/* The C library's own would hide who called. */
EXPORT char *strdup(const char *text)
{
    size_t bytes = strlen(text) + 1;
    char *copy = hit(ALLOCATION) ? NULL : heap.malloc(bytes);

    if (copy == NULL)
        return NULL;
    follow(copy, __builtin_return_address(0));
    return memcpy(copy, text, bytes);
}

/* The C library's own, which it may keep, goes past this. */
typedef void *mmap_fn(void *address, size_t bytes, int protection, int flags, int descriptor, off_t offset);

#define DEFINE_MMAP(name)                                                                                              \
    EXPORT void *name(void *address, size_t bytes, int protection, int flags, int descriptor, off_t offset)            \
    {                                                                                                                  \
        NEXT(mmap_fn, #name);                                                                                          \
        return hit(ALLOCATION) ? MAP_FAILED : next(address, bytes, protection, flags, descriptor, offset);             \
    }

DEFINE_MMAP(mmap)
DEFINE_MMAP(mmap64)

/* ---- Files ------------------------------------------------------------------------------------------------------- */

/* The mode is there or nothing is. */
#define TAKE_MODE(flags, mode)                                                                                         \
    do {                                                                                                               \
        va_list arguments;                                                                                             \
        va_start(arguments, flags);                                                                                    \
        mode = ((flags)&O_CREAT) != 0 ? va_arg(arguments, mode_t) : 0;                                                 \
        va_end(arguments);                                                                                             \
    } while (0)

typedef int open_fn(const char *path, int flags, ...);
typedef int openat_fn(int directory, const char *path, int flags, ...);

#define DEFINE_OPEN(name)                                                                                              \
    EXPORT int name(const char *path, int flags, ...)                                                                  \
    {                                                                                                                  \
        NEXT(open_fn, #name);                                                                                          \
        mode_t mode;                                                                                                   \
        TAKE_MODE(flags, mode);                                                                                        \
        return hit(OPEN) ? -1 : next(path, flags, mode);                                                               \
    }
#define DEFINE_OPENAT(name)                                                                                            \
    EXPORT int name(int directory, const char *path, int flags, ...)                                                   \
    {                                                                                                                  \
        NEXT(openat_fn, #name);                                                                                        \
        mode_t mode;                                                                                                   \
        TAKE_MODE(flags, mode);                                                                                        \
        return hit(OPEN) ? -1 : next(directory, path, flags, mode);                                                    \
    }

DEFINE_OPEN(open)
DEFINE_OPEN(open64)
DEFINE_OPENAT(openat)
DEFINE_OPENAT(openat64)

typedef ssize_t read_fn(int descriptor, void *data, size_t bytes);
typedef ssize_t write_fn(int descriptor, const void *data, size_t bytes);
typedef ssize_t writev_fn(int descriptor, const struct iovec *pieces, int count);

EXPORT ssize_t read(int descriptor, void *data, size_t bytes)
{
    NEXT(read_fn, "read");

    if (!hit(READ))
        return next(descriptor, data, bytes);
    return plan.error != 0 ? -1 : next(descriptor, data, bytes > 0 ? 1 : 0);
}

EXPORT ssize_t write(int descriptor, const void *data, size_t bytes)
{
    NEXT(write_fn, "write");

    if (!hit(WRITE))
        return next(descriptor, data, bytes);
    return plan.error != 0 ? -1 : next(descriptor, data, bytes > 0 ? 1 : 0);
}

/* The first byte there is, by itself. */
static ssize_t write_one(int descriptor, const struct iovec *pieces, int count)
{
    NEXT(write_fn, "write");

    for (int i = 0; i < count; i++) {
        if (pieces[i].iov_len > 0)
            return next(descriptor, pieces[i].iov_base, 1);
    }
    return 0;
}

EXPORT ssize_t writev(int descriptor, const struct iovec *pieces, int count)
{
    NEXT(writev_fn, "writev");

    if (!hit(WRITE))
        return next(descriptor, pieces, count);
    return plan.error != 0 ? -1 : write_one(descriptor, pieces, count);
}

typedef ssize_t vmsplice_fn(int descriptor, const struct iovec *pieces, size_t count, unsigned flags);

EXPORT ssize_t vmsplice(int descriptor, const struct iovec *pieces, size_t count, unsigned flags)
{
    NEXT(vmsplice_fn, "vmsplice");

    if (!hit(WRITE))
        return next(descriptor, pieces, count, flags);
    return plan.error != 0 ? -1 : write_one(descriptor, pieces, (int)count);
}

/* Buffered output goes past our write: what it would say to a disk that is full. Not for standard error, on which the
 * complaint has to come through. */
EXPORT int fflush(FILE *stream)
{
    typedef int flush_fn(FILE *);
    NEXT(flush_fn, "fflush");

    if (stream == stderr || plan.error == 0 || plan.error == EINTR || !hit(WRITE))
        return next(stream);
    return EOF;
}

/* The descriptor is closed all the same, as Linux does. */
EXPORT int close(int descriptor)
{
    typedef int close_fn(int);
    NEXT(close_fn, "close");
    int result = next(descriptor);

    return hit(CLOSE) ? -1 : result;
}

#define DEFINE_SYNC(name)                                                                                              \
    EXPORT int name(int descriptor)                                                                                    \
    {                                                                                                                  \
        typedef int sync_fn(int);                                                                                      \
        NEXT(sync_fn, #name);                                                                                          \
        return hit(SYNC) ? -1 : next(descriptor);                                                                      \
    }

DEFINE_SYNC(fsync)
DEFINE_SYNC(fdatasync)

EXPORT int rename(const char *from, const char *to)
{
    typedef int rename_fn(const char *, const char *);
    NEXT(rename_fn, "rename");

    return hit(RENAME) ? -1 : next(from, to);
}

EXPORT int renameat(int from_directory, const char *from, int to_directory, const char *to)
{
    typedef int renameat_fn(int, const char *, int, const char *);
    NEXT(renameat_fn, "renameat");

    return hit(RENAME) ? -1 : next(from_directory, from, to_directory, to);
}

EXPORT int renameat2(int from_directory, const char *from, int to_directory, const char *to, unsigned flags)
{
    typedef int renameat2_fn(int, const char *, int, const char *, unsigned);
    NEXT(renameat2_fn, "renameat2");

    return hit(RENAME) ? -1 : next(from_directory, from, to_directory, to, flags);
}

/* ---- What is known of files -------------------------------------------------------------------------------------- */

#define DEFINE_STAT(name, type)                                                                                        \
    EXPORT int name(const char *path, struct type *file)                                                               \
    {                                                                                                                  \
        typedef int stat_fn(const char *, struct type *);                                                              \
        NEXT(stat_fn, #name);                                                                                          \
        return hit(STATUS) ? -1 : next(path, file);                                                                    \
    }
#define DEFINE_FSTAT(name, type)                                                                                       \
    EXPORT int name(int descriptor, struct type *file)                                                                 \
    {                                                                                                                  \
        typedef int fstat_fn(int, struct type *);                                                                      \
        NEXT(fstat_fn, #name);                                                                                         \
        return hit(STATUS) ? -1 : next(descriptor, file);                                                              \
    }
#define DEFINE_FSTATAT(name, type)                                                                                     \
    EXPORT int name(int directory, const char *path, struct type *file, int flags)                                     \
    {                                                                                                                  \
        typedef int fstatat_fn(int, const char *, struct type *, int);                                                 \
        NEXT(fstatat_fn, #name);                                                                                       \
        return hit(STATUS) ? -1 : next(directory, path, file, flags);                                                  \
    }

DEFINE_STAT(stat, stat)
DEFINE_STAT(stat64, stat64)
DEFINE_STAT(lstat, stat)
DEFINE_STAT(lstat64, stat64)
DEFINE_FSTAT(fstat, stat)
DEFINE_FSTAT(fstat64, stat64)
DEFINE_FSTATAT(fstatat, stat)
DEFINE_FSTATAT(fstatat64, stat64)

/* ---- Directories ------------------------------------------------------------------------------------------------- */

EXPORT DIR *fdopendir(int descriptor)
{
    typedef DIR *fdopendir_fn(int);
    NEXT(fdopendir_fn, "fdopendir");

    return hit(DIRECTORY) ? NULL : next(descriptor);
}

EXPORT struct dirent *readdir(DIR *directory)
{
    typedef struct dirent *readdir_fn(DIR *);
    NEXT(readdir_fn, "readdir");

    return hit(DIRECTORY) ? NULL : next(directory);
}

EXPORT struct dirent64 *readdir64(DIR *directory)
{
    typedef struct dirent64 *readdir_fn(DIR *);
    NEXT(readdir_fn, "readdir64");

    return hit(DIRECTORY) ? NULL : next(directory);
}

EXPORT int mkdir(const char *path, mode_t mode)
{
    typedef int mkdir_fn(const char *, mode_t);
    NEXT(mkdir_fn, "mkdir");

    return hit(DIRECTORY) ? -1 : next(path, mode);
}

EXPORT int mkdirat(int directory, const char *path, mode_t mode)
{
    typedef int mkdirat_fn(int, const char *, mode_t);
    NEXT(mkdirat_fn, "mkdirat");

    return hit(DIRECTORY) ? -1 : next(directory, path, mode);
}

/* ---- The rest ---------------------------------------------------------------------------------------------------- */

EXPORT int fchmod(int descriptor, mode_t mode)
{
    typedef int fchmod_fn(int, mode_t);
    NEXT(fchmod_fn, "fchmod");

    return hit(OTHER) ? -1 : next(descriptor, mode);
}

EXPORT int fchown(int descriptor, uid_t user, gid_t group)
{
    typedef int fchown_fn(int, uid_t, gid_t);
    NEXT(fchown_fn, "fchown");

    return hit(OTHER) ? -1 : next(descriptor, user, group);
}

EXPORT int flock(int descriptor, int operation)
{
    typedef int flock_fn(int, int);
    NEXT(flock_fn, "flock");

    return hit(OTHER) ? -1 : next(descriptor, operation);
}

/* Of all that it does, what is done to locks, and what keeps one. */
static bool fcntl_fails(int command)
{
    return (command == F_SETLK || command == F_OFD_SETLK || command == F_DUPFD_CLOEXEC) && hit(OTHER);
}

DEFINE_FCNTL(fcntl, fcntl_fails)
DEFINE_FCNTL(fcntl64, fcntl_fails)

#define DEFINE_TRUNCATE(name, type)                                                                                    \
    EXPORT int name(int descriptor, type bytes)                                                                        \
    {                                                                                                                  \
        typedef int truncate_fn(int, type);                                                                            \
        NEXT(truncate_fn, #name);                                                                                      \
        return hit(OTHER) ? -1 : next(descriptor, bytes);                                                              \
    }

DEFINE_TRUNCATE(ftruncate, off_t)
DEFINE_TRUNCATE(ftruncate64, off64_t)

EXPORT ssize_t readlinkat(int directory, const char *path, char *text, size_t bytes)
{
    typedef ssize_t readlinkat_fn(int, const char *, char *, size_t);
    NEXT(readlinkat_fn, "readlinkat");

    return hit(OTHER) ? -1 : next(directory, path, text, bytes);
}

#ifdef WITH_COVERAGE
/* The counters are written when the program is over; that begins with a look for GCOV_PREFIX. From there on nothing is
 * failed. */
EXPORT char *getenv(const char *name)
{
    typedef char *getenv_fn(const char *);
    NEXT(getenv_fn, "getenv");

    if (strncmp(name, "GCOV_", 5) == 0)
        plan.class = -1;
    return next(name);
}
#endif

/* ---- Locks and threads ------------------------------------------------------------------------------------------- */

/* Who gives back a lock has to have it: else threads are in each other's way, which shows in one run of thousands. */
typedef int mutex_fn(pthread_mutex_t *lock);
typedef int rwlock_fn(pthread_rwlock_t *lock);

EXPORT int pthread_mutex_unlock(pthread_mutex_t *lock)
{
    NEXT(mutex_fn, "pthread_mutex_unlock");

    if (pthread_mutex_trylock(lock) == 0)
        abort();
    return next(lock);
}

EXPORT int pthread_rwlock_unlock(pthread_rwlock_t *lock)
{
    NEXT(rwlock_fn, "pthread_rwlock_unlock");

    if (pthread_rwlock_trywrlock(lock) == 0)
        abort();
    return next(lock);
}

typedef int join_fn(pthread_t thread, void **result);

EXPORT int pthread_join(pthread_t thread, void **result)
{
    NEXT(join_fn, "pthread_join");

    if (next(thread, result) != 0)
        abort();
    return 0;
}

/* ---- Beginning and end ------------------------------------------------------------------------------------------- */

static unsigned long read_number(const char *name, unsigned long missing)
{
    const char *text = getenv(name);

    return text != NULL ? strtoul(text, NULL, 10) : missing;
}

__attribute__((constructor)) static void begin(void)
{
    const char *class = getenv("INJECT_CLASS");
    const char *path = getenv("INJECT_REPORT");
    int descriptor;
    void *mapped;

    find_heap();
    dl_iterate_phdr(find_program, NULL);
    if (class == NULL || path == NULL)
        return;
    for (int i = 0; i < CLASS_COUNT; i++)
        plan.class = strcmp(class, class_names[i]) == 0 ? i : plan.class;
    plan.first = read_number("INJECT_AT", ULONG_MAX);
    plan.last = read_number("INJECT_LAST", plan.first);
    plan.error = (int)read_number("INJECT_ERROR", EIO);
    descriptor = open(path, O_RDWR | O_CLOEXEC);
    mapped = mmap(NULL, sizeof *plan.report, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    if (plan.class < 0 || descriptor < 0 || mapped == MAP_FAILED)
        abort();
    close(descriptor);
    plan.report = mapped;
    plan.active = true;
}

static unsigned long count_own(void)
{
    unsigned long count = 0;

    lock_table();
    for (size_t i = 0; i < TABLE_SLOTS; i++)
        count += own.slots[i] > GONE;
    unlock_table();
    return count;
}

/* A thread that has just been started may not have come to free what it was given. */
__attribute__((destructor)) static void end(void)
{
    struct timespec pause = {.tv_nsec = 1000000};

    if (!plan.active)
        return;
    plan.active = false;
    for (int i = 0; i < 200 && count_own() > 0; i++)
        nanosleep(&pause, NULL);
    atomic_store(&plan.report->leaked, count_own());
    atomic_store(&plan.report->exited, 1);
}
