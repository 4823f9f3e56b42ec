/* lines.c - an input in batches of whole lines
 * SPDX-License-Identifier: MIT
 */
#include "records/lines.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "files/system.h"

/* Enough that handing it over costs nothing beside the work on it, and what many workers hold is little. */
#define BATCH_BYTES ((size_t)256 * 1024)

/* A file always has more, if only its end. */
static bool has_more_now(int descriptor)
{
    struct pollfd awaited = {.fd = descriptor, .events = POLLIN};

    return poll(&awaited, 1, 0) != 0;
}

static size_t read_some(struct line_source *source, char *data, size_t room)
{
    ssize_t bytes;

    do
        bytes = read(source->descriptor, data, room);
    while (bytes < 0 && is_passing(errno, source->descriptor, POLLIN));
    if (bytes < 0)
        stop_run(source->name, errno);
    source->has_ended = bytes == 0;
    return (size_t)bytes;
}

/* Behind the last line ending, or 0. */
static size_t end_of_lines(const char *text, size_t bytes)
{
    while (bytes > 0 && text[bytes - 1] != '\n')
        bytes--;
    return bytes;
}

static uint64_t count_lines(const char *text, size_t bytes)
{
    const char *end = text + bytes;
    uint64_t count = 0;

    while (text < end) {
        const char *ending = memchr(text, '\n', (size_t)(end - text));

        text = ending != NULL ? ending + 1 : end;
        count++;
    }
    return count;
}

/* Gives where the last whole line ends. */
static size_t fill(struct line_source *source, struct buffer *text)
{
    size_t whole = 0;

    while (!source->has_ended && (whole == 0 || (text->bytes < BATCH_BYTES && has_more_now(source->descriptor)))) {
        size_t before = text->bytes;
        size_t ending;

        buffer_reserve(text, before + BATCH_BYTES);
        text->bytes += read_some(source, text->data + before, text->capacity - before);
        ending = end_of_lines(text->data + before, text->bytes - before);
        if (ending > 0)
            whole = before + ending;
    }
    return source->has_ended ? text->bytes : whole;
}

bool lines_read(struct line_source *source, struct batch *batch)
{
    struct buffer *text = &batch->text;
    size_t whole;

    text->bytes = 0;
    buffer_reserve(text, BATCH_BYTES);
    buffer_append(text, source->begun.data, source->begun.bytes);
    whole = fill(source, text);
    source->begun.bytes = 0;
    buffer_append(&source->begun, text->data + whole, text->bytes - whole);
    text->bytes = whole;
    batch->number = source->batches;
    batch->line = source->lines + 1;
    source->batches += whole > 0;
    source->lines += count_lines(text->data, whole);
    return whole > 0;
}
