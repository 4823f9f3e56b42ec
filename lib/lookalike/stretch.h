/* stretch.h - the text between two exact markers, read piece by piece in both directions
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_LOOKALIKE_STRETCH_H
#define PAIDMARK_LOOKALIKE_STRETCH_H

#include "markers.h"
#include "skeleton/skeleton.h"

#define PAIDMARK_PIECES_KEPT 128

/* The pieces that were read last, each where its place is modulo PAIDMARK_PIECES_KEPT. */
struct paidmark_piece_cache {
    bool is_used;                        /* else nothing but this has a value */
    size_t places[PAIDMARK_PIECES_KEPT]; /* of what is kept, plus one; 0: nothing is */
    struct paidmark_kept_piece {
        size_t begin;
        struct paidmark_piece piece;
    } kept[PAIDMARK_PIECES_KEPT];
};

/* What is around one anchor is around the next ones, too, and escapes and tags take long to read. By where they begin
 * and by where they end, each as the text stands, and without tags. */
struct paidmark_piece_caches {
    struct paidmark_piece_cache by_begin[2], by_end[2];
};

/* A reading of a text. It begins behind the last exact marker, and ends before the next one, wherever that is. */
struct paidmark_stretch {
    const unsigned char *text;
    size_t begin, end; /* end of the text */
    size_t floor;      /* what is before this belongs to another look-alike, or is none */
    const struct paidmark_matcher *matcher;
    bool without_tags;                    /* a tag is a piece that shows nothing */
    bool has_tags;                        /* set when a sign was read that a tag may begin or end with */
    size_t plain_begin, plain_end;        /* no escape begins in text[plain_begin, plain_end) */
    struct paidmark_piece_caches *caches; /* of this text; NULL in tests: none */
};

static inline void paidmark_piece_caches_init(struct paidmark_piece_caches *caches)
{
    caches->by_begin[0].is_used = caches->by_begin[1].is_used = false;
    caches->by_end[0].is_used = caches->by_end[1].is_used = false;
}

/* The piece that begins at text[at], a character's start, and has nothing of the next exact marker; false at the end of
 * the stretch. */
bool paidmark_next_piece(struct paidmark_stretch *stretch, size_t at, struct paidmark_piece *piece);

/* Whether an escape may begin with this byte. */
bool paidmark_begins_escape(unsigned char byte);

/* No escape that ends at or behind text[at] begins before this. */
size_t paidmark_escape_reach(const struct paidmark_stretch *stretch, size_t at);

/* Whether no escape begins in text[begin, end), which is a cheap question for places that follow each other. */
bool paidmark_is_plain(struct paidmark_stretch *stretch, size_t begin, size_t end);

/* The longest piece that ends at text[at]: where it begins; false at the begin of the stretch. */
bool paidmark_piece_before(struct paidmark_stretch *stretch, size_t at, size_t *begin, struct paidmark_piece *piece);

#endif
