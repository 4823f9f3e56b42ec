/* report.c - problems and failures as people and editors read them
 * SPDX-License-Identifier: MIT
 */
#include "show/report.h"

#include <stdlib.h>
#include <string.h>

#include "failure.h"
#include "language.h"
#include "show/sentence.h"
#include "show/source_line.h"
#include "show/terminal.h"
#include "text/charset.h"
#include "text/safe_text.h"
#include "text/say.h"

/* Longer lines are shown as they are. */
#define CONVERTED_BYTES_MAX ((size_t)64 * 1024)

enum kind { KIND_ERROR, KIND_WARNING, KIND_NOTE };

static const struct {
    const char *word;
    const char *color;
} kinds[] = {
    [KIND_ERROR] = {N_("error"), TERMINAL_RED},
    [KIND_WARNING] = {N_("warning"), TERMINAL_MAGENTA},
    [KIND_NOTE] = {N_("note"), TERMINAL_CYAN},
};

/* "file:line:col: kind: " */
static void print_place(const struct report_style *style, const struct loaded *loaded, const struct listed_place *place,
                        enum kind kind)
{
    print_name(style->stream, input_name(loaded->path));
    fprintf(style->stream, ":%zu:%zu: %s%s:%s ", place->line, place->column, style->color ? kinds[kind].color : "",
            _(kinds[kind].word), style->color ? TERMINAL_PLAIN : "");
}

/* ---- Source lines ------------------------------------------------------------------------------------------------ */

/* Converts the line around an offset, which is in GB18030 though it was read as UTF-8; false where it cannot be. */
static bool print_converted_source(const struct report_style *style, const struct loaded *loaded, size_t offset)
{
    const char *feed = memchr(loaded->text + offset, '\n', loaded->text_bytes - offset);
    size_t end = feed != NULL ? (size_t)(feed - loaded->text) : loaded->text_bytes;
    size_t begin = offset;
    char *line = NULL, *before = NULL;
    size_t line_bytes, before_bytes = 0;
    struct charset_error error;
    bool is_converted;

    while (begin > 0 && loaded->text[begin - 1] != '\n' && offset - begin <= CONVERTED_BYTES_MAX)
        begin--;
    is_converted = end - begin <= CONVERTED_BYTES_MAX && charset_to_utf8("GB18030", loaded->text + begin, end - begin,
                                                                         &line, &line_bytes, &error) == CHARSET_OK;
    /* What was well-formed so far may end inside a character of GB18030. */
    while (is_converted && charset_to_utf8("GB18030", loaded->text + begin, offset - begin, &before, &before_bytes,
                                           &error) == CHARSET_ILL_FORMED)
        offset--;
    is_converted = is_converted && before_bytes < line_bytes;
    if (is_converted)
        source_line_print(style->stream, style->color, line, line_bytes, before_bytes, 1);
    free(before);
    free(line);
    return is_converted;
}

static void print_source(const struct report_style *style, const struct loaded *loaded, size_t offset, size_t bytes)
{
    if (style->source && bytes > 0)
        source_line_print(style->stream, style->color, loaded->text, loaded->text_bytes, offset, bytes);
}

/* ---- Problems ---------------------------------------------------------------------------------------------------- */

/* Ill-formed UTF-8 as GB18030, if it can be that; of an ill-formed input there is no text. */
static void print_problem_source(const struct report_style *style, const struct loaded *loaded,
                                 const struct paidmark_problem *problem)
{
    bool is_gb18030 = style->source && problem != NULL && problem->code == PAIDMARK_PROBLEM_INVALID_UTF8 &&
                      charset_looks_like_gb18030(loaded->input.data, loaded->input.bytes);

    if (problem != NULL && (!is_gb18030 || !print_converted_source(style, loaded, problem->offset)))
        print_source(style, loaded, problem->offset, problem->bytes);
}

/* Whoever has seen a line need not see it again. */
static bool has_shown_line(const struct listed_problem *cause, size_t line)
{
    return cause->place.line == line || (has_related_place(cause) && cause->related.line == line);
}

