/* stop.h - the end of a run of records that cannot go on
 * SPDX-License-Identifier: MIT
 *
 * One thread may wait for input without end while another finds that there is no memory, or nobody to write to: so this
 * ends the process. What has been written until then is whole lines, unless writing is what failed.
 */
#ifndef PAIDMARK_CLI_RECORDS_STOP_H
#define PAIDMARK_CLI_RECORDS_STOP_H

#include <stddef.h>

/* Says what failed, and why (failure.h); but nothing of a reader that has gone away. */
_Noreturn void stop_run(const char *name, int failure);

/* realloc, or the end. */
void *grow_or_stop(void *memory, size_t bytes);

/* Memory that is kept for the next record. */
struct buffer {
    char *data;
    size_t bytes;
    size_t capacity;
};

/* Makes room for so many bytes in all. */
void buffer_reserve(struct buffer *buffer, size_t bytes);

void buffer_append(struct buffer *buffer, const char *data, size_t bytes);

#endif
