/* bytes.c - the escapes of URLs and of mail: a sign and the hexadecimal digits of a byte
 * SPDX-License-Identifier: MIT
 */
#include "escapes.h"

/* Behind a % and each 25 that tells that it was escaped in turn. */
static size_t skip_percents(const unsigned char *text, size_t at, size_t end)
{
    size_t p = at + 1;

    for (size_t levels = 0; levels < PAIDMARK_ESCAPE_LEVELS_MAX && paidmark_goes_on(text, p, end, "25"); levels++)
        p += 2;
    return p;
}

static size_t read_percent_byte(const unsigned char *text, size_t at, size_t end, unsigned char *byte)
{
    size_t digits = skip_percents(text, at, end);
    uint32_t number;

    if (text[at] != '%' || paidmark_read_digits(text, digits, end, 16, 2, &number) != digits + 2)
        return at;
    *byte = (unsigned char)number;
    return digits + 2;
}

bool paidmark_read_percent(const unsigned char *text, size_t at, size_t end, struct paidmark_piece *piece)
{
    size_t behind_percents = skip_percents(text, at, end);
    uint32_t code_point;
    size_t behind = paidmark_read_bytes(text, at, end, read_percent_byte, &code_point);

    if (behind > at)
        return paidmark_piece_of(code_point, behind, piece);
    if (paidmark_goes_on(text, behind_percents, end, "u")) {
        behind = paidmark_read_digits(text, behind_percents + 1, end, 16, 4, &code_point);
        if (behind == behind_percents + 5 && paidmark_is_scalar_value(code_point))
            return paidmark_piece_of(code_point, behind, piece);
    }
    return behind_percents > at + 1 && paidmark_piece_of('%', behind_percents, piece);
}

/* Behind an = that ends a line which goes on. */
static size_t skip_soft_line_break(const unsigned char *text, size_t at, size_t end)
{
    return paidmark_goes_on(text, at, end, "=\n") ? at + 2 : paidmark_goes_on(text, at, end, "=\r\n") ? at + 3 : at;
}

static bool is_upper_hexadecimal(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F');
}

/* Lines are broken between the bytes of a character, too. */
static size_t read_equals_byte(const unsigned char *text, size_t at, size_t end, unsigned char *byte)
{
    size_t sign = skip_soft_line_break(text, at, end);
    uint32_t number;

    if (end - sign < 3 || text[sign] != '=' || !is_upper_hexadecimal(text[sign + 1]) ||
        !is_upper_hexadecimal(text[sign + 2]))
        return at;
    paidmark_read_digits(text, sign + 1, end, 16, 2, &number);
    *byte = (unsigned char)number;
    return sign + 3;
}

bool paidmark_read_equals(const unsigned char *text, size_t at, size_t end, struct paidmark_piece *piece)
{
    size_t behind = skip_soft_line_break(text, at, end);
    uint32_t code_point;

    if (behind > at)
        return paidmark_piece_of_nothing(behind, piece);
    behind = paidmark_read_bytes(text, at, end, read_equals_byte, &code_point);
    return behind > at && paidmark_piece_of(code_point, behind, piece);
}
