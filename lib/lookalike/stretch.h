/* stretch.h - the text between two exact markers, read piece by piece in both directions
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_LOOKALIKE_STRETCH_H
#define PAIDMARK_LOOKALIKE_STRETCH_H

#include "markers.h"
#include "skeleton/skeleton.h"

/* A reading of a text. It begins behind the last exact marker, and ends before the next one, wherever that is. */
struct paidmark_stretch {
    const unsigned char *text;
    size_t begin, end; /* end of the text */
    size_t floor;      /* what is before this belongs to another look-alike, or is none */
    const struct paidmark_matcher *matcher;
    bool without_tags;             /* a tag is a piece that shows nothing */
    bool has_tags;                 /* set when a sign was read that a tag may begin or end with */
    size_t plain_begin, plain_end; /* no escape begins in text[plain_begin, plain_end) */
};

/* The piece that begins at text[at], a character's start; false at the end of the stretch. */
bool paidmark_next_piece(struct paidmark_stretch *stretch, size_t at, struct paidmark_piece *piece);

/* The longest piece that ends at text[at]: where it begins; false at the begin of the stretch. */
bool paidmark_piece_before(struct paidmark_stretch *stretch, size_t at, size_t *begin, struct paidmark_piece *piece);

/* What can be told of one symbol without reading pieces. */
enum paidmark_glance_kind {
    PAIDMARK_GLANCE_UNKNOWN, /* it takes reading */
    PAIDMARK_GLANCE_END,     /* of the text, or what no gap has */
    PAIDMARK_GLANCE_BLANK,   /* or line ending */
    PAIDMARK_GLANCE_SIGN,    /* `symbol` */
    PAIDMARK_GLANCE_LETTER,  /* `symbol` */
    PAIDMARK_GLANCE_NOTHING, /* that shows */
    PAIDMARK_GLANCE_TAG,     /* perhaps: a gap ends before it, or it shows nothing */
};

struct paidmark_glance {
    size_t at;
    uint32_t symbol;
    size_t letters; /* before `at`, of which it is known that none ends an escape */
};

/* Glances at the symbol at glance->at, or before it, and moves that behind it. */
enum paidmark_glance_kind paidmark_glance(const struct paidmark_stretch *stretch, struct paidmark_glance *glance,
                                          bool to_left);

#endif
