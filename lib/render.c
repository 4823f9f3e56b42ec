/* render.c - the text of parts of a document
 * SPDX-License-Identifier: MIT
 */
#include "render.h"

#include "placeholder.h"
#include "settings.h"
#include "utf8.h"

#include <string.h>

#define PARTS (PAIDMARK_PART_FREE | PAIDMARK_PART_PAID)

/* What is wanted of a document, and where it goes. */
struct rendering {
    const struct paidmark_document *document;
    uint32_t parts;
    size_t max_bytes;
    const char *placeholder;
    size_t placeholder_bytes;
    size_t characters;       /* of the document, for the placeholder */
    const char *line_ending; /* of its first line, likewise */
};

static size_t copy(const char *text, size_t bytes, char *buffer)
{
    if (buffer)
        memcpy(buffer, text, bytes);
    return bytes;
}

/* More than all memory stays more than all memory. */
static size_t sum(size_t a, size_t b)
{
    return b <= SIZE_MAX - a ? a + b : SIZE_MAX;
}

/* ---- Placeholders ------------------------------------------------------------------------------------------------ */

/* What is left out between two free segments, or before the first or behind the last one. */
struct cut {
    size_t first, behind; /* segments: those left out, and the free one behind them, if there is one */
    bool whole_lines;     /* nothing else stood on them, so each placeholder gets a line of its own */
    bool took_before;     /* the line ending before them went with them */
    bool took_behind;     /* so did the last one of them */
};

static bool is_line_ending(const struct paidmark_document *document, size_t offset)
{
    const unsigned char *text = document->text + offset;
    size_t left = document->text_bytes - offset;

    return left > 0 && (text[0] == '\n' || (left > 1 && text[0] == '\r' && text[1] == '\n'));
}

static struct cut find_cut(const struct paidmark_document *document, size_t first)
{
    const struct paidmark_segment *segments = document->segments.items;
    size_t begin = first > 0 ? segments[first - 1].offset + segments[first - 1].bytes : 0, end = document->text_bytes;
    struct cut cut = {.first = first, .behind = first};
    bool begins_text;

    while (cut.behind < document->segments.count && segments[cut.behind].part == PAIDMARK_PART_PAID)
        cut.behind++;
    if (cut.behind < document->segments.count)
        end = segments[cut.behind].offset;
    begins_text = begin == paidmark_byte_order_mark(document->text, begin);
    cut.took_before = !begins_text && is_line_ending(document, begin);
    cut.took_behind = document->text[end - 1] == '\n';
    cut.whole_lines = (begins_text || cut.took_before || document->text[begin - 1] == '\n') &&
                      (cut.took_behind || end == document->text_bytes || is_line_ending(document, end));
    return cut;
}

/* Whether this segment is the first one of a region: there the placeholder stands. */
static bool begins_region(const struct paidmark_document *document, size_t index)
{
    const struct paidmark_segment *segments = document->segments.items;

    return index == 0 || segments[index - 1].region != segments[index].region;
}

/* Bytes of the placeholder for the region that a segment begins; written to buffer unless that is NULL. */
static size_t put_placeholder(const struct rendering *rendering, size_t index, char *buffer)
{
    const struct paidmark_document *document = rendering->document;
    const struct paidmark_segment *segment = paidmark_segment_at(document, index);
    struct paidmark_placeholder_values values = {.region = segment->region, .regions = document->regions};

    for (; segment && segment->region == values.region; segment = paidmark_segment_at(document, ++index))
        values.characters += segment->characters;
    values.percent = paidmark_percent(values.characters, rendering->characters);
    return paidmark_placeholder_fill(rendering->placeholder, rendering->placeholder_bytes, &values, buffer);
}

static size_t put_line_ending(const struct rendering *rendering, char *buffer)
{
    return copy(rendering->line_ending, strlen(rendering->line_ending), buffer);
}

/* Bytes of all that stands for a cut; written to buffer unless that is NULL. */
static size_t put_placeholders(const struct rendering *rendering, const struct cut *cut, char *buffer)
{
    size_t put = 0;

    for (size_t i = cut->first; i < cut->behind; i++) {
        if (!begins_region(rendering->document, i))
            continue;
        if (cut->whole_lines && (i > cut->first || cut->took_before))
            put = sum(put, put_line_ending(rendering, buffer ? buffer + put : NULL));
        put = sum(put, put_placeholder(rendering, i, buffer ? buffer + put : NULL));
    }
    if (cut->whole_lines && cut->took_behind)
        put = sum(put, put_line_ending(rendering, buffer ? buffer + put : NULL));
    return put;
}

