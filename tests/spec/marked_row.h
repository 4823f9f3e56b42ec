/* marked_row.h - an example on one line, with marks around what is wrong in it
 * SPDX-License-Identifier: MIT
 */
#ifndef SPEC_MARKED_ROW_H
#define SPEC_MARKED_ROW_H

#include "cursor.h"
#include "example.h"

/* Reads the document and what is expected of it: the marks say where look-alikes are, or ill-formed UTF-8. */
void marked_row_read(struct example *example, struct cursor *line, bool is_ill_formed);

#endif
