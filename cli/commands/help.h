/* help.h - what --help prints, from the tables of commands and options
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_COMMANDS_HELP_H
#define PAIDMARK_CLI_COMMANDS_HELP_H

#include "commands/commands.h"

/* Of the tool as a whole, on standard output. */
void help_print(void);

void help_print_command(const struct command *command);

#endif
