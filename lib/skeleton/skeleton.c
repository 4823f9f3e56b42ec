/* skeleton.c - the pieces of a text: characters, escapes, and what shows nothing
 * SPDX-License-Identifier: MIT
 */
#include "skeleton.h"
#include "../utf8.h"
#include "escapes.h"

#define BACKSPACE 0x08
#define CLOSER    0 /* no symbol: this byte wants a closer look */

#define L(letter) (PAIDMARK_SYMBOL_LETTER | (letter))

/* What ASCII characters are folded to, for those that no escape begins with: nearly all of a text is read here. */
static const uint32_t plain[256] = {
    ['\t'] = ' ',   ['\n'] = '\n',  ['\v'] = ' ',   ['\f'] = ' ',   [' '] = ' ',    ['!'] = '!',    ['"'] = '"',
    ['#'] = '#',    ['$'] = '$',    ['\''] = '\'',  ['('] = '(',    [')'] = ')',    ['*'] = '*',    ['+'] = '+',
    [','] = ',',    ['-'] = '-',    ['.'] = '.',    ['/'] = '/',    [':'] = ':',    [';'] = ';',    ['>'] = '>',
    ['?'] = '?',    ['@'] = '@',    ['['] = '[',    [']'] = ']',    ['^'] = '^',    ['_'] = '_',    ['`'] = '`',
    ['|'] = '|',    ['}'] = '}',    ['~'] = '~',    ['0'] = L('0'), ['1'] = L('1'), ['2'] = L('2'), ['3'] = L('3'),
    ['4'] = L('4'), ['5'] = L('5'), ['6'] = L('6'), ['7'] = L('7'), ['8'] = L('8'), ['9'] = L('9'), ['A'] = L('a'),
    ['B'] = L('b'), ['C'] = L('c'), ['D'] = L('d'), ['E'] = L('e'), ['F'] = L('f'), ['G'] = L('g'), ['H'] = L('h'),
    ['I'] = L('i'), ['J'] = L('j'), ['K'] = L('k'), ['L'] = L('l'), ['M'] = L('m'), ['N'] = L('n'), ['O'] = L('o'),
    ['P'] = L('p'), ['Q'] = L('q'), ['R'] = L('r'), ['S'] = L('s'), ['T'] = L('t'), ['U'] = L('u'), ['V'] = L('v'),
    ['W'] = L('w'), ['X'] = L('x'), ['Y'] = L('y'), ['Z'] = L('z'), ['a'] = L('a'), ['b'] = L('b'), ['c'] = L('c'),
    ['d'] = L('d'), ['e'] = L('e'), ['f'] = L('f'), ['g'] = L('g'), ['h'] = L('h'), ['i'] = L('i'), ['j'] = L('j'),
    ['k'] = L('k'), ['l'] = L('l'), ['m'] = L('m'), ['n'] = L('n'), ['o'] = L('o'), ['p'] = L('p'), ['q'] = L('q'),
    ['r'] = L('r'), ['s'] = L('s'), ['t'] = L('t'), ['u'] = L('u'), ['v'] = L('v'), ['w'] = L('w'), ['x'] = L('x'),
    ['y'] = L('y'), ['z'] = L('z'),
};

/* Ideographs and Hangul syllables: more than half of what is not ASCII, and letters that stay what they are. */
static bool is_letter_as_it_is(uint32_t code_point)
{
    return (code_point >= 0x4E00 && code_point <= 0x9FFF) || (code_point >= 0xAC00 && code_point <= 0xD7A3);
}

static void read_character(const unsigned char *text, size_t at, size_t end, struct paidmark_piece *piece)
{
    size_t bytes;
    uint32_t code_point = paidmark_code_point(text + at, &bytes);

    if (code_point == '\r' && at + 1 < end && text[at + 1] == '\n') {
        code_point = '\n';
        bytes = 2;
    }
    if (is_letter_as_it_is(code_point)) {
        piece->end = at + bytes;
        piece->count = 1;
        piece->symbols[0] = L(code_point);
    } else {
        paidmark_piece_of(code_point, at + bytes, piece);
    }
}

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
    default:
        return false;
    }
}

void paidmark_read_piece(const unsigned char *text, size_t at, size_t end, bool without_tags,
                         struct paidmark_piece *piece)
{
    uint32_t symbol = plain[text[at]];

    if (symbol != CLOSER && !(at + 1 < end && text[at + 1] == BACKSPACE)) {
        piece->end = at + 1;
        piece->count = 1;
        piece->symbols[0] = symbol;
        return;
    }
    if (!paidmark_read_overstrike(text, at, end, piece) && !read_escape(text, at, end, without_tags, piece))
        read_character(text, at, end, piece);
}
