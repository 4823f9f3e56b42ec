/* rules.h - which names in a cluster are look-alikes, by rules A to D
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_LOOKALIKE_RULES_H
#define PAIDMARK_LOOKALIKE_RULES_H

#include "lookalike/cluster.h"
#include "lookalike/lookalike.h"

/* Reports the look-alikes of the cluster that begins with `letters`, of which there may be none, behind the group
 * `before`, and of those behind it that repeat it. Sets the group behind the last of them. */
void paidmark_apply_rules(struct paidmark_lookalike_reader *reader, struct paidmark_letters *letters,
                          const struct paidmark_group *before, struct paidmark_group *behind);

#endif
