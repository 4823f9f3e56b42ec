/* info.c - the command info: how much of documents is free, and where the paid parts lie
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands/commands.h"
#include "commands/each_document.h"
#include "commands/selection.h"
#include "document/percent.h"
#include "language.h"
#include "show/document_json.h"
#include "show/name_column.h"
#include "show/report.h"
#include "show/terminal.h"
#include "show/width.h"
#include "text/safe_text.h"
#include "text/say.h"

#define NAME_COLUMNS     32
#define NAME_COLUMNS_MIN 20
#define NAME_COLUMNS_MAX 64 /* on a terminal, where bars stand under each other however long names are */
#define BAR_COLUMNS      24
#define BAR_COLUMNS_MIN  8
#define GAP              "  "
#define NUMBERS_BYTES    256

/* How a line is laid out. */
struct columns {
    size_t name;
    size_t name_most; /* a longer one is shortened */
    size_t bar;
    size_t terminal; /* 0: not known, or none */
};

struct bar_signs {
    const char *free_text;
    const char *both;
    const char *paid_text;
};

static const struct bar_signs ascii_signs = {".", "+", "#"};
static const struct bar_signs block_signs = {"\xE2\x96\x91", "\xE2\x96\x92", "\xE2\x96\x88"}; /* U+2591, 2592, 2588 */

struct info {
    const struct bar_signs *signs;
    struct columns columns;
    bool color;
    size_t documents;
    size_t refused;
    size_t salvaged;
    uint64_t free_characters; /* documents that fit into memory one at a time need not do so together */
    uint64_t paid_characters;
    uint64_t regions;
};

/* ---- Columns ----------------------------------------------------------------------------------------------------- */

static size_t within(size_t number, size_t least, size_t most)
{
    if (number < least)
        return least;
    return number > most ? most : number;
}

/* "     7004 characters  43% free    3 regions", of the same width for all but huge numbers */
static void format_numbers(char text[NUMBERS_BYTES], uint64_t free_characters, uint64_t paid_characters,
                           uint64_t regions)
{
    uint64_t characters = free_characters + paid_characters;
    int bytes = snprintf(text, NUMBERS_BYTES, ngettext("%9ju character ", "%9ju characters", plural_number(characters)),
                         (uintmax_t)characters);

    bytes += snprintf(text + bytes, NUMBERS_BYTES - (size_t)bytes, _(" %3zu%% free"),
                      percent_of(free_characters, characters));
    snprintf(text + bytes, NUMBERS_BYTES - (size_t)bytes,
             ngettext(" %4ju region ", " %4ju regions", plural_number(regions)), (uintmax_t)regions);
}

static size_t number_columns(void)
{
    char text[NUMBERS_BYTES];

    format_numbers(text, 0, 0, 0);
    return width_of_text(text, strlen(text));
}

/* That a line fits a terminal: first the bar gives way, then names. */
static struct columns choose_columns(size_t terminal, bool salvage)
{
    struct columns columns = {.name = NAME_COLUMNS, .name_most = SIZE_MAX, .bar = BAR_COLUMNS, .terminal = terminal};
    size_t taken = 2 * strlen(GAP) + number_columns();

    if (salvage)
        taken += strlen(GAP) + width_of_text(_("salvaged"), strlen(_("salvaged")));
    if (terminal == 0)
        return columns;
    terminal = terminal > taken ? terminal - taken : 0;
    columns.bar = within(terminal > NAME_COLUMNS ? terminal - NAME_COLUMNS : 0, BAR_COLUMNS_MIN, BAR_COLUMNS);
    columns.name = within(terminal > columns.bar ? terminal - columns.bar : 0, NAME_COLUMNS_MIN, NAME_COLUMNS_MAX);
    columns.name_most = columns.name;
    return columns;
}

/* ---- The bar ----------------------------------------------------------------------------------------------------- */

/* How much of each column is paid, the whole document being `columns` times its characters: so columns have whole
 * borders, however short the document is. */
