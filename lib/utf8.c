/* utf8.c - small questions about stretches of well-formed UTF-8
 * SPDX-License-Identifier: MIT
 */
#include "utf8.h"

#include <string.h>

size_t paidmark_byte_order_mark(const unsigned char *text, size_t end)
{
    return end >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

size_t paidmark_sequence_bytes(unsigned char lead)
{
    return lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
}

uint32_t paidmark_code_point(const unsigned char *text, size_t *bytes)
{
    if (text[0] < 0x80) {
        *bytes = 1;
        return text[0];
    }
    if (text[0] < 0xE0) {
        *bytes = 2;
        return (text[0] & 0x1Fu) << 6 | (text[1] & 0x3Fu);
    }
    if (text[0] < 0xF0) {
        *bytes = 3;
        return (text[0] & 0xFu) << 12 | (text[1] & 0x3Fu) << 6 | (text[2] & 0x3Fu);
    }
    *bytes = 4;
    return (text[0] & 7u) << 18 | (text[1] & 0x3Fu) << 12 | (text[2] & 0x3Fu) << 6 | (text[3] & 0x3Fu);
}

/* A continuation byte has bit 7 and not bit 6. The product adds up all bytes in the highest one. */
static size_t count_continuations(uint64_t bytes)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);

    return (size_t)((bytes >> 7 & ~(bytes >> 6) & ones) * ones >> 56);
}

unsigned char paidmark_lead(uint32_t code_point)
{
    if (code_point < 0x80)
        return (unsigned char)code_point;
    if (code_point < 0x800)
        return (unsigned char)(0xC0 | code_point >> 6);
    return (unsigned char)(code_point < 0x10000 ? 0xE0 | code_point >> 12 : 0xF0 | code_point >> 18);
}

size_t paidmark_count_characters(const unsigned char *text, size_t begin, size_t end)
{
    size_t characters = end - begin;
    uint64_t eight;
    uint32_t four;

    for (; end - begin >= sizeof eight; begin += sizeof eight) {
        memcpy(&eight, text + begin, sizeof eight);
        characters -= count_continuations(eight);
    }
    if (end - begin >= sizeof four) {
        memcpy(&four, text + begin, sizeof four);
        characters -= count_continuations(four);
        begin += sizeof four;
    }
    for (; begin < end; begin++)
        characters -= (text[begin] & 0xC0) == 0x80;
    return characters;
}

/* Bytes of the white space character at `text`, of which `available` bytes are left; 0 if it is another character. */
static size_t white_bytes(const unsigned char *text, size_t available)
{
    if ((*text >= 0x09 && *text <= 0x0D) || *text == 0x20)
        return 1;
    if (available >= 2 && text[0] == 0xC2 && text[1] == 0xA0)
        return 2;
    if (available >= 3 && text[0] == 0xE3 && text[1] == 0x80 && text[2] == 0x80)
        return 3;
    return 0;
}

bool paidmark_is_white(const unsigned char *text, size_t begin, size_t end)
{
    while (begin < end) {
        size_t bytes = white_bytes(text + begin, end - begin);

        if (bytes == 0)
            return false;
        begin += bytes;
    }
    return true;
}
