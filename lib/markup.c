/* markup.c - the preview in the units that an excerpt does not divide
 * SPDX-License-Identifier: MIT
 */
#include "markup.h"

#include "skeleton/escapes.h"

#define NAME_BYTES_MAX 32 /* of a character reference; HTML's longest has 31 */
#define LINK_BYTES_MAX 4096
#define LINK_DEPTH_MAX                                                                                                 \
    8 /* of brackets in brackets: so no byte is read by more than that many that are never closed                      \
       */

static bool is_letter(uint32_t code_point)
{
    return code_point < 0x80 && paidmark_is_letter((unsigned char)code_point);
}

static bool is_letter_or_digit(uint32_t code_point)
{
    return code_point < 0x80 && paidmark_is_letter_or_digit((unsigned char)code_point);
}

static bool is_blank(uint32_t code_point)
{
    return code_point == ' ' || (code_point >= '\t' && code_point <= '\r');
}

static uint32_t peek(const struct paidmark_preview *place)
{
    struct paidmark_preview behind = *place;

    return paidmark_preview_next(&behind);
}

static bool take(struct paidmark_preview *place, uint32_t code_point)
{
    if (peek(place) != code_point)
        return false;
    paidmark_preview_next(place);
    return true;
}

/* ---- Tags and comments ------------------------------------------------------------------------------------------- */

/* Behind the <!, since the hyphens of <!--> close it as well. */
static bool skip_comment(struct paidmark_preview *place)
{
    size_t hyphens = 0;
    uint32_t code_point;

    while ((code_point = paidmark_preview_next(place)) != PAIDMARK_PREVIEW_END) {
        if (code_point == '>' && hyphens >= 2)
            return true;
        hyphens = code_point == '-' ? hyphens + 1 : 0;
    }
    return false;
}

/* Behind the first letter of its name. A > in a quoted value does not end the tag, another < does. */
static bool skip_tag(struct paidmark_preview *place)
{
    uint32_t before = 0, quote = 0, code_point;

    while ((code_point = peek(place)) != PAIDMARK_PREVIEW_END && (code_point != '<' || quote != 0)) {
        paidmark_preview_next(place);
        if (code_point == '>' && quote == 0)
            return true;
        if (quote == 0 && before == '=' && (code_point == '"' || code_point == '\''))
            quote = code_point;
        else if (code_point == quote)
            quote = 0;
        before = is_blank(code_point) ? before : code_point;
    }
    return false;
}

/* Whether a tag or comment begins with the < before the place, which is moved behind it; *closed says whether it has an
 * end. One without takes all that may be in it, since that is what a browser does. */
static bool skip_markup(struct paidmark_preview *place, bool *closed)
{
    uint32_t sign = peek(place), first;
    bool has_sign = sign == '/' || sign == '!' || sign == '?';
    struct paidmark_preview behind;

    if (has_sign)
        paidmark_preview_next(place);
    behind = *place;
    if (sign == '!' && take(&behind, '-') && take(&behind, '-')) {
        *closed = skip_comment(place);
        return true;
    }
    first = paidmark_preview_next(place);
    if (!is_letter(first) && !(sign == '!' && first == '['))
        return false;
    *closed = skip_tag(place);
    return true;
}

static void read_tag(struct paidmark_markup *markup, struct paidmark_unit *unit)
{
    struct paidmark_preview place = markup->place;
    bool is_end_tag = peek(&place) == '/', closed;

    if (!skip_markup(&place, &closed))
        return;
    unit->kind = is_end_tag && closed ? PAIDMARK_UNIT_END_TAG : PAIDMARK_UNIT_TAG;
    unit->characters += place.characters - markup->place.characters;
    if (closed && markup->visible_only)
        unit->characters = 0;
    markup->place = place;
}

/* ---- Character references ---------------------------------------------------------------------------------------- */

/* What a reference may have behind its &: a #, letters and digits, a semicolon. They are copied, since they need not
 * lie in one segment. */
