/* stretch.c - the text between two exact markers, read piece by piece in both directions
 * SPDX-License-Identifier: MIT
 */
#include "lookalike/stretch.h"

#include <string.h>

/* Backwards an escape is looked for so far from its end, and a tag so far. */
#define ESCAPE_BYTES_MAX 64
#define TAG_BYTES_MAX    PAIDMARK_PIECE_BYTES_MAX

#define ESCAPE_SIGNS_MAX 4

/* The most are the letters of \textasteriskcentered, or 16 backslashes in a string, u, - and five digits. */
#define ESCAPE_AHEAD_MAX 32

/* The room for the piece at this place, which is taken for it; *is_kept: it is there already. */
static struct paidmark_kept_piece *room_for(struct paidmark_piece_cache *cache, size_t place, bool *is_kept)
{
    size_t i = place % PAIDMARK_PIECES_KEPT;

    if (!cache->is_used)
        memset(cache->places, 0, sizeof cache->places);
    cache->is_used = true;
    *is_kept = cache->places[i] == place + 1;
    cache->places[i] = place + 1;
    return &cache->kept[i];
}

/* How far behind a piece may be what decides that it is this one: a sign is one by itself, and of a backslash there is
 * only so much, if what follows makes it no other escape; others may be struck over. */
static size_t bytes_ahead(unsigned char first, const struct paidmark_piece *piece)
{
    bool is_sign = paidmark_begins_escape(first) && piece->count == 1 && piece->symbols[0] == first;

    return is_sign || first == '\\' ? ESCAPE_AHEAD_MAX : 1;
}

/* Reads the piece at text[at] as if the text ended at the next exact marker, which does not begin before
 * text[unmarked].
 */
static void read_at(const struct paidmark_stretch *stretch, size_t at, size_t unmarked, struct paidmark_piece *piece)
{
    size_t ahead, end, marker;

    paidmark_read_piece(stretch->text, at, stretch->end, stretch->without_tags, piece);
    ahead = bytes_ahead(stretch->text[at], piece);
    end = stretch->end - piece->end < ahead ? stretch->end : piece->end + ahead;
    marker = paidmark_next_token(stretch->matcher, stretch->text, unmarked, end, stretch->end);
    if (marker < end)
        paidmark_read_piece(stretch->text, at, marker, stretch->without_tags, piece);
}

/* The same, unless it is kept. */
static void piece_at(const struct paidmark_stretch *stretch, size_t at, size_t unmarked, struct paidmark_piece *piece)
{
    struct paidmark_kept_piece *kept;
    bool is_kept;

    if (!stretch->caches) {
        read_at(stretch, at, unmarked, piece);
        return;
    }
    kept = room_for(&stretch->caches->by_begin[stretch->without_tags], at, &is_kept);
    if (!is_kept)
        read_at(stretch, at, unmarked, &kept->piece);
    *piece = kept->piece;
}

bool paidmark_next_piece(struct paidmark_stretch *stretch, size_t at, struct paidmark_piece *piece)
{
    uint32_t symbol;

    if (at == stretch->end || paidmark_is_token_at(stretch->matcher, stretch->text, at, stretch->end))
        return false;
    symbol = paidmark_plain_symbol(stretch->text, at, stretch->end);
    if (symbol != 0) {
        paidmark_piece_of_symbol(symbol, at + 1, piece);
        return true;
    }
    stretch->has_tags |= stretch->text[at] == '<' || stretch->text[at] == '[';
    piece_at(stretch, at, at + 1, piece);
    return true;
}

bool paidmark_begins_escape(unsigned char byte)
{
    return byte == '&' || byte == '%' || byte == '=' || byte == '\\' || byte == '{' || byte == '\x1B' || byte == '\r';
}

/* What is in an escape. */
static bool is_graphic(unsigned char byte)
{
    return byte > ' ' && byte < 0x7F;
}

/* Whether a line ends at text[at] that goes on, since an = is before its end. */
static bool ends_soft_line(const struct paidmark_stretch *stretch, size_t at)
{
    const unsigned char *text = stretch->text;

    return at > stretch->begin &&
           (text[at - 1] == '=' || (text[at - 1] == '\r' && at - 1 > stretch->begin && text[at - 2] == '='));
}

size_t paidmark_escape_reach(const struct paidmark_stretch *stretch, size_t at)
{
    return at - stretch->begin > ESCAPE_BYTES_MAX ? at - ESCAPE_BYTES_MAX : stretch->begin;
}

/* Whether text[p] may be in an escape that ends at text[at]: it has no blank in it but among its last two bytes and, in
 * RTF, before \'3f, and no line ending that counts but at its end. */
static bool may_be_in_escape(const struct paidmark_stretch *stretch, size_t p, size_t at)
{
    return at - p <= 2 || at - p == 5 || is_graphic(stretch->text[p]) || stretch->text[p] == '\x1B' ||
           ends_soft_line(stretch, p);
}

/* Where the character begins that ends at text[at]. */
static size_t character_before(const struct paidmark_stretch *stretch, size_t at)
{
    size_t begin = at - 1;

    while (begin > stretch->begin && at - begin < 4 && (stretch->text[begin] & 0xC0) == 0x80)
        begin--;
    return begin;
}

