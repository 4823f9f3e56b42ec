/* preview.h - the preview, read through the segments that it lies in
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_PREVIEW_H
#define PAIDMARK_PREVIEW_H

#include "results.h"

#define PAIDMARK_PREVIEW_END UINT32_MAX

/* A place in the preview: in a free segment, or behind the last one. A copy stays where it is. */
struct paidmark_preview {
    const struct paidmark_segment *segment, *end;
    size_t offset;     /* in the segment */
    size_t bytes;      /* of the preview before this place */
    size_t characters; /* as many as these are; a byte order mark at the start of the document is none */
};

/* The start of it. */
struct paidmark_preview paidmark_preview_of(const struct paidmark_document *document);

/* The next code point, with the place moved behind it, or PAIDMARK_PREVIEW_END. */
uint32_t paidmark_preview_next(struct paidmark_preview *place);

#endif
