/* diff.c - what a fix changes, as a unified diff
 * SPDX-License-Identifier: MIT
 */
#include "show/diff.h"

#include <string.h>
#include <unistd.h>

#include "text/safe_text.h"

#define CONTEXT_LINES 3

struct text {
    const char *text;
    size_t bytes;
};

/* Whole lines. */
struct range {
    size_t begin, end;
};

/* What becomes what: the lines of one edit, or of several that share some. */
struct change {
    struct range old, new;
};

struct diff {
    FILE *stream;
    bool is_harmless;
    struct text old, new;
    const struct fix *fix;
    size_t next;    /* edit */
    size_t counted; /* bytes of the document before which lines are counted */
    size_t line;    /* there, from 1 */
    size_t fixed_line;
};

/* ---- Lines ------------------------------------------------------------------------------------------------------- */

static size_t line_begin(const struct text *text, size_t at)
{
    while (at > 0 && text->text[at - 1] != '\n')
        at--;
    return at;
}

/* Where the next line begins. */
static size_t line_end(const struct text *text, size_t at)
{
    const char *feed = memchr(text->text + at, '\n', text->bytes - at);

    return feed != NULL ? (size_t)(feed - text->text) + 1 : text->bytes;
}

static size_t count_lines(const struct text *text, struct range range)
{
    size_t count = 0;

    for (size_t at = range.begin; at < range.end; at = line_end(text, at))
        count++;
    return count;
}

static size_t back(const struct text *text, size_t at, size_t lines)
{
    for (; at > 0 && lines > 0; lines--)
        at = line_begin(text, at - 1);
    return at;
}

static size_t forth(const struct text *text, size_t at, size_t lines)
{
    for (; at < text->bytes && lines > 0; lines--)
        at = line_end(text, at);
    return at;
}

/* ---- Changes ----------------------------------------------------------------------------------------------------- */

/* The change that begins with an edit; *edit becomes the first one behind it. */
static struct change take_change(const struct diff *diff, size_t *edit)
{
    const struct edit *edits = diff->fix->edits, *first = &edits[*edit], *last = first;
    struct change change = {.old.begin = line_begin(&diff->old, first->offset)};

    change.old.end = line_end(&diff->old, first->offset + first->bytes);
    for (++*edit; *edit < diff->fix->count && edits[*edit].offset < change.old.end; ++*edit) {
        last = &edits[*edit];
        if (last->offset + last->bytes > change.old.end)
            change.old.end = line_end(&diff->old, last->offset + last->bytes);
    }
    change.new.begin = first->fixed_offset - (first->offset - change.old.begin);
    change.new.end = last->fixed_offset + last->token_bytes + (change.old.end - (last->offset + last->bytes));
    return change;
}

/* What is in one hunk with what goes before and ends at `end`: less is between than the lines around both. */
static bool is_near(const struct diff *diff, size_t end, size_t edit)
{
    return edit < diff->fix->count && diff->fix->edits[edit].offset < forth(&diff->old, end, 2 * CONTEXT_LINES + 1);
}

/* ---- Printing ---------------------------------------------------------------------------------------------------- */

static void print_line(const struct diff *diff, char sign, const char *line, size_t bytes)
{
    bool is_ended = line[bytes - 1] == '\n';

    fputc(sign, diff->stream);
    if (diff->is_harmless) {
        bytes -= is_ended;
        bytes -= is_ended && bytes > 0 && line[bytes - 1] == '\r';
        print_harmless(diff->stream, line, bytes);
        if (is_ended)
            fputc('\n', diff->stream);
    } else {
        fwrite(line, 1, bytes, diff->stream);
    }
    if (!is_ended)
        fputs("\n\\ No newline at end of file\n", diff->stream);
}

static void print_lines(const struct diff *diff, char sign, const struct text *text, struct range range)
{
    for (size_t at = range.begin; at < range.end;) {
        size_t end = line_end(text, at);

        print_line(diff, sign, text->text + at, end - at);
        at = end;
    }
}

static void print_changes(const struct diff *diff, size_t edit, size_t edits_end, struct range old)
{
    size_t at = old.begin;

    while (edit < edits_end) {
        struct change change = take_change(diff, &edit);

        print_lines(diff, ' ', &diff->old, (struct range){at, change.old.begin});
        print_lines(diff, '-', &diff->old, change.old);
        print_lines(diff, '+', &diff->new, change.new);
        at = change.old.end;
    }
    print_lines(diff, ' ', &diff->old, (struct range){at, old.end});
}

static void print_hunk(struct diff *diff)
{
    size_t first = diff->next;
    struct change change = take_change(diff, &diff->next);
    size_t before = change.old.begin, lines, fixed_lines;
    struct range old = {back(&diff->old, before, CONTEXT_LINES), 0}, new = {change.new.begin - (before - old.begin), 0};

    while (is_near(diff, change.old.end, diff->next))
        change = take_change(diff, &diff->next);
    old.end = forth(&diff->old, change.old.end, CONTEXT_LINES);
    new.end = change.new.end + (old.end - change.old.end);
    lines = count_lines(&diff->old, (struct range){diff->counted, old.begin});
    diff->line += lines;
    diff->fixed_line += lines;
    lines = count_lines(&diff->old, old);
    fixed_lines = count_lines(&diff->new, new);
    fprintf(diff->stream, "@@ -%zu,%zu +%zu,%zu @@\n", diff->line, lines, diff->fixed_line, fixed_lines);
    print_changes(diff, first, diff->next, old);
    diff->counted = old.end;
    diff->line += lines;
    diff->fixed_line += fixed_lines;
}

static bool is_escaped(char byte)
{
    return (unsigned char)byte < 0x20 || byte == 0x7F || byte == '"' || byte == '\\';
}

/* In quotation marks where GNU patch and git need them; a tab says that a blank belongs to the name. */
static void print_path(FILE *stream, const char *path)
{
    bool is_quoted = false;

    for (const char *byte = path; *byte != '\0'; byte++)
        is_quoted |= is_escaped(*byte);
    if (is_quoted)
        fputc('"', stream);
    for (const char *byte = path; *byte != '\0'; byte++) {
        if (is_escaped(*byte))
            fprintf(stream, "\\%03o", (unsigned)*byte);
        else
            fputc(*byte, stream);
    }
    fputs(is_quoted ? "\"" : strchr(path, ' ') != NULL ? "\t" : "", stream);
}

static void print_file(const struct diff *diff, const char *sign, const char *path)
{
    fputs(sign, diff->stream);
    if (diff->is_harmless)
        print_name(diff->stream, path);
    else
        print_path(diff->stream, path);
    fputc('\n', diff->stream);
}

void print_diff(FILE *stream, const struct loaded *loaded, const struct fix *fix)
{
    struct diff diff = {.stream = stream,
                        .is_harmless = isatty(fileno(stream)) != 0,
                        .old = {loaded->text, loaded->text_bytes},
                        .new = {fix->text, fix->bytes},
                        .fix = fix,
                        .line = 1,
                        .fixed_line = 1};

    print_file(&diff, "--- ", loaded->path);
    print_file(&diff, "+++ ", loaded->path);
    while (diff.next < fix->count)
        print_hunk(&diff);
}
