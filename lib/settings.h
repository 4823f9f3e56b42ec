/* settings.h - options, checked and with their defaults filled in
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_SETTINGS_H
#define PAIDMARK_SETTINGS_H

#include "marker_set.h"

struct paidmark_settings {
    bool salvage, exact, lookalikes, also_free;
    uint32_t unmarked; /* PAIDMARK_UNMARKED_... */
    size_t max_problems;
    const struct paidmark_matcher *matcher;
    const struct paidmark_names *names;
};

/* From the caller's options, NULL allowed. False when one of them is not allowed. */
bool paidmark_settings_init(struct paidmark_settings *settings, const struct paidmark_options *given);

/* Copies a struct of the caller's that begins with its size into one of `bytes` bytes that this version knows, zeros
 * behind what the caller's has. `field_ends` has the sizes at which a field ends, from the smallest, `count` of them.
 * False for any other size, unless it is larger and the rest is zero. given may be NULL: zeros. */
bool paidmark_copy_sized(void *known, size_t bytes, const void *given, const size_t *field_ends, size_t count);

#endif
