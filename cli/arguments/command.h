/* command.h - what a command is, as far as its arguments are concerned
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_ARGUMENTS_COMMAND_H
#define PAIDMARK_CLI_ARGUMENTS_COMMAND_H

#include <stddef.h>

#include "failure.h"

struct settings;

/* One bit a command, for the option table. */
enum command_bit {
    COMMAND_PREVIEW = 1,
    COMMAND_FULL = 2,
    COMMAND_REST = 4,
    COMMAND_CHECK = 8,
    COMMAND_INFO = 16,
    COMMAND_SPLIT = 32,
    COMMAND_RECORDS = 64
};

/* Beside them in the option table. */
enum option_bit {
    IN_SETTINGS_FILE = 1 << 16, /* too */
    ADDS_UP = 1 << 17           /* what the command line says comes in addition to what the file says */
};
#define COMMANDS_RENDER (COMMAND_PREVIEW | COMMAND_FULL | COMMAND_REST)
#define COMMANDS_WALK   (COMMAND_CHECK | COMMAND_INFO | COMMAND_SPLIT) /* over directories */
#define COMMANDS_FILES  (COMMANDS_RENDER | COMMANDS_WALK)              /* in any charset */
#define COMMANDS_ALL    (COMMANDS_FILES | COMMAND_RECORDS)

struct command {
    const char *name;
    unsigned bit;
    size_t operands_max;
    const char *operands; /* as the usage line shows them */
    const char *summary;  /* one line, for the list of commands */
    const char *details;  /* paragraphs for its own help, each line ended */
    enum exit_status (*run)(const struct settings *settings);
};

#endif
