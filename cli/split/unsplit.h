/* unsplit.h - documents that are not split, and what becomes of their outputs of earlier runs
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SPLIT_UNSPLIT_H
#define PAIDMARK_CLI_SPLIT_UNSPLIT_H

#include <stddef.h>

#include "split/splitter.h"

void unsplit_report_refused(struct splitter *splitter, struct job *job);

/* pieces and error are for FAILURE_NOT_IN_CHARSET. */
void unsplit_report_failed(struct splitter *splitter, struct job *job, int failure, const struct pieces *pieces,
                           const struct charset_error *error);

/* It is no document, and so not that of the outputs any more. */
void unsplit_leave_binary(struct splitter *splitter, struct job *job);

/* An output could not be written; the old full version stays. */
void unsplit_report_output(struct splitter *splitter, const struct job *job, size_t tree, int failure);
void unsplit_narrow_old(struct splitter *splitter, const struct job *job);

#endif
