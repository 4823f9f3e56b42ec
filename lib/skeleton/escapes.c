/* escapes.c - what the readers of escapes share
 * SPDX-License-Identifier: MIT
 */
#include "escapes.h"

#include "scan/scan.h"
#include "utf8.h"

bool paidmark_piece_of(uint32_t code_point, size_t end, struct paidmark_piece *piece)
{
    piece->end = end;
    piece->count = paidmark_fold(code_point, piece->symbols);
    return true;
}

bool paidmark_piece_of_nothing(size_t end, struct paidmark_piece *piece)
{
    piece->end = end;
    piece->count = 0;
    return true;
}

bool paidmark_is_scalar_value(uint32_t code_point)
{
    return code_point <= 0x10FFFF && (code_point & 0xFFFFF800) != 0xD800;
}

bool paidmark_goes_on(const unsigned char *text, size_t at, size_t end, const char *with)
{
    while (*with != '\0' && at < end) {
        unsigned char c = text[at++];

        if ((paidmark_is_letter(c) ? c | 0x20 : c) != (unsigned char)*with++)
            return false;
    }
    return *with == '\0';
}

/* 16 and more for what is no digit. */
static unsigned digit_value(unsigned char c)
{
    unsigned char lower = c | 0x20;

    if (c >= '0' && c <= '9')
        return c - '0';
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : 16;
}

size_t paidmark_read_digits(const unsigned char *text, size_t at, size_t end, unsigned base, size_t most,
                            uint32_t *number)
{
    size_t p = at;

    *number = 0;
    while (p < end && p - at < most && digit_value(text[p]) < base)
        *number = *number * base + digit_value(text[p++]);
    return p;
}

size_t paidmark_read_bytes(const unsigned char *text, size_t at, size_t end, paidmark_read_byte_fn *read_byte,
                           uint32_t *code_point)
{
    unsigned char bytes[4];
    size_t behind = read_byte(text, at, end, &bytes[0]), count = 1, ignored;

    if (behind == at)
        return at;
    while (count < paidmark_sequence_bytes(bytes[0])) {
        size_t next = behind < end ? read_byte(text, behind, end, &bytes[count]) : behind;

        if (next == behind)
            return at;
        behind = next;
        count++;
    }
    if (paidmark_utf8_check(bytes, 0, count, &ignored) < count)
        return at;
    *code_point = paidmark_code_point(bytes, &ignored);
    return behind;
}
