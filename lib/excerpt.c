/* excerpt.c - the beginning of the preview, cut where a reader would
 * SPDX-License-Identifier: MIT
 */
#include "grapheme.h"
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
    struct paidmark_grapheme grapheme = {0};
    uint32_t code_point = next_code_point(&next);
    bool begins = paidmark_grapheme_break(&grapheme, code_point); /* a grapheme, with code_point */
    bool ends = false; /* a sentence, with the grapheme that the code points up to here belong to */

    for (size_t characters = 0; code_point != END_OF_TEXT;) {
        bool is_mark = next.segment->offset == 0 && next.offset == 3 && code_point == 0xFEFF, is_end;
        uint32_t behind;

        if (characters == max_characters && !is_mark)
            return sentence > 0 ? sentence : fits;
        characters += !is_mark;
        cursor = next;
        behind = next_code_point(&next);
        is_end = ends_sentence(code_point, behind) && characters > max_characters - characters;
        if ((begins || is_end) && !(ends && closes_sentence(code_point)))
            ends = is_end;
        begins = paidmark_grapheme_break(&grapheme, behind);
        if (begins && code_point != ZERO_WIDTH_JOINER) {
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
