/* example_file.h - the examples of a file, one after the other
 * SPDX-License-Identifier: MIT
 */
#ifndef SPEC_EXAMPLE_FILE_H
#define SPEC_EXAMPLE_FILE_H

#include "example.h"

struct example_file {
    const char *name;
    struct bytes content;
    size_t next; /* offset of the line to be read next */
    size_t line; /* its number, from 1 */

    /* A block with one example a line that is being read: its kind and its options. */
    bool in_rows;
    bool rows_are_ill_formed;
    struct example options;
};

/* False: the file cannot be read. */
bool example_file_open(struct example_file *file, const char *name);
void example_file_close(struct example_file *file);

/* The next example into an empty one; false: there is none any more. An example may have a mistake. */
bool example_file_next(struct example_file *file, struct example *example);

#endif