static void print_consequences(const struct report_style *style, const struct loaded *loaded,
                               const struct problem_list *list, size_t cause)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct listed_problem *listed = &list->items[i];
        const struct paidmark_problem *problem = listed->problem;

        if (listed->follows != cause)
            continue;
        print_place(style, loaded, &listed->place, KIND_NOTE);
        fprintf(style->stream, "%s [%s]\n", consequence_sentence(WORDS_OF_USER, problem), problem_name(problem));
        if (!has_shown_line(&list->items[cause], listed->place.line))
            print_source(style, loaded, problem->offset, problem->bytes);
    }
}

static void print_related(const struct report_style *style, const struct loaded *loaded,
                          const struct listed_problem *listed)
{
    size_t offset = listed->problem->related_offset;

    print_place(style, loaded, &listed->related, KIND_NOTE);
    fprintf(style->stream, "%s\n", related_sentence(WORDS_OF_USER, listed->problem));
    print_source(style, loaded, offset, related_bytes(loaded, listed->problem));
}

static void print_problem(const struct report_style *style, const struct loaded *loaded,
                          const struct problem_list *list, size_t index)
{
    const struct listed_problem *listed = &list->items[index];
    const struct paidmark_problem *problem = listed->problem;
    char sentence[SENTENCE_BYTES];

    problem_sentence(sentence, WORDS_OF_USER, loaded, problem);
    print_place(style, loaded, &listed->place, listed->is_error ? KIND_ERROR : KIND_WARNING);
    print_name(style->stream, sentence);
    fprintf(style->stream, " [%s]\n", problem_name(problem));
    print_problem_source(style, loaded, problem);
    if (problem_hint(sentence, WORDS_OF_USER, loaded, problem)) {
        print_place(style, loaded, &listed->place, KIND_NOTE);
        fprintf(style->stream, "%s\n", sentence);
    }
    if (has_related_place(listed))
        print_related(style, loaded, listed);
    print_consequences(style, loaded, list, index);
}

static bool is_shown(const struct report_style *style, const struct listed_problem *listed)
{
    return !style->errors_only || listed->is_error;
}

static bool is_lookalike(const struct paidmark_problem *problem)
{
    return problem != NULL && problem->code == PAIDMARK_PROBLEM_LOOKALIKE_MARKER;
}

static void print_problems(const struct report_style *style, const struct loaded *loaded,
                           const struct problem_list *list)
{
    bool tells_of_names = true;

    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].follows != FOLLOWS_NONE || !is_shown(style, &list->items[i]))
            continue;
        print_problem(style, loaded, list, i);
        if (tells_of_names && is_lookalike(list->items[i].problem)) {
            print_place(style, loaded, &list->items[i].place, KIND_NOTE);
            fprintf(style->stream, "%s\n", _("if the text only names the marker, see --no-lookalikes"));
            tells_of_names = false;
        }
    }
}

static void print_rest(const struct report_style *style, const struct loaded *loaded, const struct problem_list *list)
{
    size_t more = count_left_out(loaded, list, style->errors_only);

    if (more == 0)
        return;
    print_sentence(style->stream,
                   ngettext("%s: and %zu more problem", "%s: and %zu more problems", plural_number(more)),
                   input_name(loaded->path), more);
    fputc('\n', style->stream);
}

void report_problems(const struct report_style *style, const struct loaded *loaded)
{
    struct problem_list list;

    problem_list_make(&list, loaded, style->problems_max);
    print_problems(style, loaded, &list);
    print_rest(style, loaded, &list);
}

bool is_worth_telling(const struct loaded *loaded)
{
    const struct settings *settings = loaded->settings;

    return !settings->silent && (!settings->quiet || count_problems(loaded).errors > 0);
}

struct problem_counts count_problems(const struct loaded *loaded)
{
    struct paidmark_counts counts = {.size = sizeof counts};

    if (loaded->ill_formed.found)
        return (struct problem_counts){.errors = 1, .errors_shown = 1};
    paidmark_count(loaded->document, 0, &counts);
    return (struct problem_counts){.errors = counts.errors,
                                   .warnings = counts.warnings,
                                   .errors_shown = counts.errors - count_errors_that_follow(loaded)};
}

