/* anchors.h - what has to be an anchor whatever the tokens are, as the fingerprints that the kernels look for
 * SPDX-License-Identifier: MIT
 *
 * An anchor is, and a little more is:
 *   - the bytes '#', '$' and '&';
 *   - the third byte of "pai" in any case (the name of a marker, typed plainly);
 *   - the last byte of each of these characters, which stand for a sign or break or replace a letter of a name:
 *       U+FF03 U+FF04 U+FE5F U+FE69 U+266F             signs
 *       U+FF21..FF3A U+FF41..FF5A                      full-width letters
 *       U+00AD U+200B..200F U+2060 U+FEFF              characters of no width
 */
#ifndef PAIDMARK_ANCHORS_H
#define PAIDMARK_ANCHORS_H

#include "scan/table.h"

/* The buckets of the fingerprints, and what they are for. The nibbles of what is in one bucket combine to other bytes
 * as well; these are rare in text, or else they would have a bucket of their own. */
#define SIGN          0x01 /* # $ &, whatever comes before */
#define NAME          0x02 /* "pai" in any case */
#define SOFT          0x04 /* C2 AD, whatever comes before */
#define ZERO          0x08 /* E2 80 {8B..8F}, E2 81 A0, E2 99 AF */
#define CAPITAL       0x10 /* EF BC {A1..BA} */
#define FULL_SIGN     0x20 /* EF BC {83,84} */
#define SMALL         0x40 /* EF BD {81..9A}, EF B9 {9F,A9}, EF BB BF */
#define FIRST_BYTES   7    /* the number of the last bucket: first bytes of the caller's tokens */

#define IS(n, nibble) ((n) == (nibble))

#define FIRST_LOW(n)                                                                                                   \
    (SIGN | SOFT | (IS(n, 0x0) ? NAME : 0) | (IS(n, 0x2) ? ZERO : 0) | (IS(n, 0xF) ? CAPITAL | FULL_SIGN | SMALL : 0))
#define SECOND_LOW(n)                                                                                                  \
    (SIGN | (IS(n, 0x1) ? NAME : 0) | (IS(n, 0x2) ? SOFT : 0) | (IS(n, 0x0) || IS(n, 0x1) || IS(n, 0x9) ? ZERO : 0) |  \
     (IS(n, 0xC) ? CAPITAL | FULL_SIGN : 0) | (IS(n, 0x9) || IS(n, 0xB) || IS(n, 0xD) ? SMALL : 0))
#define SECOND_HIGH(n)                                                                                                 \
    (SIGN | (IS(n, 0x4) || IS(n, 0x6) ? NAME : 0) | (IS(n, 0xC) ? SOFT : 0) | (IS(n, 0x8) || IS(n, 0x9) ? ZERO : 0) |  \
     (IS(n, 0xB) ? CAPITAL | FULL_SIGN | SMALL : 0))
#define THIRD_LOW(n)                                                                                                   \
    ((IS(n, 0x3) || IS(n, 0x4) || IS(n, 0x6) ? SIGN : 0) | (IS(n, 0x9) ? NAME : 0) | (IS(n, 0xD) ? SOFT : 0) |         \
     (IS(n, 0x0) || (n) >= 0xB ? ZERO : 0) | CAPITAL | (IS(n, 0x3) || IS(n, 0x4) ? FULL_SIGN : 0) | SMALL)
#define THIRD_HIGH(n)                                                                                                  \
    ((IS(n, 0x2) ? SIGN : 0) | (IS(n, 0x4) || IS(n, 0x6) ? NAME : 0) | (IS(n, 0xA) ? SOFT : 0) |                       \
     (IS(n, 0x8) || IS(n, 0xA) ? ZERO : 0) | (IS(n, 0xA) || IS(n, 0xB) ? CAPITAL : 0) | (IS(n, 0x8) ? FULL_SIGN : 0) | \
     ((n) >= 0x8 && (n) <= 0xB ? SMALL : 0))

/* Written out: to work it out for each document would take a good part of the time of a short one. */
#define PAIDMARK_DEFAULT_ANCHORS                                                                                       \
    {                                                                                                                  \
        .first_low = {TABLE_16(FIRST_LOW, 0)}, .second_low = {TABLE_16(SECOND_LOW, 0)},                                \
        .second_high = {TABLE_16(SECOND_HIGH, 0)}, .third_low = {TABLE_16(THIRD_LOW, 0)},                              \
        .third_high = {TABLE_16(THIRD_HIGH, 0)},                                                                       \
    }

#endif
