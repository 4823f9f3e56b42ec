/* output_pair.h - the two outputs of a document
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SPLIT_OUTPUT_PAIR_H
#define PAIDMARK_CLI_SPLIT_OUTPUT_PAIR_H

#include <stddef.h>

#include "split/splitter.h"

/* Writes what is rendered. Gives a failure, after which nothing is left but what had its name already; *tree is then
 * where it was, TREE_COUNT: at the source. */
int output_pair_write(struct splitter *splitter, struct job *job, size_t *tree);

#endif
