/* items.c - a line as the search for damaged markers reads it: signs, letters, digits, fillers
 * SPDX-License-Identifier: MIT
 */
#include "lookalike/items.h"

#include <string.h>

#define WRITTEN(sign, literal)                                                                                         \
    {                                                                                                                  \
        (sign), (literal), sizeof(literal) - 1                                                                         \
    }

/* The ways to write a sign other than itself: entities, then characters. */
static const struct {
    char sign;
    const char *text;
    size_t bytes;
} writings[] = {WRITTEN('#', "&#35;"),        WRITTEN('#', "&#x23;"),       WRITTEN('#', "&num;"),
                WRITTEN('$', "&#36;"),        WRITTEN('$', "&#x24;"),       WRITTEN('$', "&dollar;"),
                WRITTEN('#', "\xEF\xBC\x83"), WRITTEN('#', "\xEF\xB9\x9F"), WRITTEN('#', "\xE2\x99\xAF"),
                WRITTEN('$', "\xEF\xBC\x84"), WRITTEN('$', "\xEF\xB9\xA9")};
#define ENTITY_COUNT  6
#define WRITING_COUNT (sizeof writings / sizeof *writings)

/* Whether `text` is `written`, in any case of its letters. */
static bool is_written(const unsigned char *text, const char *written, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++) {
        unsigned char byte = text[i];

        if (byte >= 'A' && byte <= 'Z')
            byte |= 0x20;
        if (byte != (unsigned char)written[i])
            return false;
    }
    return true;
}

/* The number of the writing, of the first `count`, that stands at `text`; `count` if there is none. */
static size_t find_writing(const unsigned char *text, size_t available, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (writings[i].bytes <= available && is_written(text, writings[i].text, writings[i].bytes))
            return i;
    }
    return count;
}

char paidmark_sign(const unsigned char *text, size_t available)
{
    size_t number;

    if (*text == '#' || *text == '$')
        return (char)*text;
    number = find_writing(text, available, WRITING_COUNT);
    return (char)(number < WRITING_COUNT ? writings[number].sign : 0);
}

/* The size of the entity for a sign at text[at], which is '&'; 0 if there is none. */
static size_t entity_bytes(const struct paidmark_items *items, size_t at)
{
    unsigned second = at + 1 < items->end ? items->text[at + 1] | 0x20u : 0;
    size_t number;

    if (second != '#' && second != 'n' && second != 'd')
        return 0;
    number = find_writing(items->text + at, items->end - at, ENTITY_COUNT);
    return number < ENTITY_COUNT ? writings[number].bytes : 0;
}

/* An entity in which an exact marker begins is not one item: exact markers come first. */
static struct paidmark_item ampersand_item(const struct paidmark_items *items, size_t at)
{
    size_t bytes = entity_bytes(items, at);

    for (size_t i = 1; i < bytes; i++) {
        if (paidmark_is_token_at(items->matcher, items->text, at + i, items->end))
            bytes = 0;
    }
    return bytes ? (struct paidmark_item){ITEM_SIGN, 0, bytes} : (struct paidmark_item){ITEM_OTHER, 0, 1};
}

#define E ITEM_EDGE
#define O ITEM_OTHER
#define S ITEM_SIGN
#define L ITEM_LETTER
#define D ITEM_DIGIT
#define B ITEM_BLANK
#define J ITEM_JOINER
const unsigned char paidmark_byte_kinds[256] = {
    /* clang-format off */
    O, O, O, O, O, O, O, O, O, B, E, O, O, O, O, O, /* 0x00 */
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, /* 0x10 */
    B, O, O, S, S, O, O, O, O, O, J, O, O, J, O, O, /* 0x20 */
    D, D, D, D, D, D, D, D, D, D, O, O, O, O, O, O, /* 0x30 */
    O, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* 0x40 */
    L, L, L, L, L, L, L, L, L, L, L, O, J, O, O, J, /* 0x50 */
    O, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* 0x60 */
    L, L, L, L, L, L, L, L, L, L, L, O, O, O, O, O, /* 0x70 */
    /* clang-format on */
};
#undef E
#undef O
#undef S
#undef L
#undef D
#undef B
#undef J

