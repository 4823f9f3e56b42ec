/* options.c - reads a command line by the option table
 * SPDX-License-Identifier: MIT
 */
#include "arguments/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arguments/command.h"
#include "arguments/file_list.h"
#include "arguments/option_table.h"
#include "arguments/settings_file.h"
#include "files/system.h"
#include "language.h"
#include "text/safe_text.h"
#include "text/say.h"

/* ---- Complaints -------------------------------------------------------------------------------------------------- */

void usage_error(const char *command, const char *typed, const char *complaint, const char *meant)
{
    if (meant != NULL)
        say(stderr, _("%s: %s, did you mean %s?"), name_shown(typed), complaint, meant);
    else
        say(stderr, "%s: %s", name_shown(typed), complaint);
    if (command != NULL)
        say(stderr, _("see paidmark %s --help"), command);
    else
        say(stderr, _("see paidmark --help"));
}

static bool complain(const struct settings *settings, const char *typed, const char *complaint)
{
    usage_error(settings->command->name, typed, complaint, NULL);
    return false;
}

/* An option as it is written in full, for messages. */
static char *spell(const struct option *option, const char *value, char *buffer, size_t capacity)
{
    if (value == NULL)
        snprintf(buffer, capacity, "--%s", option->name);
    else
        snprintf(buffer, capacity, "--%s %s", option->name, *value != '\0' ? value : "''");
    return buffer;
}

static bool complain_about(const struct settings *settings, const struct option *option, const char *value,
                           const char *complaint)
{
    char spelt[256];

    return complain(settings, spell(option, value, spelt, sizeof spelt), complaint);
}

static bool complain_unknown(const struct settings *settings, const char *typed)
{
    char name[64];
    char meant[64];
    const struct option *nearest;

    snprintf(name, sizeof name, "%.*s", (int)strcspn(typed + 2, "="), typed + 2);
    nearest = strncmp(typed, "--", 2) == 0 ? option_nearest(name, settings->command->bit) : NULL;
    usage_error(settings->command->name, typed, _("no such option"),
                nearest != NULL ? spell(nearest, NULL, meant, sizeof meant) : NULL);
    return false;
}

static bool complain_misplaced(const struct settings *settings, const struct option *option)
{
    char complaint[128];

    snprintf(complaint, sizeof complaint, _("does not apply to %s"), settings->command->name);
    return complain_about(settings, option, NULL, complaint);
}

/* Letters that are no options, and a file that somebody may have meant. */
static bool complain_of_file(const struct settings *settings, const char *typed)
{
    return complain(settings, typed, _("is read as options; for the file of that name, put ./ before it"));
}

/* ---- Reading ----------------------------------------------------------------------------------------------------- */

/* Where in the arguments the reading is. */
struct reader {
    struct settings *settings;
    char **arguments;
    int count;
    int next;
    bool has_standard_input; /* among the operands */
};

/* Takes an option whose value stands in the same argument (attached), in the next one, or nowhere. */
static bool take_option(struct reader *reader, const struct option *option, const char *attached)
{
    struct settings *settings = reader->settings;
    const char *value = attached;
    const char *complaint;

    if ((option->commands & settings->command->bit) == 0)
        return complain_misplaced(settings, option);
    if (option->value == NULL && attached != NULL)
        return complain_about(settings, option, NULL, _("takes no value"));
    if (option->value != NULL && value == NULL) {
        if (reader->next == reader->count)
            return complain_about(settings, option, NULL, _("needs a value"));
        value = reader->arguments[reader->next++];
    }
    option_note(option, settings);
    complaint = option_set(option, settings, value);
    return complaint == NULL || complain_about(settings, option, value, _(complaint));
}

static bool take_long(struct reader *reader, const char *argument)
{
    const char *name = argument + 2;
    size_t name_bytes = strcspn(name, "=");
    const struct option *option = option_find(name, name_bytes);

    if (option == NULL)
        return complain_unknown(reader->settings, argument);
    return take_option(reader, option, name[name_bytes] == '=' ? name + name_bytes + 1 : NULL);
}

