/* source_line.c - a place in a text, shown in its line with a caret under it
 * SPDX-License-Identifier: MIT
 *
 * The neighbourhood of the place is laid out as cells, one for each code point, with the column where it begins; then a
 * window of columns is chosen that holds the beginning of the place, and both lines are printed for it.
 */
#include "show/source_line.h"

#include <stdint.h>
#include <string.h>

#include "show/terminal.h"
#include "show/width.h"
#include "text/safe_text.h"
#include "text/utf8.h"

/* Bytes looked at on each side of the place: more than a window of any characters needs, and a bound on the work for
 * a line of a gigabyte. */
#define REACH_BYTES 512

/* The place itself counts up to another REACH_BYTES. */
#define CELLS_MAX      (3 * REACH_BYTES)

#define MARGIN         "    | "
#define WINDOW_COLUMNS 74
#define COLUMNS_AHEAD  (WINDOW_COLUMNS / 3) /* of the place, in a long line */
#define ELLIPSIS       "\xE2\x80\xA6"
#define TAB_COLUMNS    8

struct cell {
    const char *text; /* REPLACEMENT where the character cannot be shown */
    size_t bytes;
    size_t column; /* from 0 */
    size_t columns;
    bool is_tab;
    bool is_marked;
};

struct layout {
    struct cell cells[CELLS_MAX];
    size_t count;
    size_t columns;
    bool goes_on_before;
    bool goes_on_after;
};

/* A stretch of the text, with the place in it. */
struct stretch {
    const char *begin;
    const char *place;
    const char *place_end;
    const char *end;
};

/* ---- Which stretch of the text ----------------------------------------------------------------------------------- */

