/* excerpt.c - the beginning of the preview, cut where a reader would
 * SPDX-License-Identifier: MIT
 */
#include "grapheme.h"
#include "markup.h"
#include "render.h"
#include "results.h"

#define ZERO_WIDTH_JOINER 0x200D

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

/* What has been read, and where it may be cut, in bytes of the preview. */
struct excerpt {
    size_t max_characters, characters; /* that fit, and that have been taken */
    struct paidmark_grapheme grapheme;
    bool begins;     /* a grapheme, with the unit that comes next */
    bool ends;       /* a sentence, with the units up to here */
    size_t fits;     /* behind the last grapheme */
    size_t sentence; /* behind the last sentence, with all that belongs to it; 0: none */
    size_t so_far;   /* behind the last sentence, with what is known to belong to it */
};

/* Quotation marks that do not fit take their sentence along; end tags stay behind. */
static bool belongs_to_sentence(const struct paidmark_unit *unit, bool fits)
{
    return unit->kind == PAIDMARK_UNIT_END_TAG ? fits : closes_sentence(unit->code_point);
}

/* Whether the unit fits. Only with it is known whether the sentence before it is complete. */
static bool try_unit(struct excerpt *excerpt, const struct paidmark_unit *unit)
{
    bool fits = unit->characters <= excerpt->max_characters - excerpt->characters;

    if (excerpt->begins && !belongs_to_sentence(unit, fits))
        excerpt->sentence = excerpt->so_far;
    return fits;
}

/* In the second half of what fits, and not in a link, which is not for sentences. */
static bool is_sentence_end(const struct excerpt *excerpt, const struct paidmark_unit *unit, uint32_t behind)
{
    return ends_sentence(unit->code_point, behind) && !unit->in_link &&
           excerpt->characters > excerpt->max_characters - excerpt->characters;
}

/* Whether a sentence ends with this unit, or has ended before it and has it, too. */
static void note_sentence(struct excerpt *excerpt, const struct paidmark_unit *unit, uint32_t behind)
{
    bool is_end = is_sentence_end(excerpt, unit, behind);

    if (excerpt->ends && belongs_to_sentence(unit, true))
        excerpt->so_far = excerpt->sentence; /* no more before this unit */
    else if (excerpt->begins || is_end)
        excerpt->ends = is_end;
}

static void take_unit(struct excerpt *excerpt, const struct paidmark_unit *unit, uint32_t behind)
{
    excerpt->characters += unit->characters;
    note_sentence(excerpt, unit, behind);
    excerpt->begins = paidmark_grapheme_break(&excerpt->grapheme, behind);
    if (!excerpt->begins || unit->code_point == ZERO_WIDTH_JOINER || unit->in_link || unit->kind == PAIDMARK_UNIT_TAG)
        return;
    excerpt->fits = unit->end;
    if (excerpt->ends)
        excerpt->so_far = unit->end;
}

/* Bytes of the preview that make the excerpt. */
static size_t excerpt_bytes(const struct paidmark_document *document, size_t max_characters, bool visible_only)
{
    struct paidmark_markup markup = {.place = paidmark_preview_of(document), .visible_only = visible_only};
    struct excerpt excerpt = {.max_characters = max_characters};
    struct paidmark_unit unit, behind;

    paidmark_next_unit(&markup, &unit);
    excerpt.begins = paidmark_grapheme_break(&excerpt.grapheme, unit.code_point);
    for (; unit.code_point != PAIDMARK_PREVIEW_END; unit = behind) {
        if (!try_unit(&excerpt, &unit))
            return excerpt.sentence > 0 ? excerpt.sentence : excerpt.fits;
        paidmark_next_unit(&markup, &behind);
        take_unit(&excerpt, &unit, behind.code_point);
    }
    return unit.end;
}

enum paidmark_status paidmark_excerpt(const struct paidmark_document *document, size_t max_characters, uint32_t flags,
                                      char *buffer, size_t capacity, size_t *needed)
{
    size_t bytes = 0;

    if ((flags & ~PAIDMARK_EXCERPT_VISIBLE) != 0) {
        if (needed)
            *needed = 0;
        return PAIDMARK_STATUS_BAD_ARGUMENT;
    }
    if (document)
        bytes = excerpt_bytes(document, max_characters, flags != 0);
    return paidmark_render_first(document, PAIDMARK_PART_FREE, bytes, buffer, capacity, needed);
}
