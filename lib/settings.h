/* settings.h - options, checked and with their defaults filled in
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_SETTINGS_H
#define PAIDMARK_SETTINGS_H

#include "markers.h"

struct paidmark_settings {
    bool salvage, exact, lookalikes;
    enum paidmark_unmarked unmarked;
    size_t max_problems;
    struct paidmark_matcher matcher;
};

/* From the caller's options, NULL allowed. PAIDMARK_OK or PAIDMARK_BAD_ARGUMENT. */
enum paidmark_status paidmark_settings_init(struct paidmark_settings *settings, const struct paidmark_options *given);

#endif
