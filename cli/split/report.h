/* report.h - what split says about documents, in their turn whichever thread says it
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SPLIT_REPORT_H
#define PAIDMARK_CLI_SPLIT_REPORT_H

#include <stddef.h>
#include <sys/stat.h>

#include "arguments/settings.h"
#include "document/load.h"
#include "document/rendering.h"
#include "split/counts.h"
#include "split/in_order.h"
#include "text/charset.h"

/* One that there is of a document that is not split now. */
struct old_output {
    char *path;
    struct stat file;
    bool is_ours; /* else it stays, whatever is asked for */
};

/* Problems, and what to do about them, on stderr; nothing with --json, where the document's line has them. An old
 * output of a refused document, or NULL, is named with them. */
void split_report_problems(struct turn *turn, const struct loaded *loaded, const struct old_output *old);

/* With --json a line about the document; else nothing. */
void split_report_document(struct turn *turn, const struct loaded *loaded);
void split_report_skipped(struct turn *turn, const struct settings *settings, const char *path);

/* What becomes of outputs that are not replaced. */
enum output_fate {
    FATE_KEPT,      /* the document is refused or has failed */
    FATE_WITHDRAWN, /* the same, and they are removed */
    FATE_STALE,     /* they have no source any more */
    FATE_DELETED,   /* the same, and they are removed */
    FATE_FOUND      /* nobody knows whose they are */
};

/* Counts an output, and says what becomes of it where it is not the summary alone that says so. */
void split_report_output(struct turn *turn, const struct settings *settings, struct split_counts *counts,
                         const char *path, enum output_fate fate, const struct stat *file);

/* Counts and reports a failure that is about a path. For any thread. */
void split_report_failure(struct turn *turn, const struct settings *settings, struct split_counts *counts,
                          const char *path, int failure);

/* Counts a tree of outputs that is left out of the sources, and names it. */
void split_report_held_outputs(struct turn *turn, const struct settings *settings, struct split_counts *counts,
                               const char *path);

/* That a document has lost all that was paid in it: somebody may have put its full version in its place. */
void split_report_markers_gone(struct turn *turn, const struct settings *settings, const char *path);

/* Why a document could not be split, on stderr and with --json in a line of its own; culprit is what the failure is
 * about, the document itself or an output. An old output, or NULL, is named with it. */
void split_report_failed(struct turn *turn, const struct settings *settings, const char *path, const char *culprit,
                         int failure, const struct old_output *old);

/* The same for a rendering that pieces_convert could not convert. */
void split_report_unrepresentable(struct turn *turn, const struct loaded *loaded, const struct pieces *pieces,
                                  const struct charset_error *error, const struct old_output *old);

#endif
