/* input.c - reading a document whole
 * SPDX-License-Identifier: MIT
 */
#include "files/input.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "failure.h"
#include "files/huge_buffer.h"
#include "files/system.h"

#define STREAM_BYTES_FIRST ((size_t)64 * 1024)

/* Buffers from this size on are mappings. */
#define MAPPED_BYTES_MIN (4 * MAPPING_UNIT_BYTES)

/* So much is read at a time: it is still in the cache when it is searched for zeros. */
#define STEP_BYTES ((size_t)512 * 1024)

static int become_mapped(struct input *input, size_t capacity)
{
    char *data = input->is_mapped ? mapping_enlarge(input->data, input->capacity, capacity) : mapping_new(capacity);

    if (data == NULL)
        return ENOMEM;
    if (!input->is_mapped) {
        if (input->data != NULL)
            memcpy(data, input->data, input->bytes);
        free(input->data);
    }
    input->data = data;
    input->capacity = capacity;
    input->is_mapped = true;
    return FAILURE_NONE;
}

static int reserve(struct input *input, size_t capacity)
{
    char *data;

    if (capacity <= input->capacity)
        return FAILURE_NONE;
    if (capacity > SIZE_MAX - MAPPING_UNIT_BYTES)
        return ENOMEM;
    if (capacity >= MAPPED_BYTES_MIN)
        return become_mapped(input, (capacity + MAPPING_UNIT_BYTES - 1) / MAPPING_UNIT_BYTES * MAPPING_UNIT_BYTES);
    data = realloc(input->data, capacity);
    if (data == NULL)
        return ENOMEM;
    input->data = data;
    input->capacity = capacity;
    return FAILURE_NONE;
}

/* Fills the buffer until it is full, holds enough bytes, or the file ends, which *ended then tells. */
static int fill(struct input *input, int descriptor, size_t enough, bool *ended)
{
    while (input->bytes < input->capacity && input->bytes != enough) {
        size_t room = input->capacity - input->bytes;
        char *more = input->data + input->bytes;
        ssize_t got = read(descriptor, more, room < 2 * STEP_BYTES ? room : STEP_BYTES);

        if (got < 0 && !is_passing(errno, descriptor, POLLIN))
            return errno;
        if (got == 0) {
            *ended = true;
            return FAILURE_NONE;
        }
        if (got > 0) {
            input->has_zero = input->has_zero || memchr(more, 0, (size_t)got) != NULL;
            input->bytes += (size_t)got;
        }
    }
    return FAILURE_NONE;
}

static void forget(struct input *input)
{
    input->bytes = 0;
    input->has_zero = false;
}

static int read_stream(struct input *input, int descriptor)
{
    bool ended = false;
    int failure = reserve(input, STREAM_BYTES_FIRST);

    while (failure == FAILURE_NONE && !ended) {
        if (input->bytes == input->capacity)
            failure = input->capacity <= SIZE_MAX / 2 ? reserve(input, 2 * input->capacity) : EFBIG;
        if (failure == FAILURE_NONE)
            failure = fill(input, descriptor, SIZE_MAX, &ended);
    }
    return failure;
}

static bool is_same_time(const struct timespec *a, const struct timespec *b)
{
    return a->tv_sec == b->tv_sec && a->tv_nsec == b->tv_nsec;
}

/* The time of modification can be set back, that of the change of the inode cannot. */
static bool is_same_state(const struct stat *before, const struct stat *after)
{
    return before->st_size == after->st_size && is_same_time(&before->st_mtim, &after->st_mtim) &&
           is_same_time(&before->st_ctim, &after->st_ctim);
}

int input_check(const struct input *input, int descriptor)
{
    struct stat after;

    if (fstat(descriptor, &after) != 0)
        return errno;
    return is_same_state(&input->file, &after) ? FAILURE_NONE : FAILURE_CHANGED;
}

int input_check_at(const struct input *input, const char *path)
{
    struct stat now;

    if (stat(path, &now) != 0)
        return errno;
    return is_same_file(&input->file, &now) && is_same_state(&input->file, &now) ? FAILURE_NONE : FAILURE_CHANGED;
}

/* In the end more is asked for than expected: a file that has grown shows it, and one that has not ends in that read.
 */
