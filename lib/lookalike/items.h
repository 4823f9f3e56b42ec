/* items.h - a line as the search for damaged markers reads it: signs, letters, digits, fillers
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_LOOKALIKE_ITEMS_H
#define PAIDMARK_LOOKALIKE_ITEMS_H

#include "markers.h"

enum paidmark_item_kind {
    ITEM_EDGE = 0, /* line end, exact marker, end of the document */
    ITEM_OTHER = 1,
    ITEM_SIGN = 2,
    ITEM_LETTER = 4,
    ITEM_DIGIT = 8,
    ITEM_ZERO = 16,
    ITEM_BLANK = 32,
    ITEM_JOINER = 64
};

#define FILLER_ITEMS  (ITEM_ZERO | ITEM_BLANK | ITEM_JOINER)
#define CLUSTER_ITEMS (ITEM_LETTER | ITEM_DIGIT | FILLER_ITEMS)

#define DIGIT_CODE    31u

/* Letters are packed by their codes, the last one in the lowest bits. */
#define LETTER_BITS  5
#define LETTERS_KEPT 12 /* in 64 bits */

struct paidmark_item {
    enum paidmark_item_kind kind;
    unsigned code; /* 1 to 26 for a letter, DIGIT_CODE for a digit; of no meaning for others */
    size_t bytes;
};

/* A text, read as items. */
struct paidmark_items {
    const unsigned char *text;
    size_t end; /* of the document */
    const struct paidmark_matcher *matcher;
    size_t examined; /* characters read so far, each time they are read: what the test of linear time bounds */
};

/* Letters without anything between them. */
struct paidmark_letters {
    size_t begin, end;
    uint64_t packed; /* the last LETTERS_KEPT */
    size_t count;
    struct paidmark_item next; /* the item behind them */
};

/* The kinds of the ASCII characters, an enum paidmark_item_kind each, '&' taken for ITEM_OTHER; 0 for all other bytes.
 */
extern const unsigned char paidmark_byte_kinds[256];

/* The code of an ASCII letter. */
static inline unsigned paidmark_letter_code(unsigned char byte)
{
    return byte & 0x1Fu;
}

/* The item at text[at], which is not ASCII, or '&'. */
struct paidmark_item paidmark_wide_item(const struct paidmark_items *items, size_t at);

/* The item at text[at], for a caller that counts what he examines. Nobody reads past an ITEM_OTHER, so its size is not
 * right for characters of several bytes. */
static inline struct paidmark_item paidmark_next_item(const struct paidmark_items *items, size_t at)
{
    unsigned char byte;

    if (at == items->end || paidmark_is_token_at(items->matcher, items->text, at, items->end))
        return (struct paidmark_item){ITEM_EDGE, 0, 0};
    byte = items->text[at];
    if (byte >= 0x80 || byte == '&')
        return paidmark_wide_item(items, at);
    if (paidmark_byte_kinds[byte] == ITEM_LETTER)
        return (struct paidmark_item){ITEM_LETTER, paidmark_letter_code(byte), 1};
    return (struct paidmark_item){paidmark_byte_kinds[byte], DIGIT_CODE, paidmark_byte_kinds[byte] != ITEM_EDGE};
}

/* The item at text[at]. */
static inline struct paidmark_item paidmark_item_at(struct paidmark_items *items, size_t at)
{
    items->examined++;
    return paidmark_next_item(items, at);
}

/* The sign that is written at `text`, '#' or '$', in any of its forms; 0 if there is none. available >= 1. */
char paidmark_sign(const unsigned char *text, size_t available);

/* The item of a cluster that ends at text[at], beginning at floor or later; ITEM_OTHER when there is none. */
struct paidmark_item paidmark_item_before(struct paidmark_items *items, size_t floor, size_t at);

/* How often, at least, the items of text[at, at + period), whole ones, follow once more and are read as the same items;
 * behind the last of them stands the first of them again, or as much of it as decides that it is no other item. */
size_t paidmark_repetitions(struct paidmark_items *items, size_t at, size_t period);

/* Letters from text[at] on; perhaps none. */
void paidmark_letters_at(struct paidmark_items *items, size_t at, struct paidmark_letters *letters);

#endif