static void measure_columns(const struct paidmark_document *document, uint64_t characters, uint64_t columns,
                            uint64_t paid[BAR_COLUMNS])
{
    const struct paidmark_segment *segment;
    uint64_t begin = 0;

    for (size_t i = 0; (segment = paidmark_segment_at(document, i)) != NULL; i++) {
        uint64_t end = begin + (uint64_t)segment->characters * columns;

        for (uint64_t column = begin / characters; segment->part == PAIDMARK_PART_PAID && column * characters < end;
             column++) {
            uint64_t from = column * characters > begin ? column * characters : begin;
            uint64_t to = (column + 1) * characters < end ? (column + 1) * characters : end;

            paid[column] += to - from;
        }
        begin = end;
    }
}

static void print_bar(const struct info *info, const struct loaded *loaded, size_t characters)
{
    uint64_t paid[BAR_COLUMNS] = {0};

    if (characters > 0)
        measure_columns(loaded->document, characters, info->columns.bar, paid);
    for (size_t i = 0; i < info->columns.bar; i++) {
        if (paid[i] == 0)
            fputs(info->signs->free_text, stdout);
        else
            fputs(paid[i] == characters ? info->signs->paid_text : info->signs->both, stdout);
    }
}

/* ---- Lines ------------------------------------------------------------------------------------------------------- */

static void print_first_column(const struct info *info, const char *name)
{
    print_name_column(stdout, name, info->columns.name, info->columns.name_most);
    fputs(GAP, stdout);
}

static void print_numbers(uint64_t free_characters, uint64_t paid_characters, uint64_t regions)
{
    char text[NUMBERS_BYTES];

    format_numbers(text, free_characters, paid_characters, regions);
    fputs(text, stdout);
}

static bool fits(const struct info *info, size_t before, const char *text)
{
    return info->columns.terminal == 0 || before + width_of_text(text, strlen(text)) <= info->columns.terminal;
}

/* Behind the word; NULL without memory. The caller frees it. */
static char *advice_about(const char *path, size_t errors)
{
    char *word = shell_word(path);
    char *advice = NULL;
    size_t bytes;
    FILE *stream = word != NULL ? open_memstream(&advice, &bytes) : NULL;

    if (stream != NULL) {
        print_sentence(stream,
                       ngettext(": %zu error; see `paidmark check %s`", ": %zu errors; see `paidmark check %s`",
                                plural_number(errors)),
                       errors, word);
        fclose(stream);
    }
    free(word);
    return advice;
}

/* Where the line has room for it, with what to type: on a narrow terminal the name is enough. */
static void print_refused(const struct info *info, const struct loaded *loaded)
{
    const char *name = input_name(loaded->path);
    size_t before = within(width_of_text(name, strlen(name)), info->columns.name, info->columns.name_most);
    size_t errors = count_problems(loaded).errors_shown;
    char *advice = advice_about(loaded->path, errors);

    before += strlen(GAP) + width_of_text(_("refused"), strlen(_("refused")));
    printf("%s%s%s", info->color ? TERMINAL_RED : "", _("refused"), info->color ? TERMINAL_PLAIN : "");
    if (advice != NULL && fits(info, before, advice))
        fputs(advice, stdout);
    else
        printf(ngettext(": %zu error", ": %zu errors", plural_number(errors)), errors);
    putchar('\n');
    free(advice);
}

static void print_document(const struct info *info, const struct loaded *loaded, size_t free_characters,
                           size_t paid_characters, size_t regions)
{
    print_first_column(info, input_name(loaded->path));
    if (loaded->status == PAIDMARK_STATUS_REFUSED) {
        print_refused(info, loaded);
        return;
    }
    print_numbers(free_characters, paid_characters, regions);
    fputs(GAP, stdout);
    print_bar(info, loaded, free_characters + paid_characters);
    if (loaded->status == PAIDMARK_STATUS_SALVAGED)
        printf(GAP "%s", _("salvaged"));
    putchar('\n');
}

