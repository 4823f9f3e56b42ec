/* markers.c - recognition of the tokens of a marker set
 * SPDX-License-Identifier: MIT
 */
#include "markers.h"

#include "utf8.h"

static bool token_allowed(const char *token, size_t bytes, size_t tail)
{
    size_t ill_formed;

    if (!token || bytes < 1 || bytes > PAIDMARK_TOKEN_BYTES_MAX || memchr(token, '\n', bytes))
        return false;
    if (tail > 0 && (tail >= bytes || ((unsigned char)token[tail] & 0xC0) == 0x80))
        return false;
    return paidmark_utf8_check((const unsigned char *)token, 0, bytes, &ill_formed) == bytes;
}

bool paidmark_pair_allowed(const struct paidmark_marker_pair *pair)
{
    bool is_divider = !pair->end && pair->end_bytes == 0 && pair->end_tail == 0;

    return token_allowed(pair->begin, pair->begin_bytes, pair->begin_tail) &&
           (is_divider || token_allowed(pair->end, pair->end_bytes, pair->end_tail));
}

static bool tokens_differ(const struct paidmark_token *tokens, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < i; k++) {
            if (tokens[i].bytes == tokens[k].bytes && memcmp(tokens[i].text, tokens[k].text, tokens[i].bytes) == 0)
                return false;
        }
    }
    return true;
}

static bool stands_at(const char *token, size_t bytes, const unsigned char *text, size_t at, size_t end)
{
    return bytes <= end - at && memcmp(text + at, token, bytes) == 0;
}

/* What is before the tail, or all of it. */
static size_t head_bytes(const struct paidmark_token *token)
{
    return token->tail > 0 ? token->tail : token->bytes;
}

/* Whether one of the set's own markers may begin at text[at]. */
static bool head_stands_at(const struct paidmark_matcher *matcher, const unsigned char *text, size_t at, size_t end)
{
    size_t i = 0;

    if (!paidmark_byte_class_has(&matcher->first, text[at]))
        return false;
    while (i < matcher->own_count &&
           !stands_at(matcher->tokens[i].text, head_bytes(&matcher->tokens[i]), text, at, end))
        i++;
    return i < matcher->own_count;
}

/* Where the tail that begins at text[at] ends, before the rest of its token; 0 if it does not. */
static size_t tail_end(const struct paidmark_token *token, const unsigned char *text, size_t at, size_t end)
{
    const char *rest = token->text + token->tail;
    size_t rest_bytes = token->bytes - token->tail;
    bool is_comment = rest_bytes >= 2 && rest[0] == '-' && rest[1] == '-';
    const unsigned char *line_end, *found;

    if (at == end || (text[at] != ' ' && text[at] != '\t'))
        return 0;
    if (end - at > PAIDMARK_TAIL_BYTES_MAX + 1 + rest_bytes)
        end = at + PAIDMARK_TAIL_BYTES_MAX + 1 + rest_bytes;
    line_end = memchr(text + at, '\n', end - at);
    if (line_end)
        end = (size_t)(line_end - text);
    for (; (found = memchr(text + at, rest[0], end - at)) != NULL; at++) {
        at = (size_t)(found - text);
        if (stands_at(rest, rest_bytes, text, at, end))
            return at;
        if (is_comment && stands_at(rest, 2, text, at, end))
            return 0;
    }
    return 0;
}

/* Whether the tail of an end marker in text[begin, behind) goes over another marker, behind which the text is free
 * then: it has probably lost its own rest. */
static bool hides_marker(const struct paidmark_matcher *matcher, const struct paidmark_token *token,
                         const unsigned char *text, size_t begin, size_t behind, size_t end)
{
    if (token->role != PAIDMARK_ROLE_END)
        return false;
    while (begin < behind && !head_stands_at(matcher, text, begin, end))
        begin++;
    return begin < behind;
}

/* The bytes of the marker of this token at text[at]; 0 if there is none. */
static size_t marker_bytes(const struct paidmark_matcher *matcher, const struct paidmark_token *token,
                           const unsigned char *text, size_t at, size_t end)
{
    size_t behind;

    if (text[at] != (unsigned char)token->text[0])
        return 0;
    if (stands_at(token->text, token->bytes, text, at, end))
        return token->bytes;
    if (token->tail == 0 || !stands_at(token->text, token->tail, text, at, end))
        return 0;
    behind = tail_end(token, text, at + token->tail, end);
    if (behind == 0 || hides_marker(matcher, token, text, at + token->tail, behind, end))
        return 0;
    return behind + token->bytes - token->tail - at;
}

