/* main.c - paidmark: finds the command, runs it, and makes sure that what it printed has arrived
 * SPDX-License-Identifier: MIT
 */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "arguments/options.h"
#include "commands/commands.h"
#include "commands/completion.h"
#include "commands/help.h"
#include "files/output.h"
#include "files/system.h"
#include "language.h"
#include "show/report.h"
#include "text/say.h"

#define OUTPUT_BYTES ((size_t)64 * 1024)

static enum exit_status print_version(void)
{
    printf("paidmark %s\n", paidmark_version());
    return EXIT_STATUS_GOOD;
}

/* What a word that is no command may have been meant for, or NULL. */
static const char *meant_by(const char *word)
{
    static const char *const options[] = {"--version", "--completion"};
    const struct command *nearest = command_nearest(word);

    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        if (strcmp(word, options[i] + 2) == 0)
            return options[i];
    }
    return nearest != NULL ? nearest->name : NULL;
}

static enum exit_status print_help_of(const char *name)
{
    const struct command *command = command_find(name);

    if (command == NULL) {
        usage_error(NULL, name, _("no such command"), meant_by(name));
        return EXIT_STATUS_FAILED;
    }
    help_print_command(command);
    return EXIT_STATUS_GOOD;
}

/* From here on; what was wrong with the arguments has been said. */
static bool silence_messages(void)
{
    int nowhere = open_file(AT_FDCWD, "/dev/null", O_WRONLY, 0);
    bool is_silent = nowhere >= 0 && dup2(nowhere, STDERR_FILENO) >= 0;

    if (!is_silent)
        report_failure("/dev/null", errno);
    if (nowhere >= 0)
        close(nowhere);
    return is_silent;
}

/* Where it may be news what was decided elsewhere. */
static void tell_settings(const struct settings *settings, enum exit_status status)
{
    bool is_of_interest = status != EXIT_STATUS_GOOD || (settings->command->bit & COMMANDS_WALK) != 0;

    if (settings->file_path == NULL || settings->quiet || !is_of_interest)
        return;
    fflush(stdout); /* on a terminal it comes last */
    say(stderr, _("with the settings of %s"), settings->file_path);
}

static enum exit_status carry_out(const struct settings *settings)
{
    enum exit_status status = settings->command->run(settings);

    tell_settings(settings, status);
    return status;
}

static enum exit_status run_command(const struct command *command, int count, char **arguments)
{
    struct settings settings = {.command = command};
    enum exit_status status = EXIT_STATUS_FAILED;

    if (options_read(&settings, count, arguments)) {
        if (settings.help)
            status = print_help_of(command->name);
        else if (settings.version)
            status = print_version();
        else if (!settings.silent || silence_messages())
            status = carry_out(&settings);
    }
    settings_free(&settings);
    return status;
}

static bool is_option(const char *word, const char *name, const char *letter)
{
    return strcmp(word, name) == 0 || strcmp(word, letter) == 0;
}

static void explain_usage(void)
{
    size_t count;
    const struct command *commands = command_table(&count);

    say(stderr, _("no command"));
    fputs(_("Usage: paidmark COMMAND [OPTION...] [PATH...]\n"), stderr);
    fputs(_("Commands: "), stderr);
    for (size_t i = 0; i < count; i++)
        fprintf(stderr, "%s%s", commands[i].name, i + 1 < count ? ", " : _("; "));
    fputs(_("see paidmark --help\n"), stderr);
    fputs(_("Example: paidmark preview report.txt -o preview.txt\n"), stderr);
}

static enum exit_status print_completion(const char *shell)
{
    if (shell != NULL && completion_print(shell))
        return EXIT_STATUS_GOOD;
    usage_error(NULL, "--completion", _("needs the name of a shell: bash, fish or zsh"), NULL);
    return EXIT_STATUS_FAILED;
}

/* arguments: without the name of the program. */
static enum exit_status run(int count, char **arguments)
{
    const char *word = count > 0 ? arguments[0] : "";
    const struct command *command = command_find(word);

    if (command != NULL)
        return run_command(command, count - 1, arguments + 1);
    if (is_option(word, "--version", "-V"))
        return print_version();
    if (strcmp(word, "--completion") == 0)
        return print_completion(count > 1 ? arguments[1] : NULL);
    if (is_option(word, "--help", "-h") || (count == 1 && strcmp(word, "help") == 0)) {
        help_print();
        return EXIT_STATUS_GOOD;
    }
    if (count == 0) {
        explain_usage();
        return EXIT_STATUS_FAILED;
    }
    if (word[0] == '-') {
        usage_error(NULL, word, _("options come after the command"), NULL);
        return EXIT_STATUS_FAILED;
    }
    return print_help_of(strcmp(word, "help") == 0 ? arguments[1] : word); /* or says that there is no such command */
}

/* In lines for somebody who watches, else in blocks, on every libc. */
static void choose_buffering(void)
{
    if (!isatty(STDOUT_FILENO))
        setvbuf(stdout, NULL, _IOFBF, OUTPUT_BYTES);
}

/* What failed earlier, and for what reason, nobody has kept; another try will tell, if it is so still. */
static int reason_of_standard_output(void)
{
    clearerr(stdout);
    return fputc('\n', stdout) == EOF || fflush(stdout) != 0 ? errno : FAILURE_NONE;
}

/* A full disk shows only here. A reader that has gone away has read what it wanted. */
static enum exit_status flush_standard_output(void)
{
    int failure;

    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout))
        return EXIT_STATUS_GOOD;
    failure = errno != 0 ? errno : reason_of_standard_output();
    if (failure == FAILURE_NONE)
        failure = EIO;
    if (failure != EPIPE)
        report_failure("<stdout>", failure);
    return EXIT_STATUS_FAILED;
}

int main(int argc, char **argv)
{
    int failure = output_keep_standard_descriptors();
    enum exit_status status;

    language_choose();
    if (failure != FAILURE_NONE) {
        report_failure("/dev/null", failure);
        return EXIT_STATUS_FAILED;
    }
    choose_buffering();
    status = run(argc > 0 ? argc - 1 : 0, argv + 1);
    return (int)worse_status(status, flush_standard_output());
}
