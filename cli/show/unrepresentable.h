/* unrepresentable.h - what to say about a character that the charset of the output has not got
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SHOW_UNREPRESENTABLE_H
#define PAIDMARK_CLI_SHOW_UNREPRESENTABLE_H

#include "document/load.h"
#include "document/rendering.h"
#include "text/charset.h"

/* "paidmark: file:line:col: U+1F600 is not in GBK" on stderr, after pieces_convert gave FAILURE_NOT_IN_CHARSET. */
void report_unrepresentable(const struct pieces *pieces, const struct loaded *loaded,
                            const struct charset_error *error);

#endif
