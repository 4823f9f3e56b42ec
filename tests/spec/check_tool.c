/* check_tool.c - does the command-line tool do what an example says?
 * SPDX-License-Identifier: MIT
 */
#define _POSIX_C_SOURCE 200809L

#include "check_tool.h"

#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { ARGUMENTS_MAX = 32, STATUS_NONE = -1 };

struct arguments {
    const char *list[ARGUMENTS_MAX + 1]; /* with NULL behind them */
    size_t count;
};

struct outcome_of_run {
    int status; /* of the exit; STATUS_NONE: there was none */
    struct bytes output;
    struct bytes messages;
};

/* ---- Running ----------------------------------------------------------------------------------------------------- */

bool tool_open(struct tool *tool, const char *path)
{
    tool->path = path;
    for (int i = 0; i < 3; i++) {
        tool->streams[i] = tmpfile();
        if (tool->streams[i] == NULL)
            return false;
    }
    return true;
}

void tool_close(struct tool *tool)
{
    for (int i = 0; i < 3; i++) {
        if (tool->streams[i] != NULL)
            fclose(tool->streams[i]);
    }
}

static bool empty_streams(const struct tool *tool)
{
    for (int i = 0; i < 3; i++) {
        rewind(tool->streams[i]);
        if (ftruncate(fileno(tool->streams[i]), 0) != 0)
            return false;
    }
    return true;
}

static bool write_input(const struct tool *tool, const struct bytes *text)
{
    FILE *input = tool->streams[0];

    if (text->size > 0 && fwrite(text->data, 1, text->size, input) != text->size)
        return false;
    if (fflush(input) != 0)
        return false;
    rewind(input);
    return true;
}

static int wait_for(pid_t process)
{
    int status;

    if (waitpid(process, &status, 0) != process || !WIFEXITED(status))
        return STATUS_NONE;
    return WEXITSTATUS(status);
}

static int spawn_and_wait(const struct tool *tool, const struct arguments *arguments)
{
    posix_spawn_file_actions_t actions;
    pid_t process;
    int failure;

    if (posix_spawn_file_actions_init(&actions) != 0)
        return STATUS_NONE;
    for (int i = 0; i < 3; i++)
        posix_spawn_file_actions_adddup2(&actions, fileno(tool->streams[i]), i);
    failure = posix_spawn(&process, tool->path, &actions, NULL, (char *const *)(uintptr_t)arguments->list, environ);
    posix_spawn_file_actions_destroy(&actions);
    return failure == 0 ? wait_for(process) : STATUS_NONE;
}

static void read_stream(struct bytes *bytes, FILE *stream)
{
    rewind(stream);
    bytes_read(bytes, stream);
}

static struct outcome_of_run run(const struct tool *tool, const struct arguments *arguments, const struct bytes *text)
{
    struct outcome_of_run came = {.status = STATUS_NONE};

    if (empty_streams(tool) && write_input(tool, text))
        came.status = spawn_and_wait(tool, arguments);
    read_stream(&came.output, tool->streams[1]);
    read_stream(&came.messages, tool->streams[2]);
    return came;
}

/* ---- Arguments --------------------------------------------------------------------------------------------------- */

static void add(struct arguments *arguments, const char *argument)
{
    if (arguments->count < ARGUMENTS_MAX)
        arguments->list[arguments->count++] = argument;
}

static void add_option(struct arguments *arguments, const char *option, const char *value)
{
    add(arguments, option);
    add(arguments, value);
}

static void add_markers(struct arguments *arguments, const struct example *example)
{
    if (example->set[0] != '\0')
        add_option(arguments, "--markers", example->set);
    for (size_t i = 0; i < example->pair_count; i++) {
        const struct token_pair *pair = &example->pairs[i];

        add_option(arguments, pair->has_end ? "--begin" : "--divider", bytes_string(&pair->begin));
        if (pair->has_end)
            add_option(arguments, "--end", bytes_string(&pair->end));
    }
}

static struct arguments command_line(const struct tool *tool, const struct example *example, const char *command)
{
    struct arguments arguments = {.count = 0};

    add(&arguments, tool->path);
    add(&arguments, command);
    add_markers(&arguments, example);
    if (example->flags & PAIDMARK_OPTION_SALVAGE)
        add(&arguments, "--salvage");
    if (example->flags & PAIDMARK_OPTION_EXACT)
        add(&arguments, "--exact");
    if (example->flags & PAIDMARK_OPTION_NO_LOOKALIKES)
        add(&arguments, "--no-lookalikes");
    if (example->unmarked != PAIDMARK_UNMARKED_FREE)
        add_option(&arguments, "--unmarked", example->unmarked == PAIDMARK_UNMARKED_PAID ? "paid" : "error");
    return arguments;
}

static bool has_nul(const struct bytes *token)
{
    return token->size > 0 && memchr(token->data, '\0', token->size) != NULL;
}

