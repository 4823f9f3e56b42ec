/* names.h - what damaged markers are measured by: the names of tokens, and the frames around them
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_LOOKALIKE_NAMES_H
#define PAIDMARK_LOOKALIKE_NAMES_H

#include "lookalike/prefilter.h"
#include "markers.h"

#define PAIDMARK_NAME_LETTERS_MAX 64
#define PAIDMARK_FRAME_SIGNS_MAX  8 /* the innermost are kept */

/* The signs on one side of a name, the nearest first, without blanks. */
struct paidmark_frame {
    uint32_t signs[PAIDMARK_FRAME_SIGNS_MAX];
    size_t count;
    uint32_t rare; /* the one that misspelt names are looked for at; 0 if there is none */
};

/* A token's letters and digits, and what stands on both sides of them. */
struct paidmark_name {
    const struct paidmark_token *token;
    enum paidmark_marker_kind kind;
    uint32_t letters[PAIDMARK_NAME_LETTERS_MAX];
    size_t count;
    uint64_t parted; /* bit i: the token itself has something behind letter i */
    size_t pieces;   /* that these leave */
    size_t blanks;   /* how often what parts them is a blank */
    struct paidmark_frame left, right;
    struct paidmark_frame inside; /* signs between its letters, each once */
    size_t slips;                 /* so many letters may be wrong */
    bool is_long;                 /* and coined: no word that a text has anyway */
    bool is_capital;              /* all letters are capitals of ASCII */
    bool is_cjk;                  /* ideographs, kana or syllables; never is_long */
    bool is_comment;              /* the frame is that of a comment */
};

/* Characters beyond ASCII, each by the last two of its bytes that an anchor is known by: a row for the first of them,
 * a bit for the second, both without their highest two bits. */
struct paidmark_characters {
    uint64_t rows[64];
};

struct paidmark_names {
    struct paidmark_name *items;
    size_t count;
    struct paidmark_byte_class first_letters;  /* first bytes of all that is the first letter of a name */
    struct paidmark_byte_class second_letters; /* in ASCII, both cases */
    struct paidmark_byte_class letters;        /* anchors that may be letters of a name */
    size_t shortest;                           /* letters of the shortest name */
    struct paidmark_byte_class rare_left;      /* the signs that names are looked for behind, as they are folded */
    struct paidmark_byte_class rare_right;     /* and those that they are looked for before */
    struct paidmark_byte_class sign_leads;     /* first bytes of all that is such a sign */
    struct paidmark_byte_class references;     /* first letters of the references by name to these signs */
    struct paidmark_characters letters_beyond; /* first letters of names, beyond ASCII */
    struct paidmark_characters signs_beyond;   /* rare signs, and those that tokens begin with, beyond ASCII */
    struct paidmark_automaton begins;          /* all names, without slips */
    struct paidmark_automaton behind[2];       /* those that are looked for behind signs; 1: common ones */
    struct paidmark_automaton ends;            /* those that are looked for before their signs */
};

/* Makes the names of the set's own tokens and of those that are look-alikes everywhere, in room for all tokens. */
void paidmark_names_init(struct paidmark_names *names, struct paidmark_name *items, const struct paidmark_token *tokens,
                         size_t count);

/* Whether names are looked for beside this sign, as it is folded. */
static inline bool paidmark_is_rare_sign(const struct paidmark_names *names, uint32_t sign)
{
    return sign < 0x80 && (names->rare_left.has[sign] || names->rare_right.has[sign]);
}

/* Whether one of these characters may have its last byte, or the last but one of four, at `at`. */
static inline bool paidmark_characters_have(const struct paidmark_characters *characters, const unsigned char *at)
{
    return characters->rows[at[-1] & 63] >> (at[0] & 63) & 1;
}

bool paidmark_frame_has(const struct paidmark_frame *frame, uint32_t sign);

/* Whether these signs, the nearest first, begin with those that open or close a comment, of any syntax: how many. */
size_t paidmark_comment_signs(const uint32_t *signs, size_t count, bool is_left);

/* Text is full of these two, which are one sign for misspelt names (frame.h). */
static inline bool paidmark_is_common_sign(uint32_t sign)
{
    return sign == '#' || sign == '$';
}

/* - \ * _ and backquote: editors put these beside a name, or change them. */
bool paidmark_is_soft(uint32_t symbol);

#endif
