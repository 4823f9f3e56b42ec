/* document.h - one parse of one document
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_DOCUMENT_H
#define PAIDMARK_DOCUMENT_H

#include "results.h"

/* paidmark_parse with the kernel given instead of chosen: the seam by which tests compare kernels. */
enum paidmark_status paidmark_parse_with(const struct paidmark_kernel *kernel, struct paidmark_document *document,
                                         const char *text, size_t text_bytes, const struct paidmark_options *options);

#endif
