/* temporary.h - files that are complete before they get their name
 * SPDX-License-Identifier: MIT
 *
 * A temporary file is made beside its target, filled, and renamed over it: a reader sees the old file or the new one,
 * whole. Any number of threads may have temporaries at the same time.
 */
#ifndef PAIDMARK_CLI_FILES_TEMPORARY_H
#define PAIDMARK_CLI_FILES_TEMPORARY_H

#include <stdbool.h>
#include <sys/types.h>

/* Names of temporaries begin so, and then come the process id, a '-', a number, and how they end. */
#define TEMPORARY_PREFIX ".paidmark-"
#define TEMPORARY_SHARED ".new" /* other runs may be writing in the directory; it is locked as long as it is in use */
#define TEMPORARY_LOCKED ".tmp" /* none may, for this run has locked it: what the next one finds is a leftover */

/* Must not move in memory between creation and rename or removal. */
struct temporary {
    int directory; /* of path, as openat takes it */
    char *path;    /* NULL: there is none */
    int lock;      /* a descriptor; 0: there is none */
    struct temporary *previous;
    struct temporary *next;
};

/* From now on signals that end the process remove all temporaries before they do, and a file that grows past the limit
 * on file sizes is a failed write and no longer a signal. To be called before other threads are started; does nothing
 * for a signal that is ignored. */
int temporary_guard(void);

/* What to do before a signal ends the process, when no temporary is left; NULL for nothing. Is told the signal, and
 * runs in a thread of its own, others may be anywhere. */
void temporary_before_end(void (*last_act)(int signal_number));

/* Makes an empty file in the directory of the target path, open for writing. ending is TEMPORARY_SHARED or
 * TEMPORARY_LOCKED. To be called after temporary_guard. Gives a failure (failure.h). */
int temporary_create(struct temporary *temporary, int directory, const char *target, const char *ending, mode_t mode,
                     int *descriptor);

/* Gives a temporary its target's name. On failure it stays what it was. To be called between temporary_begin_renames
 * and temporary_end_renames, which keep the signals of temporary_guard out: several files change together. */
int temporary_rename(struct temporary *temporary, const char *target);

/* The same, but what had the name becomes the temporary; done once more, all is as it was. Many systems cannot do it.
 */
int temporary_exchange(struct temporary *temporary, const char *target);

void temporary_begin_renames(void);
void temporary_end_renames(void);

/* Removes it, if there is one. */
void temporary_remove(struct temporary *temporary);

/* Whether this process has a temporary of that name, without a directory, in any directory. */
bool temporary_is_held(const char *name);

#endif
