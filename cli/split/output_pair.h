/* output_pair.h - the two outputs of a document
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SPLIT_OUTPUT_PAIR_H
#define PAIDMARK_CLI_SPLIT_OUTPUT_PAIR_H

#include <stddef.h>

#include "split/splitter.h"

/* Makes the directories, writes what is rendered and gives both outputs their names; fills in job->outputs and
 * job->written. Gives a failure, after which no temporary file is left; *tree is where it was, or TREE_COUNT: at the
 * source, or everywhere. */
int output_pair_write(struct splitter *splitter, struct job *job, size_t *tree);

#endif
