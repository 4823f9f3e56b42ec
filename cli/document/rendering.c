/* rendering.c - a rendering as pieces of text: segments as they lie, or what the library makes
 * SPDX-License-Identifier: MIT
 */
#include "document/rendering.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "failure.h"

static int reserve_items(struct pieces *pieces, size_t count)
{
    struct charset_piece *items;

    if (count <= pieces->capacity)
        return FAILURE_NONE;
    items = count <= SIZE_MAX / sizeof *items ? realloc(pieces->items, count * sizeof *items) : NULL;
    if (items == NULL)
        return ENOMEM;
    pieces->items = items;
    pieces->capacity = count;
    return FAILURE_NONE;
}

static int reserve_made(struct pieces *pieces, size_t bytes)
{
    char *made = realloc(pieces->made, bytes);

    if (made == NULL)
        return ENOMEM;
    pieces->made = made;
    return FAILURE_NONE;
}

static int keep_made(struct pieces *pieces, size_t bytes)
{
    int failure = reserve_items(pieces, 1);

    if (failure != FAILURE_NONE)
        return failure;
    pieces->items[0] = (struct charset_piece){pieces->made, bytes};
    pieces->count = bytes > 0 ? 1 : 0;
    return FAILURE_NONE;
}

/* The segments of these parts, as they lie in the text. */
static int keep_segments(struct pieces *pieces, const struct paidmark_document *document, uint32_t parts)
{
    struct paidmark_counts counts = {.size = sizeof counts};
    const struct paidmark_segment *segment;
    int failure;

    paidmark_count(document, parts, &counts);
    failure = reserve_items(pieces, counts.segments);
    pieces->count = 0;
    for (size_t i = 0; failure == FAILURE_NONE && (segment = paidmark_segment_at(document, i)) != NULL; i++) {
        if ((segment->part & parts) != 0)
            pieces->items[pieces->count++] = (struct charset_piece){segment->text, segment->bytes};
    }
    return failure;
}

/* What the library makes as a whole: asked for its size, then for itself. */
static enum paidmark_status make(const struct paidmark_document *document, const struct wanted *wanted, char *buffer,
                                 size_t capacity, size_t *bytes)
{
    struct paidmark_render_options options = {.size = sizeof options};

    if (wanted->excerpt > 0)
        return paidmark_excerpt(document, wanted->excerpt, wanted->excerpt_flags, buffer, capacity, bytes);
    options.placeholder = wanted->placeholder;
    options.placeholder_bytes = strlen(wanted->placeholder);
    return paidmark_render(document, wanted->parts, &options, buffer, capacity, bytes);
}

int pieces_render(struct pieces *pieces, const struct paidmark_document *document, const struct wanted *wanted)
{
    size_t bytes = 0;
    enum paidmark_status status;

    if (wanted->excerpt == 0 && wanted->placeholder == NULL)
        return keep_segments(pieces, document, wanted->parts);
    status = make(document, wanted, NULL, 0, &bytes);
    if (status == PAIDMARK_STATUS_BUFFER_TOO_SMALL) {
        int failure = reserve_made(pieces, bytes);

        if (failure != FAILURE_NONE)
            return failure;
        status = make(document, wanted, pieces->made, bytes, &bytes);
    }
    return status == PAIDMARK_STATUS_OK ? keep_made(pieces, bytes) : FAILURE_INTERNAL;
}

int pieces_convert(struct pieces *pieces, const char *charset, struct charset_error *error)
{
    char *converted = NULL;
    size_t bytes = 0;

    switch (charset_from_utf8(charset, pieces->items, pieces->count, &converted, &bytes, error)) {
    case CHARSET_OK:
        free(pieces->made);
        pieces->made = converted;
        return keep_made(pieces, bytes);
    case CHARSET_ILL_FORMED:
    case CHARSET_UNREPRESENTABLE:
        return FAILURE_NOT_IN_CHARSET;
    case CHARSET_UNKNOWN:
        return FAILURE_NO_CHARSET;
    case CHARSET_NO_MEMORY:
        break;
    }
    return ENOMEM;
}

void pieces_free(struct pieces *pieces)
{
    free(pieces->items);
    free(pieces->made);
}
