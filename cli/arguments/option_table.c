/* option_table.c - the options: what they are called, what they take, what they set
 * SPDX-License-Identifier: MIT
 */
#include "arguments/option_table.h"

#include <stdlib.h>
#include <string.h>

#include "arguments/command.h"
#include "arguments/spelling.h"
#include "language.h"
#include "text/charset.h"
#include "text/utf8.h"

/* ---- Values that are more than a string -------------------------------------------------------------------------- */

/* A whole number from 1 to max. */
static const char *read_number(const char *value, size_t max, size_t *number)
{
    static const char complaint[] = N_("give a whole number, 1 or more");

    *number = 0;
    if (*value == '\0')
        return complaint;
    for (; *value != '\0'; value++) {
        size_t digit = (size_t)(*value - '0');

        if (*value < '0' || *value > '9')
            return complaint;
        if (digit > max || *number > (max - digit) / 10)
            return N_("is too large");
        *number = 10 * *number + digit;
    }
    return *number > 0 ? NULL : complaint;
}

static const char *set_output(struct settings *settings, const char *value)
{
    settings->output = strcmp(value, "-") == 0 ? NULL : value;
    return *value != '\0' ? NULL : N_("is no name of a file");
}

static const char *set_excerpt(struct settings *settings, const char *value)
{
    return read_number(value, SIZE_MAX, &settings->excerpt);
}

static const char *set_jobs(struct settings *settings, const char *value)
{
    return read_number(value, JOBS_MAX, &settings->jobs);
}

static const char *add_include(struct settings *settings, const char *value)
{
    return globs_add(&settings->filter.include, value, settings->is_reading_file);
}

static const char *add_exclude(struct settings *settings, const char *value)
{
    return globs_add(&settings->filter.exclude, value, settings->is_reading_file);
}

static const char *set_placeholder(struct settings *settings, const char *value)
{
    struct paidmark_render_options options = {
        .size = sizeof options, .placeholder = value, .placeholder_bytes = strlen(value)};
    struct paidmark_document *document = paidmark_document_new(NULL);
    enum paidmark_status status;

    settings->placeholder = value;
    paidmark_parse(document, NULL, 0, NULL);
    status = paidmark_render(document, PAIDMARK_PART_FREE, &options, NULL, 0, NULL);
    paidmark_document_free(document);
    if (status == PAIDMARK_STATUS_OK)
        return NULL;
    return utf8_is_well_formed(value, strlen(value))
               ? N_("has a {field} other than {characters}, {percent}, {region}, {regions}; write {{ for {")
               : N_("is not UTF-8");
}

static const char *set_markers(struct settings *settings, const char *value)
{
    struct paidmark_marker_set *set;
    enum paidmark_status status = paidmark_marker_set_new(&set, value, NULL, 0, NULL);

    paidmark_marker_set_free(set);
    settings->markers = value;
    return status != PAIDMARK_STATUS_BAD_ARGUMENT ? NULL : N_("is none of default, fastadmin, ghost, more");
}

static const char *add_pair(struct settings *settings, const char *begin)
{
    struct own_pair *pairs;

    if (settings->pair_is_open)
        return N_("comes before the --begin ahead of it has its --end");
    pairs = realloc(settings->pairs, (settings->pair_count + 1) * sizeof *pairs);
    if (pairs == NULL)
        return N_("needs more memory than there is");
    settings->pairs = pairs;
    pairs[settings->pair_count++] = (struct own_pair){.begin = begin, .end = NULL};
    return NULL;
}

static const char *set_begin(struct settings *settings, const char *value)
{
    const char *complaint = add_pair(settings, value);

    settings->pair_is_open = true;
    return complaint;
}

static const char *set_end(struct settings *settings, const char *value)
{
    if (!settings->pair_is_open)
        return N_("has no --begin ahead of it");
    settings->pairs[settings->pair_count - 1].end = value;
    settings->pair_is_open = false;
    return NULL;
}

static const char *set_unmarked(struct settings *settings, const char *value)
{
    if (strcmp(value, "free") == 0)
        settings->unmarked = PAIDMARK_UNMARKED_FREE;
    else if (strcmp(value, "paid") == 0)
        settings->unmarked = PAIDMARK_UNMARKED_PAID;
    else if (strcmp(value, "error") == 0)
        settings->unmarked = PAIDMARK_UNMARKED_ERROR;
    else
        return N_("is none of free, paid, error");
    return NULL;
}

