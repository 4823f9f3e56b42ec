/* reader.h - finds the document in a line of JSON, and what else is to be changed there
 * SPDX-License-Identifier: MIT
 *
 * The line itself is left as it is. What comes out of the tool is the line's own bytes with some cut out and one member
 * put in: so a number, a name or an escape that nobody asked about comes out as it went in, whatever it is.
 */
#ifndef PAIDMARK_CLI_RECORDS_READER_H
#define PAIDMARK_CLI_RECORDS_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "records/path.h"
#include "records/stop.h"

/* More is no record. Bounds the memory, here and in whatever reads what is written. */
#define RECORD_LEVELS_MAX 1000

struct cut {
    size_t begin, end; /* offsets in the line */
};

/* One line. Pointers are good until the next one is read. */
struct record {
    const char *reason; /* why there is no document; NULL: there is one */
    const char *text;   /* the document; well-formed UTF-8 only if the library says so */
    size_t text_bytes;
    bool is_object;   /* may be written again, with these changes: */
    struct cut *cuts; /* in their order, none inside another */
    size_t cut_count;
    size_t end; /* behind the last member: here one can be added */
};

/* What is looked for in every line. */
struct record_wish {
    struct record_path field;
    const char *as; /* members of this name are cut */
    bool drop;      /* the field is */
};

struct record_reader;

/* One thread's. */
struct record_reader *record_reader_new(const struct record_wish *wish);

/* The result belongs to the reader. */
const struct record *record_read(struct record_reader *reader, const char *line, size_t bytes);

void record_reader_free(struct record_reader *reader);

#endif
