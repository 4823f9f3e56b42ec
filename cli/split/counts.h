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
struct tally {
    atomic_size_t split;
    atomic_size_t refused;
    atomic_size_t failed; /* documents, directories and operands */
    atomic_size_t skipped;
    atomic_uint_least64_t bytes_read;
    atomic_uint_least64_t bytes_written;
    uint64_t began; /* tally_clock() */
};

/* Milliseconds of a clock that is not set. */
uint64_t tally_clock(void);

size_t tally_documents(const struct tally *tally);
enum exit_status tally_status(const struct tally *tally);

/* One line for people, or one of JSON. */
void tally_print(const struct tally *tally, bool dry_run, FILE *stream);
void tally_print_json(const struct tally *tally, FILE *stream);

#endif
