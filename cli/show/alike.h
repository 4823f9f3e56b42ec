/* alike.h - of many messages of one kind the first are shown and the rest is counted
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_SHOW_ALIKE_H
#define PAIDMARK_CLI_SHOW_ALIKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "document/load.h"

#define ALIKE_SHOWN 20

#define ALIKE_KINDS 32 /* those that come after so many kinds are all shown */

/* All zeros in the beginning. */
struct alike {
    size_t kind_count;
    struct {
        int kind;
        size_t count;
    } kinds[ALIKE_KINDS];
};

/* What two messages have to have in common: a failure (failure.h) is a kind itself, and this is the kind of what is
 * said about the problems of a document. */
int alike_kind_of_problems(const struct loaded *loaded);

/* Counts a message of a kind. Whether it is to be shown: of a disk that is full once is enough. */
bool alike_is_shown(struct alike *alike, int kind);

/* How many more there were of each kind, and what to do about many documents in another charset. */
void alike_print_rest(const struct alike *alike, FILE *stream);

#endif
