/* anchors.c - what has to be an anchor for damaged markers to be found
 * SPDX-License-Identifier: MIT
 *
 * A name is found by its beginning: its first three letters in a row; two of them with a blank or a joiner between; one
 * of the first two and something behind it that may begin anything: a tag, an escape, a line ending, a character beyond
 * ASCII; the first letter as a character beyond ASCII, or as an escape. A frame is found by its rare signs, and their
 * escapes.
 *
 * What is in one bucket combines (scan.h), so each holds what combines to little that texts have. A few first letters
 * and signs would combine to punctuation or emoji and are left out: those of four bytes but for the mathematical ones,
 * and of those of three bytes the ones beyond U+3000 that are not full-width (U+FF00 to U+FF7F, and U+FFE5), and those
 * whose second byte ends in 0, 8, A, C, E or F. Ideographs, kana and Hangul that names begin with are not left out, nor
 * are the characters of tokens up to their first letters.
 */
#include "lookalike/anchors.h"

#include "skeleton/skeleton.h"
#include "utf8.h"

/* What Chinese input methods make of $. */
#define FULL_WIDTH_YEN 0xFFE5

static struct paidmark_byte_range byte(uint32_t value)
{
    return (struct paidmark_byte_range){(unsigned char)value, (unsigned char)value};
}

static uint32_t in_other_case(uint32_t letter)
{
    return letter >= 'a' && letter <= 'z' ? letter ^ 0x20 : letter;
}

/* The letter of a name as ASCII; 0 if it is none, or if there is no such letter. */
static uint32_t ascii_letter(const struct paidmark_name *name, size_t i)
{
    uint32_t letter = i < name->count ? name->letters[i] & ~PAIDMARK_SYMBOL_LETTER : 0;

    return letter < 0x80 ? letter : 0;
}

/* Both cases of the second and the third byte, where these are letters. */
static void add_three(struct paidmark_fingerprints *fingerprints, enum paidmark_bucket bucket,
                      struct paidmark_byte_range before, uint32_t letter, uint32_t next)
{
    paidmark_fingerprints_add(fingerprints, bucket, before, byte(letter), byte(next));
    paidmark_fingerprints_add(fingerprints, bucket, before, byte(in_other_case(letter)), byte(in_other_case(next)));
}

/* A letter, and behind it what begins a gap or stands for another letter. */
static void add_letter_and_more(struct paidmark_fingerprints *fingerprints, uint32_t letter)
{
    static const unsigned char starters[] = {':', '<', '=', '?', '\\', ']', '_', '|', '}'};
    /* Controls and leads but for those that end in 5 and 6: U+0140 to U+017F are too common. */
    static const struct paidmark_byte_range beyond[] = {{0x00, 0x04}, {0x07, 0x14}, {0x17, 0x1F}, {0xC0, 0xC4},
                                                        {0xC7, 0xD4}, {0xD7, 0xE4}, {0xE7, 0xF4}};

    for (size_t i = 0; i < sizeof starters / sizeof *starters; i++) {
        paidmark_fingerprints_add(fingerprints, PAIDMARK_BUCKET_STARTER, PAIDMARK_ANY_BYTE, byte(letter),
                                  byte(starters[i]));
        paidmark_fingerprints_add(fingerprints, PAIDMARK_BUCKET_STARTER, PAIDMARK_ANY_BYTE, byte(in_other_case(letter)),
                                  byte(starters[i]));
    }
    for (size_t i = 0; i < sizeof beyond / sizeof *beyond; i++) {
        paidmark_fingerprints_add(fingerprints, PAIDMARK_BUCKET_LEADS, PAIDMARK_ANY_BYTE, byte(letter), beyond[i]);
        paidmark_fingerprints_add(fingerprints, PAIDMARK_BUCKET_LEADS, PAIDMARK_ANY_BYTE, byte(in_other_case(letter)),
                                  beyond[i]);
    }
}

/* The second and the third letter with a blank or a joiner between: * + , - . / : ; and some more. */
static void add_apart(struct paidmark_fingerprints *fingerprints, uint32_t letter, uint32_t next)
{
    static const struct paidmark_byte_range joiners[] = {{' ', ' '}, {0x2A, 0x2F}, {0x3A, 0x3F}};

    for (size_t i = 0; i < sizeof joiners / sizeof *joiners; i++) {
        paidmark_fingerprints_add(fingerprints, PAIDMARK_BUCKET_APART, byte(letter), joiners[i], byte(next));
        paidmark_fingerprints_add(fingerprints, PAIDMARK_BUCKET_APART, byte(letter), joiners[i],
                                  byte(in_other_case(next)));
    }
}

