/* state_table.h - the lines of the state, read and written
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SPLIT_STATE_TABLE_H
#define PAIDMARK_CLI_SPLIT_STATE_TABLE_H

#include "split/state.h"

/* Makes entries of the lines that were read, in which it replaces each line feed by a NUL; sets state->finding. Half a
 * line at the end is left as it is, and counts for nothing. Gives a failure. */
int state_read(struct state *state);

void state_free(struct state *state);

/* The next root, in memory only; within as in struct state_root. Gives a failure. */
int state_add_root(struct state *state, const char *path, uint32_t within);

/* Begins the file anew, with these lines in it as soon as there is anything: one that is cut short would say nothing of
 * the rest. */
int state_begin(struct state *state, const struct lines *lines);

/* Whether most of the lines count no more. */
bool state_is_wasteful(const struct state *state);

#define STATE_FORMAT_VERSION 2
#define STATE_RECIPE         "recipe "
#define STATE_ROOT           "root "
#define STATE_MOUNT          "mount "
#define STATE_PLACE          "place "

/* The first line; the line of a recipe or a root; all lines that still count. */
void state_write_head(const struct state *state, struct lines *lines);
void state_name(struct lines *lines, const char *word, const char *text);
void state_name_root(struct lines *lines, const struct state_root *root);
void state_place(struct lines *lines, uint32_t root, const char *place); /* nothing, where that is empty */
void state_write_all(const struct state *state, struct lines *lines);

#endif
