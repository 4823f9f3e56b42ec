/* completion.c - what shells offer behind paidmark, made from the tables of commands and options
 * SPDX-License-Identifier: MIT
 */
#include "commands/completion.h"

#include <stdio.h>
#include <string.h>

#include "arguments/option_table.h"
#include "commands/commands.h"

/* Those that iconv knows and that are likely to be meant. */
#define CHARSETS "utf-8 utf-16 utf-16le utf-16be utf-32 gb18030 gbk big5 big5-hkscs euc-jp shift_jis euc-kr"

/* What the value of an option may be. */
enum value_kind { VALUE_NONE, VALUE_TEXT, VALUE_FILE, VALUE_DIRECTORY, VALUE_WORDS };

static enum value_kind kind_of(const struct option *option)
{
    if (option->value == NULL)
        return VALUE_NONE;
    if (strcmp(option->value, "FILE") == 0)
        return VALUE_FILE;
    if (strcmp(option->value, "DIR") == 0)
        return VALUE_DIRECTORY;
    if (option->words != NULL || strcmp(option->value, "SET") == 0 || strcmp(option->value, "CHARSET") == 0)
        return VALUE_WORDS;
    return VALUE_TEXT;
}

/* The words that an option takes for a value, with blanks between them. */
static void print_words(const struct option *option)
{
    const char *name;

    if (option->words != NULL) {
        fputs(option->words, stdout);
    } else if (strcmp(option->value, "SET") == 0) {
        for (size_t i = 0; (name = paidmark_marker_set_name(i)) != NULL; i++)
            printf("%s%s", i > 0 ? " " : "", name);
    } else {
        fputs(strcmp(option->name, "from") == 0 ? "auto " CHARSETS : CHARSETS, stdout);
    }
}

/* A text of ours, which has no quotation mark: its first line, as far as the first semicolon or bracket. */
static void print_short(const char *text)
{
    printf("%.*s", (int)strcspn(text, "\n;(["), text);
}

static void print_command_names(const char *between)
{
    size_t count;
    const struct command *commands = command_table(&count);

    for (size_t i = 0; i < count; i++)
        printf("%s%s", i > 0 ? between : "", commands[i].name);
}

/* ---- bash -------------------------------------------------------------------------------------------------------- */

static void print_bash_options(void)
{
    size_t command_count, option_count;
    const struct command *commands = command_table(&command_count);
    const struct option *options = option_table(&option_count);

    for (size_t i = 0; i < command_count; i++) {
        printf("        %s) words='", commands[i].name);
        for (size_t k = 0; k < option_count; k++) {
            if ((options[k].commands & commands[i].bit) != 0 && options[k].letter != '\0')
                printf("-%c ", options[k].letter);
            if ((options[k].commands & commands[i].bit) != 0)
                printf("--%s ", options[k].name);
        }
        puts("' ;;");
    }
}

static void print_bash_values(void)
{
    size_t count;
    const struct option *options = option_table(&count);

    for (size_t i = 0; i < count; i++) {
        enum value_kind kind = kind_of(&options[i]);

        if (kind == VALUE_NONE)
            continue;
        printf("        --%s", options[i].name);
        if (options[i].letter != '\0')
            printf(" | -%c", options[i].letter);
        if (kind == VALUE_WORDS) {
            fputs(") words='", stdout);
            print_words(&options[i]);
            puts("' ;;");
        } else {
            printf(") %s return ;;\n", kind == VALUE_FILE        ? "_paidmark_files -f \"$word\";"
                                       : kind == VALUE_DIRECTORY ? "_paidmark_files -d \"$word\";"
                                                                 : "");
        }
    }
}

static void print_bash(void)
{
    fputs("# completion for bash, made by: paidmark --completion bash\n"
          "_paidmark_files() {\n"
          "    local IFS=$'\\n'\n"
          "    compopt -o filenames 2>/dev/null\n"
          "    mapfile -t COMPREPLY < <(compgen \"$1\" -- \"$2\")\n"
          "}\n"
          "_paidmark() {\n"
          "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} words=\n"
          "    COMPREPLY=()\n"
          "    # --option=value arrives as three words.\n"
          "    if [[ $word == = ]]; then word=\n"
          "    elif [[ $before == = ]]; then before=${COMP_WORDS[COMP_CWORD - 2]}\n"
          "    fi\n"
          "    case ${COMP_WORDS[1]-} in\n",
          stdout);
    print_bash_options();
    fputs("        help) ((COMP_CWORD == 2)) && words='", stdout);
    print_command_names(" ");
    fputs("' ;;\n"
          "    esac\n"
          "    ((COMP_CWORD == 1)) && words='",
          stdout);
    print_command_names(" ");
    fputs(" help -h --help -V --version'\n"
          "    ((COMP_CWORD > 1)) && case $before in\n",
          stdout);
    print_bash_values();
    fputs("        *) [[ $word == -* || ${COMP_WORDS[1]} == help ]] || { _paidmark_files -f \"$word\"; return; } ;;\n"
          "    esac\n"
          "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
          "}\n"
          "complete -F _paidmark paidmark\n",
          stdout);
}

/* ---- fish -------------------------------------------------------------------------------------------------------- */