/* U+FF00 to U+FF7F and U+FE40 to U+FEFF: EF and the two bytes given. */
static struct paidmark_item ef_item(unsigned char second, unsigned char third)
{
    if (second == 0xBC && (third == 0x83 || third == 0x84))
        return (struct paidmark_item){ITEM_SIGN, 0, 3};
    if (second == 0xBC && third >= 0x90 && third <= 0x99)
        return (struct paidmark_item){ITEM_DIGIT, DIGIT_CODE, 3};
    if (second == 0xBC && third >= 0xA1 && third <= 0xBA)
        return (struct paidmark_item){ITEM_LETTER, third - 0xA0u, 3};
    if (second == 0xBD && third >= 0x81 && third <= 0x9A)
        return (struct paidmark_item){ITEM_LETTER, third - 0x80u, 3};
    if (second == 0xB9 && (third == 0x9F || third == 0xA9))
        return (struct paidmark_item){ITEM_SIGN, 0, 3};
    if (second == 0xBB && third == 0xBF)
        return (struct paidmark_item){ITEM_ZERO, 0, 3};
    return (struct paidmark_item){ITEM_OTHER, 0, 1};
}

/* U+2000 to U+2FFF. */
static struct paidmark_item e2_item(unsigned char second, unsigned char third)
{
    if (second == 0x80 && third >= 0x8B && third <= 0x8F)
        return (struct paidmark_item){ITEM_ZERO, 0, 3};
    if (second == 0x81 && third == 0xA0)
        return (struct paidmark_item){ITEM_ZERO, 0, 3};
    if (second == 0x99 && third == 0xAF)
        return (struct paidmark_item){ITEM_SIGN, 0, 3};
    return (struct paidmark_item){ITEM_OTHER, 0, 1};
}

static struct paidmark_item character_item(const unsigned char *text, size_t available)
{
    if (text[0] == 0xC2 && available >= 2 && text[1] == 0xAD)
        return (struct paidmark_item){ITEM_ZERO, 0, 2};
    if (text[0] == 0xC2 && available >= 2 && text[1] == 0xA0)
        return (struct paidmark_item){ITEM_BLANK, 0, 2};
    if (available < 3)
        return (struct paidmark_item){ITEM_OTHER, 0, 1};
    if (text[0] == 0xEF)
        return ef_item(text[1], text[2]);
    if (text[0] == 0xE2)
        return e2_item(text[1], text[2]);
    if (text[0] == 0xE3 && text[1] == 0x80 && text[2] == 0x80)
        return (struct paidmark_item){ITEM_BLANK, 0, 3};
    return (struct paidmark_item){ITEM_OTHER, 0, 1};
}

struct paidmark_item paidmark_wide_item(const struct paidmark_items *items, size_t at)
{
    if (items->text[at] == '&')
        return ampersand_item(items, at);
    return character_item(items->text + at, items->end - at);
}

struct paidmark_item paidmark_item_before(struct paidmark_items *items, size_t floor, size_t at)
{
    size_t bytes = 1;

    if (at > floor && items->text[at - 1] < 0x80)
        return paidmark_item_at(items, at - 1);
    while (bytes < 3 && bytes < at - floor && (items->text[at - bytes] & 0xC0) == 0x80)
        bytes++;
    if (at > floor) {
        struct paidmark_item item = paidmark_item_at(items, at - bytes);

        if (item.bytes == bytes)
            return item;
    }
    return (struct paidmark_item){ITEM_OTHER, 0, 0};
}

/* Where a token fits into what is the same, it would fit one period earlier too, where none is; so only the last
 * `longest` bytes are in doubt. */
size_t paidmark_repetitions(struct paidmark_items *items, size_t at, size_t period)
{
    const unsigned char *text = items->text + at;
    size_t available = items->end - at - period;
    size_t longest = items->matcher->longest;
    size_t same = 0;

    while (available - same >= sizeof(uint64_t) && memcmp(text + same, text + period + same, sizeof(uint64_t)) == 0)
        same += sizeof(uint64_t);
    items->examined += same;
    return same > longest ? (same - longest) / period : 0;
}

/* Plain letters, where no token can begin, with nothing looked at but the letters. */
static void add_plain_letters(const struct paidmark_items *items, struct paidmark_letters *letters)
{
    const unsigned char *begin = items->text + letters->end;
    const unsigned char *end = items->text + items->end;
    const unsigned char *at = begin;
    uint64_t packed = letters->packed;

    for (; at < end && paidmark_byte_kinds[*at] == ITEM_LETTER; at++)
        packed = packed << LETTER_BITS | paidmark_letter_code(*at);
    letters->packed = packed;
    letters->count += (size_t)(at - begin);
    letters->end += (size_t)(at - begin);
}

void paidmark_letters_at(struct paidmark_items *items, size_t at, struct paidmark_letters *letters)
{
    struct paidmark_letters found = {.begin = at, .end = at};

    for (;;) {
        if (!items->matcher->letters_begin_tokens)
            add_plain_letters(items, &found);
        found.next = paidmark_next_item(items, found.end);
        if (found.next.kind != ITEM_LETTER)
            break;
        found.packed = found.packed << LETTER_BITS | found.next.code;
        found.count++;
        found.end += found.next.bytes;
    }
    items->examined += found.count + 1;
    *letters = found;
}
