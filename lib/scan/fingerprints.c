/* fingerprints.c - makes the tables of anchors
 * SPDX-License-Identifier: MIT
 */
#include "scan.h"

/* Adds a bucket to what the low nibbles of the bytes in a range look up, which are all where sixteen are in a row. */
static void add_low(uint8_t *low, uint8_t bucket, struct paidmark_byte_range range)
{
    for (unsigned byte = range.first; byte <= range.last && byte < range.first + 16u; byte++)
        low[byte & 15] |= bucket;
}

static void add_high(uint8_t *high, uint8_t bucket, struct paidmark_byte_range range)
{
    for (unsigned nibble = range.first >> 4; nibble <= range.last >> 4; nibble++)
        high[nibble] |= bucket;
}

void paidmark_fingerprints_add(struct paidmark_fingerprints *fingerprints, unsigned bucket,
                               struct paidmark_byte_range first, struct paidmark_byte_range second,
                               struct paidmark_byte_range third)
{
    uint8_t bit = (uint8_t)(1u << bucket);

    add_low(fingerprints->first_low, bit, first);
    add_low(fingerprints->second_low, bit, second);
    add_high(fingerprints->second_high, bit, second);
    add_low(fingerprints->third_low, bit, third);
    add_high(fingerprints->third_high, bit, third);
}
