/* marker_set.c - marker sets: the named ones, and those that callers make of them and of pairs of their own
 * SPDX-License-Identifier: MIT
 */
#include "marker_set.h"

#include "lookalike/anchors.h"
#include "memory.h"
#include "once.h"

#define TOKEN(literal)    (literal), sizeof(literal) - 1
#define NO_TOKEN          NULL, 0
#define BEHIND(beginning) (sizeof(beginning) - 1)
#define COUNT(array)      (sizeof(array) / sizeof *(array))

static const struct paidmark_marker_pair fastadmin_pairs[] = {
    {TOKEN("##paidbegin##"), TOKEN("##paidend##"), 0, 0},
    {TOKEN("$$paidbegin$$"), TOKEN("$$paidend$$"), 0, 0},
    {TOKEN("<paid>"), TOKEN("</paid>"), 0, 0},
};
static const struct paidmark_marker_pair ghost_pairs[] = {
    {TOKEN("<!--members-only-->"), NO_TOKEN, 0, 0},
    {TOKEN("<!--kg-gated-block:begin-->"), TOKEN("<!--kg-gated-block:end-->"), BEHIND("<!--kg-gated-block:begin"), 0},
};
static const struct paidmark_marker_pair more_pairs[] = {
    {TOKEN("<!--more-->"), NO_TOKEN, BEHIND("<!--more"), 0},
};

static const struct named_set {
    const char *name;
    const struct paidmark_marker_pair *pairs;
    size_t count;
} named_sets[] = {
    {"default", fastadmin_pairs, 1},
    {"fastadmin", fastadmin_pairs, COUNT(fastadmin_pairs)},
    {"ghost", ghost_pairs, COUNT(ghost_pairs)},
    {"more", more_pairs, COUNT(more_pairs)},
};

/* Of all named sets together. */
#define NAMED_TOKENS (2 * (COUNT(fastadmin_pairs) + COUNT(ghost_pairs) + COUNT(more_pairs)))

/* ---- Tokens ------------------------------------------------------------------------------------------------------ */

static struct paidmark_token token(const char *text, size_t bytes, size_t tail, enum paidmark_role role)
{
    return (struct paidmark_token){.text = text, .bytes = bytes, .tail = tail, .role = role};
}

/* With another tail, or none, a token has other markers. */
static bool has_token(const struct paidmark_token *tokens, size_t count, const struct paidmark_token *token)
{
    for (size_t i = 0; i < count; i++) {
        if (tokens[i].bytes == token->bytes && tokens[i].tail == token->tail &&
            memcmp(tokens[i].text, token->text, token->bytes) == 0)
            return true;
    }
    return false;
}

/* Adds the begin token of a pair and its end token, if it has one. Returns how many tokens there are then. */
static size_t add_tokens(struct paidmark_token *tokens, size_t count, const struct paidmark_marker_pair *pair)
{
    tokens[count++] = token(pair->begin, pair->begin_bytes, pair->begin_tail,
                            pair->end ? PAIDMARK_ROLE_BEGIN : PAIDMARK_ROLE_DIVIDER);
    if (pair->end)
        tokens[count++] = token(pair->end, pair->end_bytes, pair->end_tail, PAIDMARK_ROLE_END);
    return count;
}

/* Adds those tokens of the named sets that are not among the first `count`. */
static size_t add_foreign_tokens(struct paidmark_token *tokens, size_t count)
{
    for (size_t i = 0; i < COUNT(named_sets); i++) {
        for (size_t k = 0; k < named_sets[i].count; k++) {
            struct paidmark_token pair[2];
            size_t pair_count = add_tokens(pair, 0, &named_sets[i].pairs[k]);

            for (size_t j = 0; j < pair_count; j++) {
                if (has_token(tokens, count, &pair[j]))
                    continue;
                tokens[count] = pair[j];
                tokens[count].set = named_sets[i].name;
                tokens[count++].is_lookalike = named_sets[i].pairs == fastadmin_pairs;
            }
        }
    }
    return count;
}

/* As many tokens as pairs can have, with those of the named sets, and as many names. */
#define TOKENS_OF(pair_count) (2 * (pair_count) + NAMED_TOKENS)

/* Makes a set of allowed pairs, with room for its tokens and names. False when two tokens are equal, or there is none.
 */
static bool make_set(struct paidmark_marker_set *set, const struct paidmark_marker_pair *pairs, size_t pair_count,
                     struct paidmark_token *tokens, struct paidmark_name *names)
{
    size_t own_count = 0, count;

    set->pairs = pairs;
    set->pair_count = pair_count;
    for (size_t i = 0; i < pair_count; i++)
        own_count = add_tokens(tokens, own_count, &pairs[i]);
    count = add_foreign_tokens(tokens, own_count);
    if (!paidmark_matcher_init(&set->matcher, tokens, own_count, count))
        return false;
    paidmark_names_init(&set->names, names, tokens, count);
    paidmark_names_add_anchors(&set->names, &set->matcher.fingerprints);
    return true;
}

/* ---- The default set --------------------------------------------------------------------------------------------- */

static struct paidmark_marker_set default_set;

static void make_default_set(void)
{
    static struct paidmark_token tokens[TOKENS_OF(1)];
    static struct paidmark_name names[TOKENS_OF(1)];

    make_set(&default_set, fastadmin_pairs, 1, tokens, names);
}

const struct paidmark_marker_set *paidmark_set_or_default(const struct paidmark_marker_set *set)
{
    static paidmark_once_flag once = PAIDMARK_ONCE_INIT;

    if (set)
        return set;
    paidmark_once(&once, make_default_set);
    return &default_set;
}

/* ---- Putting a set together -------------------------------------------------------------------------------------- */

