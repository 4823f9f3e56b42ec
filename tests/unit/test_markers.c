/* test_markers.c - named marker sets, the caller's own, and the recognition of tokens
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include "marker_set.h"

#include <stdlib.h>
#include <string.h>

/* ---- Named sets ---------------------------------------------------------------------------------------------------
 */

struct set_row {
    const char *name;
    size_t count;
    const char *tokens[6]; /* begin and end in turn */
};

static const struct set_row set_rows[] = {
    {"default", 1, {"##paidbegin##", "##paidend##"}},
    {"fastadmin", 3, {"##paidbegin##", "##paidend##", "$$paidbegin$$", "$$paidend$$", "<paid>", "</paid>"}},
    {"ghost", 1, {"<!--members-only-->", NULL}},
    {"more", 1, {"<!--more-->", NULL}},
};

static void check_token(const char *token, size_t bytes, const char *expected)
{
    if (!expected) {
        assert_null(token);
        assert_int_equal(bytes, 0);
        return;
    }
    assert_string_equal(token, expected);
    assert_int_equal(bytes, strlen(expected));
}

static void named_set_has_its_tokens(void **state)
{
    const struct set_row *row = *state;
    struct paidmark_marker_set *set = new_set(row->name, NULL, 0);

    assert_non_null(set);
    for (size_t i = 0; i < row->count; i++) {
        const struct paidmark_marker_pair *pair = paidmark_marker_set_pair(set, i);

        check_token(pair->begin, pair->begin_bytes, row->tokens[2 * i]);
        check_token(pair->end, pair->end_bytes, row->tokens[2 * i + 1]);
    }
    assert_null(paidmark_marker_set_pair(set, row->count));
    assert_null(paidmark_marker_set_pair(set, SIZE_MAX));
    paidmark_marker_set_free(set);
}

static void names_of_sets_can_be_enumerated(void **state)
{
    static const char *const names[] = {"default", "fastadmin", "ghost", "more"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(names); i++)
        assert_string_equal(paidmark_marker_set_name(i), names[i]);
    assert_null(paidmark_marker_set_name(COUNT_OF(names)));
    assert_null(paidmark_marker_set_name(SIZE_MAX));
}

static void set_that_is_null_is_the_default_set(void **state)
{
    (void)state;
    check_token(paidmark_marker_set_pair(NULL, 0)->begin, 13, "##paidbegin##");
    assert_null(paidmark_marker_set_pair(NULL, 1));
    paidmark_marker_set_free(NULL);
}

static const char *const unknown_names[] = {"",     "Default",  "defaul", "default ",   "fastadmin2",
                                            "none", "default,", ",more",  "more,,more", ","};

static void unknown_name_is_a_bad_argument(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(unknown_names); i++) {
        struct paidmark_marker_set *set = (struct paidmark_marker_set *)&set;

        assert_int_equal(paidmark_marker_set_new(&set, unknown_names[i], NULL, 0, NULL), PAIDMARK_STATUS_BAD_ARGUMENT);
        assert_null(set);
    }
}

static void no_place_for_the_set_is_a_bad_argument(void **state)
{
    (void)state;
    assert_int_equal(paidmark_marker_set_new(NULL, "default", NULL, 0, NULL), PAIDMARK_STATUS_BAD_ARGUMENT);
}

/* Named sets that overlap are one set, and a set may be named twice. */
static void named_sets_are_put_together(void **state)
{
    static const char *const names[] = {"default,fastadmin", "fastadmin,default", "fastadmin,fastadmin"};
    struct paidmark_marker_set *set;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        set = new_set(names[i], NULL, 0);
        check_token(paidmark_marker_set_pair(set, 0)->begin, 13, "##paidbegin##");
        check_token(paidmark_marker_set_pair(set, 2)->end, 7, "</paid>");
        assert_null(paidmark_marker_set_pair(set, 3));
        paidmark_marker_set_free(set);
    }
    set = new_set("ghost,more", NULL, 0);
    check_outline("a<!--more-->b", 13, &OPTIONS(.markers = set), "ok/1 free[a] paid1[b]");
    paidmark_marker_set_free(set);
}

