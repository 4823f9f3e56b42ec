/* unseen.c - what shows nothing: tags, and sequences for terminals
 * SPDX-License-Identifier: MIT
 */
#include "escapes.h"

#define TAG_BYTES_MAX      600 /* between what a tag begins with and its > */
#define TERMINAL_BYTES_MAX 64

/* Behind the blanks that begin here, of which a piece has room for so many. */
static size_t skip_blanks(const unsigned char *text, size_t at, size_t end)
{
    size_t last = end - at > TAG_BYTES_MAX ? at + TAG_BYTES_MAX : end;

    while (at < last && (text[at] == ' ' || (text[at] >= '\t' && text[at] <= '\r')))
        at++;
    return at;
}

static bool read_empty_comment(const unsigned char *text, size_t at, size_t end, struct paidmark_piece *piece)
{
    if (!paidmark_goes_on(text, at, end, "<!--"))
        return false;
    at = skip_blanks(text, at + 4, end);
    return paidmark_goes_on(text, at, end, "-->") && paidmark_piece_of_nothing(at + 3, piece);
}

bool paidmark_read_html_tag(const unsigned char *text, size_t at, size_t end, struct paidmark_piece *piece)
{
    size_t p = at + 1, last;

    if (read_empty_comment(text, at, end, piece))
        return true;
    if (p < end && (text[p] == '!' || text[p] == '?' || text[p] == '/'))
        p++;
    if (p == end || !paidmark_is_letter(text[p]))
        return false;
    p++;
    last = end - p > TAG_BYTES_MAX ? p + TAG_BYTES_MAX : end;
    while (p < last && text[p] != '<' && text[p] != '>')
        p++;
    return p < end && text[p] == '>' && paidmark_piece_of_nothing(p + 1, piece);
}

/* []{#id} of pandoc's Markdown: a place to link to. */
bool paidmark_read_markdown_anchor(const unsigned char *text, size_t at, size_t end, struct paidmark_piece *piece)
{
    size_t p = at + 4, last = end - at > TAG_BYTES_MAX ? at + TAG_BYTES_MAX : end;

    if (!paidmark_goes_on(text, at, end, "[]{#"))
        return false;
    while (p < last && text[p] > ' ' && text[p] != '[' && text[p] != '}')
        p++;
    return p < last && text[p] == '}' && paidmark_piece_of_nothing(p + 1, piece);
}

/* ECMA-48: parameters and intermediate bytes from 20 to 3F, and a final one from 40 to 7E. Those in use have a blank
 * before the final one alone. */
bool paidmark_read_terminal_sequence(const unsigned char *text, size_t at, size_t end, struct paidmark_piece *piece)
{
    size_t p = at + 2, last = end - at > TERMINAL_BYTES_MAX ? at + TERMINAL_BYTES_MAX : end;

    if (!paidmark_goes_on(text, at, end, "\x1B["))
        return false;
    while (p < last && text[p] > ' ' && text[p] <= 0x3F)
        p++;
    p += paidmark_goes_on(text, p, last, " ");
    return p < last && paidmark_is_letter(text[p]) && paidmark_piece_of_nothing(p + 1, piece);
}
