/* fold.c - the symbols that a code point is folded to
 * SPDX-License-Identifier: MIT
 */
#include "fold_table.h"
#include "simplified_table.h"
#include "skeleton.h"

/* The run that begins last at or before this code point; the first one if none does. */
static const struct paidmark_fold_run *run_before(uint32_t code_point)
{
    size_t page = code_point >> 8 < PAIDMARK_FOLD_PAGES ? code_point >> 8 : PAIDMARK_FOLD_PAGES;
    const struct paidmark_fold_run *run = paidmark_fold_runs + paidmark_fold_pages[page];

    for (size_t count = paidmark_fold_pages[page + 1] - paidmark_fold_pages[page] + 1u; count > 1;) {
        size_t half = count / 2;

        run = run[half].first <= code_point ? run + half : run;
        count -= half;
    }
    return run;
}

static size_t fold_ascii(uint32_t code_point, uint32_t *symbol)
{
    uint32_t lower = code_point | 0x20;

    *symbol = code_point;
    if (code_point == 0x7F || (code_point < ' ' && (code_point < '\t' || code_point > '\r')))
        return 0;
    if (code_point < ' ' && code_point != '\n')
        *symbol = ' ';
    else if (lower >= 'a' && lower <= 'z')
        *symbol = lower | PAIDMARK_SYMBOL_LETTER;
    else if (code_point >= '0' && code_point <= '9')
        *symbol = code_point | PAIDMARK_SYMBOL_LETTER;
    return 1;
}

/* The symbol of an ideograph. Software converts traditional Chinese to simplified and back, so both forms have that of
 * the simplified one. */
static uint32_t fold_ideograph(uint32_t code_point)
{
    const struct paidmark_simplified *form = paidmark_simplified_forms;

    for (size_t count = paidmark_simplified_count; count > 1;) {
        size_t half = count / 2;

        form = form[half].traditional <= code_point ? form + half : form;
        count -= half;
    }
    return PAIDMARK_SYMBOL_LETTER | (form->traditional == code_point ? form->simplified : code_point);
}

size_t paidmark_fold(uint32_t code_point, uint32_t symbols[PAIDMARK_PIECE_SYMBOLS_MAX])
{
    const struct paidmark_fold_run *run;
    const uint32_t *from;
    uint32_t behind; /* the first of the run */

    if (code_point < 0x80)
        return fold_ascii(code_point, symbols);
    if (code_point >= PAIDMARK_FIRST_IDEOGRAPH && code_point <= PAIDMARK_LAST_IDEOGRAPH) {
        symbols[0] = fold_ideograph(code_point);
        return 1;
    }
    run = run_before(code_point);
    behind = code_point - run->first;
    if (behind >= run->code_points) {
        symbols[0] = code_point;
        return 1;
    }
    if (run->kind == PAIDMARK_FOLD_SHIFT || (run->kind == PAIDMARK_FOLD_SAME && run->count == 1)) {
        symbols[0] = run->kind == PAIDMARK_FOLD_SHIFT ? run->to + behind : run->to;
        return 1;
    }
    from = paidmark_fold_symbols + run->to + (run->kind == PAIDMARK_FOLD_EACH ? behind * run->count : 0);
    for (size_t i = 0; i < run->count; i++)
        symbols[i] = from[i];
    return run->count;
}

/* The first symbol that code point number `i` of a run is folded to, where each has symbols and the kind is not SHIFT.
 */
static uint32_t first_symbol(const struct paidmark_fold_run *run, uint32_t i)
{
    if (run->kind == PAIDMARK_FOLD_SAME)
        return run->count == 1 ? run->to : paidmark_fold_symbols[run->to];
    return paidmark_fold_symbols[run->to + i * run->count];
}

/* Calls for those of the run that are folded to something that begins with this symbol. */
static void each_of_run(const struct paidmark_fold_run *run, uint32_t symbol,
                        void (*found)(void *context, uint32_t code_point), void *context)
{
    if (run->kind == PAIDMARK_FOLD_SHIFT) {
        if (symbol - run->to < run->code_points)
            found(context, run->first + (symbol - run->to));
        return;
    }
    if (run->count == 0 || (run->kind == PAIDMARK_FOLD_SAME && first_symbol(run, 0) != symbol))
        return;
    for (uint32_t i = 0; i < run->code_points; i++) {
        if (first_symbol(run, i) == symbol)
            found(context, run->first + i);
    }
}

void paidmark_each_folded_to(uint32_t symbol, void (*found)(void *context, uint32_t code_point), void *context)
{
    const struct paidmark_fold_run *last = paidmark_fold_runs + paidmark_fold_pages[PAIDMARK_FOLD_PAGES + 1];

    for (const struct paidmark_fold_run *run = paidmark_fold_runs; run <= last; run++)
        each_of_run(run, symbol, found, context);
    for (size_t i = 0; i < paidmark_simplified_count; i++) {
        if ((paidmark_simplified_forms[i].simplified | PAIDMARK_SYMBOL_LETTER) == symbol)
            found(context, paidmark_simplified_forms[i].traditional);
    }
}
