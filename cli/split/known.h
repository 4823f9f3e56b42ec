/* known.h - what the state knows of a document, and what it learns of it
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SPLIT_KNOWN_H
#define PAIDMARK_CLI_SPLIT_KNOWN_H

#include <stdbool.h>
#include <stddef.h>

#include "split/splitter.h"

/* Looks up documents of a folder, into splitter->known; each is met by this run now. */
void known_look_up(struct splitter *splitter, struct folder *folder, const char *const *names, size_t count);

/* Whether the outputs are those of the source as it is, by what the state has of all of them. */
bool known_is_current(struct splitter *splitter, const struct job *job);

/* Of a document of another directory than before, adds to splitter->news that it is: nobody else will say where its
 * outputs are from now. */
void known_move(struct splitter *splitter, const struct job *job);

/* Notes in the job, before its source is read, when that was: known_vouch asks. */
void known_begin(struct job *job);

/* Before anything is made, a directory or a temporary file: what a killed run leaves is looked for where the state has
 * something. Of an earlier output nobody knows after that whether it is still there. Gives a failure. */
int known_claim(struct splitter *splitter, const struct job *job);

/* When nothing has come of a claim: what is there is not ours, if it was not before. */
void known_take_back(struct splitter *splitter, const struct job *job);

/* After the outputs have their names: adds to splitter->news that they are those of the source, if it is sure that it
 * has not changed meanwhile. */
void known_vouch(struct splitter *splitter, const struct job *job);

#endif
