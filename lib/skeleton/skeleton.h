/* skeleton.h - text as a reader sees it, however it is written
 * SPDX-License-Identifier: MIT
 *
 * Text is read as a row of pieces. A piece is one character, or one escape that stands for a character, or something
 * that shows nothing. It is folded to symbols: letters and digits by case, width, compatibility and confusability to
 * one form, signs likewise, all blanks to a space, all line endings to a line feed (Unicode Technical Standard #39
 * calls such a form a skeleton).
 */
#ifndef PAIDMARK_SKELETON_H
#define PAIDMARK_SKELETON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A symbol is a code point, and a letter or digit has this bit besides. ' ' and '\n' are blanks, '\n' if a line ends
 * there; all others are signs. */
#define PAIDMARK_SYMBOL_LETTER     0x80000000u

#define PAIDMARK_PIECE_SYMBOLS_MAX 3
#define PAIDMARK_PIECE_BYTES_MAX   620 /* a tag is the longest */

#define PAIDMARK_BACKSPACE         0x08 /* the character behind it is struck over the one before it */

static inline bool paidmark_is_blank(uint32_t symbol)
{
    return symbol == ' ' || symbol == '\n';
}

struct paidmark_piece {
    size_t end;   /* where the next piece begins */
    size_t count; /* of symbols; 0 for what shows nothing */
    uint32_t symbols[PAIDMARK_PIECE_SYMBOLS_MAX];
};

static inline void paidmark_piece_of_symbol(uint32_t symbol, size_t end, struct paidmark_piece *piece)
{
    piece->end = end;
    piece->count = 1;
    piece->symbols[0] = symbol;
}

/* What one code point is folded to: the number of symbols. */
size_t paidmark_fold(uint32_t code_point, uint32_t symbols[PAIDMARK_PIECE_SYMBOLS_MAX]);

/* Calls `found` for each code point beyond ASCII that is folded to something that begins with this symbol. */
void paidmark_each_folded_to(uint32_t symbol, void (*found)(void *context, uint32_t code_point), void *context);

/* Calls `found` for each character reference by name, with the first symbol of what it stands for. */
void paidmark_each_reference(void (*found)(void *context, const char *name, uint32_t symbol), void *context);

/* The symbols of ASCII characters that are pieces by themselves; 0 for those that may begin another one. */
extern const uint32_t paidmark_plain_symbols[128];

/* The symbol of the piece of one byte at text[at], as nearly all are that are read; 0 if it may be another piece. */
static inline uint32_t paidmark_plain_symbol(const unsigned char *text, size_t at, size_t end)
{
    return text[at] < 0x80 && (at + 1 == end || text[at + 1] != PAIDMARK_BACKSPACE) ? paidmark_plain_symbols[text[at]]
                                                                                    : 0;
}

/* The piece that begins at text[at], where at < end and text[at, end) is UTF-8 from a character's start. It may be
 * ill-formed, and end inside of a character, each of whose bytes is then a sign: nothing behind `end` is read.
 * With without_tags a tag (<b>, </span>, <w:r ...>, <!-- -->) is a piece that shows nothing, else it is read as the
 * signs and letters it is made of. */
void paidmark_read_piece(const unsigned char *text, size_t at, size_t end, bool without_tags,
                         struct paidmark_piece *piece);

#endif
