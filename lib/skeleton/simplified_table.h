/* simplified_table.h - the simplified forms of traditional ideographs
 * SPDX-License-Identifier: MIT
 *
 * By Unicode's Unihan database, kSimplifiedVariant (Unicode Standard Annex #38): of several forms the first that is not
 * the ideograph itself, and of that form again its own. Both are in U+4E00 to U+9FFF.
 */
#ifndef PAIDMARK_SIMPLIFIED_TABLE_H
#define PAIDMARK_SIMPLIFIED_TABLE_H

#include <stddef.h>
#include <stdint.h>

#define PAIDMARK_FIRST_IDEOGRAPH 0x4E00
#define PAIDMARK_LAST_IDEOGRAPH  0x9FFF

struct paidmark_simplified {
    uint16_t traditional, simplified;
};

/* In ascending order of the traditional forms. */
extern const struct paidmark_simplified paidmark_simplified_forms[];
extern const size_t paidmark_simplified_count;

#endif
