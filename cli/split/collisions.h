/* collisions.h - sources that would have the same output
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SPLIT_COLLISIONS_H
#define PAIDMARK_CLI_SPLIT_COLLISIONS_H

#include <stdbool.h>

#include "arguments/settings.h"

/* Says on stderr which. If the file system of the outputs `folds` names, as those do that take no notice of case, names
 * that differ only in that are the same, and none may be one of paidmark's own. True, too, after a failure that may
 * have hidden one. */
bool split_has_collisions(const struct settings *settings, bool folds);

#endif