/* Letters may stand together; what follows one that takes a value is the value. */
static bool take_letters(struct reader *reader, const char *argument)
{
    unsigned command = reader->settings->command->bit;

    for (const char *letter = argument + 1; *letter != '\0'; letter++) {
        const struct option *option = option_find_letter(*letter);
        bool has_rest;

        if ((option == NULL || (option->commands & command) == 0) && access(argument, F_OK) == 0)
            return complain_of_file(reader->settings, argument);
        if (option == NULL)
            return complain_unknown(reader->settings, argument);
        has_rest = option->value != NULL && letter[1] != '\0';
        if (!take_option(reader, option, has_rest ? letter + 1 : NULL))
            return false;
        if (has_rest)
            break;
    }
    return true;
}

static bool take_operand(struct reader *reader, const char *argument)
{
    struct settings *settings = reader->settings;

    if (settings->operand_count == settings->command->operands_max)
        return complain(settings, argument, _("one document at a time"));
    if (strcmp(argument, "-") == 0 && reader->has_standard_input)
        return complain(settings, "-", _("standard input can be read only once"));
    reader->has_standard_input |= strcmp(argument, "-") == 0;
    settings->operands[settings->operand_count++] = argument;
    return true;
}

static bool take_arguments(struct reader *reader)
{
    const struct settings *settings = reader->settings;
    bool only_operands = false;
    bool good = true;

    while (good && reader->next < reader->count && !settings->help && !settings->version) {
        const char *argument = reader->arguments[reader->next++];

        if (only_operands || argument[0] != '-' || argument[1] == '\0')
            good = take_operand(reader, argument);
        else if (strcmp(argument, "--") == 0)
            only_operands = true;
        else if (argument[1] == '-')
            good = take_long(reader, argument);
        else
            good = take_letters(reader, argument);
    }
    return good;
}

/* ---- What goes together ------------------------------------------------------------------------------------------ */

/* Copies a token without the notation of its tail, a blank and three dots. Returns how many bytes are before the tail:
 * 0 if the token has none, more than any token has if nothing is before it. */
static size_t copy_token(char *copy, const char *token)
{
    static const char *const notations[] = {" \u2026", " ..."};

    for (size_t i = 0; i < sizeof notations / sizeof *notations; i++) {
        const char *tail = strstr(token, notations[i]);

        if (tail != NULL) {
            const char *behind = tail + strlen(notations[i]);

            memcpy(copy, token, (size_t)(tail - token));
            memcpy(copy + (tail - token), behind, strlen(behind) + 1);
            return tail > token ? (size_t)(tail - token) : SIZE_MAX;
        }
    }
    memcpy(copy, token, strlen(token) + 1);
    return 0;
}

/* Copies the tokens of a pair to `copy`, and returns where the copy ends. */
static char *copy_pair(struct paidmark_marker_pair *pair, char *copy, const struct own_pair *own)
{
    *pair = (struct paidmark_marker_pair){.begin = copy, .begin_tail = copy_token(copy, own->begin)};
    pair->begin_bytes = strlen(copy);
    copy += pair->begin_bytes + 1;
    if (own->end != NULL) {
        pair->end = copy;
        pair->end_tail = copy_token(copy, own->end);
        pair->end_bytes = strlen(copy);
        copy += pair->end_bytes + 1;
    }
    return copy;
}

static size_t token_bytes(const struct settings *settings)
{
    size_t bytes = 0;

    for (size_t i = 0; i < settings->pair_count; i++) {
        const struct own_pair *own = &settings->pairs[i];

        bytes += strlen(own->begin) + 1 + (own->end != NULL ? strlen(own->end) + 1 : 0);
    }
    return bytes;
}

/* The library is the judge of tokens. */
static enum paidmark_status make_marker_set(struct settings *settings)
{
    size_t count = settings->pair_count;
    struct paidmark_marker_pair *pairs;
    const struct paidmark_marker_pair **list;
    char *copies, *copy;
    enum paidmark_status status = PAIDMARK_STATUS_NO_MEMORY;

    if (settings->markers == NULL && count == 0)
        return PAIDMARK_STATUS_OK;
    pairs = calloc(count + 1, sizeof *pairs);
    list = calloc(count + 1, sizeof(const struct paidmark_marker_pair *));
    copies = copy = malloc(token_bytes(settings) + 1);
    if (pairs != NULL && list != NULL && copies != NULL) {
        for (size_t i = 0; i < count; i++) {
            copy = copy_pair(&pairs[i], copy, &settings->pairs[i]);
            list[i] = &pairs[i];
        }
        status = paidmark_marker_set_new(&settings->marker_set, settings->markers, list, count, NULL);
    }
    free(copies);
    free(list);
    free(pairs);
    return status;
}

