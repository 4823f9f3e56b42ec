/* answer.h - from a line to the line that answers it
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_RECORDS_ANSWER_H
#define PAIDMARK_CLI_RECORDS_ANSWER_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "arguments/settings.h"
#include "document/load.h"
#include "document/rendering.h"
#include "records/reader.h"

struct record_counts {
    uint64_t records;
    uint64_t refused;
    uint64_t failed;
};

/* One thread's. Must not move in memory. */
struct answerer {
    const struct settings *settings;
    const char *as;
    FILE *stream; /* writes to: */
    struct buffer answers;
    struct record_reader *reader;
    struct loaded loaded;
    struct pieces pieces;
    struct record_counts counts;
};

void answerer_init(struct answerer *answerer, const struct settings *settings, const struct record_wish *wish);

/* Answers a line, without its line ending. number: for messages. */
void answer_line(struct answerer *answerer, const char *line, size_t bytes, uint64_t number);

/* Takes the answers that there are by now. They are good until the next line. */
struct charset_piece answers_take(struct answerer *answerer);

void answerer_free(struct answerer *answerer);

#endif
