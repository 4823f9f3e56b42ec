/* check_library.h - does the library do what an example says?
 * SPDX-License-Identifier: MIT
 */
#ifndef SPEC_CHECK_LIBRARY_H
#define SPEC_CHECK_LIBRARY_H

#include "report.h"

/* The document is used for one example after the other, as a long-running program would do. */
void check_library(struct report *report, struct paidmark_document *document);

#endif
