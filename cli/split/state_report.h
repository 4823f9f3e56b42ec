/* state_report.h - what split says about the state
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SPLIT_STATE_REPORT_H
#define PAIDMARK_CLI_SPLIT_STATE_REPORT_H

#include "arguments/settings.h"
#include "split/destination.h"

/* Another run has locked it; the process is 0 where it is not known. */
void report_busy(const char *path, pid_t process);

/* Why documents are done again though --update may be given. */
void split_report_state(const struct settings *settings, const struct destination *destination);

#endif
