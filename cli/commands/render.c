/* render.c - the commands preview, full and rest
 * SPDX-License-Identifier: MIT
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands/commands.h"
#include "document/load.h"
#include "document/rendering.h"
#include "files/held_outputs.h"
#include "files/output.h"
#include "files/path.h"
#include "language.h"
#include "show/report.h"
#include "show/terminal.h"
#include "text/safe_text.h"
#include "text/say.h"

/* What still fits on a screen with its notes and the advice below. */
#define PROBLEMS_SHOWN 10

static void tell_problems(const struct loaded *loaded)
{
    struct report_style style = {.stream = stderr,
                                 .color = terminal_has_color(stderr, loaded->settings->color),
                                 .errors_only = loaded->settings->quiet,
                                 .problems_max = PROBLEMS_SHOWN};

    report_problems(&style, loaded);
    if (loaded->status == PAIDMARK_STATUS_REFUSED)
        report_refusal(stderr, loaded);
}

/* Gives a failure that has been reported. */
static int make_pieces(struct pieces *pieces, const struct loaded *loaded, uint32_t parts)
{
    const struct settings *settings = loaded->settings;
    struct charset_error error = {0};
    struct wanted wanted = {.parts = parts,
                            .placeholder = settings->placeholder,
                            .excerpt = settings->excerpt,
                            .excerpt_flags = settings->excerpt_visible ? PAIDMARK_EXCERPT_VISIBLE : 0};
    int failure = pieces_render(pieces, loaded->document, &wanted);

    if (failure == FAILURE_NONE && settings->to != NULL && !charset_is_utf8(settings->to))
        failure = pieces_convert(pieces, settings->to, &error);
    if (failure == FAILURE_NOT_IN_CHARSET)
        report_unrepresentable(stderr, pieces, loaded, &error);
    else if (failure == FAILURE_NO_CHARSET) /* iconv knows it as input only */
        report_failure(settings->to, failure);
    else if (failure != FAILURE_NONE)
        report_failure(input_name(loaded->path), failure);
    return failure;
}

/* What has paid text in it is for no more people than what it was read from. */
/* By where a file of that name is, or would be. */
static bool is_among_previews(const char *path)
{
    enum held held;
    char *tree;
    int failure = held_find_tree(path, true, &tree, &held);

    free(tree);
    if (failure == ENOENT) {
        char *parent = path_parent(path);

        if (parent == NULL)
            return false;
        failure = held_find_tree(parent, true, &tree, &held);
        free(tree);
        free(parent);
    }
    return failure == FAILURE_NONE && held == HELD_PREVIEWS;
}

static int write_to_file(const struct settings *settings, const struct input *input, const struct pieces *pieces,
                         bool is_paid)
{
    struct output output;
    size_t failed;
    int failure = is_paid && is_among_previews(settings->output) ? FAILURE_AMONG_PREVIEWS : temporary_guard();

    if (failure != FAILURE_NONE)
        return failure;
    failure = output_open(&output, settings->output, input, is_paid);
    if (failure != FAILURE_NONE)
        return failure;
    failure = output_write(&output, pieces->items, pieces->count);
    if (failure == FAILURE_NONE && settings->sync)
        failure = output_sync(&output);
    if (failure == FAILURE_NONE)
        failure = output_close(&output);
    if (failure == FAILURE_NONE)
        failure = output_commit(&output, 1, &failed);
    if (failure != FAILURE_NONE)
        output_discard(&output);
    return failure;
}

static int write_to_descriptor(int descriptor, const struct input *input, const struct pieces *pieces)
{
    struct output output;
    int failure = output_open_descriptor(&output, descriptor, &input->file);

    if (failure != FAILURE_NONE)
        return failure;
    if (input->is_mapped) /* and so it stays until the process ends */
        output_lend(&output, input->data, input->bytes);
    return output_write(&output, pieces->items, pieces->count);
}

static enum exit_status write_pieces(const struct loaded *loaded, const struct pieces *pieces, uint32_t parts)
{
    const struct settings *settings = loaded->settings;
    int descriptor = settings->output == NULL ? STDOUT_FILENO : output_descriptor_of(settings->output);
    int failure = descriptor >= 0 ? write_to_descriptor(descriptor, &loaded->input, pieces)
                                  : write_to_file(settings, &loaded->input, pieces, (parts & PAIDMARK_PART_PAID) != 0);

    if (failure == FAILURE_NONE)
        return EXIT_STATUS_GOOD;
    if (failure != EPIPE) /* the reader has gone and wants no more of it */
        report_failure(settings->output == NULL ? "<stdout>" : settings->output, failure);
    return EXIT_STATUS_FAILED;
}

static void report_unreadable(const char *path, int failure)
{
    char *word;

    if (failure != EISDIR || strcmp(path, "-") == 0) {
        report_failure(input_name(path), failure);
        return;
    }
    word = shell_word(path);
    say(stderr,
        _("%s is a directory; for a whole tree use `paidmark split %s -d DIR`; for one file, give a name in it"), path,
        word != NULL ? word : path);
    free(word);
}

static enum exit_status render(struct loaded *loaded, uint32_t parts)
{
    const struct settings *settings = loaded->settings;
    const char *path = settings->operand_count > 0 ? settings->operands[0] : "-";
    struct pieces pieces = {0};
    enum exit_status status = EXIT_STATUS_FAILED;
    int failure = load_document(loaded, path);

    if (failure != FAILURE_NONE) {
        report_unreadable(path, failure);
        return EXIT_STATUS_FAILED;
    }
    tell_problems(loaded);
    if (loaded->status == PAIDMARK_STATUS_REFUSED)
        return EXIT_STATUS_REFUSED;
    if (make_pieces(&pieces, loaded, parts) == FAILURE_NONE)
        status = write_pieces(loaded, &pieces, parts);
    pieces_free(&pieces);
    return status;
}

static enum exit_status run_render(const struct settings *settings, uint32_t parts)
{
    struct loaded loaded;
    enum exit_status status = EXIT_STATUS_FAILED;
    int failure = load_init(&loaded, settings);

    if (failure == FAILURE_NONE)
        status = render(&loaded, parts);
    else
        report_failure(_("memory"), failure);
    load_free(&loaded);
    return status;
}

enum exit_status run_preview(const struct settings *settings)
{
    return run_render(settings, PAIDMARK_PART_FREE);
}

enum exit_status run_full(const struct settings *settings)
{
    return run_render(settings, PAIDMARK_PART_FREE | PAIDMARK_PART_PAID);
}

enum exit_status run_rest(const struct settings *settings)
{
    return run_render(settings, PAIDMARK_PART_PAID);
}