/* Own pairs stand beside named ones, and are copied. */
static void own_tokens_may_go_when_the_set_is_made(void **state)
{
    char begin[] = "[[", end[] = "]]";
    const struct paidmark_marker_pair pair = {begin, 2, end, 2};
    struct paidmark_marker_set *set = new_set("default", &pair, 1);

    (void)state;
    begin[0] = end[0] = '?';
    check_outline("a[[b]]c##paidbegin##d##paidend##", 32, &OPTIONS(.markers = set),
                  "ok/2 free[a] paid1[b] free[c] paid2[d]");
    paidmark_marker_set_free(set);
}

static void pair_that_is_null_is_a_bad_argument(void **state)
{
    const struct paidmark_marker_pair *pair = NULL;
    struct paidmark_marker_set *set;

    (void)state;
    assert_int_equal(paidmark_marker_set_new(&set, NULL, &pair, 1, NULL), PAIDMARK_STATUS_BAD_ARGUMENT);
    assert_int_equal(paidmark_marker_set_new(&set, NULL, NULL, 1, NULL), PAIDMARK_STATUS_BAD_ARGUMENT);
}

/* An allocator that counts what it has given out, and fails when it is told to. */
struct ledger {
    size_t blocks;
    bool fails;
};

static void *reallocate(void *context, void *memory, size_t bytes)
{
    struct ledger *ledger = context;

    if (bytes == 0) {
        free(memory);
        ledger->blocks--;
        return NULL;
    }
    if (ledger->fails)
        return NULL;
    ledger->blocks += !memory;
    return realloc(memory, bytes);
}

static void set_takes_memory_from_the_allocator_alone(void **state)
{
    struct ledger ledger = {0, false};
    const struct paidmark_allocator allocator = {reallocate, &ledger};
    struct paidmark_marker_set *set;

    (void)state;
    assert_int_equal(paidmark_marker_set_new(&set, "more", NULL, 0, &allocator), PAIDMARK_STATUS_OK);
    assert_int_equal(ledger.blocks, 1);
    paidmark_marker_set_free(set);
    assert_int_equal(ledger.blocks, 0);
    ledger.fails = true;
    assert_int_equal(paidmark_marker_set_new(&set, "more", NULL, 0, &allocator), PAIDMARK_STATUS_NO_MEMORY);
    assert_null(set);
}

/* ---- Which sets are allowed ---------------------------------------------------------------------------------------
 */

#define BYTES_16       "0123456789abcdef"
#define BYTES_64       BYTES_16 BYTES_16 BYTES_16 BYTES_16

#define TOKEN(literal) (literal), sizeof(literal) - 1
#define DIVIDER        NULL, 0

struct allowed_row {
    const char *name;
    bool allowed;
    size_t count;
    struct paidmark_marker_pair pairs[3];
};

