/* old_outputs.h - outputs of earlier runs that this one does not replace
 * SPDX-License-Identifier: MIT
 *
 * An output has no source any more if the state has it of a directory that this run has seen (state_root_is_seen), and
 * no document of that path was there.
 */
#ifndef PAIDMARK_CLI_SPLIT_OLD_OUTPUTS_H
#define PAIDMARK_CLI_SPLIT_OLD_OUTPUTS_H

#include <stdint.h>

#include "arguments/settings.h"
#include "split/counts.h"
#include "split/destination.h"

/* After all documents: counts, reports and, if that is wanted, removes outputs without a source. */
void old_outputs_look(const struct settings *settings, struct destination *destination, struct split_counts *counts);

/* Removes from a tree what the state has below a directory that is to become a file, with the directories that are
 * empty then. What is of another root than that of the file stays, and what has come in the place of an output. */
void old_outputs_clear(struct destination *destination, size_t tree, uint32_t root, const char *folder,
                       const char *name);

#endif
