/* grapheme.c - where a reader sees one character end and the next begin (Unicode Standard Annex #29)
 * SPDX-License-Identifier: MIT
 */
#include "grapheme.h"
#include "grapheme_table.h"

#define FIRST_SYLLABLE 0xAC00
#define LAST_SYLLABLE  0xD7A3
#define FINALS         28 /* syllables from one without a final consonant to the next */

static unsigned char class_of(uint32_t code_point)
{
    const struct paidmark_grapheme_run *run = paidmark_grapheme_runs;

    if (code_point >= FIRST_SYLLABLE && code_point <= LAST_SYLLABLE)
        return (code_point - FIRST_SYLLABLE) % FINALS == 0 ? PAIDMARK_GRAPHEME_LV : PAIDMARK_GRAPHEME_LVT;
    for (size_t count = paidmark_grapheme_run_count; count > 1;) {
        size_t half = count / 2;

        run = run[half].first <= code_point ? run + half : run;
        count -= half;
    }
    return code_point - run->first < run->code_points ? run->class : PAIDMARK_GRAPHEME_OTHER;
}

static bool is_control(unsigned char class)
{
    return class == PAIDMARK_GRAPHEME_CR || class == PAIDMARK_GRAPHEME_LF || class == PAIDMARK_GRAPHEME_CONTROL;
}

/* Rules GB6 to GB8. */
static bool is_one_syllable(unsigned char before, unsigned char class)
{
    switch (before) {
    case PAIDMARK_GRAPHEME_L:
        return class == PAIDMARK_GRAPHEME_L || class == PAIDMARK_GRAPHEME_V || class == PAIDMARK_GRAPHEME_LV ||
               class == PAIDMARK_GRAPHEME_LVT;
    case PAIDMARK_GRAPHEME_LV:
    case PAIDMARK_GRAPHEME_V:
        return class == PAIDMARK_GRAPHEME_V || class == PAIDMARK_GRAPHEME_T;
    case PAIDMARK_GRAPHEME_LVT:
    case PAIDMARK_GRAPHEME_T:
        return class == PAIDMARK_GRAPHEME_T;
    default:
        return false;
    }
}

static bool begins(const struct paidmark_grapheme *grapheme, unsigned char class)
{
    if (grapheme->before == PAIDMARK_GRAPHEME_START)
        return true; /* GB1 */
    if (grapheme->before == PAIDMARK_GRAPHEME_CR && class == PAIDMARK_GRAPHEME_LF)
        return false; /* GB3 */
    if (is_control(grapheme->before) || is_control(class))
        return true; /* GB4, GB5 */
    if (class == PAIDMARK_GRAPHEME_EXTEND || class == PAIDMARK_GRAPHEME_ZWJ || class == PAIDMARK_GRAPHEME_SPACING_MARK)
        return false; /* GB9, GB9a */
    if (grapheme->before == PAIDMARK_GRAPHEME_PREPEND)
        return false; /* GB9b */
    if (grapheme->before == PAIDMARK_GRAPHEME_ZWJ && grapheme->is_pictograph && class == PAIDMARK_GRAPHEME_PICTOGRAPH)
        return false; /* GB11 */
    if (grapheme->is_odd_indicator && class == PAIDMARK_GRAPHEME_REGIONAL_INDICATOR)
        return false; /* GB12, GB13 */
    return !is_one_syllable(grapheme->before, class);
}

bool paidmark_grapheme_break(struct paidmark_grapheme *grapheme, uint32_t code_point)
{
    unsigned char class = class_of(code_point);
    bool begin = begins(grapheme, class);
    bool is_extended = class == PAIDMARK_GRAPHEME_EXTEND || class == PAIDMARK_GRAPHEME_ZWJ;

    grapheme->before = class;
    grapheme->is_pictograph = class == PAIDMARK_GRAPHEME_PICTOGRAPH || (is_extended && grapheme->is_pictograph);
    grapheme->is_odd_indicator = class == PAIDMARK_GRAPHEME_REGIONAL_INDICATOR && !grapheme->is_odd_indicator;
    return begin;
}