static const struct allowed_row allowed_rows[] = {
    {"one_pair", true, 1, {{TOKEN("a"), TOKEN("b")}}},
    {"one_divider", true, 1, {{TOKEN("a"), DIVIDER}}},
    {"three_pairs", true, 3, {{TOKEN("a"), TOKEN("b")}, {TOKEN("c"), TOKEN("d")}, {TOKEN("e"), TOKEN("f")}}},
    {"two_dividers", true, 2, {{TOKEN("a"), DIVIDER}, {TOKEN("b"), DIVIDER}}},
    {"no_pair", false, 0, {{TOKEN("a"), TOKEN("b")}}},
    {"pair_then_divider", false, 2, {{TOKEN("a"), TOKEN("b")}, {TOKEN("c"), DIVIDER}}},
    {"divider_then_pair", false, 2, {{TOKEN("a"), DIVIDER}, {TOKEN("b"), TOKEN("c")}}},
    {"no_begin", false, 1, {{NULL, 0, TOKEN("b")}}},
    {"no_begin_but_a_size", false, 1, {{NULL, 1, TOKEN("b")}}},
    {"neither_begin_nor_end", false, 1, {{NULL, 0, NULL, 0}}},
    {"no_end_but_a_size", false, 1, {{TOKEN("a"), NULL, 1}}},
    {"empty_begin", false, 1, {{TOKEN(""), TOKEN("b")}}},
    {"empty_end", false, 1, {{TOKEN("a"), TOKEN("")}}},
    {"second_pair_with_empty_end", false, 2, {{TOKEN("a"), TOKEN("b")}, {TOKEN("c"), TOKEN("")}}},
    {"64_bytes", true, 1, {{TOKEN(BYTES_64), TOKEN("b")}}},
    {"65_bytes_of_begin", false, 1, {{TOKEN(BYTES_64 "x"), TOKEN("b")}}},
    {"65_bytes_of_end", false, 1, {{TOKEN("a"), TOKEN(BYTES_64 "x")}}},
    {"65_bytes_of_a_divider", false, 1, {{TOKEN(BYTES_64 "x"), DIVIDER}}},
    {"as_many_bytes_as_can_be", false, 1, {{"a", SIZE_MAX, TOKEN("b")}}},
    {"line_feed_in_begin", false, 1, {{TOKEN("a\nb"), TOKEN("c")}}},
    {"line_feed_at_the_end_of_end", false, 1, {{TOKEN("a"), TOKEN("b\r\n")}}},
    {"carriage_return_alone_is_no_line_ending", true, 1, {{TOKEN("a\rb"), TOKEN("\r")}}},
    {"nul_is_a_character", true, 1, {{TOKEN("\0"), TOKEN("a\0b")}}},
    {"chinese_tokens", true, 1, {{TOKEN("【付费】"), TOKEN("【完】")}}},
    {"four_byte_character", true, 1, {{TOKEN("\U0001F512"), TOKEN("\U0001F513")}}},
    {"ill_formed_begin", false, 1, {{TOKEN("a\xFF"), TOKEN("b")}}},
    {"cut_begin", false, 1, {{TOKEN("a\xE4\xBB"), TOKEN("b")}}},
    {"ill_formed_end", false, 1, {{TOKEN("a"), TOKEN("\x80")}}},
    {"begin_and_end_equal", false, 1, {{TOKEN("a"), TOKEN("a")}}},
    {"begin_is_the_begin_of_end", true, 1, {{TOKEN("a"), TOKEN("ab")}}},
    {"same_size_but_another_byte", true, 1, {{TOKEN("ab"), TOKEN("ac")}}},
    {"two_begins_equal", false, 2, {{TOKEN("a"), TOKEN("b")}, {TOKEN("a"), TOKEN("c")}}},
    {"two_ends_equal", false, 2, {{TOKEN("a"), TOKEN("b")}, {TOKEN("c"), TOKEN("b")}}},
    {"begin_equals_the_end_of_another", false, 2, {{TOKEN("a"), TOKEN("b")}, {TOKEN("b"), TOKEN("c")}}},
    {"end_equals_the_begin_of_another", false, 2, {{TOKEN("a"), TOKEN("b")}, {TOKEN("c"), TOKEN("a")}}},
    {"two_dividers_equal", false, 2, {{TOKEN("a"), DIVIDER}, {TOKEN("a"), DIVIDER}}},
    {"tokens_that_differ_behind_a_nul", true, 1, {{TOKEN("\0a"), TOKEN("\0b")}}},
};

static void set_is_allowed_or_not(void **state)
{
    const struct allowed_row *row = *state;
    struct paidmark_marker_set *set = new_set(NULL, row->pairs, row->count);

    assert_int_equal(set != NULL, row->allowed);
    paidmark_marker_set_free(set);
}

/* With 32 bits, where the bytes of all tokens together are a small number again. */
static void set_beyond_all_memory_is_no_small_one(void **state)
{
#if SIZE_MAX <= UINT32_MAX
    static char begin[PAIDMARK_TOKEN_BYTES_MAX], end[PAIDMARK_TOKEN_BYTES_MAX];
    const struct paidmark_marker_pair pair = {begin, sizeof begin, end, sizeof end};
    size_t count = SIZE_MAX / (2 * (PAIDMARK_TOKEN_BYTES_MAX + 1)) + 1;
    const struct paidmark_marker_pair **pairs = allocate(count * sizeof *pairs);
    struct paidmark_marker_set *set;

    memset(begin, 'b', sizeof begin);
    memset(end, 'e', sizeof end);
    for (size_t i = 0; i < count; i++)
        pairs[i] = &pair;
    assert_int_equal(paidmark_marker_set_new(&set, NULL, pairs, count, NULL), PAIDMARK_STATUS_NO_MEMORY);
    assert_null(set);
    free(pairs);
#endif
    (void)state;
}

