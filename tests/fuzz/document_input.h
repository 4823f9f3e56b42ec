/* document_input.h - a fuzz input read as a document and the options to parse it with
 * SPDX-License-Identifier: MIT
 *
 * An input is
 *
 *   eight bytes      see enum document_byte
 *   pairs            only where the markers are the input's own: a byte that says how many (modulo 4), then for each
 *                    the size of its begin token, the token, the size of its end token or 0xFF for none, the token;
 *                    before a token with a tail stand 128 more than its size, and the bytes before its tail
 *   the document     all that is left
 *
 * and short of something it is zeros. So every input means something, and the specification's examples are easily
 * written as one.
 */
#ifndef PAIDMARK_FUZZ_DOCUMENT_INPUT_H
#define PAIDMARK_FUZZ_DOCUMENT_INPUT_H

#include "paidmark.h"

#include <stdbool.h>
#include <stdint.h>

enum document_byte {
    BYTE_FLAGS,        /* paidmark_options.flags, shifted to where they are, unknown bits included */
    BYTE_UNMARKED,     /* modulo 4: paidmark_options.unmarked, shifted, and one value too many */
    BYTE_MARKERS,      /* modulo 8: enum document_markers */
    BYTE_MAX_PROBLEMS, /* 255: SIZE_MAX */
    BYTE_SIZE,         /* 0: the right size of the options; to 127: that size; to 191: more by this less 128, all zero;
                          beyond: more by this less 192, the last byte not zero */
    BYTE_EXCERPT,      /* characters */
    BYTE_CAPACITY,     /* of the buffer to render into */
    BYTE_FILLING,      /* from FILLING_LEAST on: the document comes behind text of one of four kinds that fills a window
                          but for a few bytes */
    DOCUMENT_BYTES
};

enum document_markers {
    MARKERS_NULL,
    MARKERS_DEFAULT,
    MARKERS_FASTADMIN,
    MARKERS_GHOST,
    MARKERS_MORE,
    MARKERS_OWN,
    MARKERS_OWN_TOO,
    MARKERS_OVERLAPPING
};

#define FILLING_LEAST 192
#define OWN_NO_END    0xFF
#define OWN_TAIL      0x80
#define OWN_PAIRS_MAX 3

struct document_input {
    struct paidmark_options options; /* as they are meant, but for `size`, which is right */
    struct paidmark_options *given;  /* in memory of just its size, of which the first member speaks */
    bool size_is_allowed;
    bool own;                        /* whether the markers are the input's own, and the set made of them: */
    struct paidmark_marker_set *set; /* NULL: one that is not allowed */
    enum paidmark_status made;
    struct paidmark_marker_pair *pairs;
    size_t pair_count;
    char *tokens[2 * OWN_PAIRS_MAX];
    size_t text_at; /* where in the input the document begins */
    char *text;
    size_t text_bytes;
    size_t excerpt;
    size_t capacity;
};

/* The caller gives it to document_input_free. */
void document_input_read(struct document_input *input, const uint8_t *data, size_t bytes);
void document_input_free(struct document_input *input);

/* Whether the library has to take the options, decided without it. */
bool document_input_is_allowed(const struct document_input *input);

/* Whether the library has to make the set of markers. */
bool document_input_makes_set(const struct document_input *input);

#endif
