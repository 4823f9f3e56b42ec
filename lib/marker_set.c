/* marker_set.c - marker sets: the named ones, and those that callers make of them and of pairs of their own
 * SPDX-License-Identifier: MIT
 */
#include "marker_set.h"

#include "anchors.h"
#include "memory.h"

#define TOKEN(literal) (literal), sizeof(literal) - 1
#define NAMED_SETS     (sizeof named_sets / sizeof *named_sets)

static const struct paidmark_marker_pair fastadmin_pairs[] = {
    {TOKEN("##paidbegin##"), TOKEN("##paidend##")},
    {TOKEN("$$paidbegin$$"), TOKEN("$$paidend$$")},
    {TOKEN("<paid>"), TOKEN("</paid>")},
};
static const struct paidmark_marker_pair ghost_pairs[] = {{TOKEN("<!--members-only-->"), NULL, 0}};
static const struct paidmark_marker_pair more_pairs[] = {{TOKEN("<!--more-->"), NULL, 0}};

static const struct named_set {
    const char *name;
    const struct paidmark_marker_pair *pairs;
    size_t count;
} named_sets[] = {
    {"default", fastadmin_pairs, 1},
    {"fastadmin", fastadmin_pairs, 3},
    {"ghost", ghost_pairs, 1},
    {"more", more_pairs, 1},
};

/* Written out: to work it out for each document would take a good part of the time of a short one. */
static const struct paidmark_marker_set default_set = {
    .matcher = {
        .pairs = fastadmin_pairs,
        .count = 1,
        .longest = sizeof "##paidbegin##" - 1,
        .first = {.bitmap = {UINT64_C(1) << '#'}},
        .fingerprints = PAIDMARK_DEFAULT_ANCHORS,
        .keys = {{"##paidbegin##",
                  {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF},
                  13,
                  PAIDMARK_MARKER_BEGIN},
                 {"##paidend##",
                  {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF},
                  11,
                  PAIDMARK_MARKER_END}},
    }};

/* ---- Putting a set together ----------------------------------------------------------------------------------------
 */

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
        };
    }
    collection->token_bytes += pair->begin_bytes + pair->end_bytes + 2;
    collection->count++;
}

static const struct named_set *find_named(const char *name, size_t bytes)
{
    for (size_t i = 0; i < NAMED_SETS; i++) {
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

/* A set, with room behind it for its pairs and their tokens. */
static struct paidmark_marker_set *allocate(const struct collection *counted, struct paidmark_allocator allocator)
{
    size_t pair_bytes = sizeof(struct paidmark_marker_pair);
    size_t pair_bytes_max = pair_bytes + 2 * (PAIDMARK_TOKEN_BYTES_MAX + 1); /* with its tokens */
    struct paidmark_marker_set *set = NULL;

    if (counted->count <= (SIZE_MAX - sizeof *set) / pair_bytes_max)
        set = paidmark_reallocate(&allocator, NULL, sizeof *set + counted->token_bytes + counted->count * pair_bytes);
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

    if (!set)
        return PAIDMARK_STATUS_BAD_ARGUMENT;
    *set = NULL;
    if (!add_named(&counted, names) || !add_own(&counted, pairs, count))
        return PAIDMARK_STATUS_BAD_ARGUMENT;
    made = allocate(&counted, paidmark_allocator_or_default(allocator));
    if (!made)
        return PAIDMARK_STATUS_NO_MEMORY;
    copied.pairs = (struct paidmark_marker_pair *)(made + 1);
    copied.tokens = (char *)(copied.pairs + counted.count);
    add_named(&copied, names);
    add_own(&copied, pairs, count);
    if (!paidmark_matcher_init(&made->matcher, copied.pairs, copied.count)) {
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

/* ---- What is in a set ----------------------------------------------------------------------------------------------
 */

const struct paidmark_matcher *paidmark_marker_set_matcher(const struct paidmark_marker_set *set)
{
    return set ? &set->matcher : &default_set.matcher;
}

const struct paidmark_marker_pair *paidmark_marker_set_pair(const struct paidmark_marker_set *set, size_t index)
{
    const struct paidmark_matcher *matcher = paidmark_marker_set_matcher(set);

    return index < matcher->count ? &matcher->pairs[index] : NULL;
}

const char *paidmark_marker_set_name(size_t index)
{
    return index < NAMED_SETS ? named_sets[index].name : NULL;
}
