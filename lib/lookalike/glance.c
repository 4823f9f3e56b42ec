/* glance.c - what can be told of a symbol without reading pieces
 * SPDX-License-Identifier: MIT
 *
 * Nearly all places that the anchors lead to have no name near them, and plain letters and signs are enough to see
 * that.
 */
#include "lookalike/stretch.h"
#include "skeleton/escapes.h"
#include "utf8.h"

#define WORD_BYTES_MAX 64

/* Letters and digits in a row in an escape: a % with 25 behind it sixteen times has most. */
#define LETTERS_MAX 40

#define BACKSPACE   0x08

static bool is_hexadecimal(unsigned char byte)
{
    return (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'f');
}

static bool may_end_escape(const struct paidmark_stretch *stretch, size_t at)
{
    for (size_t p = at;
         p > stretch->begin && at - p < WORD_BYTES_MAX && stretch->text[p - 1] > ' ' && stretch->text[p - 1] < 0x7F;
         p--) {
        unsigned char byte = stretch->text[p - 1];

        if (byte == '&' || byte == '%' || byte == '=' || byte == '\\' || byte == '[' || byte == '{')
            return true;
    }
    return false;
}

static bool may_end_tag(const struct paidmark_stretch *stretch, size_t at)
{
    for (size_t p = at; p > stretch->begin && at - p < PAIDMARK_PIECE_BYTES_MAX; p--) {
        if (stretch->text[p - 1] == '<' || stretch->text[p - 1] == '>')
            return stretch->text[p - 1] == '<';
    }
    return false;
}

/* Whether the character that ends at text[at] is struck over. */
static bool is_struck(const struct paidmark_stretch *stretch, size_t at)
{
    return at < stretch->end && stretch->text[at] == BACKSPACE;
}

static unsigned char byte_before(const struct paidmark_stretch *stretch, size_t at)
{
    return at > stretch->begin ? stretch->text[at - 1] : '\0';
}

/* Whether an escape may begin with the sign at text[at]. */
static bool may_open_escape(const struct paidmark_stretch *stretch, size_t at)
{
    unsigned char next = at + 1 < stretch->end ? stretch->text[at + 1] : ' ';

    switch (stretch->text[at]) {
    case '&':
        return paidmark_is_letter_or_digit(next) || next == '#';
    case '%':
        return is_hexadecimal(next) || next == 'u';
    case '=':
        return (is_hexadecimal(next) && at + 2 < stretch->end && is_hexadecimal(stretch->text[at + 2])) ||
               next == '\n' || next == '\r';
    case '{':
        return next == '\\' || next == '[' || next == ']' || next == '<' || next == '>' || next == '|';
    case '[':
        return next == ']';
    default:
        return stretch->text[at] == '\\';
    }
}

/* Whether a sequence for terminals may end with the letter at text[at]. */
static bool may_end_terminal_sequence(const struct paidmark_stretch *stretch, size_t at)
{
    size_t p = at;

    while (at - p < WORD_BYTES_MAX && byte_before(stretch, p) >= ' ' && byte_before(stretch, p) <= '?')
        p--;
    return p > stretch->begin + 1 && stretch->text[p - 1] == '[' && stretch->text[p - 2] == '\x1B';
}

/* Whether what is before text[at], where letters and digits begin, may make an escape of them: \x23 &#35 &amp;lt %23
 * =23
 * \'23 \u-35. */
static bool may_begin_escape(const struct paidmark_stretch *stretch, size_t at)
{
    unsigned char before = byte_before(stretch, at), second = at > stretch->begin ? byte_before(stretch, at - 1) : '\0';

    switch (before) {
    case '#':
        return second == '&' || second == ';';
    case ';':
        return may_end_escape(stretch, at - 1);
    case '\'':
        return second == '\\';
    case '-':
        return second == 'u';
    default:
        return at > stretch->begin && may_open_escape(stretch, at - 1);
    }
}

