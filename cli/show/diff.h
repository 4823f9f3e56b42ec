/* diff.h - what a fix changes, as a unified diff
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SHOW_DIFF_H
#define PAIDMARK_CLI_SHOW_DIFF_H

#include <stdio.h>

#include "document/fix.h"

/* From a loaded document to the fixed one, for patch -p0. A terminal gets it harmless, everything else byte for byte.
 */
void print_diff(FILE *stream, const struct loaded *loaded, const struct fix *fix);

#endif
