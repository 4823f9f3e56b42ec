/* fold_table.h - what code points beyond ASCII are folded to
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_FOLD_TABLE_H
#define PAIDMARK_FOLD_TABLE_H

#include <stdint.h>

enum paidmark_fold_kind {
    PAIDMARK_FOLD_SAME,  /* all code points of the run become the same symbols */
    PAIDMARK_FOLD_SHIFT, /* each becomes one symbol, as far from `to` as it is from `first` */
    PAIDMARK_FOLD_EACH,  /* each becomes symbols of its own */
};

/* `to` is the symbol itself where the kind is SHIFT, or SAME with one symbol, else an index into paidmark_fold_symbols.
 */
struct paidmark_fold_run {
    uint32_t first;
    uint32_t to;
    uint16_t code_points;
    uint8_t kind;
    uint8_t count; /* of symbols for each code point */
};

/* In ascending order. A code point that is in none of them is a sign and stays what it is. */
extern const struct paidmark_fold_run paidmark_fold_runs[];
extern const uint32_t paidmark_fold_symbols[];

/* For each 256 code points, the last run that begins at or before the first of them; the last page has all the rest,
 * and one more entry is the last run of all. */
#define PAIDMARK_FOLD_PAGES 0x300

extern const uint16_t paidmark_fold_pages[PAIDMARK_FOLD_PAGES + 2];

#endif
