/* escapes.h - what stands for a character, or for nothing, without being one
 * SPDX-License-Identifier: MIT
 *
 * Each function reads what begins at text[at], where at < end. It returns false if that is nothing of its kind, and
 * leaves the piece as it was.
 */
#ifndef PAIDMARK_ESCAPES_H
#define PAIDMARK_ESCAPES_H

#include "skeleton.h"

/* How often an escape may have been escaped in turn: more makes no piece too long and no reading too slow. */
#define PAIDMARK_ESCAPE_LEVELS_MAX 16

/* The piece is one character, which ends at `end`. */
bool paidmark_piece_of(uint32_t code_point, size_t end, struct paidmark_piece *piece);

/* The piece shows nothing. */
bool paidmark_piece_of_nothing(size_t end, struct paidmark_piece *piece);

/* Reads at most `most` digits of base 8, 10 or 16 as *number, and returns where they end: `at` if there are none. */
size_t paidmark_read_digits(const unsigned char *text, size_t at, size_t end, unsigned base, size_t most,
                            uint32_t *number);

/* Of ASCII. */
static inline bool paidmark_is_letter(unsigned char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static inline bool paidmark_is_letter_or_digit(unsigned char c)
{
    return paidmark_is_letter(c) || (c >= '0' && c <= '9');
}

/* Whether the text goes on so, ASCII letters in any case; `with` is in lower case. */
bool paidmark_goes_on(const unsigned char *text, size_t at, size_t end, const char *with);

/* Whether UTF-8 has a form for it: not beyond U+10FFFF and no half of a surrogate pair. */
bool paidmark_is_scalar_value(uint32_t code_point);

/* Reads what stands for one byte at text[at], where at < end, and returns where it ends: `at` if nothing does. */
typedef size_t paidmark_read_byte_fn(const unsigned char *text, size_t at, size_t end, unsigned char *byte);

/* Reads as many bytes as make one character, and returns where they end: `at` if they are not well-formed UTF-8. */
size_t paidmark_read_bytes(const unsigned char *text, size_t at, size_t end, paidmark_read_byte_fn *read_byte,
                           uint32_t *code_point);

/* What stands behind the & of a reference of HTML or XML (#35; or num;): the character, and where it ends; `at` if it
 * is none. */
size_t paidmark_read_referenced(const unsigned char *text, size_t at, size_t end, uint32_t *code_point);

/* &#35; &#x23; &num; of HTML and XML, each & as often escaped as it may be (&amp;#35;). */
bool paidmark_read_reference(const unsigned char *text, size_t at, size_t end, struct paidmark_piece *piece);

/* %23 and %u0023 of URLs, %2523 as well. */
bool paidmark_read_percent(const unsigned char *text, size_t at, size_t end, struct paidmark_piece *piece);

/* =23 and = at the end of a line, of quoted-printable. */
bool paidmark_read_equals(const unsigned char *text, size_t at, size_t end, struct paidmark_piece *piece);

/* What begins with a backslash in JSON, C, JavaScript, CSS, RTF, TeX, groff and Markdown. */
bool paidmark_read_backslash(const unsigned char *text, size_t at, size_t end, struct paidmark_piece *piece);

/* {[} of TeX, and {\i of RTF and TeX. */
bool paidmark_read_brace(const unsigned char *text, size_t at, size_t end, struct paidmark_piece *piece);

/* ESC [ 1 m of terminals. */
bool paidmark_read_terminal_sequence(const unsigned char *text, size_t at, size_t end, struct paidmark_piece *piece);

/* <b> </b> <?xml ?> <!DOCTYPE html> <!-- --> */
bool paidmark_read_html_tag(const unsigned char *text, size_t at, size_t end, struct paidmark_piece *piece);

/* []{#id} */
bool paidmark_read_markdown_anchor(const unsigned char *text, size_t at, size_t end, struct paidmark_piece *piece);

#endif
