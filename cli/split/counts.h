/* counts.h - what a run of split has come to, and how it says so
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SPLIT_COUNTS_H
#define PAIDMARK_CLI_SPLIT_COUNTS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "failure.h"

/* Counted up by any thread. */
struct split_counts {
    atomic_size_t split;
    atomic_size_t salvaged; /* of these */
    atomic_size_t refused;
    atomic_size_t failed; /* documents, directories and operands */
    atomic_size_t skipped;
    atomic_size_t without_markers; /* of those split */
    atomic_size_t binary_files;    /* passed over, no documents */
    atomic_size_t held_outputs;    /* trees of outputs among the sources, passed over */
    atomic_size_t kept;            /* outputs of documents that are refused or have failed */
    atomic_size_t withdrawn;       /* the same, removed */
    atomic_size_t stale;           /* outputs without a source */
    atomic_size_t deleted;         /* the same, removed */
    atomic_size_t found;           /* files among the outputs that nobody knows */
    atomic_uint_least64_t bytes_read;
    atomic_uint_least64_t bytes_written;
    uint64_t began; /* counts_clock() */
};

/* Milliseconds of a clock that is not set. */
uint64_t counts_clock(void);

size_t counts_documents(const struct split_counts *counts);
enum exit_status counts_status(const struct split_counts *counts);

/* Lines for people, of which the last is about documents, or one of JSON. */
void counts_print(const struct split_counts *counts, bool dry_run, FILE *stream);
void counts_print_json(const struct split_counts *counts, const char *settings_file, FILE *stream);

#endif
