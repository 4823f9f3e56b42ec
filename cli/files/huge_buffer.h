/* huge_buffer.h - private memory in large blocks, straight from the system and straight back
 * SPDX-License-Identifier: MIT
 *
 * For a large document most of the time of reading goes into the first touch of each page of memory, which huge pages,
 * where the system has them, make twenty times less.
 */
#ifndef PAIDMARK_CLI_FILES_HUGE_BUFFER_H
#define PAIDMARK_CLI_FILES_HUGE_BUFFER_H

#include <stddef.h>

/* A huge page. Addresses are multiples of it, too. */
#define MAPPING_UNIT_BYTES ((size_t)2 * 1024 * 1024)

/* New memory, zeros, or NULL where there is none. bytes is not 0, and a multiple of the unit, as all sizes here. */
char *mapping_new(size_t bytes);

/* The same, larger than an old mapping, which is gone then, and with its contents; on failure that stays. */
char *mapping_enlarge(char *old, size_t old_bytes, size_t bytes);

/* Gives it back. A pipe that it was lent to (output.h) keeps what it needs of it. */
void mapping_free(char *mapping, size_t bytes);

#endif
