/* difference.h - what the library found against what the model did
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_TESTS_MODEL_DIFFERENCE_H
#define PAIDMARK_TESTS_MODEL_DIFFERENCE_H

#include "model.h"

/* What of status, problems, regions and segments is different, or NULL. */
const char *model_difference(const struct paidmark_document *document, enum paidmark_status status,
                             const struct model_result *model);

#endif /* PAIDMARK_TESTS_MODEL_DIFFERENCE_H */
