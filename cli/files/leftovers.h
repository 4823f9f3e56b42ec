/* leftovers.h - temporary files that a killed run has left behind
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_FILES_LEFTOVERS_H
#define PAIDMARK_CLI_FILES_LEFTOVERS_H

#include <stdbool.h>

/* The file in an output directory that remembers what was written there. */
#define STATE_FILE_NAME       ".paidmark-state"
#define STATE_FILE_NAME_UPPER ".PAIDMARK-STATE"

/* Whether a name is that, or one of those that temporary.h gives. */
bool is_private_name(const char *name);

/* Removes temporaries of earlier runs from a directory. Only for who has locked it now: then all of those that are made
 * in a locked directory and are not this process's own are leftovers, and so are all others that can be locked. Nothing
 * needs to be guessed from process ids, which mean nothing on another host or in another container. What cannot be
 * removed stays. */
void leftovers_remove(int directory);

#endif
