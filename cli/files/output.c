/* output.c - writing, and replacing files
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE /* F_SETPIPE_SZ, vmsplice */

#include "files/output.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#include "failure.h"
#include "files/path.h"
#include "files/place.h"
#include "files/readers.h"
#include "files/system.h"

#ifndef IOV_MAX
#define IOV_MAX 16 /* what POSIX promises everywhere */
#endif

#define BATCH_PIECES (IOV_MAX < 1024 ? IOV_MAX : 1024)

/* writev refuses a sum beyond SSIZE_MAX; Linux stops short of 2 GiB anyway. */
#define BATCH_BYTES ((size_t)1 << 30)

#define PIPE_BYTES  (1024 * 1024)

/* A pipe has places for so many pages, full or not: with pieces that are smaller on average, copying is as fast. */
#define LENT_PIECE_BYTES 1024

/* ---- Descriptors that are there ---------------------------------------------------------------------------------- */

/* A number of at most four digits behind one of these; -1 for everything else. */
static int descriptor_in(const char *path)
{
    static const char *const folders[] = {"/dev/fd/", "/proc/self/fd/"};

    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        size_t bytes = strlen(folders[i]);

        if (strncmp(path, folders[i], bytes) == 0) {
            size_t digits = strspn(path + bytes, "0123456789");

            return digits > 0 && digits <= 4 && path[bytes + digits] == '\0' ? (int)strtol(path + bytes, NULL, 10) : -1;
        }
    }
    return -1;
}

int output_descriptor_of(const char *path)
{
    struct stat named;
    struct stat file;

    if (strcmp(path, "/dev/stdout") == 0)
        return STDOUT_FILENO;
    if (strcmp(path, "/dev/stderr") == 0)
        return STDERR_FILENO;
    if (stat(path, &named) != 0 || !S_ISREG(named.st_mode))
        return descriptor_in(path);
    for (int descriptor = STDOUT_FILENO; descriptor <= STDERR_FILENO; descriptor++) {
        if (fstat(descriptor, &file) == 0 && is_same_file(&file, &named))
            return descriptor;
    }
    return descriptor_in(path);
}

int output_open_descriptor(struct output *output, int descriptor, const struct stat *input)
{
    struct stat file;

    *output = (struct output){0};
    if (fstat(descriptor, &file) != 0)
        return errno;
    if (S_ISREG(file.st_mode) && is_same_file(&file, input))
        return FAILURE_SAME_FILE;
    output->descriptor = descriptor;
    return FAILURE_NONE;
}

/* ---- Opening ----------------------------------------------------------------------------------------------------- */

static int open_directly(struct output *output, const char *path)
{
    output->descriptor = open_file(AT_FDCWD, path, O_WRONLY | O_NOCTTY, 0);
    if (output->descriptor < 0)
        return errno;
    output->is_open = true;
    return FAILURE_NONE;
}

/* The owner is kept if that is allowed, and if he may read the original. Where the group cannot be kept, another group
 * gets no more than everybody. */
static int keep_owner_and_mode(int descriptor, const struct readers *old, const struct readers *limit)
{
    struct stat new;
    mode_t mode;

    if (fstat(descriptor, &new) != 0)
        return errno;
    if (new.st_uid != old->owner && (limit == NULL || old->owner == limit->owner))
        (void)!fchown(descriptor, old->owner, (gid_t)-1);
    if (new.st_gid != old->group && fchown(descriptor, (uid_t)-1, old->group) == 0)
        new.st_gid = old->group;
    mode = readers_mode(old, new.st_gid);
    if (limit != NULL)
        mode &= readers_mode(limit, new.st_gid);
    return readers_set(descriptor, &new, mode);
}

/* A new file that is for no more people than the original. */
static int limit_readers(int descriptor, const struct readers *limit)
{
    mode_t mask = umask(0);
    struct readers readers = *limit;
    struct stat new;

    umask(mask);
    readers.mode &= 0666;
    return fstat(descriptor, &new) == 0 ? readers_copy(descriptor, &new, &readers, mask) : errno;
}