static void no_pairs_at_all_are_not_allowed(void **state)
{
    (void)state;
    assert_null(new_set(NULL, NULL, 0));
}

/* ---- What a matcher is made ready with ----------------------------------------------------------------------------
 */

/* Whether text[2] of these three bytes is an anchor. */
static bool is_anchor(const struct paidmark_fingerprints *fingerprints, unsigned first, unsigned second, unsigned third)
{
    return (fingerprints->first_low[first % 16] & fingerprints->second_low[second % 16] &
            fingerprints->second_high[second / 16] & fingerprints->third_low[third % 16] &
            fingerprints->third_high[third / 16]) != 0;
}

struct token_row {
    const char *name;
    struct paidmark_marker_pair pair;
};

static const struct token_row token_rows[] = {
    {"number_signs_begin_tokens", {TOKEN("#a"), TOKEN("#b")}},
    {"dollar_and_ampersand_begin_tokens", {TOKEN("$a"), TOKEN("&b")}},
    {"other_sign_begins_a_begin_token", {TOKEN("<a"), TOKEN("#b")}},
    {"other_sign_begins_an_end_token", {TOKEN("#a"), TOKEN("%b")}},
    {"other_sign_begins_a_divider", {TOKEN("<a"), DIVIDER}},
    {"number_sign_begins_a_divider", {TOKEN("#a"), DIVIDER}},
    {"character_of_several_bytes_begins_a_token", {TOKEN("#a"), TOKEN("【")}},
};

static bool begins_with(const struct paidmark_marker_pair *pair, unsigned byte)
{
    return (unsigned char)pair->begin[0] == byte || (pair->end && (unsigned char)pair->end[0] == byte);
}

/* The first bytes of tokens are anchors whatever comes before. With one other than # $ & nothing else is, but for what
 * the default set has. */
static void first_bytes_are_anchors(void **state)
{
    const struct token_row *row = *state;
    struct paidmark_matcher matcher;

    memset(&matcher, 0xFF, sizeof matcher);
    assert_true(paidmark_matcher_init(&matcher, &row->pair, 1));
    assert_int_equal(matcher.dividers, row->pair.end == NULL);
    for (unsigned byte = 0; byte < 256; byte++) {
        bool member = begins_with(&row->pair, byte);

        assert_int_equal(paidmark_byte_class_has(&matcher.first, (unsigned char)byte), member);
        /* Of the first byte only the low nibble counts. */
        for (unsigned before = 0; before < 0x1000; before++) {
            unsigned first = before / 0x100, second = before % 0x100;
            bool expected = member || is_anchor(&paidmark_default_anchors, first, second, byte);

            assert_int_equal(is_anchor(&matcher.fingerprints, first, second, byte), expected);
        }
    }
}

#define MANY 20

static void first_bytes_of_many_tokens_are_anchors(void **state)
{
    static const char letters[] = "!\"%'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMN";
    struct paidmark_marker_pair pairs[MANY];
    struct paidmark_matcher matcher;

    (void)state;
    for (size_t i = 0; i < MANY; i++)
        pairs[i] = (struct paidmark_marker_pair){&letters[2 * i], 1, &letters[2 * i + 1], 1};
    assert_true(paidmark_matcher_init(&matcher, pairs, MANY));
    for (unsigned byte = 1; byte < 256; byte++) {
        bool member = memchr(letters, (int)byte, 2 * MANY) != NULL;

        assert_int_equal(paidmark_byte_class_has(&matcher.first, (unsigned char)byte), member);
        if (member)
            assert_true(is_anchor(&matcher.fingerprints, 'x', 'x', byte));
    }
}

