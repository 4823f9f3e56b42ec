/* recipe.c - writes down what decides
 * SPDX-License-Identifier: MIT
 */
#include "split/recipe.h"

#include <string.h>

#include <paidmark.h>

#include "split/lines.h"

static void add_text(struct lines *lines, const char *name, const char *value)
{
    if (value == NULL)
        return;
    lines_add(lines, name);
    lines_add_escaped(lines, value);
    lines_add(lines, "\n");
}

static void add_flag(struct lines *lines, const char *name, bool is_set)
{
    if (is_set)
        add_text(lines, name, "");
}

/* Escaped line feeds keep apart what a value says and what the next option is. */
char *recipe_of(const struct settings *settings)
{
    struct lines lines = {0};

    add_text(&lines, "paidmark ", paidmark_version());
    add_text(&lines, "markers ", settings->markers);
    for (size_t i = 0; i < settings->pair_count; i++) {
        add_text(&lines, "begin ", settings->pairs[i].begin);
        add_text(&lines, "end ", settings->pairs[i].end);
    }
    add_flag(&lines, "salvage", settings->salvage);
    add_flag(&lines, "exact", settings->exact);
    add_flag(&lines, "no-lookalikes", settings->no_lookalikes);
    lines_add(&lines, "unmarked ");
    lines_add_number(&lines, settings->unmarked, '\n');
    add_text(&lines, "from ", settings->from);
    add_text(&lines, "to ", settings->to);
    add_text(&lines, "placeholder ", settings->placeholder);
    lines_add_bytes(&lines, "", 1);
    if (lines.has_failed)
        lines_free(&lines);
    return lines.text;
}
