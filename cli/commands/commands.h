/* commands.h - the commands: what they are called, what they take, what runs them
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_COMMANDS_COMMANDS_H
#define PAIDMARK_CLI_COMMANDS_COMMANDS_H

#include "arguments/command.h"
#include "arguments/settings.h"

const struct command *command_table(size_t *count);

/* NULL when there is none of that name. */
const struct command *command_find(const char *name);

/* The command a misspelt name comes near to, or NULL. */
const struct command *command_nearest(const char *name);

enum exit_status run_preview(const struct settings *settings);
enum exit_status run_full(const struct settings *settings);
enum exit_status run_rest(const struct settings *settings);
enum exit_status run_check(const struct settings *settings);
enum exit_status run_split(const struct settings *settings);
enum exit_status run_info(const struct settings *settings);
enum exit_status run_records(const struct settings *settings);

#endif
