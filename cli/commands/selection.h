/* selection.h - whether the options and operands select what they seem to
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_COMMANDS_SELECTION_H
#define PAIDMARK_CLI_COMMANDS_SELECTION_H

#include <stdbool.h>

#include "arguments/settings.h"

/* To be asked before anything is read. False, after a message, if there is no document at all or a pattern of the
 * command line matches nothing: a mistyped --exclude would else publish what it was to leave out. Patterns of a
 * settings file are for many runs and may match nothing in one. What cannot be looked at is left to the run to report,
 * and so is that there is no document with --delete.
 */
bool selection_is_good(const struct settings *settings);

/* Whether no pattern has left anything out, when all has been looked at. */
bool selection_has_all(const struct settings *settings);

/* That there is no document. */
void selection_tell_none(const struct settings *settings);

#endif
