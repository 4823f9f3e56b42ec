/* github.c - what check has found as workflow commands, of which GitHub makes annotations of files
 * SPDX-License-Identifier: MIT
 *
 *     ::error file=a.txt,line=3,col=1,title=lookalike-marker::damaged marker: ...
 *
 * A line break, from a file name or a token, would let others give commands, so it is escaped as GitHub has it: in
 * properties, which commas separate and colons end, these too.
 */
#include "show/github.h"

#include <string.h>

#include "failure.h"
#include "language.h"
#include "show/problem_list.h"
#include "show/report.h"
#include "show/sentence.h"
#include "text/safe_text.h"
#include "text/utf8.h"

#define ESCAPED_IN_MESSAGES   "%\r\n"
#define ESCAPED_IN_PROPERTIES ESCAPED_IN_MESSAGES ":,"

static void print_escaped(FILE *stream, const char *text, const char *escaped)
{
    for (size_t left = strlen(text); left > 0;) {
        uint32_t code_point;
        size_t taken = utf8_decode(text, left, &code_point);

        if (strchr(escaped, *text) != NULL)
            fprintf(stream, "%%%02X", (unsigned)(unsigned char)*text);
        else if (!is_printable(code_point))
            fputs(REPLACEMENT, stream);
        else
            fwrite(text, 1, taken, stream);
        text += taken;
        left -= taken;
    }
}

static void print_annotation(FILE *stream, const char *level, const char *path, const struct listed_place *place,
                             const char *title, const char *message)
{
    fprintf(stream, "::%s file=", level);
    print_escaped(stream, input_name(path), ESCAPED_IN_PROPERTIES);
    if (place != NULL)
        fprintf(stream, ",line=%zu,col=%zu", place->line, place->column);
    fprintf(stream, ",title=%s::", title);
    print_escaped(stream, message, ESCAPED_IN_MESSAGES);
    fputc('\n', stream);
}

static void print_problem(FILE *stream, const struct loaded *loaded, const struct listed_problem *listed)
{
    char text[2 * SENTENCE_BYTES];

    problem_sentence_and_hint(text, WORDS_OF_USER, loaded, listed->problem);
    print_annotation(stream, listed->is_error ? "error" : "warning", loaded->path, &listed->place,
                     problem_name(listed->problem), text);
}

void github_document(FILE *stream, const struct loaded *loaded, bool errors_only)
{
    struct problem_list list;
    size_t more;
    char text[SENTENCE_BYTES];

    problem_list_make(&list, loaded, SIZE_MAX);
    for (size_t i = 0; i < list.count; i++) {
        if ((list.items[i].is_error || !errors_only) && list.items[i].follows == FOLLOWS_NONE)
            print_problem(stream, loaded, &list.items[i]);
    }
    more = count_left_out(loaded, &list, errors_only);
    if (more == 0)
        return;
    snprintf(text, sizeof text, ngettext("and %zu more problem", "and %zu more problems", plural_number(more)), more);
    print_annotation(stream, "warning", loaded->path, NULL, "paidmark", text);
}

void github_failure(FILE *stream, const char *path, int failure)
{
    print_annotation(stream, "error", path, NULL, "failed", failure_sentence(failure));
}