static const char *set_from(struct settings *settings, const char *value)
{
    settings->from = value;
    return charset_known(value) ? NULL : N_("unknown charset; `iconv -l` lists the names");
}

static const char *set_to(struct settings *settings, const char *value)
{
    settings->to = value;
    return charset_known(value) && strcmp(value, "auto") != 0 ? NULL
                                                              : N_("unknown charset; `iconv -l` lists the names");
}

static const char *set_want(struct settings *settings, const char *value)
{
    static const struct {
        const char *word;
        enum want_bit bit;
    } words[] = {{"preview", WANT_PREVIEW}, {"full", WANT_FULL}, {"rest", WANT_REST}, {"excerpt", WANT_EXCERPT}};
    const char *word = value;

    settings->want = 0;
    for (;;) {
        size_t bytes = strcspn(word, ",");
        size_t i = 0;

        while (i < 4 && (strlen(words[i].word) != bytes || memcmp(words[i].word, word, bytes) != 0))
            i++;
        if (i == 4)
            return N_("is not of preview, full, rest, excerpt, with commas between them");
        settings->want |= words[i].bit;
        if (word[bytes] == '\0')
            return NULL;
        word += bytes + 1;
    }
}

static const char *set_as(struct settings *settings, const char *value)
{
    settings->as = value;
    return utf8_is_well_formed(value, strlen(value)) ? NULL : N_("is not UTF-8");
}

static const char *set_json(struct settings *settings, const char *value)
{
    (void)value;
    settings->format = FORMAT_JSON;
    return NULL;
}

static const char *set_format(struct settings *settings, const char *value)
{
    static const char *const words[] = {
        [FORMAT_TEXT] = "text", [FORMAT_JSON] = "json", [FORMAT_SARIF] = "sarif", [FORMAT_GITHUB] = "github"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(value, words[i]) == 0) {
            settings->format = (enum format)i;
            return NULL;
        }
    }
    return N_("is none of text, json, sarif, github");
}

static const char *set_quiet(struct settings *settings, const char *value)
{
    (void)value;
    settings->silent = settings->quiet;
    settings->quiet = true;
    return NULL;
}

static const char *set_color(struct settings *settings, const char *value)
{
    if (strcmp(value, "auto") == 0)
        settings->color = COLOR_AUTO;
    else if (strcmp(value, "always") == 0)
        settings->color = COLOR_ALWAYS;
    else if (strcmp(value, "never") == 0)
        settings->color = COLOR_NEVER;
    else
        return N_("is none of auto, always, never");
    return NULL;
}

/* ---- The table --------------------------------------------------------------------------------------------------- */

#define FIELD(name)          offsetof(struct settings, name), NULL, NULL
#define SET(function, words) 0, function, words