/* A letter that a rich editor made bold or italic by itself. */
static void add_emphasis(struct paidmark_fingerprints *fingerprints, uint32_t letter)
{
    paidmark_fingerprints_add(fingerprints, PAIDMARK_BUCKET_NAME, byte(letter), byte('*'), byte('*'));
}

/* The first three bytes of =23 and \x23, of what is in ASCII. Digits that are letters would combine to half of HTML. */
static void add_escapes(struct paidmark_fingerprints *fingerprints, uint32_t character)
{
    uint32_t high = character >> 4, low = character & 15;

    paidmark_fingerprints_add(fingerprints, PAIDMARK_BUCKET_WIDE, byte('\\'), byte('x'), byte('0' + high));
    if (low <= 9)
        paidmark_fingerprints_add(fingerprints, PAIDMARK_BUCKET_WIDE, byte('='), byte('0' + high), byte('0' + low));
}

static void add_plain_name(struct paidmark_fingerprints *fingerprints, const struct paidmark_name *name)
{
    uint32_t first = ascii_letter(name, 0), second = ascii_letter(name, 1), third = ascii_letter(name, 2);

    if (first == 0)
        return;
    add_letter_and_more(fingerprints, first);
    add_escapes(fingerprints, first);
    add_escapes(fingerprints, in_other_case(first));
    if (name->count == 1)
        paidmark_fingerprints_add(fingerprints, PAIDMARK_BUCKET_APART, PAIDMARK_ANY_BYTE, PAIDMARK_ANY_BYTE,
                                  byte(first));
    if (second == 0)
        return;
    if (name->count == 2)
        add_three(fingerprints, PAIDMARK_BUCKET_APART, PAIDMARK_ANY_BYTE, first, second);
    if (third == 0)
        return;
    add_letter_and_more(fingerprints, second);
    add_apart(fingerprints, second, third);
    add_emphasis(fingerprints, first);
    add_emphasis(fingerprints, second);
    add_three(fingerprints, PAIDMARK_BUCKET_NAME, byte(first), second, third);
    /* A blank may be between the first and the second letter. */
    add_three(fingerprints, PAIDMARK_BUCKET_NAME, byte(' '), second, third);
}

/* ---- Characters beyond ASCII ------------------------------------------------------------------------------------- */

/* What characters are anchors for: the first letters of names, or rare signs. */
struct characters {
    struct paidmark_fingerprints *fingerprints;
    struct paidmark_characters *kind;
};

static void add_to_kind(struct paidmark_characters *kind, uint32_t second, uint32_t third)
{
    kind->rows[second & 63] |= UINT64_C(1) << (third & 63);
}

static void add_sequence(const struct characters *characters, enum paidmark_bucket bucket,
                         struct paidmark_byte_range first, uint32_t second, uint32_t third)
{
    paidmark_fingerprints_add(characters->fingerprints, bucket, first, byte(second), byte(third));
    add_to_kind(characters->kind, second, third);
}

static void add_character(void *characters, uint32_t code_point)
{
    uint32_t lead = paidmark_lead(code_point), second = 0x80 | (code_point >> 6 & 0x3F);
    uint32_t third = 0x80 | (code_point & 0x3F);

    if (code_point < 0x800) {
        add_sequence(characters, PAIDMARK_BUCKET_TWO_BYTES, PAIDMARK_ANY_BYTE, lead, third);
    } else if (code_point >= 0x10000) { /* the last byte is of no use */
        second = 0x80 | (code_point >> 12 & 0x3F);
        third = 0x80 | (code_point >> 6 & 0x3F);
        if (lead == 0xF0 && second == 0x9D)
            add_sequence(characters, PAIDMARK_BUCKET_EXOTIC, byte(lead), second, third);
    } else if (lead == 0xEF && (second == 0xBC || second == 0xBD || code_point == FULL_WIDTH_YEN)) {
        add_sequence(characters, PAIDMARK_BUCKET_WIDE, byte(lead), second, third);
    } else if (lead < 0xE3 && !(0xD501 >> (second & 15) & 1)) {
        add_sequence(characters, PAIDMARK_BUCKET_EXOTIC, byte(lead), second, third);
    }
}