/* What each bucket of the default set is for, once more, by the ranges of its three bytes. */
static const struct bucket_row {
    unsigned bucket;
    struct paidmark_byte_range first, second, third;
} bucket_rows[] = {
    {0, {0x00, 0xFF}, {0x00, 0xFF}, {'#', '$'}},   {0, {0x00, 0xFF}, {0x00, 0xFF}, {'&', '&'}},
    {1, {'p', 'p'}, {'a', 'a'}, {'i', 'i'}},       {1, {'P', 'P'}, {'A', 'A'}, {'I', 'I'}},
    {2, {0x00, 0xFF}, {0xC2, 0xC2}, {0xAD, 0xAD}}, {3, {0xE2, 0xE2}, {0x80, 0x80}, {0x8B, 0x8F}},
    {3, {0xE2, 0xE2}, {0x81, 0x81}, {0xA0, 0xA0}}, {3, {0xE2, 0xE2}, {0x99, 0x99}, {0xAF, 0xAF}},
    {4, {0xEF, 0xEF}, {0xBC, 0xBC}, {0xA1, 0xBA}}, {5, {0xEF, 0xEF}, {0xBC, 0xBC}, {0x83, 0x84}},
    {6, {0xEF, 0xEF}, {0xBD, 0xBD}, {0x81, 0x9A}}, {6, {0xEF, 0xEF}, {0xB9, 0xB9}, {0x9F, 0x9F}},
    {6, {0xEF, 0xEF}, {0xB9, 0xB9}, {0xA9, 0xA9}}, {6, {0xEF, 0xEF}, {0xBB, 0xBB}, {0xBF, 0xBF}},
};

static void default_fingerprints_are_what_their_buckets_are_for(void **state)
{
    struct paidmark_fingerprints fingerprints;

    (void)state;
    memset(&fingerprints, 0, sizeof fingerprints);
    for (size_t i = 0; i < COUNT_OF(bucket_rows); i++)
        paidmark_fingerprints_add(&fingerprints, bucket_rows[i].bucket, bucket_rows[i].first, bucket_rows[i].second,
                                  bucket_rows[i].third);
    assert_memory_equal(&fingerprints, &paidmark_default_anchors, sizeof fingerprints);
}

static void a_bucket_holds_what_was_put_in(void **state)
{
    static const struct paidmark_byte_range ranges[] = {{0x00, 0x00}, {0xFF, 0xFF}, {'a', 'a'}, {0x3E, 0x41}};

    (void)state;
    for (unsigned bucket = 0; bucket < 8; bucket++) {
        for (size_t i = 0; i < COUNT_OF(ranges); i++) {
            struct paidmark_byte_range third = ranges[i];
            struct paidmark_fingerprints fingerprints;

            memset(&fingerprints, 0, sizeof fingerprints);
            paidmark_fingerprints_add(&fingerprints, bucket, PAIDMARK_ANY_BYTE, ranges[(i + 1) % 4], third);
            for (unsigned byte = third.first; byte <= third.last; byte++)
                assert_true(is_anchor(&fingerprints, 0x5C, ranges[(i + 1) % 4].last, byte));
            assert_false(is_anchor(&fingerprints, 0x5C, ranges[(i + 1) % 4].last, (third.last + 0x20u) & 0xFF));
            assert_int_equal(fingerprints.first_low[bucket], 1u << bucket);
        }
    }
}

static void assert_same_key(const struct paidmark_key *one, const struct paidmark_key *other)
{
    assert_memory_equal(one->bytes, other->bytes, sizeof one->bytes);
    assert_memory_equal(one->mask, other->mask, sizeof one->mask);
    assert_int_equal(one->token_bytes, other->token_bytes);
    assert_int_equal(one->kind, other->kind);
}

static void default_matcher_is_the_default_set_made_ready(void **state)
{
    const struct paidmark_matcher *written = paidmark_marker_set_matcher(NULL);
    struct paidmark_matcher matcher;

    (void)state;
    assert_true(paidmark_matcher_init(&matcher, written->pairs, 1));
    assert_int_equal(matcher.count, written->count);
    assert_int_equal(matcher.dividers, written->dividers);
    assert_int_equal(matcher.longest, written->longest);
    for (size_t i = 0; i < COUNT_OF(matcher.keys); i++)
        assert_same_key(&matcher.keys[i], &written->keys[i]);
    assert_memory_equal(matcher.first.bitmap, written->first.bitmap, sizeof matcher.first.bitmap);
    assert_memory_equal(&matcher.fingerprints, &written->fingerprints, sizeof matcher.fingerprints);
}