static const struct option table[] = {
    {"output", 'o', "FILE", COMMANDS_RENDER,
     N_("write to FILE instead of standard output; a file there\n"
        "is replaced as a whole, and only when all went well"),
     SET(set_output, NULL)},
    {"directory", 'd', "DIR", COMMAND_SPLIT, N_("write to DIR/preview and DIR/full"), FIELD(destination)},
    {"preview", 0, "DIR", COMMAND_SPLIT, N_("write previews to DIR; in place of --directory"),
     FIELD(preview_directory)},
    {"full", 0, "DIR", COMMAND_SPLIT, N_("write full versions to DIR; in place of --directory"), FIELD(full_directory)},
    {"update", 'u', NULL, COMMAND_SPLIT,
     N_("skip a document if nothing has changed since its outputs\n"
        "were written: neither it, nor they, nor the options"),
     FIELD(update)},
    {"delete", 0, NULL, COMMAND_SPLIT,
     N_("remove outputs of these directories that have no source\n"
        "any more"),
     FIELD(delete)},
    {"withdraw", 0, NULL, COMMAND_SPLIT, N_("remove old outputs of refused or failed documents"), FIELD(withdraw)},
    {"fix", 0, NULL, COMMAND_CHECK,
     N_("mend damaged markers in the files, of a document all or\n"
        "none: where it is clear how, and all is sound then"),
     FIELD(fix)},
    {"dry-run", 0, NULL, COMMAND_SPLIT | COMMAND_CHECK,
     N_("read and judge everything, write nothing; with --fix,\n"
        "print what would change, as a diff for patch -p0"),
     FIELD(dry_run)},
    {"sync", 0, NULL, COMMANDS_RENDER | COMMAND_SPLIT, N_("have each output on disk before it gets its name"),
     FIELD(sync)},
    {"jobs", 'j', "N", COMMAND_SPLIT | COMMAND_RECORDS, N_("work with N threads (as many as there are processors)"),
     SET(set_jobs, NULL)},
    {"include", 0, "GLOB", COMMANDS_WALK | IN_SETTINGS_FILE, N_("take only files that match GLOB; may be repeated"),
     SET(add_include, NULL)},
    {"exclude", 0, "GLOB", COMMANDS_WALK | IN_SETTINGS_FILE | ADDS_UP,
     N_("leave out what matches GLOB; may be repeated"), SET(add_exclude, NULL)},
    {"files0-from", 0, "FILE", COMMANDS_WALK,
     N_("the documents that FILE lists (standard input for -),\n"
        "each name ended by a zero, as find -print0 does"),
     FIELD(files0_from)},
    {"hidden", 0, NULL, COMMANDS_WALK | IN_SETTINGS_FILE, N_("read hidden files and directories, too"),
     FIELD(filter.hidden)},
    {"follow", 0, NULL, COMMANDS_WALK | IN_SETTINGS_FILE, N_("follow symbolic links"), FIELD(filter.follow)},
    {"field", 0, "NAME", COMMAND_RECORDS,
     N_("the member of each record that is the document (text);\n"
        "a JSON Pointer, such as /article/body, for one inside\n"
        "another"),
     FIELD(field)},
    {"as", 0, "NAME", COMMAND_RECORDS,
     N_("the member that is added (paidmark); takes the place of\n"
        "one of that name"),
     SET(set_as, NULL)},
    {"want", 0, "LIST", COMMAND_RECORDS,
     N_("what it has: preview (the default), full, rest, and\n"
        "excerpt, with commas between them"),
     SET(set_want, "preview full rest excerpt")},
    {"drop", 0, NULL, COMMAND_RECORDS,
     N_("leave the field out, and of a line that cannot be read\n"
        "everything"),
     FIELD(drop)},
    {"placeholder", 0, "TEXT", COMMAND_PREVIEW | COMMAND_SPLIT | COMMAND_RECORDS,
     N_("put TEXT where each paid region was; {characters},\n"
        "{percent} (of the document), {region} and {regions} in\n"
        "it are filled in"),
     SET(set_placeholder, NULL)},
    {"excerpt", 0, "N", COMMAND_PREVIEW | COMMAND_RECORDS,
     N_("only the beginning of the preview, at most N\n"
        "characters, ended with a sentence where one ends near"),
     SET(set_excerpt, NULL)},
    {"excerpt-visible", 0, NULL, COMMAND_PREVIEW | COMMAND_RECORDS,
     N_("count only what a reader sees: a tag as no character, a\n"
        "character reference as one"),
     FIELD(excerpt_visible)},
    {"json", 0, NULL, COMMANDS_WALK, N_("one line of JSON for each document"), SET(set_json, NULL)},
    {"format", 0, "NAME", COMMAND_CHECK,
     N_("text (the default); json, as --json; sarif, one log in\n"
        "SARIF 2.1.0; or github, commands for its workflows"),
     SET(set_format, "text json sarif github")},
    {"no-source", 0, NULL, COMMAND_CHECK, N_("show no lines of the document, which may be paid for"), FIELD(no_source)},
    {"quiet", 'q', NULL, COMMANDS_ALL,
     N_("say only what is wrong: no warnings, no summary, and in\n"
        "lists nothing of documents without an error; given\n"
        "twice (-qq) say nothing, the exit status tells"),
     SET(set_quiet, NULL)},
    {"color", 0, "WHEN", COMMANDS_ALL, N_("color messages: auto (the default), always, or never"), 0, set_color,
     "auto always never"},
    {"markers", 0, "SET", COMMANDS_ALL | IN_SETTINGS_FILE,
     N_("the markers: default, fastadmin, ghost, or more (that\n"
        "of WordPress); several at once, with commas between"),
     SET(set_markers, NULL)},
    {"begin", 0, "TOKEN", COMMANDS_ALL | IN_SETTINGS_FILE | ADDS_UP,
     N_("a begin marker of your own; may be repeated, each with\n"
        "its --end; where it has a blank and three dots, any text\n"
        "of the line may stand; it wants a name of seven letters\n"
        "or more that is no word, and signs on both sides"),
     SET(set_begin, NULL)},
    {"end", 0, "TOKEN", COMMANDS_ALL | IN_SETTINGS_FILE | ADDS_UP, N_("the end marker to the --begin ahead of it"),
     SET(set_end, NULL)},
    {"divider", 0, "TOKEN", COMMANDS_ALL | IN_SETTINGS_FILE | ADDS_UP,
     N_("a divider of your own: all that follows it is paid; may\n"
        "be repeated"),
     SET(add_pair, NULL)},
    {"salvage", 0, NULL, COMMANDS_ALL | IN_SETTINGS_FILE,
     N_("take a document with errors; what they put in doubt is\n"
        "paid: whatever one mistake an author made (a marker\n"
        "damaged noticeably, lost, doubled, of the other kind,\n"
        "begin and end swapped), no text that was meant as paid\n"
        "is shown; against two mistakes in one region nothing\n"
        "can be promised"),
     FIELD(salvage)},
    {"exact", 0, NULL, COMMANDS_ALL | IN_SETTINGS_FILE,
     N_("remove markers only: one alone on its line leaves an\n"
        "empty line"),
     FIELD(exact)},
    {"unmarked", 0, "WHAT", COMMANDS_ALL | IN_SETTINGS_FILE,
     N_("a document without markers is free (the default),\n"
        "paid, or an error; with dividers, ask for error"),
     SET(set_unmarked, "free paid error")},
    {"no-lookalikes", 0, NULL, COMMANDS_ALL | IN_SETTINGS_FILE, N_("do not look for damaged markers"),
     FIELD(no_lookalikes)},
    {"no-also-free", 0, NULL, COMMAND_CHECK | IN_SETTINGS_FILE,
     N_("do not warn of paid text that is free elsewhere, too"), FIELD(no_also_free)},
    {"from", 0, "CHARSET", COMMANDS_FILES | IN_SETTINGS_FILE,
     N_("what the input is written in: utf-8 (the default; byte\n"
        "order marks of UTF-8, UTF-16 and UTF-32 are obeyed),\n"
        "auto (UTF-8, else GB18030), or a name iconv knows"),
     SET(set_from, NULL)},
    {"to", 0, "CHARSET", COMMANDS_RENDER | COMMAND_SPLIT | IN_SETTINGS_FILE,
     N_("what the output is written in: utf-8 (the default) or\n"
        "a name iconv knows"),
     SET(set_to, NULL)},
    {"no-config", 0, NULL, COMMANDS_ALL, N_("read no settings from .paidmark"), FIELD(filter.no_config)},
    {"help", 'h', NULL, COMMANDS_ALL, N_("show this help"), FIELD(help)},
    {"version", 'V', NULL, COMMANDS_ALL, N_("show the version"), FIELD(version)},
};

