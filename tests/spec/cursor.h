/* cursor.h - reading a line of an example file word by word
 * SPDX-License-Identifier: MIT
 */
#ifndef SPEC_CURSOR_H
#define SPEC_CURSOR_H

#include "bytes.h"

/* What is left of a line. */
struct cursor {
    const char *at;
    const char *end;
};

bool cursor_is_empty(const struct cursor *cursor);
/* Takes these characters, if they come next. */
bool cursor_take(struct cursor *cursor, const char *characters);
/* Takes this word and the spaces behind it, if it comes next as a word of its own. */
bool cursor_take_word(struct cursor *cursor, const char *word);
/* Takes whatever word comes next, with the spaces behind it. False: none does, or it is too long. */
bool cursor_take_any_word(struct cursor *cursor, char *word, size_t capacity);
/* Takes digits and the spaces behind them. */
bool cursor_take_number(struct cursor *cursor, size_t *number);
/* Takes one character or escape, and appends what it stands for. False: the escape is none. */
bool cursor_take_unit(struct cursor *cursor, struct bytes *out);
/* Takes all that is left, and appends what it stands for. False: there is a wrong escape, or a space at the end. */
bool cursor_take_text(struct cursor *cursor, struct bytes *out);

#endif