/* ---- Rendering --------------------------------------------------------------------------------------------------- */

/* Bytes of the rendering, max_bytes at most; written to buffer unless that is NULL. */
static size_t put_parts(const struct rendering *rendering, char *buffer)
{
    const struct paidmark_document *document = rendering->document;
    size_t put = 0;

    for (size_t i = 0; i < document->segments.count; i++) {
        const struct paidmark_segment *segment = &document->segments.items[i];
        char *at = buffer ? buffer + put : NULL;

        if (segment->part & rendering->parts) {
            put += copy(segment->text,
                        segment->bytes < rendering->max_bytes - put ? segment->bytes : rendering->max_bytes - put, at);
        } else if (rendering->placeholder && segment->part == PAIDMARK_PART_PAID) {
            struct cut cut = find_cut(document, i);

            put = sum(put, put_placeholders(rendering, &cut, at));
            i = cut.behind - 1;
        }
    }
    return put;
}

static enum paidmark_status render(const struct rendering *rendering, char *buffer, size_t capacity, size_t *needed)
{
    const struct paidmark_document *document = rendering->document;
    size_t bytes;

    if (needed)
        *needed = 0;
    if (!document || rendering->parts & ~PARTS || (!buffer && capacity > 0))
        return PAIDMARK_STATUS_BAD_ARGUMENT;
    if (document->status != PAIDMARK_STATUS_OK && document->status != PAIDMARK_STATUS_SALVAGED)
        return PAIDMARK_STATUS_REFUSED;
    bytes = put_parts(rendering, NULL);
    if (needed)
        *needed = bytes;
    if (bytes > capacity)
        return PAIDMARK_STATUS_BUFFER_TOO_SMALL;
    if (bytes > 0)
        put_parts(rendering, buffer);
    return PAIDMARK_STATUS_OK;
}

enum paidmark_status paidmark_render_first(const struct paidmark_document *document, uint32_t parts, size_t max_bytes,
                                           char *buffer, size_t capacity, size_t *needed)
{
    struct rendering rendering = {.document = document, .parts = parts, .max_bytes = max_bytes};

    return render(&rendering, buffer, capacity, needed);
}

/* Takes the placeholder over. False when the options are not allowed. */
static bool read_options(struct rendering *rendering, const struct paidmark_render_options *given)
{
    static const size_t field_ends[] = {
        offsetof(struct paidmark_render_options, placeholder),
        sizeof(struct paidmark_render_options),
    };
    struct paidmark_render_options options;

    if (!paidmark_copy_sized(&options, sizeof options, given, field_ends, sizeof field_ends / sizeof *field_ends))
        return false;
    rendering->placeholder = options.placeholder;
    rendering->placeholder_bytes = options.placeholder_bytes;
    return paidmark_placeholder_allowed(options.placeholder, options.placeholder_bytes);
}

static const char *first_line_ending(const struct paidmark_document *document)
{
    const unsigned char *text = document->text;
    const unsigned char *found = document->text_bytes > 0 ? memchr(text, '\n', document->text_bytes) : NULL;

    return found && found > text && found[-1] == '\r' ? "\r\n" : "\n";
}

enum paidmark_status paidmark_render(const struct paidmark_document *document, uint32_t parts,
                                     const struct paidmark_render_options *options, char *buffer, size_t capacity,
                                     size_t *needed)
{
    struct rendering rendering = {.document = document, .parts = parts, .max_bytes = SIZE_MAX};
    struct paidmark_counts all = {.size = sizeof all};

    if (!read_options(&rendering, options)) {
        if (needed)
            *needed = 0;
        return PAIDMARK_STATUS_BAD_ARGUMENT;
    }
    if (rendering.placeholder && document) {
        paidmark_count(document, PARTS, &all);
        rendering.characters = all.characters;
        rendering.line_ending = first_line_ending(document);
    }
    return render(&rendering, buffer, capacity, needed);
}

enum paidmark_status paidmark_split(const char *text, size_t text_bytes, const struct paidmark_options *options,
                                    uint32_t parts, char *buffer, size_t capacity, size_t *needed)
{
    struct paidmark_document document;
    enum paidmark_status parsed, rendered;

    paidmark_document_init(&document, paidmark_allocator_or_default(NULL));
    parsed = paidmark_parse(&document, text, text_bytes, options);
    rendered = paidmark_render_first(&document, parts, SIZE_MAX, buffer, capacity, needed);
    paidmark_document_release(&document);
    return parsed == PAIDMARK_STATUS_OK || (parsed == PAIDMARK_STATUS_SALVAGED && rendered != PAIDMARK_STATUS_OK)
               ? rendered
               : parsed;
}
