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
    uint64_t bitmap[4];
};

#define PAIDMARK_KEY_BYTES 16

/* The first bytes of a token: bytes[i] & mask[i] for all i, the mask being 0 behind the token's end. */
struct paidmark_key {
    unsigned char bytes[PAIDMARK_KEY_BYTES], mask[PAIDMARK_KEY_BYTES];
    size_t token_bytes;
    enum paidmark_marker_kind kind;
};

/* A set of pairs and what speeds up the search for its tokens. The pairs belong to the marker set. */
struct paidmark_matcher {
    const struct paidmark_marker_pair *pairs;
    size_t count;
    size_t longest;                            /* bytes of the longest token */
    bool dividers;                             /* all begin tokens, no end tokens */
    bool letters_begin_tokens;                 /* some token begins with a letter, A-Z or a-z */
    struct paidmark_byte_class first;          /* first bytes of the tokens */
    struct paidmark_fingerprints fingerprints; /* what has to be an anchor */
    struct paidmark_key keys[2]; /* the tokens of a single pair, the longer one first; of a divider twice the same */
};

/* Whether the tokens of a pair are what the public header says tokens are. */
bool paidmark_pair_allowed(const struct paidmark_marker_pair *pair);

/* What is an anchor whatever the tokens: anchors.h lists it. The first byte of every token is one too. */
extern const struct paidmark_fingerprints paidmark_default_anchors;

/* Makes the allowed pairs of a set ready. False when there are none, two tokens are equal, or dividers and pairs are
 * mixed (an end token could then close what runs to the end of the document). */
bool paidmark_matcher_init(struct paidmark_matcher *matcher, const struct paidmark_marker_pair *pairs, size_t count);

/* A token that was found; none: 0 bytes, PAIDMARK_MARKER_NONE. */
struct paidmark_match {
    size_t bytes;
    enum paidmark_marker_kind kind;
};

/* The longest token at text[at], where at < end. */
struct paidmark_match paidmark_match_token(const struct paidmark_matcher *matcher, const unsigned char *text, size_t at,
                                           size_t end);

static inline bool paidmark_byte_class_has(const struct paidmark_byte_class *class, unsigned char byte)
{
    return class->bitmap[byte >> 6] >> (byte & 63) & 1;
}

static inline bool paidmark_key_fits(const struct paidmark_key *key, uint64_t low, uint64_t high)
{
    uint64_t bytes[2], mask[2];

    memcpy(bytes, key->bytes, sizeof bytes);
    memcpy(mask, key->mask, sizeof mask);
    return (((low & mask[0]) ^ bytes[0]) | ((high & mask[1]) ^ bytes[1])) == 0;
}

/* paidmark_match_token with a quick answer for a single pair. */
static inline struct paidmark_match paidmark_match(const struct paidmark_matcher *matcher, const unsigned char *text,
                                                   size_t at, size_t end)
{
    if (matcher->count == 1 && end - at >= PAIDMARK_KEY_BYTES) {
        const struct paidmark_key *key = &matcher->keys[0];
        uint64_t low, high;

        memcpy(&low, text + at, sizeof low);
        memcpy(&high, text + at + sizeof low, sizeof high);
        if (!paidmark_key_fits(key, low, high)) {
            key = &matcher->keys[1];
            if (!paidmark_key_fits(key, low, high))
                return (struct paidmark_match){0, PAIDMARK_MARKER_NONE};
        }
        if (key->token_bytes <= PAIDMARK_KEY_BYTES)
            return (struct paidmark_match){key->token_bytes, key->kind};
    }
    return paidmark_match_token(matcher, text, at, end);
}

/* Whether a token begins at text[at], where none does in most places. */
static inline bool paidmark_is_token_at(const struct paidmark_matcher *matcher, const unsigned char *text, size_t at,
                                        size_t end)
{
    return paidmark_byte_class_has(&matcher->first, text[at]) && paidmark_match(matcher, text, at, end).bytes > 0;
}

#endif
