/* prefilter.c - a quick look beside a sign: most signs have nothing like a name there
 * SPDX-License-Identifier: MIT
 */
#include "lookalike/prefilter.h"

#include "lookalike/distance.h"

/* Most signs have nothing like a name beside them, and that shows in the letters nearest to them: every look-alike that
 * a sign is needed for has at least NEAR_LETTERS letters, of which two at most are none of a name's. */
#define NEAR_LETTERS    6
#define FOREIGN_LETTERS 2

/* What a byte within NEAR_LETTERS bytes of a sign counts: nothing when it may be part of a name or a filler, one when
 * it is a foreign letter, more than all of these together when no look-alike goes on there, and more than all of those
 * together when it takes a closer look to tell. */
#define UNCERTAIN 64
#define N         0
#define F         1
#define S         8
#define U         UNCERTAIN
static const unsigned char near_counts[256] = {
    /* clang-format off */
    S, S, S, S, S, S, S, S, S, N, S, S, S, S, S, S, /* 0x00 */
    S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, /* 0x10 */
    N, S, S, U, U, S, U, S, S, S, N, S, S, N, S, S, /* 0x20 */
    S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, /* 0x30 */
    S, N, N, F, N, N, F, N, F, N, F, F, F, F, N, F, /* 0x40 */
    N, F, F, F, F, F, F, F, F, F, F, S, N, S, S, N, /* 0x50 */
    S, N, N, F, N, N, F, N, F, N, F, F, F, F, N, F, /* 0x60 */
    N, F, F, F, F, F, F, F, F, F, F, S, S, S, S, S, /* 0x70 */
    U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, /* 0x80 */
    U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, /* 0x90 */
    U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, /* 0xA0 */
    U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, /* 0xB0 */
    U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, /* 0xC0 */
    U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, /* 0xD0 */
    U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, /* 0xE0 */
    U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, /* 0xF0 */
    /* clang-format on */
};
#undef N
#undef F
#undef S
#undef U

/* Whether the six bytes beside a sign rule out a name there: three foreign letters among them, or an end before there
 * were enough letters. */
static bool rules_out_name(const unsigned char *bytes)
{
    unsigned count = 0;

    for (size_t i = 0; i < NEAR_LETTERS; i++)
        count += near_counts[bytes[i]];
    return count > FOREIGN_LETTERS && count < UNCERTAIN;
}

#define FEW_SIGNS 4

bool paidmark_has_no_name_beside(struct paidmark_items *items, size_t floor, size_t at)
{
    const unsigned char *text = items->text;
    size_t end = at + 1;

    /* The sign before it has been looked at, and nothing was beside the two. */
    if (at > floor && text[at - 1] == text[at])
        return true;
    while (end < items->end && end - at < FEW_SIGNS && text[end] == text[at])
        end++;
    items->examined += end - at;
    if (at < NEAR_LETTERS || items->end - end < NEAR_LETTERS)
        return false;
    items->examined += 2 * NEAR_LETTERS;
    return rules_out_name(text + end) && rules_out_name(text + at - NEAR_LETTERS);
}

struct prefilter {
    size_t fillers, letters, foreign;
};

enum verdict { LOOK_ON, NO_NAME, MAYBE_NAME };

static enum verdict prefilter_item(struct prefilter *prefilter, struct paidmark_item item)
{
    if (item.kind == ITEM_LETTER) {
        prefilter->letters++;
        prefilter->foreign += near_counts['`' + item.code];
        if (prefilter->foreign > FOREIGN_LETTERS)
            return NO_NAME;
        return prefilter->letters == NEAR_LETTERS ? MAYBE_NAME : LOOK_ON;
    }
    if (!(item.kind & FILLER_ITEMS))
        return NO_NAME;
    prefilter->fillers++;
    return prefilter->letters == 0 && prefilter->fillers > FILLERS_BESIDE_MAX ? NO_NAME : LOOK_ON;
}

/* An ASCII character; exact markers are not looked for. */
static struct paidmark_item plain_item(unsigned char byte)
{
    return (struct paidmark_item){paidmark_byte_kinds[byte], paidmark_letter_code(byte), 1};
}

bool paidmark_may_begin_name(struct paidmark_items *items, size_t at)
{
    struct prefilter prefilter = {0, 0, 0};

    while (at < items->end) {
        unsigned char byte = items->text[at];
        struct paidmark_item item = byte < 0x80 ? plain_item(byte) : paidmark_wide_item(items, at);
        enum verdict verdict = prefilter_item(&prefilter, item);

        items->examined++;
        if (verdict != LOOK_ON)
            return verdict == MAYBE_NAME;
        at += item.bytes;
    }
    return false;
}

bool paidmark_may_end_name(struct paidmark_items *items, size_t floor, size_t at)
{
    struct prefilter prefilter = {0, 0, 0};

    while (at > floor) {
        unsigned char byte = items->text[at - 1];
        struct paidmark_item item = byte < 0x80 ? plain_item(byte) : paidmark_item_before(items, floor, at);
        enum verdict verdict = prefilter_item(&prefilter, item);

        items->examined++;
        if (verdict != LOOK_ON)
            return verdict == MAYBE_NAME;
        at -= item.bytes;
    }
    return false;
}