static size_t copy_reference(struct paidmark_preview place, unsigned char text[NAME_BYTES_MAX + 2])
{
    size_t bytes = 0, name;

    if (take(&place, '#'))
        text[bytes++] = '#';
    name = bytes;
    while (bytes - name < NAME_BYTES_MAX && is_letter_or_digit(peek(&place)))
        text[bytes++] = (unsigned char)paidmark_preview_next(&place);
    if (bytes > name && peek(&place) == ';')
        text[bytes++] = ';';
    return bytes;
}

/* Any name is taken for one, for there are more than the table has; without a semicolon it stays together, and is what
 * it is made of. */
static void read_reference(struct paidmark_markup *markup, struct paidmark_unit *unit)
{
    unsigned char text[NAME_BYTES_MAX + 2];
    size_t bytes = copy_reference(markup->place, text);
    bool has_semicolon = bytes > 0 && text[bytes - 1] == ';';
    size_t known = paidmark_read_referenced(text, 0, bytes, &unit->code_point);

    if (known < bytes && (has_semicolon || known == 0))
        unit->code_point = '&';
    else
        bytes = known;
    for (size_t i = 0; i < bytes; i++)
        paidmark_preview_next(&markup->place);
    if (!markup->visible_only || (known == 0 && !has_semicolon))
        unit->characters += bytes;
}

/* ---- Links ------------------------------------------------------------------------------------------------------- */

/* Behind the bracket that closes the one before the place, but not beyond an empty line. In parentheses stand titles,
 * in quotation marks behind a blank. */
static bool skip_brackets(struct paidmark_preview *place, uint32_t open, uint32_t close)
{
    size_t depth = 1, begin = place->bytes;
    uint32_t before = 0, quote = 0;

    while (depth > 0 && depth <= LINK_DEPTH_MAX && place->bytes - begin < LINK_BYTES_MAX) {
        uint32_t code_point = paidmark_preview_next(place);

        if (code_point == PAIDMARK_PREVIEW_END || (code_point == '\n' && before == '\n'))
            return false;
        if (code_point == '\\')
            code_point = paidmark_preview_next(place);
        else if (quote != 0)
            quote = code_point == quote ? 0 : quote;
        else if (open == '(' && is_blank(before) && (code_point == '"' || code_point == '\''))
            quote = code_point;
        else
            depth = depth + (code_point == open) - (code_point == close);
        before = code_point == '\r' ? before : code_point;
    }
    return depth == 0;
}

/* [text](target), behind the first bracket; an image has a ! before it. */
static void find_link(struct paidmark_markup *markup, struct paidmark_preview place)
{
    if (place.bytes > markup->link_end && skip_brackets(&place, '[', ']') && take(&place, '(') &&
        skip_brackets(&place, '(', ')'))
        markup->link_end = place.bytes;
}

/* ---- Units ------------------------------------------------------------------------------------------------------- */

static void read_markup(struct paidmark_markup *markup, struct paidmark_unit *unit)
{
    struct paidmark_preview place = markup->place;
    bool is_escaped = markup->is_escaped;

    markup->is_escaped = unit->code_point == '\\' && !is_escaped;
    if (unit->code_point == '<')
        read_tag(markup, unit);
    else if (unit->code_point == '&')
        read_reference(markup, unit);
    else if (!is_escaped && (unit->code_point == '[' || (unit->code_point == '!' && take(&place, '['))))
        find_link(markup, place);
}

void paidmark_next_unit(struct paidmark_markup *markup, struct paidmark_unit *unit)
{
    size_t characters = markup->place.characters;

    unit->kind = PAIDMARK_UNIT_CHARACTER;
    unit->code_point = paidmark_preview_next(&markup->place);
    unit->characters = markup->place.characters - characters;
    read_markup(markup, unit);
    unit->end = markup->place.bytes;
    unit->in_link = unit->end < markup->link_end;
}
