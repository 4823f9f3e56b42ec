/* workers.h - threads that work off a queue of limited length
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SPLIT_WORKERS_H
#define PAIDMARK_CLI_SPLIT_WORKERS_H

#include <stdbool.h>
#include <stddef.h>

/* Does one item; worker counts from 0, and each is one thread. */
typedef void (*work_fn)(void *context, size_t worker, void *item);

struct workers;

/* Starts count threads, or as many as the system lets it have. With a count of 1, and where it lets it have none,
 * workers_submit does the work itself. NULL when there is no memory. */
struct workers *workers_start(size_t count, work_fn work, void *context);

/* Hands over an item, and waits while the queue is full. To be called from one thread only. */
void workers_submit(struct workers *workers, void *item);

/* Whether a worker has nothing to do. It may have changed by the time the caller knows. */
bool workers_are_idle(struct workers *workers);

/* Waits until everything is done, ends the threads and frees all. */
void workers_finish(struct workers *workers);

#endif
