/* settings_file.c - finds, opens and reads the settings of a site
 * SPDX-License-Identifier: MIT
 */
#include "arguments/settings_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arguments/command.h"
#include "arguments/option_table.h"
#include "failure.h"
#include "files/input.h"
#include "files/path.h"
#include "files/place.h"
#include "files/system.h"
#include "language.h"
#include "text/safe_text.h"
#include "text/say.h"

#define BYTES_MAX ((off_t)64 * 1024)

/* The settings file of an operand. */
struct found {
    const char *operand; /* NULL: not known yet */
    char *path;          /* NULL: there is none */
    int descriptor;
};

/* ---- Opening ----------------------------------------------------------------------------------------------------- */

/* Whoever can plant a file in a folder above, such as /tmp, could else switch off what is looked for. Those who own the
 * documents can change these anyway; `folder` is NULL for standard input, which can be from anywhere. */
static int check_trust(int descriptor, const char *folder)
{
    struct stat file;
    struct stat documents = {.st_uid = geteuid()};

    if (fstat(descriptor, &file) != 0 || (folder != NULL && stat(folder, &documents) != 0))
        return errno;
    if (!S_ISREG(file.st_mode))
        return FAILURE_NOT_REGULAR;
    if (file.st_size > BYTES_MAX)
        return EFBIG;
    if ((file.st_mode & S_IWOTH) != 0 ||
        (file.st_uid != 0 && file.st_uid != geteuid() && file.st_uid != documents.st_uid))
        return FAILURE_NOT_TRUSTED;
    return FAILURE_NONE;
}

static int open_in(const char *folder, struct found *found)
{
    found->path = path_join(folder, SETTINGS_FILE_NAME);
    if (found->path == NULL)
        return ENOMEM;
    found->descriptor = open_file(AT_FDCWD, found->path, O_RDONLY | O_NOCTTY | O_NONBLOCK | O_NOFOLLOW, 0);
    if (found->descriptor >= 0)
        return FAILURE_NONE;
    return errno == ELOOP ? FAILURE_LINK : errno;
}

/* In the real path of a folder, which is cut short on the way, or above. */
static int open_nearest(char *folder, struct found *found)
{
    for (;;) {
        char *slash = strrchr(folder, '/');
        int failure = open_in(folder, found);

        if (failure != ENOENT)
            return failure;
        free(found->path);
        found->path = NULL;
        if (slash == NULL || slash[1] == '\0')
            return FAILURE_NONE;
        slash[slash == folder] = '\0'; /* the root keeps its slash */
    }
}

static void close_found(struct found *found)
{
    if (found->descriptor >= 0)
        close(found->descriptor);
    free(found->path);
}

/* As it will be when the document is to be read. */
static bool is_out_of_reach(int failure)
{
    return failure == ENOENT || failure == ENOTDIR || failure == EACCES || failure == ELOOP || failure == ENAMETOOLONG;
}

/* Standard input is where one is. Of what is out of reach nothing is known: the run will say so. */
static int find_for(const char *operand, struct found *found)
{
    bool is_file = strcmp(operand, "-") != 0;
    char *folder;
    char *way;
    int failure = place_folder_of(is_file ? operand : ".", &folder);

    *found = (struct found){.descriptor = -1};
    if (is_out_of_reach(failure))
        return FAILURE_NONE;
    if (failure != FAILURE_NONE)
        return failure;
    found->operand = operand;
    way = strdup(folder);
    failure = way != NULL ? open_nearest(way, found) : ENOMEM;
    if (failure == FAILURE_NONE && found->path != NULL)
        failure = check_trust(found->descriptor, is_file ? folder : NULL);
    free(way);
    free(folder);
    return failure;
}

/* ---- Lines ------------------------------------------------------------------------------------------------------- */

static bool complain_at(const struct settings *settings, size_t line, const char *key, const char *complaint)
{
    say(stderr, "%s:%zu: %s: %s", settings->file_path, line, name_shown(key), complaint);
    return false;
}

static char *skip_blanks(char *text)
{
    return text + strspn(text, " \t");
}

static void cut_blanks(char *text)
{
    size_t bytes = strlen(text);

    while (bytes > 0 && strchr(" \t\r", text[bytes - 1]) != NULL)
        bytes--;
    text[bytes] = '\0';
}

/* What other files of settings have would be a part of the pattern here, and the pattern match nothing. */
static bool is_misleading_pattern(const char *key, const char *value)
{
    bool is_pattern = strcmp(key, "include") == 0 || strcmp(key, "exclude") == 0;

    return is_pattern && value != NULL && (*value == '"' || *value == '\'' || strstr(value, " #") != NULL);
}

static bool take(struct settings *settings, size_t line, const char *key, const char *value)
{
    const struct option *option = option_find(key, strlen(key));
    const char *complaint = NULL;

    if (option == NULL || (option->commands & IN_SETTINGS_FILE) == 0)
        return complain_at(settings, line, key, _("no such setting"));
    if (option->value == NULL && value != NULL)
        return complain_at(settings, line, key, _("takes no value"));
    if (option->value != NULL && value == NULL)
        return complain_at(settings, line, key, _("needs a value"));
    if (is_misleading_pattern(key, value))
        return complain_at(settings, line, key, _("takes no quotation marks, and a comment only on a line of its own"));
    if ((option->commands & settings->command->bit) != 0 && !option_is_overruled(option, settings))
        complaint = option_set(option, settings, value);
    return complaint == NULL || complain_at(settings, line, key, _(complaint));
}