/* NULL for old: there is none that is kept. */
static int set_readers(const struct output *output, const struct readers *old, const struct readers *limit)
{
    if (old != NULL)
        return keep_owner_and_mode(output->descriptor, old, limit);
    return limit != NULL ? limit_readers(output->descriptor, limit) : FAILURE_NONE;
}

static int open_replacement(struct output *output, const struct readers *old, const struct readers *limit)
{
    mode_t mode = old != NULL || limit != NULL ? 0600 : 0666;
    int failure = FAILURE_NONE;

    if (*path_name(output->target) == '\0')
        return output->target[0] == '\0' ? ENOENT : EISDIR;
    failure =
        temporary_create(&output->temporary, AT_FDCWD, output->target, TEMPORARY_SHARED, mode, &output->descriptor);
    if (failure != FAILURE_NONE)
        return failure;
    output->is_open = true;
    return set_readers(output, old, limit);
}

/* What there is under the name, links followed. */
static int look_at_old(const char *path, const struct stat *forbidden, struct stat *old, bool *exists)
{
    *exists = fstatat(AT_FDCWD, path, old, 0) == 0;
    if (!*exists)
        return errno == ENOENT ? FAILURE_NONE : errno;
    if (forbidden != NULL && S_ISREG(old->st_mode) && is_same_file(old, forbidden))
        return FAILURE_SAME_FILE;
    return S_ISDIR(old->st_mode) ? EISDIR : FAILURE_NONE;
}

/* Other people's pipes and devices are no place for what they may not read. */
static int open_path(struct output *output, const char *path, const struct stat *forbidden, const struct readers *limit)
{
    struct readers readers;
    struct stat old;
    bool exists;
    bool is_kept;
    int failure = look_at_old(path, forbidden, &old, &exists);

    if (failure == FAILURE_NONE)
        failure = place_resolve(AT_FDCWD, path, true, &output->target);
    if (failure != FAILURE_NONE)
        return failure;
    is_kept = exists && !is_strange(AT_FDCWD, output->target, &old);
    if (exists && !S_ISREG(old.st_mode)) {
        free(output->target);
        output->target = NULL;
        return is_kept ? open_directly(output, path) : EACCES;
    }
    readers = readers_without_list(output->target, &old);
    return open_replacement(output, is_kept ? &readers : NULL, limit);
}

static int open_file_at(struct output *output, const char *path, const struct stat *forbidden,
                        const struct readers *limit)
{
    int failure;

    *output = (struct output){0};
    failure = open_path(output, path, forbidden, limit);
    if (failure != FAILURE_NONE)
        output_discard(output);
    return failure;
}

/* What is read from a pipe or a terminal has no readers. */
int output_open(struct output *output, const char *path, const struct input *input, bool only_its_readers)
{
    const struct readers *limit = only_its_readers && S_ISREG(input->file.st_mode) ? &input->readers : NULL;

    return open_file_at(output, path, &input->file, limit);
}

int output_open_again(struct output *output, const char *path, const struct input *input)
{
    return open_file_at(output, path, NULL, &input->readers);
}

int output_create(struct output *output, int directory, const char *name, bool is_first, mode_t mode)
{
    int failure;

    *output = (struct output){.target = strdup(name), .is_first = is_first};
    if (output->target == NULL)
        return ENOMEM;
    failure = temporary_create(&output->temporary, directory, name, TEMPORARY_LOCKED, mode, &output->descriptor);
    if (failure == FAILURE_NONE)
        output->is_open = true;
    else
        output_discard(output);
    return failure;
}

/* ---- Writing ----------------------------------------------------------------------------------------------------- */

static size_t sum_of(const struct charset_piece *pieces, size_t count)
{
    size_t bytes = 0;

    for (size_t i = 0; i < count; i++)
        bytes += pieces[i].bytes;
    return bytes;
}