/* Pairs and their tokens, each with a NUL behind it, one after the other: first only counted, then copied. */
struct collection {
    struct paidmark_marker_pair *pairs; /* NULL while they are counted */
    size_t count;
    char *tokens; /* where the next token is copied to */
    size_t token_bytes;
};

static const char *copy_token(struct collection *collection, const char *token, size_t bytes)
{
    char *copy = collection->tokens;

    if (!token)
        return NULL;
    memcpy(copy, token, bytes);
    copy[bytes] = '\0';
    collection->tokens += bytes + 1;
    return copy;
}

static void add_pair(struct collection *collection, const struct paidmark_marker_pair *pair)
{
    if (collection->pairs) {
        collection->pairs[collection->count] = (struct paidmark_marker_pair){
            copy_token(collection, pair->begin, pair->begin_bytes),
            pair->begin_bytes,
            copy_token(collection, pair->end, pair->end_bytes),
            pair->end_bytes,
            pair->begin_tail,
            pair->end_tail,
        };
    }
    collection->token_bytes += pair->begin_bytes + pair->end_bytes + 2;
    collection->count++;
}

static const struct named_set *find_named(const char *name, size_t bytes)
{
    for (size_t i = 0; i < COUNT(named_sets); i++) {
        if (strlen(named_sets[i].name) == bytes && memcmp(named_sets[i].name, name, bytes) == 0)
            return &named_sets[i];
    }
    return NULL;
}

/* Whether these pairs have one that begins with this token. */
static bool has_begin(const struct collection *collection, const struct paidmark_marker_pair *pair)
{
    for (size_t i = 0; collection->pairs && i < collection->count; i++) {
        const struct paidmark_marker_pair *other = &collection->pairs[i];

        if (other->begin_bytes == pair->begin_bytes && memcmp(other->begin, pair->begin, pair->begin_bytes) == 0)
            return true;
    }
    return false;
}

/* The named sets overlap, and to name two that do is no mistake: "default" is a part of "fastadmin". */
static bool add_named(struct collection *collection, const char *names)
{
    while (names) {
        size_t bytes = strcspn(names, ",");
        const struct named_set *set = find_named(names, bytes);

        if (!set)
            return false;
        for (size_t i = 0; i < set->count; i++) {
            if (!has_begin(collection, &set->pairs[i]))
                add_pair(collection, &set->pairs[i]);
        }
        names = names[bytes] == ',' ? names + bytes + 1 : NULL;
    }
    return true;
}

static bool add_own(struct collection *collection, const struct paidmark_marker_pair *const *pairs, size_t count)
{
    if (!pairs && count > 0)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (!pairs[i] || !paidmark_pair_allowed(pairs[i]))
            return false;
        add_pair(collection, pairs[i]);
    }
    return true;
}

/* A set, with room behind it for its names, pairs, tokens and their text, each aligned no more than what is before it.
 */
static struct paidmark_marker_set *allocate(const struct collection *counted, struct paidmark_allocator allocator)
{
    size_t token_bytes = sizeof(struct paidmark_token) + sizeof(struct paidmark_name);
    size_t pair_bytes = sizeof(struct paidmark_marker_pair) + 2 * token_bytes;
    size_t pair_bytes_max = pair_bytes + 2 * (PAIDMARK_TOKEN_BYTES_MAX + 1); /* with its text */
    size_t set_bytes = sizeof(struct paidmark_marker_set) + NAMED_TOKENS * token_bytes;
    struct paidmark_marker_set *set = NULL;

    if (counted->count <= (SIZE_MAX - set_bytes) / pair_bytes_max)
        set = paidmark_reallocate(&allocator, NULL, set_bytes + counted->token_bytes + counted->count * pair_bytes);
    if (set)
        set->allocator = allocator;
    return set;
}

enum paidmark_status paidmark_marker_set_new(struct paidmark_marker_set **set, const char *names,
                                             const struct paidmark_marker_pair *const *pairs, size_t count,
                                             const struct paidmark_allocator *allocator)
{
    struct collection counted = {0}, copied = {0};
    struct paidmark_marker_set *made;
    struct paidmark_name *names_room;
    struct paidmark_token *tokens;

    if (!set)
        return PAIDMARK_STATUS_BAD_ARGUMENT;
    *set = NULL;
    if (!add_named(&counted, names) || !add_own(&counted, pairs, count))
        return PAIDMARK_STATUS_BAD_ARGUMENT;
    made = allocate(&counted, paidmark_allocator_or_default(allocator));
    if (!made)
        return PAIDMARK_STATUS_NO_MEMORY;
    names_room = (struct paidmark_name *)(made + 1);
    copied.pairs = (struct paidmark_marker_pair *)(names_room + TOKENS_OF(counted.count));
    tokens = (struct paidmark_token *)(copied.pairs + counted.count);
    copied.tokens = (char *)(tokens + TOKENS_OF(counted.count));
    add_named(&copied, names);
    add_own(&copied, pairs, count);
    if (!make_set(made, copied.pairs, copied.count, tokens, names_room)) {
        paidmark_marker_set_free(made);
        return PAIDMARK_STATUS_BAD_ARGUMENT;
    }
    *set = made;
    return PAIDMARK_STATUS_OK;
}

void paidmark_marker_set_free(struct paidmark_marker_set *set)
{
    if (set)
        paidmark_release(&set->allocator, set);
}

/* ---- What is in a set -------------------------------------------------------------------------------------------- */

const struct paidmark_marker_pair *paidmark_marker_set_pair(const struct paidmark_marker_set *set, size_t index)
{
    set = paidmark_set_or_default(set);
    return index < set->pair_count ? &set->pairs[index] : NULL;
}

const char *paidmark_marker_set_name(size_t index)
{
    return index < COUNT(named_sets) ? named_sets[index].name : NULL;
}
