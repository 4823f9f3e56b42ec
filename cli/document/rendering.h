/* rendering.h - a rendering as a list of pieces of text, ready to be written or converted
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_DOCUMENT_RENDERING_H
#define PAIDMARK_CLI_DOCUMENT_RENDERING_H

#include <stddef.h>
#include <stdint.h>

#include <paidmark.h>

#include "text/charset.h"

/* Begins as all zeros; memory is kept for the next rendering. The pieces point into the parsed text, and into `made`
 * for what is not in it. */
struct pieces {
    struct charset_piece *items;
    size_t count;
    size_t capacity;
    char *made;
};

/* What of a document is wanted. */
struct wanted {
    uint32_t parts;
    const char *placeholder; /* NULL: nothing stands for a region that is left out */
    size_t excerpt;          /* characters of the beginning only; 0: all */
    uint32_t excerpt_flags;  /* of paidmark_excerpt */
};

/* Gives a failure (failure.h), as the others do. */
int pieces_render(struct pieces *pieces, const struct paidmark_document *document, const struct wanted *wanted);

/* Turns the pieces into one, in another charset. After FAILURE_NOT_IN_CHARSET the pieces are as
 * they were, and *error says what cannot be converted, by its offset in all of them. */
int pieces_convert(struct pieces *pieces, const char *charset, struct charset_error *error);

void pieces_free(struct pieces *pieces);

#endif