static bool take_line(struct settings *settings, size_t line, char *text)
{
    char *key = skip_blanks(text);
    char *sign = strchr(key, '=');
    char *value = NULL;

    if (*key == '#')
        return true;
    if (sign != NULL) {
        *sign = '\0';
        value = skip_blanks(sign + 1);
        cut_blanks(value);
    }
    cut_blanks(key);
    return (*key == '\0' && value == NULL) || take(settings, line, key, value);
}

static bool take_lines(struct settings *settings)
{
    static const char mark[] = "\xEF\xBB\xBF"; /* editors on Windows put it there */
    char *text = settings->file_text;
    bool is_good = true;

    if (strncmp(text, mark, sizeof mark - 1) == 0)
        text += sizeof mark - 1;
    settings->is_reading_file = true;
    for (size_t line = 1; is_good && text != NULL; line++) {
        char *feed = strchr(text, '\n');

        if (feed != NULL)
            *feed = '\0';
        is_good = take_line(settings, line, text);
        text = feed != NULL ? feed + 1 : NULL;
        if (is_good && text == NULL && settings->pair_is_open)
            is_good = complain_at(settings, line, "begin", _("needs an end"));
    }
    settings->is_reading_file = false;
    return is_good;
}

/* ---- The file ---------------------------------------------------------------------------------------------------- */

/* Patterns in it are for paths from the folder that it is in. */
static int note_site(struct settings *settings)
{
    struct filter *filter = &settings->filter;

    if (!globs_are_of_site(&filter->include) && !globs_are_of_site(&filter->exclude))
        return FAILURE_NONE;
    filter->site = path_beside(settings->file_path, "");
    return filter->site != NULL ? FAILURE_NONE : ENOMEM;
}

static int read_text(struct settings *settings, int descriptor, size_t *bytes)
{
    struct input input = {0};
    int failure = input_read_descriptor(&input, descriptor);

    if (failure == FAILURE_NONE) {
        settings->file_text = calloc(input.bytes + 1, 1);
        if (settings->file_text == NULL)
            failure = ENOMEM;
        else if (input.bytes > 0)
            memcpy(settings->file_text, input.data, input.bytes);
    }
    *bytes = input.bytes;
    input_free(&input);
    return failure;
}

static bool complain(const char *name, const char *complaint)
{
    say(stderr, "%s: %s", name_shown(name), complaint);
    return false;
}

/* Takes over the path. */
static bool read_found(struct settings *settings, struct found *found)
{
    size_t bytes;
    int failure = read_text(settings, found->descriptor, &bytes);

    settings->filter.settings_file = settings->file_path = found->path;
    found->path = NULL;
    if (failure == FAILURE_NONE && strlen(settings->file_text) < bytes)
        return complain(settings->file_path, _("has U+0000 in it, which no text has"));
    if (failure == FAILURE_NONE && !take_lines(settings))
        return false;
    if (failure == FAILURE_NONE)
        failure = note_site(settings);
    return failure == FAILURE_NONE || complain(settings->file_path, failure_sentence(failure));
}

/* ---- Operands ---------------------------------------------------------------------------------------------------- */

static void complain_of_both(const struct found *one, const struct found *other)
{
    const char *name = input_name(one->operand);
    const char *other_name = input_name(other->operand);

    if (one->path != NULL && other->path != NULL)
        say(stderr, _("%s has %s and %s has %s; run them apart, or use --no-config"), name, one->path, other_name,
            other->path);
    else if (one->path != NULL)
        say(stderr, _("%s has %s and %s has no .paidmark; run them apart, or use --no-config"), name, one->path,
            other_name);
    else
        say(stderr, _("%s has no .paidmark and %s has %s; run them apart, or use --no-config"), name, other_name,
            other->path);
}

static bool is_same(const struct found *a, const struct found *b)
{
    return a->path == NULL || b->path == NULL ? a->path == b->path : strcmp(a->path, b->path) == 0;
}

/* Finds what an operand has. What the first has, all have to have. */
static bool add_operand(struct found *common, const char *operand)
{
    struct found found;
    int failure = find_for(operand, &found);
    bool is_good =
        failure == FAILURE_NONE || complain(found.path != NULL ? found.path : operand, failure_sentence(failure));

    if (is_good && common->operand == NULL) {
        *common = found;
        return true;
    }
    if (is_good && found.operand != NULL && !is_same(common, &found)) {
        is_good = false;
        complain_of_both(common, &found);
    }
    close_found(&found);
    return is_good;
}

static bool is_beside(const char *path, const char *other)
{
    size_t bytes = (size_t)(path_name(path) - path);

    return bytes == (size_t)(path_name(other) - other) && strncmp(path, other, bytes) == 0;
}

/* Files that lie together have the same, unless they are links, and there may be thousands of them. */
static bool find_common(const struct settings *settings, struct found *common)
{
    const char *last = NULL; /* that is a file */
    bool is_good = true;

    for (size_t i = 0; is_good && i < settings->operand_count; i++) {
        const char *operand = settings->operands[i];
        struct stat file;
        bool is_file = lstat(operand, &file) == 0 && S_ISREG(file.st_mode);

        if (!is_file || last == NULL || !is_beside(operand, last))
            is_good = add_operand(common, operand);
        if (is_file)
            last = operand;
    }
    return settings->operand_count > 0 ? is_good : add_operand(common, "-");
}

bool settings_file_read(struct settings *settings)
{
    struct found found = {.descriptor = -1};
    bool is_good;

    if (settings->filter.no_config)
        return true;
    is_good = find_common(settings, &found);
    if (is_good && found.path != NULL)
        is_good = read_found(settings, &found);
    close_found(&found);
    return is_good;
}