size_t count_left_out(const struct loaded *loaded, const struct problem_list *list, bool errors_only)
{
    struct problem_counts found = count_problems(loaded);
    size_t more = found.errors + (errors_only ? 0 : found.warnings);

    for (size_t i = 0; i < list->count; i++)
        more -= list->items[i].is_error || !errors_only;
    return more;
}

bool is_without_markers(const struct loaded *loaded)
{
    struct paidmark_counts counts = {.size = sizeof counts};

    paidmark_count(loaded->document, PAIDMARK_PART_PAID, &counts);
    return loaded->status != PAIDMARK_STATUS_REFUSED && counts.regions == 0;
}

void report_left_out(FILE *stream, size_t without_markers, size_t binary_files)
{
    if (without_markers > 0)
        fprintf(stream, ngettext("; %zu without markers", "; %zu without markers", plural_number(without_markers)),
                without_markers);
    if (binary_files > 0)
        fprintf(stream,
                ngettext("; %zu binary file left out", "; %zu binary files left out", plural_number(binary_files)),
                binary_files);
}

static bool has_problem(const struct loaded *loaded, uint32_t code)
{
    const struct paidmark_problem *problem;

    for (size_t i = 0; (problem = paidmark_problem_at(loaded->document, i)) != NULL; i++) {
        if (problem->code == code)
            return true;
    }
    return false;
}

static bool is_ill_formed(const struct loaded *loaded)
{
    return loaded->ill_formed.found || has_problem(loaded, PAIDMARK_PROBLEM_INVALID_UTF8) ||
           has_problem(loaded, PAIDMARK_PROBLEM_NOT_TEXT);
}

void report_refusal(FILE *stream, const struct loaded *loaded)
{
    const char *name = input_name(loaded->path);
    size_t errors = count_problems(loaded).errors_shown;

    if (is_ill_formed(loaded))
        say(stream, _("%s: refused; save it as plain text in UTF-8, or say with --from what it is written in"), name);
    else if (has_problem(loaded, PAIDMARK_PROBLEM_NO_PAID_REGION))
        say(stream, _("%s: refused; add the markers, or say with --unmarked what such a document is"), name);
    else if (loaded->settings->salvage)
        say(stream,
            ngettext("%s: refused; correct the text (%zu error above)",
                     "%s: refused; correct the text (%zu errors above)", plural_number(errors)),
            name, errors);
    else
        say(stream,
            ngettext("%s: refused; correct the markers (%zu error above), or hide what is in doubt with --salvage",
                     "%s: refused; correct the markers (%zu errors above), or hide what is in doubt with --salvage",
                     plural_number(errors)),
            name, errors);
}

void print_failure(FILE *stream, const char *name, int failure)
{
    say(stream, "%s: %s", name_shown(name), failure_sentence(failure));
}

void report_failure(const char *name, int failure)
{
    print_failure(stderr, name, failure);
}

/* Which place in the document an offset in the pieces is; PAIDMARK_NO_OFFSET for one in a placeholder or an excerpt. */
static size_t document_offset(const struct pieces *pieces, const struct loaded *loaded, size_t offset)
{
    for (size_t i = 0; i < pieces->count; i++) {
        const char *text = pieces->items[i].text;

        if (offset < pieces->items[i].bytes)
            return text == pieces->made ? PAIDMARK_NO_OFFSET : (size_t)(text - loaded->text) + offset;
        offset -= pieces->items[i].bytes;
    }
    return PAIDMARK_NO_OFFSET;
}

void report_unrepresentable(FILE *stream, const struct pieces *pieces, const struct loaded *loaded,
                            const struct charset_error *error)
{
    size_t offset = document_offset(pieces, loaded, error->offset);
    struct paidmark_position position = {0};

    char place[64] = "";

    if (offset != PAIDMARK_NO_OFFSET) {
        paidmark_locate(loaded->text, loaded->text_bytes, offset, &position);
        snprintf(place, sizeof place, ":%zu:%zu", position.line, position.column);
    }
    say(stream, _("%s%s: U+%04lX is not in %s; use --to gb18030 or --to utf-8, which have it"),
        input_name(loaded->path), place, (unsigned long)error->code_point, loaded->settings->to);
}
