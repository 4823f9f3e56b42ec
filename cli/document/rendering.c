/* rendering.c - segments, placeholders and excerpts as pieces of text
 * SPDX-License-Identifier: MIT
 */
#include "document/rendering.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

#include "document/percent.h"
#include "document/placeholder.h"
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
    char *made;

    if (bytes <= pieces->made_capacity)
        return FAILURE_NONE;
    made = realloc(pieces->made, bytes);
    if (made == NULL)
        return ENOMEM;
    pieces->made = made;
    pieces->made_capacity = bytes;
    return FAILURE_NONE;
}

/* ---- Placeholders ----------------------------------------------------------------------------------------------- */

/* What is needed to tell what the placeholder of a region says. */
struct regions {
    const struct paidmark_segment *segments;
    size_t count;
    const char *placeholder; /* NULL: none */
    struct paidmark_counts counts;
};

static struct regions regions_of(const struct paidmark_document *document, const char *placeholder)
{
    struct regions regions = {.placeholder = placeholder,
                              .counts = paidmark_counts(document, PAIDMARK_FREE | PAIDMARK_PAID)};

    regions.segments = paidmark_segments(document, &regions.count);
    return regions;
}

static bool is_first_of_region(const struct regions *regions, size_t segment)
{
    size_t region = regions->segments[segment].region;

    return region != 0 && (segment == 0 || regions->segments[segment - 1].region != region);
}

/* Bytes of the placeholder for the region that a segment begins; written to buffer unless that is NULL. */
static size_t fill_placeholder(const struct regions *regions, size_t segment, char *buffer)
{
    struct placeholder_values values = {.region = regions->segments[segment].region,
                                        .regions = regions->counts.regions};

    for (size_t i = segment; i < regions->count && regions->segments[i].region == values.region; i++)
        values.characters += regions->segments[i].characters;
    values.percent = percent_of(values.characters, regions->counts.characters);
    return placeholder_fill(regions->placeholder, &values, buffer);
}

/* Room for all of them at once: pieces point into it, so it cannot grow later. */
static int reserve_placeholders(struct pieces *pieces, const struct regions *regions)
{
    size_t bytes = 0;

    if (regions->placeholder == NULL)
        return FAILURE_NONE;
    for (size_t i = 0; i < regions->count; i++) {
        size_t more = is_first_of_region(regions, i) ? fill_placeholder(regions, i, NULL) : 0;

        if (more > SIZE_MAX - bytes)
            return ENOMEM;
        bytes += more;
    }
    return reserve_made(pieces, bytes > 0 ? bytes : 1); /* pieces of no bytes point somewhere, too */
}

int pieces_render(struct pieces *pieces, const struct paidmark_document *document, uint32_t parts,
                  const char *placeholder)
{
    struct regions regions = regions_of(document, placeholder);
    size_t made = 0;
    int failure = reserve_items(pieces, regions.count);

    pieces->count = 0;
    if (failure == FAILURE_NONE)
        failure = reserve_placeholders(pieces, &regions);
    if (failure != FAILURE_NONE)
        return failure;
    for (size_t i = 0; i < regions.count; i++) {
        struct charset_piece piece = {regions.segments[i].text, regions.segments[i].bytes};

        if ((regions.segments[i].part & parts) == 0) {
            if (placeholder == NULL || !is_first_of_region(&regions, i))
                continue;
            piece.text = pieces->made + made;
            piece.bytes = fill_placeholder(&regions, i, pieces->made + made);
            made += piece.bytes;
        }
        pieces->items[pieces->count++] = piece;
    }
    return FAILURE_NONE;
}

/* ---- Text made as a whole --------------------------------------------------------------------------------------- */

static int keep_made(struct pieces *pieces, size_t bytes)
{
    int failure = reserve_items(pieces, 1);

    if (failure != FAILURE_NONE)
        return failure;
    pieces->items[0] = (struct charset_piece){pieces->made, bytes};
    pieces->count = bytes > 0 ? 1 : 0;
    return FAILURE_NONE;
}

int pieces_excerpt(struct pieces *pieces, const struct paidmark_document *document, size_t max_characters)
{
    size_t bytes = 0;
    enum paidmark_status status = paidmark_excerpt(document, max_characters, NULL, 0, &bytes);

    if (status == PAIDMARK_BUFFER_TOO_SMALL) {
        int failure = reserve_made(pieces, bytes);

        if (failure != FAILURE_NONE)
            return failure;
        status = paidmark_excerpt(document, max_characters, pieces->made, bytes, &bytes);
    }
    return status == PAIDMARK_OK ? keep_made(pieces, bytes) : FAILURE_INTERNAL;
}

int pieces_convert(struct pieces *pieces, const char *charset, struct charset_error *error)
{
    char *converted = NULL;
    size_t bytes = 0;

    switch (charset_from_utf8(charset, pieces->items, pieces->count, &converted, &bytes, error)) {
    case CHARSET_OK:
        free(pieces->made);
        pieces->made = converted;
        pieces->made_capacity = bytes;
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
    *pieces = (struct pieces){0};
}
