/* tag.h - the other spelling of a marker, <paid> and </paid>: rule E
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_LOOKALIKE_TAG_H
#define PAIDMARK_LOOKALIKE_TAG_H

#include "lookalike/lookalike.h"

/* Reports the tag whose name is at text[name], if there is one. Returns its end, or 0. */
size_t paidmark_read_tag(struct paidmark_lookalike_reader *reader, size_t floor, size_t name);

#endif