/* The beginnings of =E4=BB=98, \u4ED8 and \u{4ED8}. */
static void add_escapes_beyond(struct paidmark_fingerprints *fingerprints, uint32_t code_point)
{
    static const char digits[] = "0123456789abcdef";
    uint32_t lead = paidmark_lead(code_point), digit = (unsigned char)digits[code_point >> 12 & 15];
    uint32_t high = in_other_case((unsigned char)digits[lead >> 4]);
    uint32_t low = in_other_case((unsigned char)digits[lead & 15]);

    paidmark_fingerprints_add(fingerprints, PAIDMARK_BUCKET_WIDE, byte('='), byte(high), byte(low));
    paidmark_fingerprints_add(fingerprints, PAIDMARK_BUCKET_WIDE, byte('\\'), byte('u'), byte(digit));
    paidmark_fingerprints_add(fingerprints, PAIDMARK_BUCKET_WIDE, byte('\\'), byte('u'), byte(in_other_case(digit)));
    paidmark_fingerprints_add(fingerprints, PAIDMARK_BUCKET_NAME, byte('\\'), byte('u'), byte('{'));
}

/* Ideographs, kana and Hangul syllables are letters that texts are made of, and anchors all the same. */
static void add_letter(void *characters, uint32_t code_point)
{
    struct characters *letters = characters;

    if (code_point < 0x3000 || code_point > 0xEFFF) {
        add_character(letters, code_point);
        return;
    }
    add_sequence(letters, PAIDMARK_BUCKET_STARTER, byte(paidmark_lead(code_point)), 0x80 | (code_point >> 6 & 0x3F),
                 0x80 | (code_point & 0x3F));
    add_escapes_beyond(letters->fingerprints, code_point);
}

static void add_own_character(const struct characters *characters, const unsigned char *text, size_t bytes)
{
    const unsigned char *last = text + bytes - 1;

    if (bytes == 1)
        return;
    paidmark_add_character(characters->fingerprints, last, bytes);
    add_to_kind(characters->kind, last[-1], last[0]);
}

/* The characters of a token itself up to its first letter are anchors, however common they are. */
static void add_own_characters(const struct characters *letters, const struct characters *signs,
                               const struct paidmark_token *token)
{
    const unsigned char *text = (const unsigned char *)token->text;
    bool is_letter = false;

    for (size_t at = 0, bytes; at < token->bytes && !is_letter; at += bytes) {
        uint32_t symbols[PAIDMARK_PIECE_SYMBOLS_MAX], code_point = paidmark_code_point(text + at, &bytes);

        is_letter = paidmark_fold(code_point, symbols) > 0 && symbols[0] & PAIDMARK_SYMBOL_LETTER;
        add_own_character(is_letter ? letters : signs, text + at, bytes);
    }
}

void paidmark_names_add_anchors(struct paidmark_names *names, struct paidmark_fingerprints *fingerprints)
{
    struct characters letters = {fingerprints, &names->letters_beyond};
    struct characters signs = {fingerprints, &names->signs_beyond};

    /* What references begin with, and may have behind it. */
    paidmark_fingerprints_add(fingerprints, PAIDMARK_BUCKET_SIGN, PAIDMARK_ANY_BYTE, PAIDMARK_ANY_BYTE, byte('&'));
    paidmark_fingerprints_add(fingerprints, PAIDMARK_BUCKET_SIGN, PAIDMARK_ANY_BYTE, PAIDMARK_ANY_BYTE, byte('#'));
    /* %23 and \u0023 */
    paidmark_fingerprints_add(fingerprints, PAIDMARK_BUCKET_SIGN, PAIDMARK_ANY_BYTE, PAIDMARK_ANY_BYTE, byte('%'));
    paidmark_fingerprints_add(fingerprints, PAIDMARK_BUCKET_WIDE, byte('\\'), byte('u'), byte('0'));
    for (size_t i = 0; i < names->count; i++) {
        const struct paidmark_name *name = &names->items[i];
        uint32_t first = name->letters[0];

        add_plain_name(fingerprints, name);
        add_own_characters(&letters, &signs, name->token);
        if (ascii_letter(name, 0) == 0) {
            add_escapes_beyond(fingerprints, first & ~PAIDMARK_SYMBOL_LETTER);
            paidmark_each_folded_to(first, add_letter, &letters);
        } else if (i == 0 || names->items[i - 1].letters[0] != first) {
            paidmark_each_folded_to(first, add_character, &letters);
        }
    }
    for (uint32_t sign = 0; sign < 0x80; sign++) {
        if (!paidmark_is_rare_sign(names, sign))
            continue;
        paidmark_fingerprints_add(fingerprints, PAIDMARK_BUCKET_SIGN, PAIDMARK_ANY_BYTE, PAIDMARK_ANY_BYTE, byte(sign));
        add_escapes(fingerprints, sign);
        paidmark_each_folded_to(sign, add_character, &signs);
    }
}