struct longest_row {
    const char *name;
    size_t longest;
    size_t count;
    struct paidmark_marker_pair pairs[2];
};

static const struct longest_row longest_rows[] = {
    {"longest_is_a_begin_token", 13, 1, {{TOKEN("##paidbegin##"), TOKEN("##paidend##")}}},
    {"longest_is_an_end_token", 7, 1, {{TOKEN("#open#"), TOKEN("$close$")}}},
    {"longest_is_a_divider", 3, 1, {{TOKEN("---"), DIVIDER}}},
    {"longest_is_of_the_second_pair", 5, 2, {{TOKEN("xyz1"), TOKEN("ayz1")}, {TOKEN("bcd12"), TOKEN("cde1")}}},
    {"longest_is_the_last", 5, 2, {{TOKEN("xyz1"), TOKEN("ayz1")}, {TOKEN("bcd1"), TOKEN("cde12")}}},
};

static void longest_token_is_found(void **state)
{
    const struct longest_row *row = *state;
    struct paidmark_matcher matcher;

    memset(&matcher, 0x55, sizeof matcher);
    assert_true(paidmark_matcher_init(&matcher, row->pairs, row->count));
    assert_int_equal(matcher.longest, row->longest);
}

/* ---- Recognition --------------------------------------------------------------------------------------------------
 */

static const struct paidmark_marker_pair tokens[] = {
    {TOKEN("<<"), TOKEN(">>")},
    {TOKEN("<"), TOKEN(">>>>")},
    {TOKEN("<<<"), TOKEN("中")},
};

struct match_row {
    const char *name;
    const char *text;
    size_t bytes;
    size_t at;
    enum paidmark_marker_kind kind;
    size_t token_bytes;
};

static const struct match_row match_rows[] = {
    {"short_token", TEXT("<x"), 0, PAIDMARK_MARKER_BEGIN, 1},
    {"longest_of_two_wins", TEXT("<<x"), 0, PAIDMARK_MARKER_BEGIN, 2},
    {"longest_of_three_wins", TEXT("<<<x"), 0, PAIDMARK_MARKER_BEGIN, 3},
    {"longest_wins_whatever_follows", TEXT("<<<<"), 0, PAIDMARK_MARKER_BEGIN, 3},
    {"end_of_text_leaves_the_shorter_one", TEXT("x<<"), 2, PAIDMARK_MARKER_BEGIN, 1},
    {"end_token", TEXT(">>x"), 0, PAIDMARK_MARKER_END, 2},
    {"longer_end_token", TEXT(">>>>"), 0, PAIDMARK_MARKER_END, 4},
    {"three_of_four_are_the_shorter_one", TEXT(">>>"), 0, PAIDMARK_MARKER_END, 2},
    {"half_a_token_is_none", TEXT(">x>"), 0, PAIDMARK_MARKER_NONE, 0},
    {"half_a_token_at_the_end_is_none", TEXT("x>"), 1, PAIDMARK_MARKER_NONE, 0},
    {"token_of_several_bytes", TEXT("中"), 0, PAIDMARK_MARKER_END, 3},
    {"another_character_with_that_first_byte", TEXT("丮"), 0, PAIDMARK_MARKER_NONE, 0},
    {"character_cut_by_the_end", TEXT("\xE4\xB8"), 0, PAIDMARK_MARKER_NONE, 0},
    {"other_text", TEXT("x<"), 0, PAIDMARK_MARKER_NONE, 0},
    {"token_behind_other_text", TEXT("x<"), 1, PAIDMARK_MARKER_BEGIN, 1},
};

