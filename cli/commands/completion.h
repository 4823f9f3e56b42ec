/* completion.h - what shells offer behind paidmark, made from the tables of commands and options
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_COMMANDS_COMPLETION_H
#define PAIDMARK_CLI_COMMANDS_COMPLETION_H

#include <stdbool.h>

/* Prints the completion for bash, fish or zsh; false for any other shell. */
bool completion_print(const char *shell);

#endif
