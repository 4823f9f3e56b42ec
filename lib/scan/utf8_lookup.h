/* utf8_lookup.h - the lookup check of UTF-8, as used by the vector kernels
 * SPDX-License-Identifier: MIT
 *
 * From John Keiser and Daniel Lemire, "Validating UTF-8 In Less Than One Instruction Per Byte", Software: Practice and
 * Experience 51(5), 2021, section 6. A byte and the one before it are looked up by three of their four nibbles; each
 * lookup says, as a set, which errors are still possible, and what is in all three sets is one. The set's highest bit
 * means "two continuation bytes in a row", which is an error only if the byte two or three before is not a lead that
 * wants that many: the kernel compares it with just that.
 */
#ifndef PAIDMARK_SCAN_UTF8_LOOKUP_H
#define PAIDMARK_SCAN_UTF8_LOOKUP_H

#define UTF8_TOO_SHORT         0x01 /* a lead, then no continuation byte */
#define UTF8_TOO_LONG          0x02 /* ASCII, then a continuation byte */
#define UTF8_OVERLONG_3        0x04 /* E0 80..9F */
#define UTF8_TOO_LARGE         0x08 /* F4 90..BF, F5..FF 90..BF */
#define UTF8_SURROGATE         0x10 /* ED A0..BF */
#define UTF8_OVERLONG_2        0x20 /* C0 C1 */
#define UTF8_OVERLONG_4        0x40 /* F0 80..8F */
#define UTF8_TOO_LARGE_1000    0x40 /* F5..FF 80..8F */
#define UTF8_TWO_CONTINUATIONS 0x80

/* Errors that the low nibble of the first byte says nothing about. */
#define UTF8_ANY_LOW (UTF8_TOO_SHORT | UTF8_TOO_LONG | UTF8_TWO_CONTINUATIONS)
/* Errors that any continuation byte may complete. */
#define UTF8_ANY_CONTINUATION (UTF8_TOO_LONG | UTF8_OVERLONG_2 | UTF8_TWO_CONTINUATIONS)

#define UTF8_FIRST_HIGH(n)                                                                                             \
    ((n) < 0x8    ? UTF8_TOO_LONG                                                                                      \
     : (n) < 0xC  ? UTF8_TWO_CONTINUATIONS                                                                             \
     : (n) == 0xC ? UTF8_TOO_SHORT | UTF8_OVERLONG_2                                                                   \
     : (n) == 0xD ? UTF8_TOO_SHORT                                                                                     \
     : (n) == 0xE ? UTF8_TOO_SHORT | UTF8_OVERLONG_3 | UTF8_SURROGATE                                                  \
                  : UTF8_TOO_SHORT | UTF8_TOO_LARGE | UTF8_TOO_LARGE_1000 | UTF8_OVERLONG_4)

#define UTF8_FIRST_LOW(n)                                                                                              \
    (UTF8_ANY_LOW | ((n) == 0 ? UTF8_OVERLONG_3 | UTF8_OVERLONG_4 : 0) | ((n) <= 1 ? UTF8_OVERLONG_2 : 0) |            \
     ((n) >= 4 ? UTF8_TOO_LARGE : 0) | ((n) >= 5 ? UTF8_TOO_LARGE_1000 : 0) | ((n) == 0xD ? UTF8_SURROGATE : 0))

#define UTF8_SECOND_HIGH(n)                                                                                            \
    ((n) == 0x8                 ? UTF8_ANY_CONTINUATION | UTF8_OVERLONG_3 | UTF8_TOO_LARGE_1000 | UTF8_OVERLONG_4      \
     : (n) == 0x9               ? UTF8_ANY_CONTINUATION | UTF8_OVERLONG_3 | UTF8_TOO_LARGE                             \
     : (n) == 0xA || (n) == 0xB ? UTF8_ANY_CONTINUATION | UTF8_SURROGATE | UTF8_TOO_LARGE                              \
                                : UTF8_TOO_SHORT)

#endif
