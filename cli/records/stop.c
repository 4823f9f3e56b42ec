/* stop.c - the end of a run of records that cannot go on
 * SPDX-License-Identifier: MIT
 */
#include "records/stop.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "failure.h"
#include "language.h"
#include "show/report.h"

_Noreturn void stop_run(const char *name, int failure)
{
    if (failure != EPIPE)
        report_failure(name, failure);
    _exit(EXIT_STATUS_FAILED); /* exit would flush streams that other threads are writing to */
}

void *grow_or_stop(void *memory, size_t bytes)
{
    void *grown = realloc(memory, bytes);

    if (grown == NULL)
        stop_run(_("memory"), ENOMEM);
    return grown;
}

void buffer_reserve(struct buffer *buffer, size_t bytes)
{
    if (bytes <= buffer->capacity)
        return;
    if (bytes > SIZE_MAX / 2)
        stop_run(_("memory"), ENOMEM);
    buffer->data = grow_or_stop(buffer->data, 2 * bytes);
    buffer->capacity = 2 * bytes;
}

void buffer_append(struct buffer *buffer, const char *data, size_t bytes)
{
    if (bytes == 0)
        return;
    buffer_reserve(buffer, buffer->bytes + bytes);
    memcpy(buffer->data + buffer->bytes, data, bytes);
    buffer->bytes += bytes;
}