#define TABLE_COUNT (sizeof table / sizeof table[0])

const struct option *option_table(size_t *count)
{
    *count = TABLE_COUNT;
    return table;
}

const struct option *option_find(const char *name, size_t name_bytes)
{
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        if (strlen(table[i].name) == name_bytes && memcmp(table[i].name, name, name_bytes) == 0)
            return &table[i];
    }
    return NULL;
}

const struct option *option_find_letter(char letter)
{
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        if (table[i].letter != '\0' && table[i].letter == letter)
            return &table[i];
    }
    return NULL;
}

const char *option_set(const struct option *option, struct settings *settings, const char *value)
{
    void *field = (char *)settings + option->field;

    if (option->set != NULL)
        return option->set(settings, value);
    if (option->value != NULL)
        *(const char **)field = value;
    else
        *(bool *)field = true;
    return NULL;
}

static uint64_t bit_of(const struct option *option)
{
    _Static_assert(TABLE_COUNT <= 64, "a bit for each option");
    return (uint64_t)1 << (option - table);
}

void option_note(const struct option *option, struct settings *settings)
{
    settings->given |= bit_of(option);
}

bool option_is_overruled(const struct option *option, const struct settings *settings)
{
    return (option->commands & ADDS_UP) == 0 && (settings->given & bit_of(option)) != 0;
}

const struct option *option_nearest(const char *name, unsigned command)
{
    const struct option *nearest = NULL;
    size_t least = SPELLING_DISTANCE_MAX + 1;

    for (size_t i = 0; i < TABLE_COUNT; i++) {
        size_t distance = (table[i].commands & command) != 0 ? spelling_distance(name, table[i].name) : least;

        if (distance < least) {
            least = distance;
            nearest = &table[i];
        }
    }
    return nearest;
}
