/* fixer.h - what check --fix does with each document
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_COMMANDS_FIXER_H
#define PAIDMARK_CLI_COMMANDS_FIXER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "document/fix.h"
#include "document/load.h"
#include "failure.h"

struct fixer {
    const struct settings *settings;
    bool shows_diff; /* in place of writing */
    struct fix fix;
    struct loaded fixed; /* what a document has become */
    size_t markers;      /* mended so far */
};

/* Gives a failure (failure.h). fixer_free is owed in any case. */
int fixer_init(struct fixer *fixer, const struct settings *settings, bool may_show_text);

/* Fixes a document, or shows or says how it would be, or why it is not. *loaded becomes what is in the file then, which
 * is good until the next call. Gives a failure, which has been reported. */
int fixer_fix(struct fixer *fixer, const struct loaded **loaded);

/* For the line of totals. */
void fixer_print_total(const struct fixer *fixer, FILE *stream);

void fixer_free(struct fixer *fixer);

#endif
