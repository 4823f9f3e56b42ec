/* progress.h - the line on a terminal that says how far a run is
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SPLIT_PROGRESS_H
#define PAIDMARK_CLI_SPLIT_PROGRESS_H

#include <stddef.h>

#include "arguments/settings.h"
#include "split/counts.h"

/* Begins to show how the counts go up, on stderr, if that is a terminal that can erase a line. When a signal ends the
 * process it says how far it came. With --quiet all this does not happen. */
void progress_start(const struct split_counts *counts, const struct settings *settings);

/* Whether it is shown, and counting documents ahead is worth the effort. */
bool progress_is_shown(void);

/* How many documents there are, once that is known. */
void progress_set_total(size_t documents);

/* What a thread writes to stderr between the two stands together, and the line is out of its way. */
void progress_begin_message(void);
void progress_end_message(void);

void progress_stop(void);

/* "paidmark: stopped: 2839 of 30000 done", on stderr, of what was started last. */
void progress_print_stopped(void);

#endif
