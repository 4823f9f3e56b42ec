/* recipe.h - all that decides what an output holds, besides its source
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SPLIT_RECIPE_H
#define PAIDMARK_CLI_SPLIT_RECIPE_H

#include "arguments/settings.h"

/* The version of paidmark, and the options; equal only for runs that make the same outputs. The caller frees it; NULL
 * without memory. */
char *recipe_of(const struct settings *settings);

#endif