/* Whether the letters and digits that end at text[at] may be the end of an escape. *count gets how many there are, or 1
 * if there are too many to tell. */
static bool may_be_of_escape(const struct paidmark_stretch *stretch, size_t at, size_t *count)
{
    size_t begin = at;

    while (begin > stretch->begin && at - begin < LETTERS_MAX && paidmark_is_letter_or_digit(stretch->text[begin - 1]))
        begin--;
    *count = at - begin < LETTERS_MAX ? at - begin : 1;
    return at - begin < LETTERS_MAX && at > begin &&
           (may_begin_escape(stretch, begin) || may_end_terminal_sequence(stretch, begin));
}

/* Whether the blank or the question mark before text[at] may belong to an escape: \23 and \slash{} have a blank at the
 * end, \u35 ? has both. */
static bool ends_escape_by_blank(const struct paidmark_stretch *stretch, size_t at)
{
    size_t count, behind = at - 1;

    if (stretch->text[at - 1] == '?' && behind > stretch->begin && byte_before(stretch, behind) == ' ')
        behind--;
    return byte_before(stretch, behind) == '}' || may_be_of_escape(stretch, behind, &count);
}

/* Whether the sign at text[at] is a sign and nothing more. What may be before or behind it depends on where the glance
 * comes from. */
static bool is_plain_sign(const struct paidmark_stretch *stretch, size_t at, bool to_left)
{
    if (!to_left)
        return !may_open_escape(stretch, at);
    if (byte_before(stretch, at) == '\\')
        return false;
    switch (stretch->text[at]) {
    case '&': /* a semicolon is seen first, which few references do without */
        return at + 1 == stretch->end || !strchr("#lgns", stretch->text[at + 1]);
    case '>':
        return !may_end_tag(stretch, at);
    case '?':
        return !ends_escape_by_blank(stretch, at + 1);
    case ';':
    case ']':
    case '}':
        return !may_end_escape(stretch, at);
    default:
        return !may_open_escape(stretch, at);
    }
}

/* Whether the line ending at text[at] is that of a line which goes on, = being before it. */
static bool is_soft_line_ending(const struct paidmark_stretch *stretch, size_t at)
{
    unsigned char before = byte_before(stretch, at);

    return before == '=' || (before == '\r' && byte_before(stretch, at - 1) == '=');
}

/* A character beyond ASCII, which no escape has in it. */
static enum paidmark_glance_kind glance_beyond_ascii(const struct paidmark_stretch *stretch, size_t at, bool to_left,
                                                     struct paidmark_glance *glance)
{
    uint32_t symbols[PAIDMARK_PIECE_SYMBOLS_MAX];
    size_t bytes, count;

    while (to_left && at > stretch->begin && glance->at - at < 3 && (stretch->text[at] & 0xC0) == 0x80)
        at--;
    /* What is beyond the window may be ill-formed. */
    if ((stretch->text[at] & 0xC0) == 0x80 || paidmark_sequence_bytes(stretch->text[at]) > stretch->end - at)
        return PAIDMARK_GLANCE_UNKNOWN;
    count = paidmark_fold(paidmark_code_point(stretch->text + at, &bytes), symbols);
    if (count > 1 || (to_left ? at + bytes != glance->at + 1 : is_struck(stretch, at + bytes)))
        return PAIDMARK_GLANCE_UNKNOWN;
    glance->at = to_left ? at : at + bytes;
    if (count == 0)
        return PAIDMARK_GLANCE_NOTHING;
    glance->symbol = symbols[0];
    if (symbols[0] & PAIDMARK_SYMBOL_LETTER)
        return PAIDMARK_GLANCE_LETTER;
    return symbols[0] == ' ' || symbols[0] == '\n' ? PAIDMARK_GLANCE_BLANK : PAIDMARK_GLANCE_SIGN;
}