static bool is_inside_code_point(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* Back from the place to the beginning of its line, or as far as we look. */
static void find_begin(struct stretch *stretch, const char *text, bool *goes_on)
{
    while (stretch->begin > text && stretch->begin[-1] != '\n' && stretch->place - stretch->begin < REACH_BYTES)
        stretch->begin--;
    *goes_on = stretch->begin > text && stretch->begin[-1] != '\n';
    while (*goes_on && stretch->begin < stretch->place && is_inside_code_point(*stretch->begin))
        stretch->begin++;
    if (stretch->begin == text && stretch->place - text >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
        stretch->begin += 3;
}

static void find_end(struct stretch *stretch, const char *text_end, bool *goes_on)
{
    while (stretch->end < text_end && *stretch->end != '\n' && stretch->end - stretch->place_end < REACH_BYTES)
        stretch->end++;
    *goes_on = stretch->end < text_end && *stretch->end != '\n';
    while (*goes_on && stretch->end > stretch->place_end && is_inside_code_point(*stretch->end))
        stretch->end--;
    if (stretch->end < text_end && *stretch->end == '\n' && stretch->end > stretch->place_end &&
        stretch->end[-1] == '\r')
        stretch->end--;
}

/* ---- Cells ------------------------------------------------------------------------------------------------------- */

/* In the place itself a character of no width is shown too: it may be all that is wrong there. */
static void add_cell(struct layout *layout, const char *text, size_t bytes, uint32_t code_point, bool is_marked)
{
    struct cell *cell = &layout->cells[layout->count++];
    bool is_shown = is_printable(code_point) && (!is_marked || width_of(code_point) > 0);

    *cell = (struct cell){.text = text, .bytes = bytes, .column = layout->columns, .is_marked = is_marked};
    if (code_point == '\t') {
        cell->is_tab = true;
        cell->columns = TAB_COLUMNS - layout->columns % TAB_COLUMNS;
    } else if (is_shown) {
        cell->columns = (size_t)width_of(code_point);
    } else {
        cell->text = REPLACEMENT;
        cell->bytes = strlen(REPLACEMENT);
        cell->columns = 1;
    }
    layout->columns += cell->columns;
}

static void lay_out(struct layout *layout, const struct stretch *stretch)
{
    const char *at = stretch->begin;

    while (at < stretch->end && layout->count < CELLS_MAX) {
        uint32_t code_point;
        size_t bytes = utf8_decode(at, (size_t)(stretch->end - at), &code_point);

        add_cell(layout, at, bytes, code_point, at >= stretch->place && at < stretch->place_end);
        at += bytes;
    }
    layout->goes_on_after = layout->goes_on_after || at < stretch->end;
}

/* ---- The window -------------------------------------------------------------------------------------------------- */

/* Columns from left to right, right excluded. */
struct window {
    size_t left;
    size_t right;
    bool is_cut_left;
    bool is_cut_right;
};

static size_t marked_column(const struct layout *layout)
{
    for (size_t i = 0; i < layout->count; i++) {
        if (layout->cells[i].is_marked)
            return layout->cells[i].column;
    }
    return 0;
}

static struct window choose_window(const struct layout *layout)
{
    size_t marked = marked_column(layout);
    struct window window = {.left = 0, .right = layout->columns};

    if (layout->columns > WINDOW_COLUMNS) {
        window.left = marked > COLUMNS_AHEAD ? marked - COLUMNS_AHEAD : 0;
        if (window.left > layout->columns - WINDOW_COLUMNS)
            window.left = layout->columns - WINDOW_COLUMNS;
        window.right = window.left + WINDOW_COLUMNS;
    }
    window.is_cut_left = window.left > 0 || layout->goes_on_before;
    window.is_cut_right = window.right < layout->columns || layout->goes_on_after;
    return window;
}

/* Where the ellipses stand, nothing else does. */
static bool is_in_window(const struct window *window, const struct cell *cell)
{
    return cell->column >= window->left + window->is_cut_left &&
           cell->column + cell->columns <= window->right - window->is_cut_right;
}

static void print_spaces(FILE *stream, size_t count)
{
    while (count-- > 0)
        fputc(' ', stream);
}

/* A wide character that the edge of the window would halve leaves a space. */
static void print_text(FILE *stream, const struct layout *layout, const struct window *window)
{
    size_t column = window->left;

    if (window->is_cut_left) {
        fputs(ELLIPSIS, stream);
        column++;
    }
    for (size_t i = 0; i < layout->count; i++) {
        const struct cell *cell = &layout->cells[i];

        if (!is_in_window(window, cell))
            continue;
        print_spaces(stream, cell->column - column);
        if (cell->is_tab)
            print_spaces(stream, cell->columns);
        else
            fwrite(cell->text, 1, cell->bytes, stream);
        column = cell->column + cell->columns;
    }
    if (window->is_cut_right)
        fputs(ELLIPSIS, stream);
}

static void print_caret(FILE *stream, const struct layout *layout, const struct window *window)
{
    size_t column = window->left;
    char sign = '^';

    for (size_t i = 0; i < layout->count; i++) {
        const struct cell *cell = &layout->cells[i];

        if (!cell->is_marked || !is_in_window(window, cell))
            continue;
        print_spaces(stream, cell->column - column);
        for (size_t j = 0; j < cell->columns; j++) {
            fputc(sign, stream);
            sign = '~';
        }
        column = cell->column + cell->columns;
    }
}

void source_line_print(FILE *stream, bool color, const char *text, size_t text_bytes, size_t offset, size_t bytes)
{
    const char *place = text + offset;
    const char *place_end = place + (bytes < REACH_BYTES ? bytes : REACH_BYTES);
    struct stretch stretch = {.begin = place, .place = place, .place_end = place_end, .end = place_end};
    struct layout layout = {.count = 0};
    struct window window;

    find_begin(&stretch, text, &layout.goes_on_before);
    find_end(&stretch, text + text_bytes, &layout.goes_on_after);
    lay_out(&layout, &stretch);
    window = choose_window(&layout);
    fputs(MARGIN, stream);
    print_text(stream, &layout, &window);
    fprintf(stream, "\n%s%s", MARGIN, color ? TERMINAL_GREEN : "");
    print_caret(stream, &layout, &window);
    fprintf(stream, "%s\n", color ? TERMINAL_PLAIN : "");
}
