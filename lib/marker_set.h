/* marker_set.h - the tokens that are markers, as the public interface hands them about
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_MARKER_SET_H
#define PAIDMARK_MARKER_SET_H

#include "lookalike/names.h"

struct paidmark_marker_set {
    struct paidmark_allocator allocator;
    const struct paidmark_marker_pair *pairs;
    size_t pair_count;
    struct paidmark_matcher matcher;
    struct paidmark_names names;
};

/* NULL is the set "default". */
const struct paidmark_marker_set *paidmark_set_or_default(const struct paidmark_marker_set *set);

#endif
