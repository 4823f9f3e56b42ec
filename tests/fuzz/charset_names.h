/* charset_names.h - the charsets that a fuzz input can choose
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_FUZZ_CHARSET_NAMES_H
#define PAIDMARK_FUZZ_CHARSET_NAMES_H

#include <stddef.h>

/* By the input's first byte, modulo their number and one more, which stands for a name in the input. The seeds are
 * written with the first of them. NULL is UTF-8. */
static const char *const charset_names[] = {
    NULL,
    "auto",
    "GB18030",
    "UTF-16",
    "UTF-16LE",
    "UTF-16BE",
    "UTF-32",
    "UTF-32LE",
    "UTF-32BE",
    "GBK",
    "BIG5",
    "BIG5-HKSCS",
    "SHIFT_JIS",
    "EUC-JP",
    "EUC-KR",
    "ISO-2022-JP",
    "ISO-2022-KR",
    "ISO-2022-CN",
    "ISO-2022-CN-EXT",
    "CP949",
    "EUC-TW",
    "JOHAB",
    "ISO-8859-1",
    "WINDOWS-1252",
    "WINDOWS-1258",
    "TCVN",
    "IBM930",
    "IBM937",
    "ISO-2022-JP-2",
    "UCS-2",
    "UCS-4",
    "EUC-JISX0213",
    "KOI8-R",
    "utf8",
    "UTF-7",
};

#define CHARSET_COUNT     (sizeof charset_names / sizeof charset_names[0])
#define CHARSETS_OF_SEEDS 18

#endif
