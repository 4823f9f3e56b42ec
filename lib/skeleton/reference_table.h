/* reference_table.h - character references by name
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_REFERENCE_TABLE_H
#define PAIDMARK_REFERENCE_TABLE_H

#include <stddef.h>
#include <stdint.h>

#define PAIDMARK_REFERENCE_NAME_MAX 22

struct paidmark_reference {
    char name[PAIDMARK_REFERENCE_NAME_MAX + 1]; /* in lower case */
    uint16_t code_point;
};

/* In ascending order of their names. */
extern const struct paidmark_reference paidmark_references[];
extern const size_t paidmark_reference_count;

#endif
