/* excerpt.c - the beginning of the preview, cut where a reader would
 * SPDX-License-Identifier: MIT
 */
#include "combining.h"
#include "render.h"
#include "results.h"
#include "utf8.h"

#define END_OF_TEXT       UINT32_MAX
#define ZERO_WIDTH_JOINER 0x200D

/* A place in the preview: in a free segment, or behind the last one. */
struct cursor {
    const struct paidmark_segment *segment, *end;
    size_t offset;  /* in the segment */
    size_t preview; /* bytes of the preview before this place */
};

static void skip_to_free_text(struct cursor *cursor)
{
    while (cursor->segment < cursor->end &&
           (cursor->segment->part != PAIDMARK_PART_FREE || cursor->offset == cursor->segment->bytes)) {
        cursor->segment++;
        cursor->offset = 0;
    }
}

/* The next code point of the preview, with the cursor moved behind it, or END_OF_TEXT. */
static uint32_t next_code_point(struct cursor *cursor)
{
    uint32_t code_point;
    size_t bytes;

    skip_to_free_text(cursor);
    if (cursor->segment == cursor->end)
        return END_OF_TEXT;
    code_point = paidmark_code_point((const unsigned char *)cursor->segment->text + cursor->offset, &bytes);
    cursor->offset += bytes;
    cursor->preview += bytes;
    return code_point;
}

/* Two of these in a row are a flag. */
static bool is_regional_indicator(uint32_t code_point)
{
    return code_point >= 0x1F1E6 && code_point <= 0x1F1FF;
}

/* `indicators` is how many regional indicators stand in a row up to and with `before`. */
static bool may_cut_between(uint32_t before, uint32_t behind, size_t indicators)
{
    if (before == ZERO_WIDTH_JOINER || paidmark_is_combining(behind))
        return false;
    if (indicators % 2 == 1 && is_regional_indicator(behind))
        return false;
    return before != '\r' || behind != '\n';
}

static bool is_ascii_letter_or_digit(uint32_t code_point)
{
    uint32_t lower = code_point | 0x20;

    return (code_point >= '0' && code_point <= '9') || (lower >= 'a' && lower <= 'z');
}

static bool ends_sentence(uint32_t code_point, uint32_t behind)
{
    switch (code_point) {
    case 0x3002: /* 。 */
    case 0xFF01: /* ！ */
    case 0xFF1F: /* ？ */
    case 0xFF1B: /* ； */
    case 0x2026: /* … */
    case '!':
    case '?':
    case ';':
    case '\n':
        return true;
    case '.': /* not in 3.14 or example.com */
        return !is_ascii_letter_or_digit(behind);
    default:
        return false;
    }
}

/* A quotation mark or bracket that belongs to the sentence it stands behind. Straight ones, which open as well, stand
 * behind a blank or at the start when they do. */
static bool closes_sentence(uint32_t code_point)
{
    static const uint32_t closing[] = {
        '"',    '\'',   ')',    ']',    0x00BB, 0x2019, 0x201D, 0x203A, 0x3009, 0x300B, 0x300D,
        0x300F, 0x3011, 0x3015, 0x3017, 0x301E, 0xFF02, 0xFF07, 0xFF09, 0xFF3D, 0xFF63,
    };

    for (size_t i = 0; i < sizeof closing / sizeof *closing; i++) {
        if (closing[i] == code_point)
            return true;
    }
    return false;
}

/* Bytes of the preview that make the excerpt. */
static size_t excerpt_bytes(const struct paidmark_document *document, size_t max_characters)
{
    const struct paidmark_segment *segments = document->segments.items;
    struct cursor cursor = {segments, segments ? segments + document->segments.count : segments, 0, 0};
    size_t fits = 0, sentence = 0;
    struct cursor next = cursor;
    uint32_t code_point = next_code_point(&next);
    bool ends = false; /* a sentence, with the character that the marks up to here belong to */
    size_t indicators = 0;

    for (size_t characters = 0; code_point != END_OF_TEXT;) {
        bool is_mark = next.segment->offset == 0 && next.offset == 3 && code_point == 0xFEFF;
        uint32_t behind;

        if (characters == max_characters && !is_mark)
            return sentence > 0 ? sentence : fits;
        characters += !is_mark;
        cursor = next;
        behind = next_code_point(&next);
        indicators = is_regional_indicator(code_point) ? indicators + 1 : 0;
        if (!paidmark_is_combining(code_point) && !(ends && closes_sentence(code_point)))
            ends = ends_sentence(code_point, behind) && characters > max_characters - characters;
        if (is_mark || may_cut_between(code_point, behind, indicators)) {
            fits = cursor.preview;
            if (ends && !closes_sentence(behind))
                sentence = fits;
        }
        code_point = behind;
    }
    return cursor.preview;
}

enum paidmark_status paidmark_excerpt(const struct paidmark_document *document, size_t max_characters, uint32_t flags,
                                      char *buffer, size_t capacity, size_t *needed)
{
    size_t bytes = 0;

    if (flags != 0) {
        if (needed)
            *needed = 0;
        return PAIDMARK_STATUS_BAD_ARGUMENT;
    }
    if (document)
        bytes = excerpt_bytes(document, max_characters);
    return paidmark_render_first(document, PAIDMARK_PART_FREE, bytes, buffer, capacity, needed);
}
