/* backslash.c - what begins with a backslash: strings of C, JSON, JavaScript and CSS, RTF, TeX, groff, Markdown
 * SPDX-License-Identifier: MIT
 *
 * Strings may be escaped several times, so that several backslashes stand where there was one.
 */
#include "escapes.h"

#include <string.h>

static size_t skip_backslashes(const unsigned char *text, size_t at, size_t end)
{
    size_t p = at;

    while (p < end && p - at < PAIDMARK_ESCAPE_LEVELS_MAX && text[p] == '\\')
        p++;
    return p;
}

static bool is_sign(unsigned char c)
{
    return c > ' ' && c < 0x7F && !paidmark_is_letter_or_digit(c);
}

static bool read_scalar_value(uint32_t code_point, size_t end, struct paidmark_piece *piece)
{
    return paidmark_is_scalar_value(code_point) && paidmark_piece_of(code_point, end, piece);
}

/* \u{23} and \x{23}: behind the letter. */
static bool read_braced(const unsigned char *text, size_t at, size_t end, struct paidmark_piece *piece)
{
    uint32_t code_point;
    size_t digits = at + 1, behind;

    if (!paidmark_goes_on(text, at, end, "{"))
        return false;
    behind = paidmark_read_digits(text, digits, end, 16, 6, &code_point);
    return behind > digits && paidmark_goes_on(text, behind, end, "}") &&
           read_scalar_value(code_point, behind + 1, piece);
}

/* Behind \u: four digits, or twice that for a surrogate pair. */
static bool read_utf16(const unsigned char *text, size_t at, size_t end, struct paidmark_piece *piece)
{
    uint32_t unit, low;
    size_t behind = paidmark_read_digits(text, at, end, 16, 4, &unit), second;

    if (behind != at + 4)
        return false;
    if ((unit & 0xFC00) != 0xD800)
        return read_scalar_value(unit, behind, piece);
    second = skip_backslashes(text, behind, end) + 1;
    if (second == behind + 1 || second > end || text[second - 1] != 'u' ||
        paidmark_read_digits(text, second, end, 16, 4, &low) != second + 4 || (low & 0xFC00) != 0xDC00)
        return false;
    return paidmark_piece_of(0x10000 + ((unit & 0x3FF) << 10) + (low & 0x3FF), second + 4, piece);
}

/* The blank that ends a word of RTF, and what is there for readers that do not know \u: a question mark or a byte. */
static size_t skip_replacement(const unsigned char *text, size_t at, size_t end)
{
    size_t p = at + paidmark_goes_on(text, at, end, " ");
    uint32_t ignored;

    if (paidmark_goes_on(text, p, end, "?"))
        return p + 1;
    if (paidmark_goes_on(text, p, end, "\\'") && paidmark_read_digits(text, p + 2, end, 16, 2, &ignored) == p + 4)
        return p + 4;
    return p;
}

/* Behind \u: a decimal number of 16 bits. Four digits are hexadecimal ones, and so are the first four of five unless
 * what is behind them says that this is RTF. */
static bool read_rtf(const unsigned char *text, size_t at, size_t end, struct paidmark_piece *piece)
{
    bool is_negative = paidmark_goes_on(text, at, end, "-");
    size_t digits = at + is_negative, behind, behind_replacement;
    uint32_t number;

    behind = paidmark_read_digits(text, digits, end, 10, 5, &number);
    behind_replacement = skip_replacement(text, behind, end);
    if (behind - digits < 2 || number > 0xFFFF ||
        (behind - digits == 5 && behind_replacement == behind && !is_negative))
        return false;
    return read_scalar_value(is_negative ? 0x10000 - number : number, behind_replacement, piece);
}

/* RTF writes no leading zeros. */
static bool has_five_decimal_digits(const unsigned char *text, size_t at, size_t end)
{
    uint32_t number;

    return paidmark_read_digits(text, at, end, 10, 5, &number) == at + 5 && number >= 10000;
}

/* Behind the backslashes. */
static bool read_code_point(const unsigned char *text, size_t at, size_t end, struct paidmark_piece *piece)
{
    uint32_t code_point;

    if (at == end)
        return false;
    switch (text[at++]) {
    case 'x':
        return read_braced(text, at, end, piece);
    case 'u':
        return read_braced(text, at, end, piece) ||
               (has_five_decimal_digits(text, at, end) && read_rtf(text, at, end, piece)) ||
               read_utf16(text, at, end, piece) || read_rtf(text, at, end, piece);
    case 'U':
        return paidmark_read_digits(text, at, end, 16, 8, &code_point) == at + 8 &&
               read_scalar_value(code_point, at + 8, piece);
    default:
        return false;
    }
}

