/* markup.h - the preview in the units that an excerpt does not divide
 * SPDX-License-Identifier: MIT
 *
 * A unit is one code point, one tag or comment of HTML, or one character reference. Where a Markdown link begins, the
 * units up to its end are in the link. Nothing here knows of paid text: what was removed leaves no trace.
 */
#ifndef PAIDMARK_MARKUP_H
#define PAIDMARK_MARKUP_H

#include "preview.h"

enum paidmark_unit_kind {
    PAIDMARK_UNIT_CHARACTER, /* or a reference to one */
    PAIDMARK_UNIT_TAG,       /* or a comment, or one that is not closed */
    PAIDMARK_UNIT_END_TAG
};

struct paidmark_unit {
    enum paidmark_unit_kind kind;
    uint32_t code_point; /* what a reference stands for; < for a tag; PAIDMARK_PREVIEW_END behind the last unit */
    size_t characters;   /* that it counts for */
    size_t end;          /* bytes of the preview up to its end */
    bool in_link;        /* which goes on behind it */
};

/* How far the preview has been read. */
struct paidmark_markup {
    struct paidmark_preview place;
    bool visible_only; /* count what a reader sees: no tag, and a reference once */
    size_t link_end;   /* in bytes of the preview, of the link that began last */
    bool is_escaped;   /* a backslash is before the place */
};

/* Reads the next unit. Each byte is read a few times at most, whatever the text. */
void paidmark_next_unit(struct paidmark_markup *markup, struct paidmark_unit *unit);

#endif
