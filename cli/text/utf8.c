/* utf8.c - decoding after table 3-7 of The Unicode Standard
 * SPDX-License-Identifier: MIT
 */
#include "text/utf8.h"

struct lead {
    size_t bytes;        /* of the sequence; 0: cannot begin one */
    unsigned char least; /* allowed second bytes: narrower than 80..BF where a sequence would be overlong, */
    unsigned char most;  /* a surrogate, or past U+10FFFF */
    uint32_t bits;
};

static struct lead classify(unsigned char byte)
{
    if (byte < 0x80)
        return (struct lead){1, 0, 0, byte};
    if (byte >= 0xC2 && byte <= 0xDF)
        return (struct lead){2, 0x80, 0xBF, byte & 0x1Fu};
    if (byte >= 0xE0 && byte <= 0xEF)
        return (struct lead){3, byte == 0xE0 ? 0xA0 : 0x80, byte == 0xED ? 0x9F : 0xBF, byte & 0x0Fu};
    if (byte >= 0xF0 && byte <= 0xF4)
        return (struct lead){4, byte == 0xF0 ? 0x90 : 0x80, byte == 0xF4 ? 0x8F : 0xBF, byte & 0x07u};
    return (struct lead){0, 0, 0, 0};
}

size_t utf8_decode(const char *text, size_t bytes, uint32_t *code_point)
{
    struct lead lead = classify((unsigned char)text[0]);
    size_t done = 1;

    *code_point = UTF8_ILL_FORMED;
    if (lead.bytes == 0)
        return 1;
    for (; done < lead.bytes; done++) {
        unsigned char byte;

        if (done == bytes)
            return done;
        byte = (unsigned char)text[done];
        if (byte < (done == 1 ? lead.least : 0x80) || byte > (done == 1 ? lead.most : 0xBF))
            return done;
        lead.bits = lead.bits << 6 | (byte & 0x3Fu);
    }
    *code_point = lead.bits;
    return done;
}

bool utf8_is_well_formed(const char *text, size_t bytes)
{
    uint32_t code_point;

    for (size_t at = 0; at < bytes;) {
        at += utf8_decode(text + at, bytes - at, &code_point);
        if (code_point == UTF8_ILL_FORMED)
            return false;
    }
    return true;
}