/* \x23 or \043 */
static size_t read_byte(const unsigned char *text, size_t at, size_t end, unsigned char *byte)
{
    size_t p = skip_backslashes(text, at, end);
    uint32_t number;

    if (p == at || p == end)
        return at;
    if (text[p] == 'x' ? paidmark_read_digits(text, p + 1, end, 16, 2, &number) != p + 3
                       : paidmark_read_digits(text, p, end, 8, 3, &number) != p + 3 || number > 0xFF)
        return at;
    *byte = (unsigned char)number;
    return p + 3;
}

/* Bytes are UTF-8 in C and in shells; in JavaScript and Python each is a code point of its own. */
static bool read_bytes(const unsigned char *text, size_t at, size_t end, struct paidmark_piece *piece)
{
    uint32_t code_point;
    unsigned char byte;
    size_t behind = paidmark_read_bytes(text, at, end, read_byte, &code_point);

    if (behind > at)
        return paidmark_piece_of(code_point, behind, piece);
    behind = read_byte(text, at, end, &byte);
    return behind > at && paidmark_piece_of(byte, behind, piece);
}

static bool has_decimal_digit(const unsigned char *text, size_t begin, size_t end)
{
    while (begin < end && paidmark_is_letter(text[begin]))
        begin++;
    return begin < end;
}

/* \23 of CSS, behind the backslash: a blank ends it if there are less than six digits. Three octal digits are those of
 * C; hexadecimal digits that are all letters are the name of something. */
static bool read_css(const unsigned char *text, size_t at, size_t end, struct paidmark_piece *piece)
{
    uint32_t code_point, ignored;
    size_t behind = paidmark_read_digits(text, at, end, 16, 6, &code_point);
    size_t behind_blank = behind + paidmark_goes_on(text, behind, end, " ");

    if (behind - at < 2 || (behind - at < 6 && behind_blank == behind))
        return false;
    if (!has_decimal_digit(text, at, behind))
        return false;
    if (behind - at == 3 && text[at] < '4' && paidmark_read_digits(text, at, end, 8, 3, &ignored) == behind)
        return false;
    return read_scalar_value(code_point, behind_blank, piece);
}

/* \[u0023] of groff, behind the backslash. */
static bool read_groff(const unsigned char *text, size_t at, size_t end, struct paidmark_piece *piece)
{
    uint32_t code_point;
    size_t behind;

    if (!paidmark_goes_on(text, at, end, "[u"))
        return false;
    behind = paidmark_read_digits(text, at + 2, end, 16, 6, &code_point);
    return behind >= at + 6 && paidmark_goes_on(text, behind, end, "]") &&
           read_scalar_value(code_point, behind + 1, piece);
}

/* \'23 of RTF, behind the backslash: a byte of a charset that only its ASCII half is known of. */
static bool read_rtf_byte(const unsigned char *text, size_t at, size_t end, struct paidmark_piece *piece)
{
    uint32_t byte;

    return paidmark_goes_on(text, at, end, "'") && paidmark_read_digits(text, at + 1, end, 16, 2, &byte) == at + 3 &&
           byte < 0x80 && paidmark_piece_of(byte, at + 3, piece);
}

/* \fB \f[CB] and \& of groff, behind the backslash. */
static bool read_font_change(const unsigned char *text, size_t at, size_t end, struct paidmark_piece *piece)
{
    size_t p = at + 2;

    if (paidmark_goes_on(text, at, end, "&"))
        return paidmark_read_reference(text, at, end, piece) || paidmark_piece_of_nothing(at + 1, piece);
    if (end - at < 2 || text[at] != 'f')
        return false;
    if (text[at + 1] != '[')
        return strchr("BIPRC", text[at + 1]) && text[at + 1] != '\0' && paidmark_piece_of_nothing(p, piece);
    while (p < end && p - at < 8 && text[p] >= 'A' && text[p] <= 'Z')
        p++;
    return paidmark_goes_on(text, p, end, "]") && paidmark_piece_of_nothing(p + 1, piece);
}

