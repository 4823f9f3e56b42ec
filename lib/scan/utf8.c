/* utf8.c - where a text stops being well-formed UTF-8
 * SPDX-License-Identifier: MIT
 */
#include "scan.h"

/* The Unicode Standard, table 3-7: what may begin a sequence, and what may come second after it. Third and fourth bytes
 * are always 80..BF. The narrow second bytes are what rules out overlong forms, surrogates and all beyond U+10FFFF. */
static const struct row {
    unsigned char first_low, first_high, second_low, second_high;
    size_t bytes;
} rows[] = {
    {0x00, 0x7F, 0x00, 0x00, 1}, {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3},
    {0xE1, 0xEC, 0x80, 0xBF, 3}, {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3},
    {0xF0, 0xF0, 0x90, 0xBF, 4}, {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4},
};

static const struct row *row_of(unsigned char first)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (first >= rows[i].first_low && first <= rows[i].first_high)
            return &rows[i];
    return NULL;
}

/* How many bytes from p on begin a sequence of this row: row->bytes if it is complete, else its maximal subpart. */
static size_t matching(const struct row *row, const unsigned char *p, size_t available)
{
    size_t n = 1;

    while (n < row->bytes && n < available) {
        unsigned char low = n == 1 ? row->second_low : 0x80;
        unsigned char high = n == 1 ? row->second_high : 0xBF;

        if (p[n] < low || p[n] > high)
            break;
        n++;
    }
    return n;
}

size_t paidmark_utf8_check(const unsigned char *text, size_t begin, size_t end, size_t *bytes)
{
    size_t p = begin;

    while (p < end) {
        const struct row *row = row_of(text[p]);
        size_t n = row == NULL ? 1 : matching(row, text + p, end - p);

        if (row == NULL || n < row->bytes) {
            *bytes = n;
            return p;
        }
        p += n;
    }
    *bytes = 0;
    return end;
}