static bool arguments_agree(const struct settings *settings)
{
    if (settings->pair_is_open)
        return complain(settings, "--begin", _("needs an --end"));
    if (settings->files0_from != NULL && settings->operand_count > 0)
        return complain(settings, "--files0-from", _("does not go with documents named on the command line"));
    return true;
}

static bool has_operand(const struct settings *settings, const char *operand)
{
    for (size_t i = 0; i < settings->operand_count; i++) {
        if (strcmp(settings->operands[i], operand) == 0)
            return true;
    }
    return false;
}

static bool fix_agrees(const struct settings *settings)
{
    bool is_check = settings->command->bit == COMMAND_CHECK;
    bool reads_standard_input = settings->operand_count == 0 || has_operand(settings, "-");

    if (is_check && settings->dry_run && !settings->fix)
        return complain(settings, "--dry-run", _("needs --fix"));
    if (settings->fix && reads_standard_input)
        return complain(settings, "--fix", _("standard input cannot be mended; name files or directories"));
    if (settings->fix && settings->no_lookalikes)
        return complain(settings, "--fix", _("does not go with --no-lookalikes"));
    return true;
}

static const char *where_tokens_are(const struct settings *settings)
{
    if (settings->file_path != NULL)
        return settings->file_path;
    return settings->pair_count > 0 ? "--begin, --end, --divider" : "--markers";
}

static bool settings_agree(struct settings *settings)
{
    if (settings->placeholder != NULL && settings->excerpt > 0)
        return complain(settings, "--placeholder", _("does not go with --excerpt"));
    if (settings->excerpt_visible && settings->excerpt == 0)
        return complain(settings, "--excerpt-visible", _("needs an --excerpt"));
    if (!fix_agrees(settings))
        return false;
    switch (make_marker_set(settings)) {
    case PAIDMARK_STATUS_OK:
        return true;
    case PAIDMARK_STATUS_BAD_ARGUMENT:
        return complain(settings, where_tokens_are(settings),
                        _("a token is 1 to 64 bytes of UTF-8 without a line ending, and all are different"));
    default:
        return complain(settings, _("markers"), _("need more memory than there is"));
    }
}

bool options_read(struct settings *settings, int count, char **arguments)
{
    struct reader reader = {.settings = settings, .arguments = arguments, .count = count};

    settings->operands = calloc((size_t)count + 1, sizeof *settings->operands);
    if (settings->operands == NULL)
        return complain(settings, _("arguments"), _("need more memory than there is"));
    if (!take_arguments(&reader))
        return false;
    if (settings->help || settings->version)
        return true;
    return arguments_agree(settings) && file_list_read(settings) && settings_file_read(settings) &&
           settings_agree(settings);
}

struct paidmark_options options_for_parse(const struct settings *settings)
{
    struct paidmark_options options = {
        .size = sizeof options, .unmarked = settings->unmarked, .markers = settings->marker_set};

    if (settings->salvage)
        options.flags |= PAIDMARK_OPTION_SALVAGE;
    if (settings->exact)
        options.flags |= PAIDMARK_OPTION_EXACT;
    if (settings->no_lookalikes)
        options.flags |= PAIDMARK_OPTION_NO_LOOKALIKES;
    if (settings->command->bit == COMMAND_CHECK && !settings->quiet && !settings->no_also_free)
        options.flags |= PAIDMARK_OPTION_ALSO_FREE;
    return options;
}

size_t options_jobs(const struct settings *settings)
{
    size_t processors = processors_count();

    if (settings->jobs > 0)
        return settings->jobs;
    return processors < JOBS_MAX ? processors : JOBS_MAX;
}

void settings_free(struct settings *settings)
{
    free(settings->operands);
    free(settings->listed_names);
    free(settings->pairs);
    paidmark_marker_set_free(settings->marker_set);
    globs_free(&settings->filter.include);
    globs_free(&settings->filter.exclude);
    free(settings->filter.site);
    free(settings->file_path);
    free(settings->file_text);
}
