/* spec_runner.c - runs the examples of the specification through the library and, if given, through the tool
 * SPDX-License-Identifier: MIT
 *
 *     spec_runner [--cli PATH] [--expect-failures] FILE...
 *
 * With --expect-failures every example names, by the option fails=CHECK,CHECK..., the checks that have to fail, and
 * the example is good when just these do.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check_library.h"
#include "check_tool.h"
#include "example_file.h"

struct runner {
    const char *tool_path; /* NULL: the library alone */
    bool expects_failures;
    char **files; /* with NULL behind them */

    struct tool tool;
    struct paidmark_document *document;
    size_t examples;
    size_t bad;
};

static bool read_arguments(struct runner *runner, char **arguments)
{
    for (arguments++; *arguments != NULL && (*arguments)[0] == '-'; arguments++) {
        if (strcmp(*arguments, "--cli") == 0 && arguments[1] != NULL)
            runner->tool_path = *++arguments;
        else if (strcmp(*arguments, "--expect-failures") == 0)
            runner->expects_failures = true;
        else
            return false;
    }
    runner->files = arguments;
    return *arguments != NULL;
}

static void check(struct report *report, struct runner *runner)
{
    const struct example *example = report->example;

    if (example->mistake[0] != '\0') {
        report_failure(report, "notation", "an example", example->mistake);
        return;
    }
    check_library(report, runner->document);
    if (runner->tool_path != NULL)
        check_tool(report, &runner->tool);
}

static bool fails_as_it_should(struct report *report)
{
    const struct example *example = report->example;

    if (example->fails.size > 0 && bytes_equal(&example->fails, &report->failed))
        return true;
    printf("%s:%zu: failures\n  expected %s\n  came     %s\n", example->file, example->line,
           bytes_string(&example->fails), bytes_string(&report->failed));
    return false;
}

static bool passes(struct report *report)
{
    if (report->example->fails.size > 0)
        report_failure(report, "notation", "an example that holds", "the option fails");
    return report->failed.size == 0;
}

static void run_example(struct runner *runner, const struct example *example)
{
    struct report report = {.example = example, .quiet = runner->expects_failures};

    check(&report, runner);
    runner->examples++;
    if (runner->expects_failures ? !fails_as_it_should(&report) : !passes(&report))
        runner->bad++;
    bytes_free(&report.failed);
}

static bool run_file(struct runner *runner, const char *name)
{
    struct example_file file;
    struct example example = {0};
    size_t before = runner->examples;

    if (!example_file_open(&file, name)) {
        printf("%s: cannot be read\n", name);
        return false;
    }
    while (example_file_next(&file, &example)) {
        run_example(runner, &example);
        example_clear(&example);
    }
    example_clear(&example);
    example_file_close(&file);
    if (runner->examples == before)
        printf("%s: has no example\n", name);
    return runner->examples > before;
}

static bool run_files(struct runner *runner)
{
    bool good = true;

    for (char **file = runner->files; *file != NULL; file++)
        good = run_file(runner, *file) && good;
    printf("%zu examples, %zu %s\n", runner->examples, runner->bad,
           runner->expects_failures ? "not failing as they should" : "failing");
    return good && runner->bad == 0;
}

int main(int count, char **arguments)
{
    struct runner runner = {0};
    bool good;

    if (count < 2 || !read_arguments(&runner, arguments)) {
        fputs("usage: spec_runner [--cli PATH] [--expect-failures] FILE...\n", stderr);
        return EXIT_FAILURE;
    }
    runner.document = paidmark_document_new(NULL);
    good = runner.document != NULL;
    if (good && runner.tool_path != NULL)
        good = tool_open(&runner.tool, runner.tool_path);
    good = good && run_files(&runner);
    if (runner.tool_path != NULL)
        tool_close(&runner.tool);
    paidmark_document_free(runner.document);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
