/* help.c - what --help prints
 * SPDX-License-Identifier: MIT
 */
#include "commands/help.h"

#include <stdio.h>
#include <string.h>

#include "arguments/option_table.h"
#include "language.h"
#include "show/width.h"

/* Column where descriptions begin, and the last one of a line. */
#define TEXT_COLUMN 24
#define COLUMNS_MAX 80

/* The groups of the manual, each from its first option in the table on. */
static const struct {
    const char *first;
    const char *title;
} groups[] = {
    {"output", N_("Where results go")},     {"include", N_("Which documents of a directory")}, {"field", N_("Records")},
    {"placeholder", N_("What is written")}, {"markers", N_("How documents are read")},         {"help", N_("Help")},
};

/* "(preview, full)", behind the text that ends at this column or on a line of its own. */
static void print_commands_of(const struct option *option, size_t column)
{
    size_t count;
    const struct command *commands = command_table(&count);
    const char *before = "(";
    size_t width = 0;

    if ((option->commands & COMMANDS_ALL) == COMMANDS_ALL)
        return;
    for (size_t i = 0; i < count; i++) {
        if (option->commands & commands[i].bit)
            width += strlen(commands[i].name) + strlen(", ");
    }
    if (column + strlen(" ") + width > COLUMNS_MAX)
        printf("\n%*s", TEXT_COLUMN, "");
    else
        putchar(' ');
    for (size_t i = 0; i < count; i++) {
        if (option->commands & commands[i].bit) {
            printf("%s%s", before, commands[i].name);
            before = ", ";
        }
    }
    putchar(')');
}

/* Gives the column behind it. */
static size_t print_text(const char *text)
{
    for (;;) {
        size_t bytes = strcspn(text, "\n");

        fwrite(text, 1, bytes, stdout);
        if (text[bytes] == '\0')
            return TEXT_COLUMN + width_of_text(text, bytes);
        printf("\n%*s", TEXT_COLUMN, "");
        text += bytes + 1;
    }
}

static void print_option(const struct option *option, bool tell_commands)
{
    int width = option->letter != '\0' ? printf("  -%c, --%s", option->letter, option->name)
                                       : printf("      --%s", option->name);
    size_t column;

    if (option->value != NULL)
        width += printf(" %s", option->value);
    if (width > TEXT_COLUMN - 2)
        printf("\n%*s", TEXT_COLUMN, "");
    else
        printf("%*s", TEXT_COLUMN - width, "");
    column = print_text(_(option->help));
    if (tell_commands)
        print_commands_of(option, column);
    putchar('\n');
}

static const char *title_from(const char *option)
{
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
        if (strcmp(groups[i].first, option) == 0)
            return groups[i].title;
    }
    return NULL;
}

static void print_options(unsigned commands, bool tell_commands)
{
    size_t count;
    const struct option *options = option_table(&count);
    const char *title = NULL;

    for (size_t i = 0; i < count; i++) {
        const char *next = title_from(options[i].name);

        if (next != NULL)
            title = next;
        if ((options[i].commands & commands) == 0)
            continue;
        if (title != NULL)
            printf(_("\n%s:\n"), _(title));
        title = NULL;
        print_option(&options[i], tell_commands);
    }
}

static void print_exit_status(void)
{
    fputs(_("\nExit status: 0 all is well, 1 a document was refused or, with check, has errors\n"
            "(with --salvage, too, under which other commands give 0), 2 the work could not\n"
            "be done (usage, reading, writing).\n"),
          stdout);
}

void help_print(void)
{
    size_t count;
    const struct command *commands = command_table(&count);

    fputs(_("paidmark splits a text by its markers into the free preview and the full\n"
            "version, and refuses a text whose markers cannot be trusted.\n"
            "\n"
            "Usage: paidmark COMMAND [OPTION...] [PATH...]\n"
            "\n"
            "Example:\n"
            "  $ cat report.txt\n"
            "  Sales grew. ##paidbegin##By 12 percent. ##paidend##Call us.\n"
            "  $ paidmark preview report.txt\n"
            "  Sales grew. Call us.\n"
            "  $ paidmark full report.txt\n"
            "  Sales grew. By 12 percent. Call us.\n"
            "\n"
            "Commands:\n"),
          stdout);
    for (size_t i = 0; i < count; i++)
        printf("  %-8s  %s\n", commands[i].name, _(commands[i].summary));
    fputs(_("  help      this help, or that of a command\n"
            "\n"
            "Options, with the commands that take them if not all of them do:\n"),
          stdout);
    print_options(COMMANDS_ALL, true);
    fputs(_("\nA file .paidmark in the folder of a document or above has settings for all of a\n"
            "site: options such as `markers = more` or `exclude = drafts/`, one a line. See\n"
            "paidmark(1).\n"),
          stdout);
    fputs(_("\n`paidmark --completion bash` (or fish, zsh) is what that shell completes by.\n"), stdout);
    print_exit_status();
}

void help_print_command(const struct command *command)
{
    printf(_("Usage: paidmark %s [OPTION...] %s\n"), command->name, command->operands);
    printf("\n%s", _(command->details));
    if ((command->bit & COMMANDS_WALK) != 0)
        fputs(_("\nA GLOB is what it is in .gitignore: *.txt, drafts/ (directories only), /drafts\n"
                "(in PATH itself), a/**/b, *.{txt,md}. One that matches nothing is an error.\n"),
              stdout);
    print_options(command->bit, false);
    print_exit_status();
}
