/* report.h - what split says about documents, in their turn whichever thread says it
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SPLIT_REPORT_H
#define PAIDMARK_CLI_SPLIT_REPORT_H

#include <stddef.h>

#include "arguments/settings.h"
#include "document/load.h"
#include "document/rendering.h"
#include "split/in_order.h"
#include "text/charset.h"

/* Problems, and what to do about them, on stderr; nothing with --json, where the document's line has them. */
void split_report_problems(struct turn *turn, const struct loaded *loaded);

/* With --json a line about the document; else nothing. */
void split_report_document(struct turn *turn, const struct loaded *loaded);
void split_report_skipped(struct turn *turn, const struct settings *settings, const char *path);

/* Why a document could not be split, on stderr and with --json in a line of its own; culprit is what the failure is
 * about, the document itself or an output. */
void split_report_failed(struct turn *turn, const struct settings *settings, const char *path, const char *culprit,
                         int failure);

/* The same for a rendering that pieces_convert could not convert. */
void split_report_unrepresentable(struct turn *turn, const struct loaded *loaded, const struct pieces *pieces,
                                  const struct charset_error *error);

#endif
