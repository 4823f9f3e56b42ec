/* markers.h - recognition of the tokens of a marker set
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_MARKERS_H
#define PAIDMARK_MARKERS_H

#include "paidmark.h"
#include "scan/scan.h"

#include <stdbool.h>
#include <string.h>

/* A set of bytes. */
struct paidmark_byte_class {
    bool has[256];
};

/* What a marker does. */
enum paidmark_role {
    PAIDMARK_ROLE_NONE = 0,
    PAIDMARK_ROLE_BEGIN = 1,
    PAIDMARK_ROLE_END = 2,
    PAIDMARK_ROLE_DIVIDER = 3,
};

struct paidmark_token {
    const char *text;
    size_t bytes;
    size_t tail;   /* bytes before the place of its tail; 0 if it has none */
    size_t anchor; /* this byte of it is an anchor */
    enum paidmark_role role;
    const char *set;   /* the name of another set that has it; NULL if it is the set's own */
    bool is_lookalike; /* of those, one that is a look-alike wherever these are looked for */
};

/* A set of tokens and what speeds up the search for them. The tokens belong to the marker set. */
struct paidmark_matcher {
    const struct paidmark_token *tokens; /* the set's own, then the foreign ones */
    size_t count, own_count;
    size_t farthest_anchor;            /* the largest anchor of the set's own tokens */
    bool anchors_are_apart;            /* a token may begin before another one and have its anchor behind that */
    struct paidmark_byte_class first;  /* first bytes of the set's own tokens */
    unsigned char back[256];           /* by the bytes that are anchors: how far before to look, and 1; else 0 */
    struct paidmark_byte_class before; /* the bytes that all tokens have there */
    struct paidmark_fingerprints fingerprints; /* what has to be an anchor: that of every token is one */
};

/* Whether the tokens of a pair are what the public header says tokens are. */
bool paidmark_pair_allowed(const struct paidmark_marker_pair *pair);

/* What is an anchor, by what it combines with to little that texts have (scan.h): the first letters of a name; two of
 * them, or three, with a blank or a joiner between; a letter and what begins a gap, and ideographs; a letter and a
 * control or a character beyond ASCII; characters of two bytes; those of three bytes that few texts have; full-width
 * ones, and escapes; and signs. */
enum paidmark_bucket {
    PAIDMARK_BUCKET_NAME,
    PAIDMARK_BUCKET_APART,
    PAIDMARK_BUCKET_STARTER,
    PAIDMARK_BUCKET_LEADS,
    PAIDMARK_BUCKET_TWO_BYTES,
    PAIDMARK_BUCKET_EXOTIC,
    PAIDMARK_BUCKET_WIDE,
    PAIDMARK_BUCKET_SIGN
};

/* Makes a character beyond ASCII an anchor by its last byte, and the one or two before that. */
void paidmark_add_character(struct paidmark_fingerprints *fingerprints, const unsigned char *last, size_t bytes);

/* Makes allowed tokens ready, `own_count` of them the set's own. False when there are none or two are equal. */
bool paidmark_matcher_init(struct paidmark_matcher *matcher, struct paidmark_token *tokens, size_t own_count,
                           size_t count);

/* A token that was found, and the bytes of the marker, tail included; none: NULL, 0 bytes. */
struct paidmark_match {
    const struct paidmark_token *token;
    size_t bytes;
};

/* The longest of the set's own tokens at text[at], where at < end. */
struct paidmark_match paidmark_match(const struct paidmark_matcher *matcher, const unsigned char *text, size_t at,
                                     size_t end);

/* The token that has its anchor at text[anchor] and begins at or behind `floor`: the first one, and of several the
 * longest; of another set only where there is none of the set's own. *begin gets where it begins. */
struct paidmark_match paidmark_match_at_anchor(const struct paidmark_matcher *matcher, const unsigned char *text,
                                               size_t floor, size_t anchor, size_t end, size_t *begin);

static inline bool paidmark_byte_class_has(const struct paidmark_byte_class *class, unsigned char byte)
{
    return class->has[byte];
}

static inline void paidmark_byte_class_add(struct paidmark_byte_class *class, unsigned char byte)
{
    class->has[byte] = true;
}

/* Whether paidmark_match_at_anchor is worth a call: false for most anchors. */
static inline bool paidmark_may_match_at(const struct paidmark_matcher *matcher, const unsigned char *text,
                                         size_t anchor)
{
    size_t back = matcher->back[text[anchor]];

    return back > 0 && back <= anchor + 1 && paidmark_byte_class_has(&matcher->before, text[anchor + 1 - back]);
}

/* Whether text[at] lies in a marker, before the anchor of that, which begins at or behind `floor`. */
bool paidmark_is_before_anchor(const struct paidmark_matcher *matcher, const unsigned char *text, size_t floor,
                               size_t at, size_t end);

/* Where the first of the set's own tokens begins in text[begin, end); `end` if none does. It may end behind that, but
 * not behind `text_end`. */
size_t paidmark_next_token(const struct paidmark_matcher *matcher, const unsigned char *text, size_t begin, size_t end,
                           size_t text_end);

/* Whether one of the set's own tokens begins at text[at], where none does in most places. */
static inline bool paidmark_is_token_at(const struct paidmark_matcher *matcher, const unsigned char *text, size_t at,
                                        size_t end)
{
    return paidmark_byte_class_has(&matcher->first, text[at]) && paidmark_match(matcher, text, at, end).bytes > 0;
}

#endif
