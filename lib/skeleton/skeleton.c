/* skeleton.c - the pieces of a text: characters, escapes, and what shows nothing
 * SPDX-License-Identifier: MIT
 */
#include "skeleton.h"

#include "escapes.h"
#include "utf8.h"

#include <string.h>

#define REPLACEMENT 0xFFFD

#define L(letter)   (PAIDMARK_SYMBOL_LETTER | (letter))

const uint32_t paidmark_plain_symbols[128] = {
    ['\t'] = ' ',   ['\n'] = '\n',  ['\v'] = ' ',   ['\f'] = ' ',   [' '] = ' ',    ['!'] = '!',    ['"'] = '"',
    ['#'] = '#',    ['$'] = '$',    ['\''] = '\'',  ['('] = '(',    [')'] = ')',    ['*'] = '*',    ['+'] = '+',
    [','] = ',',    ['-'] = '-',    ['.'] = '.',    ['/'] = '/',    [':'] = ':',    [';'] = ';',    ['>'] = '>',
    ['?'] = '?',    ['@'] = '@',    [']'] = ']',    ['^'] = '^',    ['_'] = '_',    ['`'] = '`',    ['|'] = '|',
    ['}'] = '}',    ['~'] = '~',    ['0'] = L('0'), ['1'] = L('1'), ['2'] = L('2'), ['3'] = L('3'), ['4'] = L('4'),
    ['5'] = L('5'), ['6'] = L('6'), ['7'] = L('7'), ['8'] = L('8'), ['9'] = L('9'), ['A'] = L('a'), ['B'] = L('b'),
    ['C'] = L('c'), ['D'] = L('d'), ['E'] = L('e'), ['F'] = L('f'), ['G'] = L('g'), ['H'] = L('h'), ['I'] = L('i'),
    ['J'] = L('j'), ['K'] = L('k'), ['L'] = L('l'), ['M'] = L('m'), ['N'] = L('n'), ['O'] = L('o'), ['P'] = L('p'),
    ['Q'] = L('q'), ['R'] = L('r'), ['S'] = L('s'), ['T'] = L('t'), ['U'] = L('u'), ['V'] = L('v'), ['W'] = L('w'),
    ['X'] = L('x'), ['Y'] = L('y'), ['Z'] = L('z'), ['a'] = L('a'), ['b'] = L('b'), ['c'] = L('c'), ['d'] = L('d'),
    ['e'] = L('e'), ['f'] = L('f'), ['g'] = L('g'), ['h'] = L('h'), ['i'] = L('i'), ['j'] = L('j'), ['k'] = L('k'),
    ['l'] = L('l'), ['m'] = L('m'), ['n'] = L('n'), ['o'] = L('o'), ['p'] = L('p'), ['q'] = L('q'), ['r'] = L('r'),
    ['s'] = L('s'), ['t'] = L('t'), ['u'] = L('u'), ['v'] = L('v'), ['w'] = L('w'), ['x'] = L('x'), ['y'] = L('y'),
    ['z'] = L('z'),
};

static bool read_escape(const unsigned char *text, size_t at, size_t end, bool without_tags,
                        struct paidmark_piece *piece)
{
    switch (text[at]) {
    case '&':
        return paidmark_read_reference(text, at, end, piece);
    case '%':
        return paidmark_read_percent(text, at, end, piece);
    case '=':
        return paidmark_read_equals(text, at, end, piece);
    case '\\':
        return paidmark_read_backslash(text, at, end, piece);
    case '{':
        return paidmark_read_brace(text, at, end, piece);
    case '\x1B':
        return paidmark_read_terminal_sequence(text, at, end, piece);
    case '<':
        return without_tags && paidmark_read_html_tag(text, at, end, piece);
    case '[':
        return without_tags && paidmark_read_markdown_anchor(text, at, end, piece);
    default:
        return false;
    }
}

/* X backspace X, and _ backspace X: all but the last character shows nothing. `behind` is where the first one ends. */
static bool is_struck_over(const unsigned char *text, size_t at, size_t behind, size_t end)
{
    size_t bytes = behind - at;

    if (end - behind < 2 || text[behind] != PAIDMARK_BACKSPACE)
        return false;
    return text[at] == '_' || (end - behind > bytes && memcmp(text + at, text + behind + 1, bytes) == 0);
}

/* Whether no character begins here, or the text ends inside of it. */
static bool is_cut_off(const unsigned char *text, size_t at, size_t end)
{
    return (text[at] & 0xC0) == 0x80 || paidmark_sequence_bytes(text[at]) > end - at;
}

static void read_slowly(const unsigned char *text, size_t at, size_t end, bool without_tags,
                        struct paidmark_piece *piece)
{
    size_t bytes = 1;
    uint32_t code_point = is_cut_off(text, at, end) ? REPLACEMENT : paidmark_code_point(text + at, &bytes);

    if (is_struck_over(text, at, at + bytes, end))
        paidmark_piece_of_nothing(at + bytes + 1, piece);
    else if (paidmark_goes_on(text, at, end, "\r\n"))
        paidmark_piece_of('\n', at + 2, piece);
    else if (!read_escape(text, at, end, without_tags, piece))
        paidmark_piece_of(code_point, at + bytes, piece);
}

void paidmark_read_piece(const unsigned char *text, size_t at, size_t end, bool without_tags,
                         struct paidmark_piece *piece)
{
    uint32_t symbol = paidmark_plain_symbol(text, at, end);

    if (symbol == 0)
        read_slowly(text, at, end, without_tags, piece);
    else
        paidmark_piece_of_symbol(symbol, at + 1, piece);
}
