/* report.c - problems and failures as people and editors read them
 * SPDX-License-Identifier: MIT
 */
#include "show/report.h"

#include <string.h>

#include "failure.h"
#include "show/source_line.h"
#include "show/terminal.h"
#include "text/charset.h"
#include "text/safe_text.h"

enum kind { KIND_ERROR, KIND_WARNING, KIND_NOTE };

static const struct {
    const char *word;
    const char *color;
} kinds[] = {
    [KIND_ERROR] = {"error", TERMINAL_RED},
    [KIND_WARNING] = {"warning", TERMINAL_MAGENTA},
    [KIND_NOTE] = {"note", TERMINAL_CYAN},
};

/* "file:line:col: kind: " */
static void print_place(const struct report_style *style, const char *path, size_t line, size_t column, enum kind kind)
{
    print_name(style->stream, input_name(path));
    fprintf(style->stream, ":%zu:%zu: %s%s:%s ", line, column, style->color ? kinds[kind].color : "", kinds[kind].word,
            style->color ? TERMINAL_PLAIN : "");
}

static void print_offset_place(const struct report_style *style, const struct loaded *loaded, size_t offset,
                               struct paidmark_position *position, enum kind kind)
{
    paidmark_locate(loaded->text, loaded->text_bytes, offset, position);
    print_place(style, loaded->path, position->line, position->column, kind);
}

static void print_source(const struct report_style *style, const struct loaded *loaded, size_t offset, size_t bytes)
{
    if (style->source && bytes > 0)
        source_line_print(style->stream, style->color, loaded->text, loaded->text_bytes, offset, bytes);
}

static void print_notes(const struct report_style *style, const struct loaded *loaded,
                        const struct paidmark_problem *problem, struct problem_positions *positions)
{
    if (problem->suggestion != NULL) {
        bool is_set = problem->code == PAIDMARK_PROBLEM_FOREIGN_MARKER;

        print_offset_place(style, loaded, problem->offset, &positions->place, KIND_NOTE);
        fputs(is_set ? "did you forget `--markers " : "did you mean `", style->stream);
        print_harmless(style->stream, problem->suggestion, problem->suggestion_bytes);
        fputs("`?\n", style->stream);
    }
    if (problem->code == PAIDMARK_PROBLEM_INVALID_UTF8 &&
        charset_looks_like_gb18030(loaded->input.data, loaded->input.bytes)) {
        print_offset_place(style, loaded, problem->offset, &positions->place, KIND_NOTE);
        fputs("the file looks like GB18030; try --from GB18030, or --from auto\n", style->stream);
    }
    if (problem->related_offset != PAIDMARK_NO_OFFSET) {
        print_offset_place(style, loaded, problem->related_offset, &positions->related, KIND_NOTE);
        fputs("region opened here\n", style->stream);
        print_source(style, loaded, problem->related_offset, 1);
    }
}

static void print_problem(const struct report_style *style, const struct loaded *loaded,
                          const struct paidmark_problem *problem, struct problem_positions *positions)
{
    print_offset_place(style, loaded, problem->offset, &positions->place,
                       problem->severity == PAIDMARK_SEVERITY_ERROR ? KIND_ERROR : KIND_WARNING);
    fprintf(style->stream, "%s [%s]\n", paidmark_problem_text(problem->code), paidmark_problem_name(problem->code));
    print_source(style, loaded, problem->offset, problem->bytes);
    print_notes(style, loaded, problem, positions);
}

static void print_ill_formed_input(const struct report_style *style, const struct loaded *loaded)
{
    const struct ill_formed_input *place = &loaded->ill_formed;

    print_place(style, loaded->path, place->line, place->column, KIND_ERROR);
    fprintf(style->stream, "byte %zu is %s [%s]\n", place->offset, ILL_FORMED_INPUT_TEXT, ILL_FORMED_INPUT_NAME);
}

void report_problems(const struct report_style *style, const struct loaded *loaded)
{
    struct problem_counts found = count_problems(loaded);
    struct problem_positions positions = {0};
    const struct paidmark_problem *problem;
    size_t shown = 0;

    if (loaded->ill_formed.found) {
        print_ill_formed_input(style, loaded);
        return;
    }
    while (shown < style->problems_max && (problem = paidmark_problem_at(loaded->document, shown)) != NULL) {
        print_problem(style, loaded, problem, &positions);
        shown++;
    }
    if (found.errors + found.warnings > shown) {
        size_t more = found.errors + found.warnings - shown;

        print_name(style->stream, input_name(loaded->path));
        fprintf(style->stream, ": and %zu more problem%s\n", more, more == 1 ? "" : "s");
    }
}

struct problem_counts count_problems(const struct loaded *loaded)
{
    struct paidmark_counts counts = {.size = sizeof counts};

    if (loaded->ill_formed.found)
        return (struct problem_counts){.errors = 1};
    paidmark_count(loaded->document, 0, &counts);
    return (struct problem_counts){.errors = counts.errors, .warnings = counts.warnings};
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

static const char *advice(const struct loaded *loaded)
{
    if (loaded->ill_formed.found || has_problem(loaded, PAIDMARK_PROBLEM_INVALID_UTF8) ||
        has_problem(loaded, PAIDMARK_PROBLEM_NOT_TEXT))
        return "say with --from what it is written in, or repair it";
    if (has_problem(loaded, PAIDMARK_PROBLEM_NO_PAID_REGION))
        return "add the markers, or say with --unmarked what such a document is";
    if (loaded->settings->salvage)
        return "correct the text";
    return "correct the markers, or use --salvage to hide whatever they put in doubt";
}

void report_refusal(const struct loaded *loaded)
{
    fputs("paidmark: ", stderr);
    print_name(stderr, input_name(loaded->path));
    fprintf(stderr, ": refused, nothing was written; %s\n", advice(loaded));
}

void report_failure(const char *name, int failure)
{
    fputs("paidmark: ", stderr);
    print_name(stderr, name);
    fprintf(stderr, ": %s\n", failure_text(failure));
}

/* Which place in the document an offset in the pieces is; PAIDMARK_NO_OFFSET for one in a placeholder or an excerpt. */
static size_t document_offset(const struct pieces *pieces, const struct loaded *loaded, size_t offset)
{
    for (size_t i = 0; i < pieces->count; i++) {
        const char *text = pieces->items[i].text;

        if (offset < pieces->items[i].bytes) {
            bool is_made = pieces->made != NULL && text >= pieces->made && text < pieces->made + pieces->made_capacity;

            return is_made ? PAIDMARK_NO_OFFSET : (size_t)(text - loaded->text) + offset;
        }
        offset -= pieces->items[i].bytes;
    }
    return PAIDMARK_NO_OFFSET;
}

void report_unrepresentable(const struct pieces *pieces, const struct loaded *loaded, const struct charset_error *error)
{
    size_t offset = document_offset(pieces, loaded, error->offset);
    struct paidmark_position position = {0};

    fputs("paidmark: ", stderr);
    print_name(stderr, input_name(loaded->path));
    if (offset != PAIDMARK_NO_OFFSET) {
        paidmark_locate(loaded->text, loaded->text_bytes, offset, &position);
        fprintf(stderr, ":%zu:%zu", position.line, position.column);
    }
    fprintf(stderr, ": U+%04lX is not in ", (unsigned long)error->code_point);
    print_name(stderr, loaded->settings->to);
    fputc('\n', stderr);
}