static enum exit_status show_document(void *context, const struct loaded *loaded)
{
    struct info *info = context;
    struct paidmark_counts free_counts = {.size = sizeof free_counts};
    struct paidmark_counts paid_counts = {.size = sizeof paid_counts};

    paidmark_count(loaded->document, PAIDMARK_PART_FREE, &free_counts);
    paidmark_count(loaded->document, PAIDMARK_PART_PAID, &paid_counts);
    info->documents++;
    info->refused += loaded->status == PAIDMARK_STATUS_REFUSED;
    info->free_characters += free_counts.characters;
    info->paid_characters += paid_counts.characters;
    info->regions += paid_counts.regions;
    info->salvaged += loaded->status == PAIDMARK_STATUS_SALVAGED;
    if (loaded->settings->format == FORMAT_JSON && is_worth_telling(loaded))
        print_document_json(stdout, loaded, true);
    else if (is_worth_telling(loaded))
        print_document(info, loaded, free_counts.characters, paid_counts.characters, paid_counts.regions);
    return loaded->status == PAIDMARK_STATUS_REFUSED ? EXIT_STATUS_REFUSED : EXIT_STATUS_GOOD;
}

/* Where the next item of a list goes, behind its comma. */
static char *next_item(char text[NUMBERS_BYTES])
{
    if (*text != '\0')
        strncat(text, _(", "), NUMBERS_BYTES - strlen(text) - 1);
    return text + strlen(text);
}

/* "1 salvaged, 3 could not be read" */
static void format_left_out(char text[NUMBERS_BYTES], const struct info *info, size_t unread)
{
    *text = '\0';
    if (info->salvaged > 0)
        snprintf(text, NUMBERS_BYTES / 3, ngettext("%zu salvaged", "%zu salvaged", plural_number(info->salvaged)),
                 info->salvaged);
    if (info->refused > 0)
        snprintf(next_item(text), NUMBERS_BYTES / 3,
                 ngettext("%zu refused, not counted", "%zu refused, not counted", plural_number(info->refused)),
                 info->refused);
    if (unread > 0)
        snprintf(next_item(text), NUMBERS_BYTES / 4,
                 ngettext("%zu could not be read", "%zu could not be read", plural_number(unread)), unread);
}

/* What is left out of it comes in a line of its own where it would be broken. */
static void print_total(const struct info *info, size_t unread)
{
    char name[128], left_out[NUMBERS_BYTES];
    size_t counted = info->documents - info->refused;

    snprintf(name, sizeof name, ngettext("total of %zu document", "total of %zu documents", plural_number(counted)),
             counted);
    print_first_column(info, name);
    format_left_out(left_out, info, unread);
    if (counted == 0) {
        puts(left_out);
        return;
    }
    print_numbers(info->free_characters, info->paid_characters, info->regions);
    if (*left_out != '\0' && !fits(info, info->columns.name + 2 * strlen(GAP) + number_columns(), left_out))
        printf("\n%*s", (int)info->columns.name, "");
    printf("%s%s\n", *left_out != '\0' ? GAP : "", left_out);
}

enum exit_status run_info(const struct settings *settings)
{
    struct info info = {.signs = terminal_is_utf8(stdout) ? &block_signs : &ascii_signs,
                        .columns = choose_columns(terminal_columns(stdout), settings->salvage),
                        .color = terminal_has_color(stdout, settings->color)};
    enum exit_status status;
    struct passed_over passed;

    if (!selection_is_good(settings))
        return EXIT_STATUS_FAILED;
    status = each_document(settings, show_document, NULL, &info, &passed);
    if (info.documents > 1 && settings->format != FORMAT_JSON && !settings->quiet)
        print_total(&info, passed.unread);
    if (passed.binary_files > 0 && !settings->quiet) {
        fflush(stdout); /* on a terminal it comes after the rest */
        say(stderr,
            ngettext("%zu binary file left out", "%zu binary files left out", plural_number(passed.binary_files)),
            passed.binary_files);
    }
    return status;
}
