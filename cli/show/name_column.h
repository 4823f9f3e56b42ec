/* name_column.h - names under each other, in a column
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SHOW_NAME_COLUMN_H
#define PAIDMARK_CLI_SHOW_NAME_COLUMN_H

#include <stddef.h>
#include <stdio.h>

/* Prints a name, made harmless, and blanks up to `columns`. A name of more than `most` columns has an ellipsis in its
 * middle, so that it has no more. */
void print_name_column(FILE *stream, const char *name, size_t columns, size_t most);

#endif