struct paidmark_match paidmark_match(const struct paidmark_matcher *matcher, const unsigned char *text, size_t at,
                                     size_t end)
{
    struct paidmark_match match = {NULL, 0};

    for (size_t i = 0; i < matcher->own_count; i++) {
        size_t bytes = marker_bytes(matcher, &matcher->tokens[i], text, at, end);

        if (bytes > match.bytes)
            match = (struct paidmark_match){&matcher->tokens[i], bytes};
    }
    return match;
}

/* ---- Anchors ----------------------------------------------------------------------------------------------------- */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Of a comment its first dash; of a token that has three letters in a row at its first one, the third of these; else
 * the last byte of its first character. Text has fewer of these than of most signs. */
static size_t anchor_of(const struct paidmark_token *token)
{
    const char *text = token->text;
    size_t end = head_bytes(token);

    if (end >= 3 && memcmp(text, "<!-", 3) == 0)
        return 2;
    for (size_t i = 0; i + 2 < end; i++) {
        if (is_letter(text[i]) && is_letter(text[i + 1]) && is_letter(text[i + 2]))
            return i + 2;
        if (is_letter(text[i]) || (text[i] >= '0' && text[i] <= '9') || (unsigned char)text[i] >= 0x80)
            break;
    }
    return paidmark_sequence_bytes((unsigned char)text[0]) - 1;
}

/* Whether two tokens can overlap so that the one that begins first has its anchor behind that of the other. */
static bool are_apart(const struct paidmark_token *first, const struct paidmark_token *second)
{
    size_t bytes = head_bytes(first), second_bytes = head_bytes(second);

    for (size_t shift = 0; shift + second->anchor < first->anchor; shift++) {
        size_t overlap = bytes - shift < second_bytes ? bytes - shift : second_bytes;

        if (memcmp(first->text + shift, second->text, overlap) == 0)
            return true;
    }
    return false;
}

static struct paidmark_byte_range byte(unsigned char value)
{
    return (struct paidmark_byte_range){value, value};
}

/* "pai", which is an anchor in all sets (paidmark_names_add_anchors). */
static bool is_name_of_all_sets(const unsigned char *letters)
{
    return memcmp(letters, "pai", 3) == 0;
}

void paidmark_add_character(struct paidmark_fingerprints *fingerprints, const unsigned char *last, size_t bytes)
{
    if (bytes == 2)
        paidmark_fingerprints_add(fingerprints, PAIDMARK_BUCKET_TWO_BYTES, PAIDMARK_ANY_BYTE, byte(last[-1]),
                                  byte(last[0]));
    else
        paidmark_fingerprints_add(fingerprints, last[-2] == 0xEF ? PAIDMARK_BUCKET_WIDE : PAIDMARK_BUCKET_STARTER,
                                  byte(last[-2]), byte(last[-1]), byte(last[0]));
}

static void add_anchor(struct paidmark_fingerprints *fingerprints, const struct paidmark_token *token)
{
    const unsigned char *text = (const unsigned char *)token->text + token->anchor;

    if (token->anchor == 0)
        paidmark_fingerprints_add(fingerprints, PAIDMARK_BUCKET_SIGN, PAIDMARK_ANY_BYTE, PAIDMARK_ANY_BYTE,
                                  byte(*text));
    else if (*text >= 0x80)
        paidmark_add_character(fingerprints, text, token->anchor + 1);
    else if (!is_name_of_all_sets(text - 2))
        paidmark_fingerprints_add(fingerprints, PAIDMARK_BUCKET_APART, byte(text[-2]), byte(text[-1]), byte(*text));
}

/* The byte before three letters tells more than they do, which are an anchor only together. */
static void look_back(struct paidmark_matcher *matcher, const struct paidmark_token *token)
{
    unsigned char *back = &matcher->back[(unsigned char)token->text[token->anchor]];
    size_t most = token->anchor < 3 ? token->anchor : 3;

    if (*back == 0 || *back > most + 1)
        *back = (unsigned char)(most + 1);
}

