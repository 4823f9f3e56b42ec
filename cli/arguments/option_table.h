/* option_table.h - the one table of options, from which parsing, --help and suggestions come
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_ARGUMENTS_OPTION_TABLE_H
#define PAIDMARK_CLI_ARGUMENTS_OPTION_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "arguments/settings.h"

/* A row of the table. An option either sets a field of struct settings (a bool, or a string where it takes a value) or
 * has a function, which gives NULL or what is wrong with the value. */
struct option {
    const char *name;  /* without its two hyphens */
    char letter;       /* '\0': no short form */
    const char *value; /* as --help shows it; NULL: takes none */
    unsigned commands; /* those it applies to, enum command_bit, and enum option_bit */
    const char *help;  /* lines separated by line feeds */
    size_t field;      /* offset in struct settings */
    const char *(*set)(struct settings *settings, const char *value);
    const char *words; /* those that it takes for a value, with blanks between them; NULL: others, too */
};

const struct option *option_table(size_t *count);

/* All three give NULL when there is none. */
const struct option *option_find(const char *name, size_t name_bytes);
const struct option *option_find_letter(char letter);

/* Gives NULL or what is wrong with the value, which is NULL where the option takes none. */
const char *option_set(const struct option *option, struct settings *settings, const char *value);

/* Notes that the command line has the option, and tells whether that overrules the settings file. */
void option_note(const struct option *option, struct settings *settings);
bool option_is_overruled(const struct option *option, const struct settings *settings);

/* Of the options of a command, the one that a misspelt name comes near to. */
const struct option *option_nearest(const char *name, unsigned command);

#endif
