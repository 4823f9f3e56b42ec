/* piece.h - a part of a text
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_CLI_TEXT_PIECE_H
#define PAIDMARK_CLI_TEXT_PIECE_H

#include <stddef.h>

/* It may end only where a code point ends. */
struct charset_piece {
    const char *text;
    size_t bytes;
};

#endif
