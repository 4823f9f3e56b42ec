/* table.h - tables that are worked out by the compiler
 * SPDX-License-Identifier: MIT
 *
 * An initialiser of 16 or 64 bytes from a macro of the index.
 */
#ifndef PAIDMARK_SCAN_TABLE_H
#define PAIDMARK_SCAN_TABLE_H

#define TABLE_4(f, i)                                                                                                  \
    (unsigned char)(f(i)), (unsigned char)(f(i + 1)), (unsigned char)(f(i + 2)), (unsigned char)(f(i + 3))
#define TABLE_16(f, i) TABLE_4(f, i), TABLE_4(f, i + 4), TABLE_4(f, i + 8), TABLE_4(f, i + 12)
#define TABLE_64(f, i) TABLE_16(f, i), TABLE_16(f, i + 16), TABLE_16(f, i + 32), TABLE_16(f, i + 48)

#endif