/* A pipe's reader that takes its time should not make us wait for every 64 KiB. A wish: the system may say no. */
static void widen_pipe(int descriptor)
{
#ifdef F_SETPIPE_SZ
    (void)fcntl(descriptor, F_SETPIPE_SZ, PIPE_BYTES);
#else
    (void)descriptor;
#endif
}

void output_lend(struct output *output, const char *memory, size_t bytes)
{
    output->lent = memory;
    output->lent_bytes = bytes;
}

static bool are_lent(const struct output *output, const struct charset_piece *pieces, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uintptr_t offset = (uintptr_t)pieces[i].text - (uintptr_t)output->lent;

        if (offset > output->lent_bytes || pieces[i].bytes > output->lent_bytes - offset)
            return false;
    }
    return true;
}

/* How the pieces go out. */
struct way {
    bool as_they_are; /* a pipe takes the memory itself */
    size_t batch_bytes;
};

static struct way choose_way(const struct output *output, const struct charset_piece *pieces, size_t count)
{
    struct way way = {.batch_bytes = BATCH_BYTES};
    size_t bytes = sum_of(pieces, count);
    struct stat file;

    if (bytes < PIPE_BYTES / 16 || fstat(output->descriptor, &file) != 0 || !S_ISFIFO(file.st_mode))
        return way;
    widen_pipe(output->descriptor);
#ifdef SPLICE_F_GIFT
    if (bytes / LENT_PIECE_BYTES >= count && are_lent(output, pieces, count))
        way = (struct way){true, 2 * PIPE_BYTES};
#endif
    return way;
}

/* Fills a batch with the pieces from *first on, of which the first *done bytes are written. Gives how many. */
static int fill_batch(struct iovec *batch, const struct charset_piece *pieces, size_t count, size_t done, size_t room)
{
    int filled = 0;

    for (size_t i = 0; i < count && filled < BATCH_PIECES && room > 0; i++) {
        size_t bytes = pieces[i].bytes - done;

        if (bytes > room)
            bytes = room;
        batch[filled].iov_base = (void *)(uintptr_t)(pieces[i].text + done); /* writev only reads */
        batch[filled].iov_len = bytes;
        filled++;
        room -= bytes;
        done = 0;
    }
    return filled;
}

/* writev, or what does the same to a pipe without a copy. Where that is not to be had, the copy is. */
static ssize_t write_batch(int descriptor, const struct iovec *batch, int count, struct way *way)
{
#ifdef SPLICE_F_GIFT
    if (way->as_they_are) {
        ssize_t written = vmsplice(descriptor, batch, (size_t)count, 0);

        if (written >= 0 || errno == EINTR || errno == EPIPE)
            return written;
        way->as_they_are = false;
    }
#else
    (void)way;
#endif
    return writev(descriptor, batch, count);
}

int output_write(struct output *output, const struct charset_piece *pieces, size_t count)
{
    struct way way = choose_way(output, pieces, count);
    struct iovec batch[BATCH_PIECES];
    size_t first = 0;
    size_t done = 0; /* bytes of the first piece that are written */

    while (first < count) {
        int filled = fill_batch(batch, pieces + first, count - first, done, way.batch_bytes);
        ssize_t written = write_batch(output->descriptor, batch, filled, &way);

        if (written < 0 && !is_passing(errno, output->descriptor, POLLOUT))
            return errno;
        if (written > 0)
            done += (size_t)written;
        while (first < count && done >= pieces[first].bytes)
            done -= pieces[first++].bytes;
    }
    return FAILURE_NONE;
}

/* ---- Ending ------------------------------------------------------------------------------------------------------ */

/* A pipe has no disk, and some file systems have no such thing for a directory. */
static int sync_to_disk(int descriptor)
{
    return sync_descriptor(descriptor) == 0 || errno == EINVAL ? FAILURE_NONE : errno;
}