/* By all routes. */
static void assert_match(const struct paidmark_matcher *matcher, const char *text, size_t at, size_t end,
                         struct paidmark_match expected)
{
    const unsigned char *bytes = (const unsigned char *)text;
    struct paidmark_match slow = paidmark_match_token(matcher, bytes, at, end);
    struct paidmark_match quick = paidmark_match(matcher, bytes, at, end);

    assert_int_equal(slow.bytes, expected.bytes);
    assert_int_equal(slow.kind, expected.kind);
    assert_int_equal(quick.bytes, expected.bytes);
    assert_int_equal(quick.kind, expected.kind);
    assert_int_equal(paidmark_is_token_at(matcher, bytes, at, end), expected.bytes > 0);
}

#define NO_MATCH ((struct paidmark_match){0, PAIDMARK_MARKER_NONE})

static void token_is_recognised_or_not(void **state)
{
    const struct match_row *row = *state;
    char *copy = exact_copy(row->text, row->bytes);
    struct paidmark_matcher matcher;

    assert_true(paidmark_matcher_init(&matcher, tokens, COUNT_OF(tokens)));
    assert_match(&matcher, copy, row->at, row->bytes, (struct paidmark_match){row->token_bytes, row->kind});
    free(copy);
}

/* The end lies inside the text: what is behind it does not count. */
static void token_must_end_before_the_end(void **state)
{
    const char *text = "text##paidbegin##";

    (void)state;
    for (size_t end = 5; end < 17; end++)
        assert_match(paidmark_marker_set_matcher(NULL), text, 4, end, NO_MATCH);
    assert_match(paidmark_marker_set_matcher(NULL), text, 4, 17, (struct paidmark_match){13, PAIDMARK_MARKER_BEGIN});
}

/* Whatever byte of whatever token is another one, it is not that token; and nothing before or behind it counts. */
static void every_byte_of_a_token_counts(void **state)
{
    char token[PAIDMARK_TOKEN_BYTES_MAX];
    struct paidmark_marker_pair pair = {token, 0, NULL, 0};
    struct paidmark_matcher matcher;
    char text[PAIDMARK_TOKEN_BYTES_MAX + 2];

    (void)state;
    for (size_t i = 0; i < sizeof token; i++)
        token[i] = (char)('!' + i);
    for (size_t bytes = 1; bytes <= sizeof token; bytes++) {
        pair.begin_bytes = bytes;
        assert_true(paidmark_matcher_init(&matcher, &pair, 1));
        memset(text, '?', sizeof text);
        memcpy(text + 1, token, bytes);
        assert_match(&matcher, text, 1, sizeof text, (struct paidmark_match){bytes, PAIDMARK_MARKER_BEGIN});
        for (size_t i = 1; i <= bytes; i++) {
            text[i] = (char)(text[i] ^ 0x80);
            assert_match(&matcher, text, 1, sizeof text, NO_MATCH);
            text[i] = (char)(text[i] ^ 0x80);
        }
    }
}

/* A single pair of tokens, which are told by their keys where enough text is left, and by themselves where it is not.
 */
struct pair_row {
    const char *name;
    struct paidmark_marker_pair pair;
    const char *text;
    struct paidmark_match match;
};

#define BEGIN_OF(bytes)                                                                                                \
    {                                                                                                                  \
        (bytes), PAIDMARK_MARKER_BEGIN                                                                                 \
    }
#define END_OF(bytes)                                                                                                  \
    {                                                                                                                  \
        (bytes), PAIDMARK_MARKER_END                                                                                   \
    }
#define NONE                                                                                                           \
    {                                                                                                                  \
        0, PAIDMARK_MARKER_NONE                                                                                        \
    }

#define DEFAULT_PAIR                                                                                                   \
    {                                                                                                                  \
        TOKEN("##paidbegin##"), TOKEN("##paidend##")                                                                   \
    }
#define END_BEGINS_PAIR                                                                                                \
    {                                                                                                                  \
        TOKEN("<a>"), TOKEN("<a")                                                                                      \
    }
#define BEGIN_ENDS_PAIR                                                                                                \
    {                                                                                                                  \
        TOKEN("<a"), TOKEN("<a>")                                                                                      \
    }
#define LONG_PAIR                                                                                                      \
    {                                                                                                                  \
        TOKEN("<!--0123456789ab"), TOKEN("<!--0123456789abc")                                                          \
    }

