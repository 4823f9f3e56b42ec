/* unsplit.h - documents that are not split, and what becomes of their outputs of earlier runs
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SPLIT_UNSPLIT_H
#define PAIDMARK_CLI_SPLIT_UNSPLIT_H

#include <stddef.h>

#include "split/splitter.h"

void unsplit_refused(struct splitter *splitter, struct job *job);

/* pieces and error are for FAILURE_NOT_IN_CHARSET. */
void unsplit_failed(struct splitter *splitter, struct job *job, int failure, const struct pieces *pieces,
                    const struct charset_error *error);

/* A binary file is no document: the outputs of a text that had its name before, in the same directory of sources, have
 * no source any more. */
void unsplit_binary(struct splitter *splitter, struct job *job);

/* Outputs could not be written, because of the one in a tree (TREE_COUNT: of something else). */
void unsplit_unwritten(struct splitter *splitter, struct job *job, size_t tree, int failure);

#endif