static void find_anchors(struct paidmark_matcher *matcher, struct paidmark_token *tokens)
{
    for (size_t i = 0; i < matcher->count; i++) {
        tokens[i].anchor = anchor_of(&tokens[i]);
        add_anchor(&matcher->fingerprints, &tokens[i]);
        look_back(matcher, &tokens[i]);
        if (i < matcher->own_count) {
            paidmark_byte_class_add(&matcher->first, (unsigned char)tokens[i].text[0]);
            if (tokens[i].anchor > matcher->farthest_anchor)
                matcher->farthest_anchor = tokens[i].anchor;
        }
    }
    for (size_t i = 0; i < matcher->count; i++) {
        size_t back = matcher->back[(unsigned char)tokens[i].text[tokens[i].anchor]];

        paidmark_byte_class_add(&matcher->before, (unsigned char)tokens[i].text[tokens[i].anchor + 1 - back]);
    }
    for (size_t i = 0; i < matcher->own_count; i++) {
        for (size_t k = 0; k < matcher->own_count; k++)
            matcher->anchors_are_apart |= i != k && are_apart(&tokens[i], &tokens[k]);
    }
}

bool paidmark_matcher_init(struct paidmark_matcher *matcher, struct paidmark_token *tokens, size_t own_count,
                           size_t count)
{
    if (own_count == 0 || !tokens_differ(tokens, own_count))
        return false;
    *matcher = (struct paidmark_matcher){.tokens = tokens, .own_count = own_count, .count = count};
    find_anchors(matcher, tokens);
    return true;
}

/* The set's own marker that begins first from `floor` on, before the one at `begin`, where that is in question. */
static struct paidmark_match match_before(const struct paidmark_matcher *matcher, const unsigned char *text,
                                          size_t floor, size_t *begin, size_t end)
{
    size_t at = *begin - floor >= PAIDMARK_TOKEN_BYTES_MAX ? *begin - PAIDMARK_TOKEN_BYTES_MAX + 1 : floor;
    struct paidmark_match match = paidmark_match(matcher, text, at, end);

    while (match.bytes == 0)
        match = paidmark_match(matcher, text, ++at, end);
    *begin = at;
    return match;
}

size_t paidmark_next_token(const struct paidmark_matcher *matcher, const unsigned char *text, size_t begin, size_t end,
                           size_t text_end)
{
    while (begin < end && !paidmark_is_token_at(matcher, text, begin, text_end))
        begin++;
    return begin;
}

struct paidmark_match paidmark_match_at_anchor(const struct paidmark_matcher *matcher, const unsigned char *text,
                                               size_t floor, size_t anchor, size_t end, size_t *begin)
{
    struct paidmark_match match = {NULL, 0};

    for (size_t i = 0; i < matcher->count; i++) {
        const struct paidmark_token *token = &matcher->tokens[i];
        size_t at = anchor - token->anchor, bytes;

        if (token->anchor > anchor - floor || (unsigned char)token->text[token->anchor] != text[anchor])
            continue;
        if (match.bytes > 0 && token->set && !match.token->set)
            break;
        bytes = marker_bytes(matcher, token, text, at, end);
        if (bytes > 0 && (match.bytes == 0 || at < *begin || (at == *begin && bytes > match.bytes))) {
            match = (struct paidmark_match){token, bytes};
            *begin = at;
        }
    }
    if (match.bytes > 0 && matcher->anchors_are_apart && !match.token->set)
        match = match_before(matcher, text, floor, begin, end);
    /* No marker of another set hides one of the set's own. */
    if (match.bytes > 0 && match.token->set &&
        paidmark_next_token(matcher, text, *begin, *begin + match.bytes, end) < *begin + match.bytes)
        return (struct paidmark_match){NULL, 0};
    return match;
}

bool paidmark_is_before_anchor(const struct paidmark_matcher *matcher, const unsigned char *text, size_t floor,
                               size_t at, size_t end)
{
    size_t begin = at - floor > matcher->farthest_anchor ? at - matcher->farthest_anchor : floor;

    for (; begin <= at; begin++) {
        struct paidmark_match match = {NULL, 0};

        if (paidmark_byte_class_has(&matcher->first, text[begin]))
            match = paidmark_match(matcher, text, begin, end);
        if (match.token && match.token->anchor > at - begin)
            return true;
    }
    return false;
}
