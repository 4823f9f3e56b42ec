/* lines.h - an input in batches of whole lines
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_RECORDS_LINES_H
#define PAIDMARK_CLI_RECORDS_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "records/stop.h"

/* Begins as all zeros; memory is kept for the next batch. */
struct batch {
    struct buffer text; /* whole lines; the last one of the input may be without a line ending */
    uint64_t number;    /* of the batch, from 0 */
    uint64_t line;      /* of the first line, from 1 */
};

/* Belongs to one thread at a time. */
struct line_source {
    const char *name; /* for messages */
    int descriptor;
    bool has_ended;
    struct buffer begun; /* a line of which the end has not come yet */
    uint64_t batches;
    uint64_t lines;
};

/* As many lines as there are by now, up to a limit that many short ones may come to: it waits only while there is none.
 * False at the end of the input; a failure to read ends the run. */
bool lines_read(struct line_source *source, struct batch *batch);

#endif
