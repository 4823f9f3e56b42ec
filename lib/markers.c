/* markers.c - recognition of the tokens of a marker set
 * SPDX-License-Identifier: MIT
 */
#include "markers.h"

#include "anchors.h"

const struct paidmark_fingerprints paidmark_default_anchors = PAIDMARK_DEFAULT_ANCHORS;

static bool token_allowed(const char *token, size_t bytes)
{
    size_t ill_formed;

    if (!token || bytes < 1 || bytes > PAIDMARK_TOKEN_BYTES_MAX || memchr(token, '\n', bytes))
        return false;
    return paidmark_utf8_check((const unsigned char *)token, 0, bytes, &ill_formed) == bytes;
}

static bool is_divider(const struct paidmark_marker_pair *pair)
{
    return !pair->end && pair->end_bytes == 0;
}

bool paidmark_pair_allowed(const struct paidmark_marker_pair *pair)
{
    return token_allowed(pair->begin, pair->begin_bytes) &&
           (is_divider(pair) || token_allowed(pair->end, pair->end_bytes));
}

/* The tokens of a set by number: the begin tokens first, then the end tokens, of which dividers have none. */
static size_t token_count(const struct paidmark_matcher *matcher)
{
    return matcher->dividers ? matcher->count : 2 * matcher->count;
}

static const char *token(const struct paidmark_matcher *matcher, size_t number, size_t *bytes)
{
    bool is_begin = number < matcher->count;
    const struct paidmark_marker_pair *pair = &matcher->pairs[is_begin ? number : number - matcher->count];

    *bytes = is_begin ? pair->begin_bytes : pair->end_bytes;
    return is_begin ? pair->begin : pair->end;
}

static bool tokens_differ(const struct paidmark_matcher *matcher)
{
    size_t count = token_count(matcher);

    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < i; k++) {
            size_t bytes, other_bytes;
            const char *one = token(matcher, i, &bytes);
            const char *other = token(matcher, k, &other_bytes);

            if (bytes == other_bytes && memcmp(one, other, bytes) == 0)
                return false;
        }
    }
    return true;
}

static void find_first_bytes(struct paidmark_matcher *matcher)
{
    size_t count = token_count(matcher);

    memset(&matcher->first, 0, sizeof matcher->first);
    matcher->fingerprints = paidmark_default_anchors;
    matcher->letters_begin_tokens = false;
    for (size_t i = 0; i < count; i++) {
        size_t bytes;
        unsigned char first = (unsigned char)*token(matcher, i, &bytes);

        matcher->first.bitmap[first >> 6] |= UINT64_C(1) << (first & 63);
        if (first != '#' && first != '$' && first != '&')
            paidmark_fingerprints_add(&matcher->fingerprints, FIRST_BYTES, PAIDMARK_ANY_BYTE, PAIDMARK_ANY_BYTE,
                                      (struct paidmark_byte_range){first, first});
        matcher->letters_begin_tokens |= (first | 0x20) >= 'a' && (first | 0x20) <= 'z';
    }
}

static struct paidmark_key key_of(const char *token, size_t bytes, enum paidmark_marker_kind kind)
{
    struct paidmark_key key = {.token_bytes = bytes, .kind = kind};
    size_t kept = bytes < PAIDMARK_KEY_BYTES ? bytes : PAIDMARK_KEY_BYTES;

    memcpy(key.bytes, token, kept);
    memset(key.mask, 0xFF, kept);
    return key;
}

static void make_keys(struct paidmark_matcher *matcher)
{
    const struct paidmark_marker_pair *pair = &matcher->pairs[0];
    bool begin_is_longer = pair->begin_bytes >= pair->end_bytes;
    size_t begin = begin_is_longer ? 0 : 1;

    matcher->keys[begin] = key_of(pair->begin, pair->begin_bytes, PAIDMARK_MARKER_BEGIN);
    matcher->keys[1 - begin] =
        matcher->dividers ? matcher->keys[begin] : key_of(pair->end, pair->end_bytes, PAIDMARK_MARKER_END);
}

static size_t longest_token(const struct paidmark_matcher *matcher)
{
    size_t count = token_count(matcher);
    size_t longest = 0;

    for (size_t i = 0; i < count; i++) {
        size_t bytes;

        token(matcher, i, &bytes);
        if (bytes > longest)
            longest = bytes;
    }
    return longest;
}

bool paidmark_matcher_init(struct paidmark_matcher *matcher, const struct paidmark_marker_pair *pairs, size_t count)
{
    if (count == 0)
        return false;
    matcher->pairs = pairs;
    matcher->count = count;
    matcher->dividers = is_divider(&pairs[0]);
    for (size_t i = 0; i < count; i++) {
        if (is_divider(&pairs[i]) != matcher->dividers)
            return false;
    }
    if (!tokens_differ(matcher))
        return false;
    find_first_bytes(matcher);
    make_keys(matcher);
    matcher->longest = longest_token(matcher);
    return true;
}

static bool token_stands_at(const char *token, size_t bytes, const unsigned char *text, size_t available)
{
    return bytes <= available && memcmp(text, token, bytes) == 0;
}

struct paidmark_match paidmark_match_token(const struct paidmark_matcher *matcher, const unsigned char *text, size_t at,
                                           size_t end)
{
    struct paidmark_match match = {0, PAIDMARK_MARKER_NONE};

    if (!paidmark_byte_class_has(&matcher->first, text[at]))
        return match;
    for (size_t i = 0; i < matcher->count; i++) {
        const struct paidmark_marker_pair *pair = &matcher->pairs[i];

        if (pair->begin_bytes > match.bytes && token_stands_at(pair->begin, pair->begin_bytes, text + at, end - at))
            match = (struct paidmark_match){pair->begin_bytes, PAIDMARK_MARKER_BEGIN};
        if (pair->end_bytes > match.bytes && token_stands_at(pair->end, pair->end_bytes, text + at, end - at))
            match = (struct paidmark_match){pair->end_bytes, PAIDMARK_MARKER_END};
    }
    return match;
}
