/* weak_tokens.h - a note about tokens of the caller's own whose damaged forms go unnoticed
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SHOW_WEAK_TOKENS_H
#define PAIDMARK_CLI_SHOW_WEAK_TOKENS_H

#include "arguments/settings.h"

/* Names all that are weak, in one line on standard error; prints nothing if none is. */
void report_weak_tokens(const struct settings *settings);

#endif
