/* markers.h - marker sets made ready for recognition
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_MARKERS_H
#define PAIDMARK_MARKERS_H

#include "paidmark.h"
#include "scan/scan.h"

#include <stdbool.h>
#include <string.h>

enum paidmark_marker_kind { PAIDMARK_NO_MARKER, PAIDMARK_BEGIN_MARKER, PAIDMARK_END_MARKER };

#define PAIDMARK_REPETITION_BYTES 8

/* A set of pairs and what speeds up the search for its tokens. The pairs stay the caller's. */
struct paidmark_matcher {
    const struct paidmark_marker_pair *pairs;
    size_t count;
    bool dividers;                    /* all begin tokens, no end tokens */
    bool needs_class;                 /* the scan has to anchor the bytes of `first` too */
    bool letters_begin_tokens;        /* some token begins with a letter, A-Z or a-z */
    bool repetitive;                  /* some token begins with PAIDMARK_REPETITION_BYTES that repeat 1 or 3 bytes */
    unsigned char lead[8];            /* the bytes that all tokens begin with, and zeros */
    unsigned char lead_mask[8];       /* 0xFF for each of those bytes, and zeros */
    struct paidmark_byte_class first; /* first bytes of the tokens */
};

/* Makes a set ready. PAIDMARK_BAD_ARGUMENT when a token is not allowed, two are equal, or dividers and pairs are mixed
 * (an end token could then close what runs to the end of the document). */
enum paidmark_status paidmark_matcher_init(struct paidmark_matcher *matcher, const struct paidmark_marker_pair *pairs,
                                           size_t count);

/* The default set, ready. */
extern const struct paidmark_matcher paidmark_default_matcher;

/* The longest token at text[at], where at < end; its size in *bytes, or 0 there. */
enum paidmark_marker_kind paidmark_match_token(const struct paidmark_matcher *matcher, const unsigned char *text,
                                               size_t at, size_t end, size_t *bytes);

static inline bool paidmark_byte_class_has(const struct paidmark_byte_class *class, unsigned char byte)
{
    return class->bitmap[byte >> 6] >> (byte & 63) & 1;
}

/* Whether the bytes that all tokens begin with stand at text[at], as far as that can be told by one comparison. */
static inline bool paidmark_may_match(const struct paidmark_matcher *matcher, const unsigned char *text, size_t at,
                                      size_t end)
{
    uint64_t here, lead, mask;

    if (!paidmark_byte_class_has(&matcher->first, text[at]))
        return false;
    if (end - at < sizeof here)
        return true;
    memcpy(&here, text + at, sizeof here);
    memcpy(&lead, matcher->lead, sizeof lead);
    memcpy(&mask, matcher->lead_mask, sizeof mask);
    return (here & mask) == lead;
}

/* paidmark_match_token with a quick answer for the many places where no token begins. */
static inline enum paidmark_marker_kind paidmark_match(const struct paidmark_matcher *matcher,
                                                       const unsigned char *text, size_t at, size_t end, size_t *bytes)
{
    if (!paidmark_may_match(matcher, text, at, end))
        return PAIDMARK_NO_MARKER;
    return paidmark_match_token(matcher, text, at, end, bytes);
}

#endif
