/* splitter.h - what one thread splits documents with
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SPLIT_SPLITTER_H
#define PAIDMARK_CLI_SPLIT_SPLITTER_H

#include <stdatomic.h>
#include <sys/stat.h>
#include <time.h>

#include "arguments/settings.h"
#include "document/load.h"
#include "document/rendering.h"
#include "split/counts.h"
#include "split/destination.h"
#include "split/in_order.h"
#include "split/lines.h"
#include "split/outputs.h"

#define SPLIT_DOCUMENTS_MAX 256 /* at a time */

/* One thread's; all that it needs again for the next document. */
struct splitter {
    const struct settings *settings;
    struct destination *destination;
    struct split_counts *counts;
    struct turn *turn; /* of the documents it splits */
    atomic_bool *stop; /* becomes true when the disk is full */
    struct loaded loaded;
    struct pieces pieces[TREE_COUNT];
    struct lines identity;
    struct lines news;                              /* for the state */
    struct state_entry *known[SPLIT_DOCUMENTS_MAX]; /* of the documents in hand */
    char *path;                                     /* of the document, for messages */
};

/* A document on its way. */
struct job {
    struct folder *folder;
    const char *name;
    const char *above;         /* the path of its folder in the outputs, with a slash at its end, or empty */
    const char *target;        /* its name in the outputs */
    struct state_entry *known; /* NULL: nothing is known */
    struct outputs outputs;
    struct timespec begun; /* reading it */
    struct stat written[TREE_COUNT];
    int descriptor;
};

/* Gives a failure (failure.h); splitter_free is owed in any case. */
int splitter_init(struct splitter *splitter, const struct settings *settings, struct destination *destination,
                  struct split_counts *counts, atomic_bool *stop);
void splitter_free(struct splitter *splitter);

struct job job_of(struct folder *folder, const char *name, struct state_entry *known);

/* Counts and reports a failure that is about a path. */
void splitter_report_failure(const struct splitter *splitter, const char *path, int failure);

#endif
