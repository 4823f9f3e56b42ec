/* leftovers.h - temporary files that a killed run has left behind
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_FILES_LEFTOVERS_H
#define PAIDMARK_CLI_FILES_LEFTOVERS_H

#include <stdbool.h>

/* Whether a name is one of those that temporary.h gives. */
bool is_temporary_name(const char *name);

/* Removes all temporaries in an open directory but those of this process. Only for who has locked the output directory:
 * then no other run has files there, so that nothing needs to be guessed from process ids, which mean nothing on
 * another host or in another container. What cannot be removed stays. */
void leftovers_remove(int directory);

#endif
