/* fingerprints.c - makes the tables of anchors
 * SPDX-License-Identifier: MIT
 */
#include "scan.h"

/* Adds a bucket to what the nibbles of the bytes in a range look up. Sixteen bytes in a row have all low ones. */
static void add_range(uint8_t *low, uint8_t *high, uint8_t bucket, struct paidmark_byte_range range)
{
    for (unsigned byte = range.first; byte <= range.last && byte < range.first + 16u; byte++)
        low[byte & 15] |= bucket;
    for (unsigned nibble = range.first >> 4; high && nibble <= range.last >> 4; nibble++)
        high[nibble] |= bucket;
}

void paidmark_fingerprints_add(struct paidmark_fingerprints *fingerprints, unsigned bucket,
                               struct paidmark_byte_range first, struct paidmark_byte_range second,
                               struct paidmark_byte_range third)
{
    uint8_t bit = (uint8_t)(1u << bucket);

    add_range(fingerprints->first_low, NULL, bit, first);
    add_range(fingerprints->second_low, fingerprints->second_high, bit, second);
    add_range(fingerprints->third_low, fingerprints->third_high, bit, third);
}
