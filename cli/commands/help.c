/* help.c - what --help prints
 * SPDX-License-Identifier: MIT
 */
#include "commands/help.h"

#include <stdio.h>
#include <string.h>

#include "arguments/option_table.h"

/* Column where descriptions begin. */
#define TEXT_COLUMN 24

/* "only for preview, full", as a line of its own. */
static void print_commands_of(const struct option *option)
{
    size_t count;
    const struct command *commands = command_table(&count);
    const char *before = "only for ";

    if ((option->commands & COMMANDS_ALL) == COMMANDS_ALL)
        return;
    printf("\n%*s", TEXT_COLUMN, "");
    for (size_t i = 0; i < count; i++) {
        if (option->commands & commands[i].bit) {
            printf("%s%s", before, commands[i].name);
            before = ", ";
        }
    }
}

static void print_text(const char *text)
{
    for (; *text != '\0'; text++) {
        putchar(*text);
        if (*text == '\n')
            printf("%*s", TEXT_COLUMN, "");
    }
}

static void print_option(const struct option *option, bool tell_commands)
{
    int width = option->letter != '\0' ? printf("  -%c, --%s", option->letter, option->name)
                                       : printf("      --%s", option->name);

    if (option->value != NULL)
        width += printf(" %s", option->value);
    if (width > TEXT_COLUMN - 2)
        printf("\n%*s", TEXT_COLUMN, "");
    else
        printf("%*s", TEXT_COLUMN - width, "");
    print_text(option->help);
    if (tell_commands)
        print_commands_of(option);
    putchar('\n');
}

static void print_options(unsigned commands, bool tell_commands)
{
    size_t count;
    const struct option *options = option_table(&count);

    fputs("\nOptions:\n", stdout);
    for (size_t i = 0; i < count; i++) {
        if (options[i].commands & commands)
            print_option(&options[i], tell_commands);
    }
}

static void print_exit_status(void)
{
    fputs("\nExit status: 0 all is well, 1 a document was refused or, with check, has errors\n"
          "(with --salvage, too, under which other commands give 0), 2 the work could not\n"
          "be done (usage, reading, writing).\n",
          stdout);
}

void help_print(void)
{
    size_t count;
    const struct command *commands = command_table(&count);

    fputs("paidmark splits a report by its markers ##paidbegin## and ##paidend## into the\n"
          "free preview and the full version.\n"
          "\n"
          "Usage: paidmark COMMAND [OPTION...] [PATH...]\n"
          "\n"
          "Commands:\n",
          stdout);
    for (size_t i = 0; i < count; i++)
        printf("  %-8s  %s\n", commands[i].name, commands[i].summary);
    fputs("  help      this help, or that of a command\n", stdout);
    print_options(COMMANDS_ALL, true);
    fputs("\nA file .paidmark in the folder of a document or above has settings for all of a\n"
          "site: options such as `markers = more` or `exclude = drafts/`, one a line. See\n"
          "paidmark(1).\n",
          stdout);
    fputs("\nFor the completion of bash, fish and zsh see paidmark(1).\n", stdout);
    print_exit_status();
}

void help_print_command(const struct command *command)
{
    printf("Usage: paidmark %s [OPTION...] %s\n\n%s", command->name, command->operands, command->details);
    print_options(command->bit, false);
    print_exit_status();
}