/* Names of TeX, ConTeXt and RTF. */
static const struct {
    char name[22];
    unsigned char character; /* 0 for what shows nothing */
} names[] = {
    {"allowbreak", 0},
    {"emdash", '-'},
    {"endash", '-'},
    {"lbrace", '{'},
    {"lbrack", '['},
    {"letterbackslash", '\\'},
    {"letterbar", '|'},
    {"letterdollar", '$'},
    {"letterhash", '#'},
    {"letterpercent", '%'},
    {"lettertilde", '~'},
    {"line", '\n'},
    {"par", '\n'},
    {"rbrace", '}'},
    {"rbrack", ']'},
    {"slash", '/'},
    {"tab", ' '},
    {"textasciicircum", '^'},
    {"textasciitilde", '~'},
    {"textasteriskcentered", '*'},
    {"textbackslash", '\\'},
    {"textbar", '|'},
    {"textbraceleft", '{'},
    {"textbraceright", '}'},
    {"textdollar", '$'},
    {"textemdash", '-'},
    {"textendash", '-'},
    {"textgreater", '>'},
    {"textless", '<'},
    {"textnumbersign", '#'},
    {"textpercent", '%'},
    {"textunderscore", '_'},
};

static bool ends_name(const unsigned char *text, size_t at, size_t end)
{
    return at == end || (text[at] != '_' && !paidmark_is_letter_or_digit(text[at]));
}

/* Behind the backslash. An empty group and a blank belong to the name. */
static bool read_name(const unsigned char *text, size_t at, size_t end, struct paidmark_piece *piece)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t bytes, behind;

        if (at == end || text[at] != (unsigned char)names[i].name[0])
            continue;
        bytes = strlen(names[i].name);
        behind = at + bytes;
        if (end - at < bytes || memcmp(text + at, names[i].name, bytes) != 0 || !ends_name(text, behind, end))
            continue;
        behind += paidmark_goes_on(text, behind, end, "{}") ? 2 : 0;
        behind += paidmark_goes_on(text, behind, end, " ");
        return names[i].character ? paidmark_piece_of(names[i].character, behind, piece)
                                  : paidmark_piece_of_nothing(behind, piece);
    }
    return false;
}

/* \n \r \t behind the backslashes, where they begin no word such as \newline or a folder's name. */
static bool read_line_ending(const unsigned char *text, size_t at, size_t end, struct paidmark_piece *piece)
{
    size_t p = at + 1;

    if (at == end || (text[at] != 'n' && text[at] != 'r' && text[at] != 't'))
        return false;
    while (p < end && p < at + 4 && text[p] >= 'a' && text[p] <= 'z')
        p++;
    return p < at + 4 && paidmark_piece_of(text[at] == 't' ? '\t' : '\n', at + 1, piece);
}

/* A sign behind the backslash, which may begin an escape of its own (\%23). */
static bool read_sign(const unsigned char *text, size_t at, size_t end, struct paidmark_piece *piece)
{
    if (at == end || !is_sign(text[at]))
        return false;
    if (text[at] == '\\')
        return paidmark_piece_of('\\', at + 1, piece);
    paidmark_read_piece(text, at, end, false, piece);
    return true;
}

bool paidmark_read_backslash(const unsigned char *text, size_t at, size_t end, struct paidmark_piece *piece)
{
    size_t behind_one = at + 1, behind_all = skip_backslashes(text, at, end);

    return read_code_point(text, behind_all, end, piece) || read_css(text, behind_one, end, piece) ||
           read_bytes(text, at, end, piece) || read_groff(text, behind_one, end, piece) ||
           read_rtf_byte(text, behind_one, end, piece) || read_name(text, behind_one, end, piece) ||
           read_font_change(text, behind_one, end, piece) || read_line_ending(text, behind_all, end, piece) ||
           read_sign(text, behind_one, end, piece);
}

/* {\i of RTF, {\em of TeX */
static bool read_group(const unsigned char *text, size_t at, size_t end, struct paidmark_piece *piece)
{
    static const char *const words[] = {"{\\i ",  "{\\b ",  "{\\ul ", "{\\strike ", "{\\scaps ", "{\\bf ",
                                        "{\\it ", "{\\em ", "{\\tt ", "{\\sc ",     "{\\sf ",    "{\\sl "};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (paidmark_goes_on(text, at, end, words[i]))
            return paidmark_piece_of_nothing(at + strlen(words[i]), piece);
    }
    return false;
}

bool paidmark_read_brace(const unsigned char *text, size_t at, size_t end, struct paidmark_piece *piece)
{
    if (end - at >= 3 && text[at + 2] == '}' && text[at + 1] != '\0' && strchr("[]<>|", text[at + 1]))
        return paidmark_piece_of(text[at + 1], at + 3, piece);
    return read_group(text, at, end, piece);
}