int output_sync(struct output *output)
{
    output->is_synced = true;
    return sync_to_disk(output->descriptor);
}

static int sync_name(const struct output *output)
{
    char *parent = output->is_synced && output->target != NULL ? path_parent(output->target) : NULL;
    int descriptor = parent != NULL ? open_directory(output->temporary.directory, parent, 0) : -1;
    int failure = FAILURE_NONE;

    if (parent != NULL)
        failure = descriptor >= 0 ? sync_to_disk(descriptor) : errno;
    if (descriptor >= 0)
        close(descriptor);
    free(parent);
    return failure;
}

int output_close(struct output *output)
{
    int descriptor = output->descriptor;

    if (!output->is_open)
        return FAILURE_NONE;
    output->is_open = false;
    return close(descriptor) == 0 || errno == EINTR ? FAILURE_NONE : errno;
}

/* Most of what can be wrong with a target shows before anything is renamed. */
static int look_at_target(struct output *output)
{
    struct stat old;

    output->replaces = false;
    if (output->target == NULL || output->is_first)
        return FAILURE_NONE;
    if (fstatat(output->temporary.directory, output->target, &old, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? FAILURE_NONE : errno;
    output->replaces = true;
    return S_ISDIR(old.st_mode) ? EISDIR : FAILURE_NONE;
}

static int rename_one(struct output *output, bool keep_old)
{
    if (output->target == NULL)
        return FAILURE_NONE;
    output->is_exchanged =
        keep_old && output->replaces && temporary_exchange(&output->temporary, output->target) == FAILURE_NONE;
    return output->is_exchanged ? FAILURE_NONE : temporary_rename(&output->temporary, output->target);
}

static void undo(struct output *output)
{
    if (output->is_exchanged)
        (void)temporary_exchange(&output->temporary, output->target);
    else if (output->target != NULL && !output->replaces)
        unlinkat(output->temporary.directory, output->target, 0);
}

static int rename_all(struct output *outputs, size_t count, size_t *failed)
{
    int failure = FAILURE_NONE;

    for (*failed = 0; *failed < count; ++*failed) {
        failure = rename_one(&outputs[*failed], *failed + 1 < count);
        if (failure != FAILURE_NONE)
            break;
    }
    for (size_t i = *failed; failure != FAILURE_NONE && i > 0; i--)
        undo(&outputs[i - 1]);
    return failure;
}

int output_commit(struct output *outputs, size_t count, size_t *failed)
{
    int failure = FAILURE_NONE;

    for (*failed = 0; *failed < count; ++*failed) {
        failure = look_at_target(&outputs[*failed]);
        if (failure != FAILURE_NONE)
            return failure;
    }
    temporary_begin_renames();
    failure = rename_all(outputs, count, failed);
    temporary_end_renames();
    if (failure != FAILURE_NONE)
        return failure == EISDIR ? EEXIST : failure; /* it came meanwhile; what has been renamed cannot be again */
    for (size_t i = 0; i < count; i++) {
        int sync_failure = sync_name(&outputs[i]);

        failure = failure == FAILURE_NONE ? sync_failure : failure;
        output_discard(&outputs[i]); /* with what has been replaced */
    }
    return failure;
}

void output_discard(struct output *output)
{
    output_close(output);
    temporary_remove(&output->temporary);
    free(output->target);
    output->target = NULL;
}

int output_keep_standard_descriptors(void)
{
    static const int useless_mode[] = {O_WRONLY, O_RDONLY, O_RDONLY}; /* so that reading 0 and writing 1 and 2 fail */

    for (int descriptor = 0; descriptor <= 2; descriptor++) {
        if (fcntl(descriptor, F_GETFD) >= 0)
            continue;
        if (open("/dev/null", useless_mode[descriptor]) != descriptor) /* the lowest free number, thus this one */
            return errno;
    }
    return FAILURE_NONE;
}