/* Whether the piece at text[begin] ends at text[end]. */
static bool is_piece(const struct paidmark_stretch *stretch, size_t begin, size_t end, struct paidmark_piece *piece)
{
    piece_at(stretch, begin, end, piece);
    return piece->end == end;
}

static bool may_end_tag(unsigned char byte)
{
    return byte == '>' || byte == '}';
}

/* Whether a tag, or what Markdown has for one, ends at text[at]. Neither has its first byte in it again. */
static bool tag_before(const struct paidmark_stretch *stretch, size_t at, size_t *begin, struct paidmark_piece *piece)
{
    size_t first = at - stretch->begin > TAG_BYTES_MAX ? at - TAG_BYTES_MAX : stretch->begin;
    unsigned char opening = stretch->text[at - 1] == '>' ? '<' : '[';
    size_t p = at - 1;

    while (p > first && stretch->text[p] != opening)
        p--;
    if (stretch->text[p] != opening || !is_piece(stretch, p, at, piece))
        return false;
    *begin = p;
    return true;
}

bool paidmark_is_plain(struct paidmark_stretch *stretch, size_t begin, size_t end)
{
    size_t p = end;

    if (end < stretch->plain_begin || begin > stretch->plain_end)
        stretch->plain_begin = stretch->plain_end = end;
    while (p > stretch->plain_end && !paidmark_begins_escape(stretch->text[p - 1]))
        p--;
    if (p > stretch->plain_end)
        stretch->plain_begin = p;
    if (end > stretch->plain_end)
        stretch->plain_end = end;
    while (stretch->plain_begin > begin && !paidmark_begins_escape(stretch->text[stretch->plain_begin - 1]))
        stretch->plain_begin--;
    return stretch->plain_begin <= begin;
}

/* Of those that begin with the nearest signs that one may begin with, the longest. A character of four bytes has so
 * many of them in URLs and mails. */
static bool escape_before(struct paidmark_stretch *stretch, size_t at, size_t *begin, struct paidmark_piece *piece)
{
    size_t first = paidmark_escape_reach(stretch, at), end = *begin, signs = 0;
    struct paidmark_piece longer;
    bool is_found = false, has_reference = false;

    if (paidmark_is_plain(stretch, first, end))
        return false;
    for (size_t p = end; p > first && signs < ESCAPE_SIGNS_MAX && may_be_in_escape(stretch, p - 1, at); p--) {
        unsigned char byte = stretch->text[p - 1];

        if (!paidmark_begins_escape(byte))
            continue;
        signs++;
        if (byte == '&' && has_reference) /* no reference has a second & in it */
            continue;
        has_reference |= byte == '&';
        if (is_piece(stretch, p - 1, at, &longer)) {
            *piece = longer;
            *begin = p - 1;
            is_found = true;
        }
    }
    return is_found;
}

/* The first two of X backspace X, which end at text[at]. */
static bool struck_before(const struct paidmark_stretch *stretch, size_t at, size_t *begin,
                          struct paidmark_piece *piece)
{
    size_t struck;

    if (stretch->text[at - 1] != PAIDMARK_BACKSPACE || at - 1 == stretch->begin)
        return false;
    struck = character_before(stretch, at - 1);
    if (!is_piece(stretch, struck, at, piece))
        return false;
    *begin = struck;
    return true;
}

/* What begins with an escape, a tag, or what is struck over, and ends at text[at]; else the character there, which
 * begins at text[*begin]. */
static void read_before(struct paidmark_stretch *stretch, size_t at, size_t *begin, struct paidmark_piece *piece)
{
    bool may_be_tag = stretch->without_tags && may_end_tag(stretch->text[at - 1]);

    if (!(may_be_tag && tag_before(stretch, at, begin, piece)) && !escape_before(stretch, at, begin, piece) &&
        !struck_before(stretch, at, begin, piece))
        paidmark_read_piece(stretch->text, *begin, at, stretch->without_tags, piece);
}

/* The same, unless it is kept. */
static void kept_before(struct paidmark_stretch *stretch, size_t at, size_t *begin, struct paidmark_piece *piece)
{
    struct paidmark_kept_piece *kept;
    bool is_kept;

    if (!stretch->caches) {
        read_before(stretch, at, begin, piece);
        return;
    }
    kept = room_for(&stretch->caches->by_end[stretch->without_tags], at, &is_kept);
    if (!is_kept || kept->begin < stretch->begin) { /* an exact marker may end behind where it begins by now */
        kept->begin = *begin;
        read_before(stretch, at, &kept->begin, &kept->piece);
    }
    *begin = kept->begin;
    *piece = kept->piece;
}

bool paidmark_piece_before(struct paidmark_stretch *stretch, size_t at, size_t *begin, struct paidmark_piece *piece)
{
    unsigned char last;

    if (at == stretch->begin)
        return false;
    last = stretch->text[at - 1];
    stretch->has_tags |= may_end_tag(last);
    *begin = character_before(stretch, at);
    if (!may_end_tag(last) && last != PAIDMARK_BACKSPACE &&
        paidmark_is_plain(stretch, paidmark_escape_reach(stretch, at), *begin))
        paidmark_read_piece(stretch->text, *begin, at, stretch->without_tags, piece);
    else
        kept_before(stretch, at, begin, piece);
    return true;
}