static bool can_be_asked(const struct example *example)
{
    for (size_t i = 0; i < example->pair_count; i++) {
        const struct token_pair *pair = &example->pairs[i];

        if (has_nul(&pair->begin) || (pair->has_end && has_nul(&pair->end)))
            return false;
    }
    return true;
}

/* ---- Messages ---------------------------------------------------------------------------------------------------- */

/* "error 1:2 code" for every problem the example expects, but for what only the command check looks for. */
static void append_expected(struct bytes *out, const struct example *example)
{
    for (size_t i = 0; i < example->problem_count; i++) {
        const struct problem *problem = &example->problems[i];

        if (strcmp(problem->code, "also-free") == 0)
            continue;
        bytes_format(out, "    %s %zu:%zu %s\n", problem->is_warning ? "warning" : "error", problem->place.line,
                     problem->place.column, problem->code);
    }
}

/* The same from a line "<stdin>:1:2: error: Sentence [code]"; nothing from another line. An error that follows from
 * another one is a note with a code. */
static void append_from_message(struct bytes *out, const char *line, size_t size)
{
    struct place place;
    char severity[16];
    char code[NAME_BYTES_MAX + 1];
    struct bytes copy = {0};
    const char *bracket;

    bytes_append(&copy, line, size);
    bracket = strrchr(copy.data, '[');
    if (bracket != NULL && copy.data[copy.size - 1] == ']' &&
        sscanf(copy.data, "<stdin>:%zu:%zu: %15[a-z]: ", &place.line, &place.column, severity) == 3 &&
        sscanf(bracket, "[%31[a-z0-9-]]", code) == 1)
        bytes_format(out, "    %s %zu:%zu %s\n", strcmp(severity, "note") == 0 ? "error" : severity, place.line,
                     place.column, code);
    bytes_free(&copy);
}

static void append_from_messages(struct bytes *out, const struct bytes *messages)
{
    const char *at = bytes_string(messages);

    while (*at != '\0') {
        size_t size = strcspn(at, "\n");

        append_from_message(out, at, size);
        at += size + (at[size] == '\n');
    }
}

static void check_messages(struct report *report, const struct bytes *messages)
{
    struct bytes expected = {0};
    struct bytes came = {0};

    append_expected(&expected, report->example);
    append_from_messages(&came, messages);
    /* The tool has its own order: what follows from an error stands behind it. */
    bytes_sort_lines(&expected);
    bytes_sort_lines(&came);
    report_compare_lists(report, "tool-problems", &expected, &came);
    bytes_free(&expected);
    bytes_free(&came);
}

/* ---- Checking ---------------------------------------------------------------------------------------------------- */

static void check_exit(struct report *report, const struct outcome_of_run *came)
{
    static const int statuses[] = {[OUTCOME_PARTS] = 0, [OUTCOME_REFUSED] = 1, [OUTCOME_ARGUMENT_ERROR] = 2};
    int expected = statuses[report->example->outcome];
    struct bytes wanted = {0};
    struct bytes got = {0};

    if (expected == came->status)
        return;
    bytes_format(&wanted, "%d", expected);
    bytes_format(&got, "%d\n%s", came->status, bytes_string(&came->messages));
    report_failure(report, "tool-status", bytes_string(&wanted), bytes_string(&got));
    bytes_free(&wanted);
    bytes_free(&got);
}

static void check_run(struct report *report, const struct tool *tool, const struct arguments *arguments,
                      const char *check, const struct bytes *expected)
{
    struct outcome_of_run came = run(tool, arguments, &report->example->text);

    check_exit(report, &came);
    report_compare(report, check, expected, &came.output);
    check_messages(report, &came.messages);
    bytes_free(&came.output);
    bytes_free(&came.messages);
}

static void check_command(struct report *report, const struct tool *tool, const char *command, const char *check,
                          unsigned rendering)
{
    struct arguments arguments = command_line(tool, report->example, command);

    check_run(report, tool, &arguments, check, &report->example->renderings[rendering]);
}

static void check_excerpt(struct report *report, const struct tool *tool, const struct excerpt *excerpt)
{
    struct arguments arguments = command_line(tool, report->example, "preview");
    char number[32];

    snprintf(number, sizeof number, "%zu", excerpt->characters);
    add_option(&arguments, "--excerpt", number);
    if (excerpt->flags & PAIDMARK_EXCERPT_VISIBLE)
        add(&arguments, "--excerpt-visible");
    check_run(report, tool, &arguments, "tool-excerpt", &excerpt->text);
}

void check_tool(struct report *report, struct tool *tool)
{
    const struct example *example = report->example;

    if (!can_be_asked(example))
        return;
    check_command(report, tool, "preview", "tool-preview", 0);
    check_command(report, tool, "full", "tool-full", 2);
    check_command(report, tool, "rest", "tool-rest", 1);
    for (size_t i = 0; i < example->excerpt_count; i++)
        check_excerpt(report, tool, &example->excerpts[i]);
}