static const struct pair_row pair_rows[] = {
    {"begin_token_of_a_pair", DEFAULT_PAIR, "##paidbegin##", BEGIN_OF(13)},
    {"end_token_of_a_pair", DEFAULT_PAIR, "##paidend##", END_OF(11)},
    {"token_with_another_last_byte", DEFAULT_PAIR, "##paidbegin#!", NONE},
    {"token_with_another_first_byte", DEFAULT_PAIR, "$#paidbegin##", NONE},
    {"longer_begin_token_wins", END_BEGINS_PAIR, "<a>", BEGIN_OF(3)},
    {"shorter_end_token", END_BEGINS_PAIR, "<a!", END_OF(2)},
    {"longer_end_token_wins", BEGIN_ENDS_PAIR, "<a>", END_OF(3)},
    {"shorter_begin_token", BEGIN_ENDS_PAIR, "<a!", BEGIN_OF(2)},
    {"divider_of_a_pair", {TOKEN("<a>"), DIVIDER}, "<a>", BEGIN_OF(3)},
    {"token_as_long_as_a_key", LONG_PAIR, "<!--0123456789abd", BEGIN_OF(16)},
    {"token_longer_than_a_key", LONG_PAIR, "<!--0123456789abc", END_OF(17)},
    {"token_that_differs_within_a_key", LONG_PAIR, "<!--0123456789aBc", NONE},
};

static void token_of_a_pair_is_recognised_whatever_follows(void **state)
{
    const struct pair_row *row = *state;
    size_t bytes = strlen(row->text);
    struct paidmark_matcher matcher;

    memset(&matcher, 0x55, sizeof matcher);
    assert_true(paidmark_matcher_init(&matcher, &row->pair, 1));
    for (size_t behind = 0; behind <= 2 * PAIDMARK_KEY_BYTES; behind++) {
        char *copy = allocate(bytes + behind);

        memset(copy, '?', bytes + behind);
        memcpy(copy, row->text, bytes);
        assert_match(&matcher, copy, 0, bytes + behind, row->match);
        free(copy);
    }
}

int main(void)
{
    static struct suite suite;

    SUITE_ADD_ROWS(&suite, named_set_has_its_tokens, set_rows);

    SUITE_ADD(&suite, names_of_sets_can_be_enumerated);
    SUITE_ADD(&suite, set_that_is_null_is_the_default_set);
    SUITE_ADD(&suite, unknown_name_is_a_bad_argument);
    SUITE_ADD(&suite, no_place_for_the_set_is_a_bad_argument);
    SUITE_ADD(&suite, named_sets_are_put_together);
    SUITE_ADD(&suite, own_tokens_may_go_when_the_set_is_made);
    SUITE_ADD(&suite, pair_that_is_null_is_a_bad_argument);
    SUITE_ADD(&suite, set_takes_memory_from_the_allocator_alone);
    SUITE_ADD_ROWS(&suite, set_is_allowed_or_not, allowed_rows);
    SUITE_ADD(&suite, no_pairs_at_all_are_not_allowed);
    SUITE_ADD(&suite, set_beyond_all_memory_is_no_small_one);
    SUITE_ADD_ROWS(&suite, first_bytes_are_anchors, token_rows);
    SUITE_ADD(&suite, first_bytes_of_many_tokens_are_anchors);
    SUITE_ADD(&suite, default_fingerprints_are_what_their_buckets_are_for);
    SUITE_ADD(&suite, a_bucket_holds_what_was_put_in);
    SUITE_ADD(&suite, default_matcher_is_the_default_set_made_ready);
    SUITE_ADD_ROWS(&suite, longest_token_is_found, longest_rows);
    SUITE_ADD_ROWS(&suite, token_is_recognised_or_not, match_rows);
    SUITE_ADD(&suite, token_must_end_before_the_end);
    SUITE_ADD(&suite, every_byte_of_a_token_counts);
    SUITE_ADD_ROWS(&suite, token_of_a_pair_is_recognised_whatever_follows, pair_rows);
    return suite_run(&suite, "markers");
}
