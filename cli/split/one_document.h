/* one_document.h - one document and its two outputs
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SPLIT_ONE_DOCUMENT_H
#define PAIDMARK_CLI_SPLIT_ONE_DOCUMENT_H

#include <stdatomic.h>
#include <sys/types.h>

#include "arguments/settings.h"
#include "document/load.h"
#include "document/rendering.h"
#include "split/counts.h"
#include "split/in_order.h"
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
    struct lines news; /* for the state */
    struct state_entry *known[SPLIT_DOCUMENTS_MAX];
    char *path; /* of the document, for messages */
};

/* Gives a failure (failure.h); splitter_free is owed in any case. */
int splitter_init(struct splitter *splitter, const struct settings *settings, struct destination *destination,
                  struct split_counts *counts, atomic_bool *stop);
void splitter_free(struct splitter *splitter);

/* Splits documents, named relative to their folder, which outputs_prepare has made ready; counts and reports what
 * became of them. */
void split_documents(struct splitter *splitter, struct folder *folder, const char *const *names, size_t count);

#endif
