/* sarif.h - what check has found as a log in SARIF 2.1.0, the format of OASIS for static analysis
 * SPDX-License-Identifier: MIT
 *
 * One log with one run. Results are written as they come; what could not be read has to come behind all of them, and
 * waits in a temporary file. No text of a document is in it.
 */
#ifndef PAIDMARK_CLI_SHOW_SARIF_H
#define PAIDMARK_CLI_SHOW_SARIF_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

#include "document/load.h"
#include "failure.h"
#include "text/json.h"

/* Begins as all zeros. */
struct sarif {
    struct json json;
    bool errors_only;
    struct json notifications; /* its stream is NULL as long as there are none */
    off_t kept_bytes;          /* of them, whole ones */
    int failure;               /* why no more could be kept */
};

void sarif_begin(struct sarif *sarif, FILE *stream, bool errors_only);

/* A result for each problem; what follows from another is a related location of that. */
void sarif_document(struct sarif *sarif, const struct loaded *loaded);

/* A document or directory that could not be read. */
void sarif_failure(struct sarif *sarif, const char *path, int failure);

/* Owed after sarif_begin. Gives the status, or that of a failure where what could not be read could not be kept. */
enum exit_status sarif_end(struct sarif *sarif, enum exit_status status);

#endif