static int read_regular(struct input *input, int descriptor, off_t size)
{
    size_t expected = (size_t)size;
    bool ended;
    int failure;

    if ((uintmax_t)size >= SIZE_MAX)
        return EFBIG;
    failure = reserve(input, expected + 1);
    if (failure == FAILURE_NONE)
        failure = fill(input, descriptor, expected, &ended);
    return failure == FAILURE_NONE && input->bytes != expected ? FAILURE_CHANGED : failure;
}

static int read_and_check(struct input *input, int descriptor, off_t size)
{
    int failure = read_regular(input, descriptor, size);

    return failure == FAILURE_NONE ? input_check(input, descriptor) : failure;
}

/* Standard input may be a file that somebody has read the beginning of already. */
static off_t bytes_ahead(int descriptor, const struct stat *file)
{
    off_t position = lseek(descriptor, 0, SEEK_CUR);

    return position >= 0 && position < file->st_size ? file->st_size - position : 0;
}

/* `> in.txt` has emptied the document before anybody could look, and `>> in.txt` would add to it. */
static bool is_standard_output(const struct stat *file)
{
    struct stat output;

    return fstat(STDOUT_FILENO, &output) == 0 && is_same_file(&output, file);
}

static int read_open(struct input *input, int descriptor)
{
    off_t ahead;

    if (fstat(descriptor, &input->file) != 0)
        return errno;
    if (S_ISDIR(input->file.st_mode))
        return EISDIR;
    if (!S_ISREG(input->file.st_mode))
        return read_stream(input, descriptor);
    input->readers = readers_of(descriptor, &input->file);
    if (is_standard_output(&input->file))
        return FAILURE_IS_OUTPUT;
    ahead = bytes_ahead(descriptor, &input->file);
    if (ahead == 0) /* empty, or a file of /proc, whose size is not known before it is read */
        return read_stream(input, descriptor);
    return read_and_check(input, descriptor, ahead);
}

int input_read_descriptor(struct input *input, int descriptor)
{
    forget(input);
    return read_open(input, descriptor);
}

int input_read(struct input *input, const char *path)
{
    int descriptor;
    int failure;

    if (strcmp(path, "-") == 0)
        return input_read_descriptor(input, STDIN_FILENO);
    descriptor = open_file(AT_FDCWD, path, O_RDONLY | O_NOCTTY, 0);
    if (descriptor < 0)
        return errno;
    failure = input_read_descriptor(input, descriptor);
    close(descriptor);
    return failure;
}

static int read_open_regular(struct input *input, int descriptor)
{
    if (fstat(descriptor, &input->file) != 0)
        return errno;
    if (!S_ISREG(input->file.st_mode))
        return S_ISDIR(input->file.st_mode) ? EISDIR : FAILURE_NOT_REGULAR;
    input->readers = readers_of(descriptor, &input->file);
    if (is_standard_output(&input->file))
        return FAILURE_IS_OUTPUT;
    if (input->file.st_size == 0) /* may be a file of /proc */
        return read_stream(input, descriptor);
    return read_regular(input, descriptor, input->file.st_size);
}

/* Does not wait for the writer of a pipe that has come to stand where a regular file was. */
int input_read_at(struct input *input, int directory, const char *name, bool follow, int *descriptor)
{
    int flags = O_RDONLY | O_NOCTTY | O_NONBLOCK;
    int failure;

    forget(input);
    *descriptor = open_file(directory, name, flags | O_NOFOLLOW, 0);
    input->is_link = *descriptor < 0 && errno == ELOOP && follow;
    if (input->is_link)
        *descriptor = open_file(directory, name, flags, 0);
    if (*descriptor < 0)
        return errno == ELOOP && !follow ? FAILURE_LINK : errno;
    failure = read_open_regular(input, *descriptor);
    if (failure != FAILURE_NONE)
        close(*descriptor);
    return failure;
}

void input_free(struct input *input)
{
    if (input->is_mapped)
        mapping_free(input->data, input->capacity);
    else
        free(input->data);
}

const char *input_name(const char *path)
{
    return strcmp(path, "-") == 0 ? "<stdin>" : path;
}
