/* charset.h - documents and outputs in other charsets than UTF-8
 * SPDX-License-Identifier: MIT
 *
 * A document becomes UTF-8 before anything else looks at it, because bytes mean nothing before: in ISO-2022-JP or
 * UTF-16 the byte 0x23 may be a part of some character instead of a '#'. An output leaves UTF-8 only after it is
 * complete.
 *
 * Names. NULL, "utf-8", "utf8" and the like mean UTF-8. "auto" is for input only. UTF-16, UTF-32 and their older names
 * UCS-2, UCS-4 and Unicode mean the same on every machine (below). Every other name goes to iconv as it is, but for
 * these, which are unknown here: a name with a slash, since the suffix //IGNORE or //TRANSLIT could delete or alter a
 * marker; names whose meaning depends on the locale or the machine (the empty one, "char", "wchar_t", "UCS-2-INTERNAL"
 * ...); and UTF-7, C99 and JAVA, escapes in which one text has many spellings and a cut-off end may go unnoticed.
 *
 * Byte order marks of input.
 *   UTF-8 (or NULL), auto:   a mark of UTF-8, UTF-16 or UTF-32 says what the document is in. FF FE 00 00 is UTF-32.
 *   UTF-16, UTF-32:          the mark tells the byte order; without one it is big-endian, as RFC 2781 has it, and
 *                            ill-formed if it looks like little-endian.
 *   UTF-16BE, -LE, UTF-32BE, -LE:  a mark in that byte order may be there; one in the other is ill-formed.
 * In all of these the mark of UTF-16 or UTF-32 is left out of the text, since it says nothing but the byte order; that
 * of UTF-8 stays, as the library wants it. U+FEFF anywhere else, and at the beginning of any other charset, is text.
 *
 * Byte order marks of output. UTF-8 is never touched. Otherwise a mark at the beginning of the text is left out. UTF-16
 * and UTF-32 are written big-endian behind a mark, UTF-16LE and the rest without one. An output of no text is of no
 * bytes.
 *
 * Nothing is replaced or dropped. What cannot be converted exactly is an error, and what was converted to another
 * charset is converted back and compared before it is handed out: an iconv may replace a character it does not have by
 * '*', drop it or write something that will be read as another one, and some do so without a word.
 *
 * Any number of threads may use these functions at once.
 */
#ifndef PAIDMARK_CLI_TEXT_CHARSET_H
#define PAIDMARK_CLI_TEXT_CHARSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/piece.h"

enum charset_outcome {
    CHARSET_OK,
    CHARSET_ILL_FORMED,      /* the input is not in the charset it is said to be in */
    CHARSET_UNREPRESENTABLE, /* the target has not got a character, or would not give it back */
    CHARSET_UNKNOWN,         /* no such charset, or none that may be used */
    CHARSET_NO_MEMORY
};

/* Where a conversion failed. All zeros after every other outcome than CHARSET_ILL_FORMED and CHARSET_UNREPRESENTABLE.
 */
struct charset_error {
    size_t offset; /* bytes in the input of the conversion; pieces count as one text, a byte order mark included */
    size_t bytes;  /* of what cannot be converted; from offset to the end where the input ends inside a character */
    uint32_t code_point; /* what the target cannot hold */
};

/* Whether charset_to_utf8 takes the name. An iconv may know a charset in this direction only. */
bool charset_known(const char *name);

bool charset_is_utf8(const char *name);

/* Converts `bytes` at data to UTF-8. When there is nothing to convert *converted stays NULL, and data is the text; it
 * may be ill-formed UTF-8, about which the library knows more to say. Otherwise *converted is well-formed UTF-8 in
 * memory that the caller frees, even if it is of no bytes; there is no terminating zero.
 *
 * "auto" is UTF-8 where data has the mark, is well-formed UTF-8 but for few bytes, or has a byte 0 in it, which no text
 * has, else GB18030, and what is ill-formed in both is reported as GB18030. UTF-8 with a broken sequence in it would
 * often pass as GB18030 that means something else. */
enum charset_outcome charset_to_utf8(const char *from, const char *data, size_t bytes, char **converted,
                                     size_t *converted_bytes, struct charset_error *error);

/* Finds where in an input what charset_to_utf8 has made of it comes from. */
struct charset_cursor;

/* For the same name and input as were given to charset_to_utf8, where that has converted something; data has to stay.
 * CHARSET_OK, CHARSET_UNKNOWN or CHARSET_NO_MEMORY; *cursor, NULL after failure, is for charset_cursor_close. */
enum charset_outcome charset_cursor_open(const char *from, const char *data, size_t bytes,
                                         struct charset_cursor **cursor);

/* The offset in the input of the character at an offset in the text: of the shift before it, where it has one; of the
 * whole, where one character became several code points. Offsets that are asked for in order cost no more, together,
 * than one conversion; one before the last begins again. */
size_t charset_cursor_seek(struct charset_cursor *cursor, size_t text_offset);

void charset_cursor_close(struct charset_cursor *cursor);

/* Converts a whole output of well-formed UTF-8, given in pieces: all at once, because a charset with shift states
 * returns to the first of them at the very end. For UTF-8 *converted stays NULL, and the pieces are the output;
 * otherwise as above. CHARSET_ILL_FORMED says that a piece was not as it should be. */
enum charset_outcome charset_from_utf8(const char *to, const struct charset_piece *pieces, size_t count,
                                       char **converted, size_t *converted_bytes, struct charset_error *error);

/* Where the name of a marker stands as UTF-16 or UTF-32 has it, each letter with zeros beside it, in what was read as
 * something else; bytes if nowhere. Such text lacks its byte order mark. It may well be UTF-8, but its markers would go
 * unseen, and all that is paid for would be shown. */
size_t charset_find_wide_name(const char *data, size_t bytes);

/* Whether a document looks like UTF-8 while `from` says something else. It may well be that, but markers with
 * full-width signs in them would go unseen, and in what is read as UTF-16 all of them. */
bool charset_looks_like_utf8(const char *from, const char *data, size_t bytes);

/* The form of Unicode that a document is in by its mark, or by what most of its characters would be; NULL if it is in
 * none, or if `from` says so already. */
const char *charset_guess_form(const char *from, const char *data, size_t bytes);

/* What "auto" takes for GB18030, and is well-formed so: worth a hint. */
bool charset_looks_like_gb18030(const char *data, size_t bytes);

#endif
