/* commands.h - the commands: what they are called, what they take, what runs them
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_COMMANDS_COMMANDS_H
#define PAIDMARK_CLI_COMMANDS_COMMANDS_H

#include <stddef.h>

#include "arguments/settings.h"
#include "failure.h"

/* One bit a command, for the option table. */
enum command_bit {
    COMMAND_PREVIEW = 1,
    COMMAND_FULL = 2,
    COMMAND_REST = 4,
    COMMAND_CHECK = 8,
    COMMAND_INFO = 16,
    COMMAND_SPLIT = 32
};
#define COMMANDS_RENDER (COMMAND_PREVIEW | COMMAND_FULL | COMMAND_REST)
#define COMMANDS_WALK   (COMMAND_CHECK | COMMAND_INFO | COMMAND_SPLIT) /* over directories */
#define COMMANDS_ALL    (COMMANDS_RENDER | COMMANDS_WALK)

struct command {
    const char *name;
    unsigned bit;
    size_t operands_max;
    const char *operands; /* as the usage line shows them */
    const char *summary;  /* one line, for the list of commands */
    const char *details;  /* paragraphs for its own help, each line ended */
    enum exit_status (*run)(const struct settings *settings);
};

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

#endif
