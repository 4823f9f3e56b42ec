/* render.c - the text of parts of a document
 * SPDX-License-Identifier: MIT
 */
#include "render.h"

#include <string.h>

static bool is_rendered(enum paidmark_status status)
{
    return status == PAIDMARK_OK || status == PAIDMARK_SALVAGED;
}

static void copy_parts(const struct paidmark_document *document, uint32_t parts, size_t bytes, char *buffer)
{
    for (const struct paidmark_segment *segment = document->segments.items; bytes > 0; segment++) {
        size_t count = segment->bytes < bytes ? segment->bytes : bytes;

        if (!(segment->part & parts))
            continue;
        memcpy(buffer, segment->text, count);
        buffer += count;
        bytes -= count;
    }
}

enum paidmark_status paidmark_render_first(const struct paidmark_document *document, uint32_t parts, size_t max_bytes,
                                           char *buffer, size_t capacity, size_t *needed)
{
    size_t bytes = 0;

    if (needed)
        *needed = 0;
    if (!document || parts & ~(PAIDMARK_FREE | PAIDMARK_PAID) || (!buffer && capacity > 0))
        return PAIDMARK_BAD_ARGUMENT;
    if (!is_rendered(document->status))
        return PAIDMARK_REFUSED;
    bytes = paidmark_counts(document, parts).bytes;
    if (bytes > max_bytes)
        bytes = max_bytes;
    if (needed)
        *needed = bytes;
    if (bytes > capacity)
        return PAIDMARK_BUFFER_TOO_SMALL;
    copy_parts(document, parts, bytes, buffer);
    return PAIDMARK_OK;
}

enum paidmark_status paidmark_render(const struct paidmark_document *document, uint32_t parts, char *buffer,
                                     size_t capacity, size_t *needed)
{
    return paidmark_render_first(document, parts, SIZE_MAX, buffer, capacity, needed);
}