static void print_fish_option(const struct option *option)
{
    size_t count;
    const struct command *commands = command_table(&count);

    fputs("complete -c paidmark -n '__paidmark_after", stdout);
    for (size_t i = 0; i < count; i++) {
        if ((option->commands & commands[i].bit) != 0)
            printf(" %s", commands[i].name);
    }
    printf("' -l %s", option->name);
    if (option->letter != '\0')
        printf(" -s %c", option->letter);
    switch (kind_of(option)) {
    case VALUE_NONE:
        break;
    case VALUE_TEXT:
        fputs(" -x", stdout);
        break;
    case VALUE_FILE:
        fputs(" -rF", stdout);
        break;
    case VALUE_DIRECTORY:
        fputs(" -xa '(__fish_complete_directories)'", stdout);
        break;
    case VALUE_WORDS:
        fputs(" -xa '", stdout);
        print_words(option);
        putchar('\'');
        break;
    }
    fputs(" -d '", stdout);
    print_short(option->help);
    puts("'");
}

static void print_fish(void)
{
    static const char first[] = "complete -c paidmark -n 'test (count (commandline -opc)) -eq 1'";
    size_t command_count, option_count;
    const struct command *commands = command_table(&command_count);
    const struct option *options = option_table(&option_count);

    fputs("# completion for fish, made by: paidmark --completion fish\n"
          "function __paidmark_after\n"
          "    set -l words (commandline -opc)\n"
          "    test (count $words) -ge 2; and contains -- $words[2] $argv\n"
          "end\n",
          stdout);
    printf("%s -f\n", first);
    for (size_t i = 0; i < command_count; i++)
        printf("%s -a %s -d '%s'\n", first, commands[i].name, commands[i].summary);
    printf("%s -a help -d 'the help, or that of a command'\n", first);
    printf("%s -s h -l help -d 'show the help'\n%s -s V -l version -d 'show the version'\n", first, first);
    fputs("complete -c paidmark -n '__paidmark_after help' -f -a '", stdout);
    print_command_names(" ");
    puts("'");
    for (size_t i = 0; i < option_count; i++)
        print_fish_option(&options[i]);
}

/* ---- zsh --------------------------------------------------------------------------------------------------------- */

static void print_zsh_value(const struct option *option)
{
    switch (kind_of(option)) {
    case VALUE_NONE:
        break;
    case VALUE_TEXT:
        printf(":%s: ", option->value);
        break;
    case VALUE_FILE:
        printf(":%s:_files", option->value);
        break;
    case VALUE_DIRECTORY:
        printf(":%s:_files -/", option->value);
        break;
    case VALUE_WORDS:
        printf(":%s:(", option->value);
        print_words(option);
        putchar(')');
        break;
    }
}

/* As _arguments takes it. Any option may come again: the last one counts, or all do. */
static void print_zsh_option(const struct option *option)
{
    bool takes_value = option->value != NULL;

    if (option->letter != '\0') {
        printf(" '*-%c%s[", option->letter, takes_value ? "+" : "");
        print_short(option->help);
        putchar(']');
        print_zsh_value(option);
        putchar('\'');
    }
    printf(" '*--%s%s[", option->name, takes_value ? "=" : "");
    print_short(option->help);
    putchar(']');
    print_zsh_value(option);
    putchar('\'');
}

static void print_zsh_command(const struct command *command)
{
    size_t count;
    const struct option *options = option_table(&count);

    printf("        %s) _arguments -s -S", command->name);
    for (size_t i = 0; i < count; i++) {
        if ((options[i].commands & command->bit) != 0)
            print_zsh_option(&options[i]);
    }
    printf(" '%s:path:_files' ;;\n", command->operands_max == 1 ? "1" : "*");
}

static void print_zsh(void)
{
    size_t count;
    const struct command *commands = command_table(&count);

    fputs("#compdef paidmark\n"
          "# completion for zsh, made by: paidmark --completion zsh\n"
          "_paidmark_commands() {\n"
          "    local -a commands=(",
          stdout);
    for (size_t i = 0; i < count; i++)
        printf("'%s:%s' ", commands[i].name, commands[i].summary);
    fputs("'help:the help, or that of a command')\n"
          "    _describe -t commands command commands\n"
          "}\n"
          "_paidmark() {\n"
          "    if ((CURRENT == 2)); then\n"
          "        _arguments '(- *)'{-h,--help}'[show the help]' '(- *)'{-V,--version}'[show the version]' \\\n"
          "            '1:command:_paidmark_commands'\n"
          "        return\n"
          "    fi\n"
          "    local command=$words[2]\n"
          "    shift words\n"
          "    ((CURRENT--))\n"
          "    case $command in\n",
          stdout);
    for (size_t i = 0; i < count; i++)
        print_zsh_command(&commands[i]);
    fputs("        help) _arguments '1:command:_paidmark_commands' ;;\n"
          "    esac\n"
          "}\n"
          "_paidmark \"$@\"\n",
          stdout);
}

bool completion_print(const char *shell)
{
    static const struct {
        const char *shell;
        void (*print)(void);
    } shells[] = {{"bash", print_bash}, {"fish", print_fish}, {"zsh", print_zsh}};

    for (size_t i = 0; i < sizeof shells / sizeof shells[0]; i++) {
        if (strcmp(shell, shells[i].shell) == 0) {
            shells[i].print();
            return true;
        }
    }
    return false;
}
