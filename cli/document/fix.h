/* fix.h - a document with its damaged markers mended
 * SPDX-License-Identifier: MIT
 *
 * All of them or none: whether a damaged marker is mended rightly shows only in what the whole document becomes, and so
 * only a document that is sound then counts as fixed. Begin and end markers take turns in it; each exact marker leaves
 * the damaged ones beside it no choice of what they are.
 */
#ifndef PAIDMARK_CLI_DOCUMENT_FIX_H
#define PAIDMARK_CLI_DOCUMENT_FIX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "document/load.h"

/* Why a document with damaged markers is left as it is. */
enum fix_obstacle {
    FIX_NO_OBSTACLE,
    FIX_NOT_UTF8,      /* it was converted: places in the text are none in the file */
    FIX_OTHER_SET,     /* markers of another set, or of a kind that the set in use has not got */
    FIX_NO_SIGN,       /* on one side of the name: a text that tells about markers may have that */
    FIX_OTHER_TEXT,    /* than a marker is in what would be replaced, or a part of the marker is not in it */
    FIX_BETWEEN,       /* what would be free stands between two damaged markers, and nothing else says so */
    FIX_JOINED,        /* beside what is there a marker would be another one */
    FIX_STILL_REFUSED, /* there are errors that need somebody who knows what was meant */
};

/* A damaged marker and what takes its place. */
struct edit {
    size_t offset; /* in the document */
    size_t bytes;
    size_t fixed_offset;
    const char *token; /* of the marker set */
    size_t token_bytes;
};

/* Begins as all zeros; memory is kept for the next document. */
struct fix {
    struct paidmark_document *document; /* what is tried is parsed by it */
    struct edit *edits;                 /* in their order; none: there is nothing to mend */
    size_t count;
    size_t capacity;
    char *text; /* the fixed document, where there is no obstacle */
    size_t bytes;
    enum fix_obstacle obstacle;
    size_t place;       /* of an obstacle that is at one of the edits: offset in the document */
    uint32_t left_code; /* of FIX_STILL_REFUSED: the first problem that would be left */
};

/* Tries to fix a loaded document, which stays as it is. Gives a failure (failure.h). */
int fix_make(struct fix *fix, const struct loaded *loaded);

void fix_free(struct fix *fix);

#endif
