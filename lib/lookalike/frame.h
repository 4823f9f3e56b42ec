/* frame.h - what stands beside a name
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_LOOKALIKE_FRAME_H
#define PAIDMARK_LOOKALIKE_FRAME_H

#include "lookalike/names.h"
#include "lookalike/stretch.h"

#define PAIDMARK_BESIDE_MAX 12

/* What stands on one side of a name, up to the next letter: at most so many symbols, the nearest first, and where each
 * sign ends on the far side. Blanks are in it, a run of them as one. */
struct paidmark_beside {
    uint32_t symbols[PAIDMARK_BESIDE_MAX];
    size_t far[PAIDMARK_BESIDE_MAX];
    size_t count;
    uint32_t letter;  /* the one that follows; 0 if there is none so near */
    size_t letter_at; /* where it begins, or ends if it is on the left */
    bool is_ascii;    /* the letter is one of ASCII, as it stands */
};

/* Whether what is folded to a sign is the sign, in ASCII or full-width, and no escape: then it is an anchor. */
bool paidmark_is_sign_itself(const unsigned char *text, size_t bytes);

/* Looks beside text[at], on the left or on the right, up to the first sign `last`, if this is not 0, in
 * ASCII or full-width. */
void paidmark_look_beside(struct paidmark_stretch *stretch, size_t at, bool to_left, uint32_t last,
                          struct paidmark_beside *beside);

/* How much of a side of a frame is there. */
struct paidmark_side {
    size_t kept;    /* so many of its signs */
    size_t missing; /* and so many are not */
    size_t strong;  /* as kept, dashes left out */
    bool is_whole;  /* every kind of its signs is there, in order; there are some */
    bool is_direct; /* the innermost sign is the nearest */
    size_t far;     /* where its outermost sign ends; the name's end if there is none */
};

/* Compares a side of a frame with what is beside a name that ends at text[at], and takes no sign before the floor. With
 * hash_is_dollar # and $, neighbours on keyboards and both FastAdmin's, are one sign. */
struct paidmark_side paidmark_compare_side(const struct paidmark_frame *frame, const struct paidmark_beside *beside,
                                           size_t at, size_t floor, bool hash_is_dollar);

#endif