/* What HTML has most of. */
static bool is_no_break_space(const struct paidmark_stretch *stretch, size_t at)
{
    return stretch->end - at >= sizeof "&nbsp;" - 1 && memcmp(stretch->text + at, "&nbsp;", sizeof "&nbsp;" - 1) == 0;
}

/* Moves *at from behind a < to behind the next >, if that is near. */
static bool skip_tag(const struct paidmark_stretch *stretch, size_t *at)
{
    size_t bytes = stretch->end - *at < PAIDMARK_PIECE_BYTES_MAX ? stretch->end - *at : PAIDMARK_PIECE_BYTES_MAX;
    const unsigned char *end = memchr(stretch->text + *at, '>', bytes);

    if (end)
        *at = (size_t)(end - stretch->text) + 1;
    return end;
}

static enum paidmark_glance_kind glance_at_letter(const struct paidmark_stretch *stretch, size_t at, bool to_left,
                                                  struct paidmark_glance *glance)
{
    unsigned char byte = stretch->text[at];

    if (to_left && glance->letters == 0 && may_be_of_escape(stretch, at + 1, &glance->letters))
        return PAIDMARK_GLANCE_UNKNOWN;
    glance->letters -= to_left;
    glance->symbol = PAIDMARK_SYMBOL_LETTER | (byte >= 'A' && byte <= 'Z' ? byte | 0x20u : byte);
    return PAIDMARK_GLANCE_LETTER;
}

static enum paidmark_glance_kind glance_at_blank(const struct paidmark_stretch *stretch, size_t at, bool to_left,
                                                 struct paidmark_glance *glance)
{
    unsigned char byte = stretch->text[at];

    if (to_left && byte == ' ' && ends_escape_by_blank(stretch, at + 1))
        return PAIDMARK_GLANCE_UNKNOWN;
    if (to_left && byte == '\n' && is_soft_line_ending(stretch, at))
        return PAIDMARK_GLANCE_UNKNOWN;
    glance->symbol = byte == '\n' ? '\n' : ' ';
    return PAIDMARK_GLANCE_BLANK;
}

static enum paidmark_glance_kind glance_at_sign(const struct paidmark_stretch *stretch, size_t at, bool to_left,
                                                struct paidmark_glance *glance)
{
    unsigned char byte = stretch->text[at];

    if (byte == '&' && !to_left && is_no_break_space(stretch, at)) {
        glance->at += sizeof "nbsp;" - 1;
        glance->symbol = ' ';
        return PAIDMARK_GLANCE_BLANK;
    }
    if (byte == '<' && !to_left && skip_tag(stretch, &glance->at))
        return PAIDMARK_GLANCE_TAG;
    glance->symbol = byte;
    return byte > ' ' && byte < 0x7F && is_plain_sign(stretch, at, to_left) ? PAIDMARK_GLANCE_SIGN
                                                                            : PAIDMARK_GLANCE_UNKNOWN;
}

enum paidmark_glance_kind paidmark_glance(const struct paidmark_stretch *stretch, struct paidmark_glance *glance,
                                          bool to_left)
{
    size_t at = glance->at;
    unsigned char byte;

    if (at == (to_left ? stretch->begin : stretch->end))
        return PAIDMARK_GLANCE_END;
    at -= to_left;
    byte = stretch->text[at];
    glance->at += to_left ? (size_t)-1 : 1;
    if (!to_left && is_struck(stretch, at + 1))
        return PAIDMARK_GLANCE_UNKNOWN;
    if (paidmark_is_letter_or_digit(byte))
        return glance_at_letter(stretch, at, to_left, glance);
    if (byte == ' ' || byte == '\n' || byte == '\t')
        return glance_at_blank(stretch, at, to_left, glance);
    return byte >= 0x80 ? glance_beyond_ascii(stretch, at, to_left, glance)
                        : glance_at_sign(stretch, at, to_left, glance);
}
