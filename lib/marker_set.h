/* marker_set.h - the tokens that are markers, as the public interface hands them about
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_MARKER_SET_H
#define PAIDMARK_MARKER_SET_H

#include "markers.h"

struct paidmark_marker_set {
    struct paidmark_allocator allocator;
    struct paidmark_matcher matcher;
};

/* The matcher of a set; NULL is the set "default". */
const struct paidmark_matcher *paidmark_marker_set_matcher(const struct paidmark_marker_set *set);

#endif
