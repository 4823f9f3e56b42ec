/* plan.h - what split refuses before it writes anything
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SPLIT_PLAN_H
#define PAIDMARK_CLI_SPLIT_PLAN_H

#include <stdbool.h>

#include "arguments/settings.h"
#include "split/destination.h"

/* False, after messages on stderr, where the output directory is or is in a source, where a source is in one of the
 * output trees, and where two sources have the same output. Looks at directories only, not into documents. What cannot
 * be looked at is no reason to refuse: the run will report it. */
bool split_plan_is_good(const struct settings *settings, const struct destination *destination);

#endif
