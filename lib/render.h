/* render.h - the text of parts of a document
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_RENDER_H
#define PAIDMARK_RENDER_H

#include "results.h"

/* As paidmark_render without options, but no more than the first max_bytes of it. */
enum paidmark_status paidmark_render_first(const struct paidmark_document *document, uint32_t parts, size_t max_bytes,
                                           char *buffer, size_t capacity, size_t *needed);

#endif
