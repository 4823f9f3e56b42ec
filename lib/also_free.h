/* also_free.h - what is paid for and can be read in the free text as well
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_ALSO_FREE_H
#define PAIDMARK_ALSO_FREE_H

#include "results.h"

/* Notes each run of paid text that is free as well, as a warning behind the problems that are there, of which max are
 * kept. False when there is no memory. */
bool paidmark_find_also_free(struct paidmark_document *document, size_t max_problems);

#endif
