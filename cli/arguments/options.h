/* options.h - reads a command line
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_ARGUMENTS_OPTIONS_H
#define PAIDMARK_CLI_ARGUMENTS_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "arguments/settings.h"

/* Reads the arguments behind the name of settings->command. False after a message on stderr; then, too, the caller
 * owes settings_free. Once --help or --version is met, the rest is not looked at. */
bool options_read(struct settings *settings, int count, char **arguments);

/* What the settings mean to the library. Points into settings. */
struct paidmark_options options_for_parse(const struct settings *settings);

/* How many workers: as many as there are processors, unless the settings say otherwise. */
size_t options_jobs(const struct settings *settings);

void settings_free(struct settings *settings);

/* Says on stderr what is wrong with what was typed, which word was probably meant (or NULL), and where help is: of a
 * command, or of the tool for NULL. */
void usage_error(const char *command, const char *typed, const char *complaint, const char *meant);

#endif
