/* file_list.c - reads operands from a file, with a zero behind each, as `find -print0` and `git ls-files -z` write them
 * SPDX-License-Identifier: MIT
 */
#include "arguments/file_list.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "failure.h"
#include "files/input.h"
#include "language.h"
#include "show/terminal.h"
#include "text/safe_text.h"
#include "text/say.h"

static bool complain(const char *list, const char *complaint)
{
    say(stderr, "%s: %s", name_shown(input_name(list)), complaint);
    return false;
}

static size_t count_names(const char *names, size_t bytes)
{
    size_t count = bytes > 0 && names[bytes - 1] != '\0';

    for (size_t i = 0; i < bytes; i++)
        count += names[i] == '\0';
    return count;
}

/* Keeps the names, which have a zero behind the last. */
static bool keep(struct settings *settings, const struct input *input)
{
    settings->operand_count = count_names(input->data, input->bytes);
    settings->listed_names = malloc(input->bytes + 1);
    free(settings->operands);
    settings->operands = malloc((settings->operand_count + 1) * sizeof *settings->operands);
    if (settings->listed_names == NULL || settings->operands == NULL)
        return false;
    if (input->bytes > 0)
        memcpy(settings->listed_names, input->data, input->bytes);
    settings->listed_names[input->bytes] = '\0';
    for (size_t i = 0, at = 0; i < settings->operand_count; i++) {
        settings->operands[i] = settings->listed_names + at;
        at += strlen(settings->operands[i]) + 1;
    }
    return true;
}

static bool are_good(const struct settings *settings)
{
    const char *list = settings->files0_from;

    for (size_t i = 0; i < settings->operand_count; i++) {
        if (settings->operands[i][0] == '\0')
            return complain(list, _("has an empty name in it"));
        if (strcmp(settings->operands[i], "-") == 0)
            return complain(list, _("has standard input in it; a file of that name is written ./-"));
    }
    return settings->operand_count > 0 || complain(list, _("names no document"));
}

bool file_list_read(struct settings *settings)
{
    struct input input = {0};
    int failure;

    if (settings->files0_from == NULL)
        return true;
    terminal_tell_reading(settings, settings->files0_from);
    failure = input_read(&input, settings->files0_from);
    if (failure == FAILURE_NONE && !keep(settings, &input))
        failure = ENOMEM;
    input_free(&input);
    if (failure != FAILURE_NONE)
        return complain(settings->files0_from, failure_sentence(failure));
    return are_good(settings);
}
