/* test_markers.c - named marker sets, the caller's own, and the recognition of tokens
 * SPDX-License-Identifier: MIT
 */
#include "random_text.h"

#include "marker_set.h"

#include <stdlib.h>
#include <string.h>

/* ---- Named sets -------------------------------------------------------------------------------------------------- */

struct set_row {
    const char *name;
    size_t count;
    const char *tokens[6]; /* begin and end in turn */
    size_t tails[6];
};

static const struct set_row set_rows[] = {
    {"default", 1, {"##paidbegin##", "##paidend##"}, {0}},
    {"fastadmin", 3, {"##paidbegin##", "##paidend##", "$$paidbegin$$", "$$paidend$$", "<paid>", "</paid>"}, {0}},
    {"ghost",
     2,
     {"<!--members-only-->", NULL, "<!--kg-gated-block:begin-->", "<!--kg-gated-block:end-->"},
     {0, 0, sizeof "<!--kg-gated-block:begin" - 1, 0}},
    {"more", 1, {"<!--more-->", NULL}, {sizeof "<!--more" - 1}},
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
        assert_int_equal(pair->begin_tail, row->tails[2 * i]);
        assert_int_equal(pair->end_tail, row->tails[2 * i + 1]);
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
    set = new_set("more,default", NULL, 0);
    check_outline("a##paidbegin##b##paidend##c<!--more x-->d", 41, &OPTIONS(.markers = set),
                  "ok/2 free[a] paid1[b] free[c] paid2[d]");
    paidmark_marker_set_free(set);
}

/* Own pairs stand beside named ones, and are copied. */
static void own_tokens_may_go_when_the_set_is_made(void **state)
{
    char begin[] = "[[", end[] = "]]";
    const struct paidmark_marker_pair pair = {begin, 2, end, 2, 1, 0};
    struct paidmark_marker_set *set = new_set("default", &pair, 1);

    (void)state;
    begin[0] = end[0] = '?';
    check_outline("a[[b]]c##paidbegin##d##paidend##[ x[e]]", 39, &OPTIONS(.markers = set),
                  "ok/3 free[a] paid1[b] free[c] paid2[d] paid3[e]");
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

/* ---- Which sets are allowed -------------------------------------------------------------------------------------- */

#define BYTES_16 "0123456789abcdef"
#define BYTES_64 BYTES_16 BYTES_16 BYTES_16 BYTES_16

#define DIVIDER  NULL, 0
#define NO_TAILS 0, 0

struct allowed_row {
    const char *name;
    bool allowed;
    size_t count;
    struct paidmark_marker_pair pairs[3];
};

static const struct allowed_row allowed_rows[] = {
    {"one_pair", true, 1, {{TOKEN("a"), TOKEN("b"), NO_TAILS}}},
    {"one_divider", true, 1, {{TOKEN("a"), DIVIDER, NO_TAILS}}},
    {"three_pairs",
     true,
     3,
     {{TOKEN("a"), TOKEN("b"), NO_TAILS}, {TOKEN("c"), TOKEN("d"), NO_TAILS}, {TOKEN("e"), TOKEN("f"), NO_TAILS}}},
    {"two_dividers", true, 2, {{TOKEN("a"), DIVIDER, NO_TAILS}, {TOKEN("b"), DIVIDER, NO_TAILS}}},
    {"no_pair", false, 0, {{TOKEN("a"), TOKEN("b"), NO_TAILS}}},
    {"pair_then_divider", true, 2, {{TOKEN("a"), TOKEN("b"), NO_TAILS}, {TOKEN("c"), DIVIDER, NO_TAILS}}},
    {"divider_then_pair", true, 2, {{TOKEN("a"), DIVIDER, NO_TAILS}, {TOKEN("b"), TOKEN("c"), NO_TAILS}}},
    {"no_begin", false, 1, {{NULL, 0, TOKEN("b"), NO_TAILS}}},
    {"no_begin_but_a_size", false, 1, {{NULL, 1, TOKEN("b"), NO_TAILS}}},
    {"neither_begin_nor_end", false, 1, {{NULL, 0, NULL, 0, NO_TAILS}}},
    {"no_end_but_a_size", false, 1, {{TOKEN("a"), NULL, 1, NO_TAILS}}},
    {"empty_begin", false, 1, {{TOKEN(""), TOKEN("b"), NO_TAILS}}},
    {"empty_end", false, 1, {{TOKEN("a"), TOKEN(""), NO_TAILS}}},
    {"second_pair_with_empty_end", false, 2, {{TOKEN("a"), TOKEN("b"), NO_TAILS}, {TOKEN("c"), TOKEN(""), NO_TAILS}}},
    {"64_bytes", true, 1, {{TOKEN(BYTES_64), TOKEN("b"), NO_TAILS}}},
    {"65_bytes_of_begin", false, 1, {{TOKEN(BYTES_64 "x"), TOKEN("b"), NO_TAILS}}},
    {"65_bytes_of_end", false, 1, {{TOKEN("a"), TOKEN(BYTES_64 "x"), NO_TAILS}}},
    {"65_bytes_of_a_divider", false, 1, {{TOKEN(BYTES_64 "x"), DIVIDER, NO_TAILS}}},
    {"as_many_bytes_as_can_be", false, 1, {{"a", SIZE_MAX, TOKEN("b"), NO_TAILS}}},
    {"line_feed_in_begin", false, 1, {{TOKEN("a\nb"), TOKEN("c"), NO_TAILS}}},
    {"line_feed_at_the_end_of_end", false, 1, {{TOKEN("a"), TOKEN("b\r\n"), NO_TAILS}}},
    {"carriage_return_alone_is_no_line_ending", true, 1, {{TOKEN("a\rb"), TOKEN("\r"), NO_TAILS}}},
    {"nul_is_a_character", true, 1, {{TOKEN("\0"), TOKEN("a\0b"), NO_TAILS}}},
    {"chinese_tokens", true, 1, {{TOKEN("【付费】"), TOKEN("【完】"), NO_TAILS}}},
    {"four_byte_character", true, 1, {{TOKEN("\U0001F512"), TOKEN("\U0001F513"), NO_TAILS}}},
    {"ill_formed_begin", false, 1, {{TOKEN("a\xFF"), TOKEN("b"), NO_TAILS}}},
    {"cut_begin", false, 1, {{TOKEN("a\xE4\xBB"), TOKEN("b"), NO_TAILS}}},
    {"ill_formed_end", false, 1, {{TOKEN("a"), TOKEN("\x80"), NO_TAILS}}},
    {"begin_and_end_equal", false, 1, {{TOKEN("a"), TOKEN("a"), NO_TAILS}}},
    {"begin_is_the_begin_of_end", true, 1, {{TOKEN("a"), TOKEN("ab"), NO_TAILS}}},
    {"same_size_but_another_byte", true, 1, {{TOKEN("ab"), TOKEN("ac"), NO_TAILS}}},
    {"two_begins_equal", false, 2, {{TOKEN("a"), TOKEN("b"), NO_TAILS}, {TOKEN("a"), TOKEN("c"), NO_TAILS}}},
    {"two_ends_equal", false, 2, {{TOKEN("a"), TOKEN("b"), NO_TAILS}, {TOKEN("c"), TOKEN("b"), NO_TAILS}}},
    {"begin_equals_the_end_of_another",
     false,
     2,
     {{TOKEN("a"), TOKEN("b"), NO_TAILS}, {TOKEN("b"), TOKEN("c"), NO_TAILS}}},
    {"end_equals_the_begin_of_another",
     false,
     2,
     {{TOKEN("a"), TOKEN("b"), NO_TAILS}, {TOKEN("c"), TOKEN("a"), NO_TAILS}}},
    {"two_dividers_equal", false, 2, {{TOKEN("a"), DIVIDER, NO_TAILS}, {TOKEN("a"), DIVIDER, NO_TAILS}}},
    {"tokens_that_differ_behind_a_nul", true, 1, {{TOKEN("\0a"), TOKEN("\0b"), NO_TAILS}}},
    {"pair_equals_a_divider", false, 2, {{TOKEN("a"), DIVIDER, NO_TAILS}, {TOKEN("b"), TOKEN("a"), NO_TAILS}}},
    {"tails", true, 1, {{TOKEN("abc"), TOKEN("abd"), 1, 2}}},
    {"tail_of_a_divider", true, 1, {{TOKEN("ab"), DIVIDER, 1, 0}}},
    {"tail_before_the_last_of_64_bytes", true, 1, {{TOKEN(BYTES_64), TOKEN("b"), 63, 0}}},
    {"tail_behind_a_begin", false, 1, {{TOKEN("ab"), TOKEN("cd"), 2, 0}}},
    {"tail_behind_an_end", false, 1, {{TOKEN("ab"), TOKEN("cd"), 0, 2}}},
    {"tail_far_behind_a_token", false, 1, {{TOKEN("ab"), TOKEN("cd"), SIZE_MAX, 0}}},
    {"tail_of_the_end_that_a_divider_does_not_have", false, 1, {{TOKEN("ab"), DIVIDER, 0, 1}}},
    {"tail_between_characters", true, 1, {{TOKEN("中中"), TOKEN("b"), 3, 0}}},
    {"tail_inside_a_character", false, 1, {{TOKEN("中中"), TOKEN("b"), 4, 0}}},
    {"tokens_that_differ_in_their_tails_alone",
     false,
     2,
     {{TOKEN("abc"), DIVIDER, 1, 0}, {TOKEN("abc"), DIVIDER, 2, 0}}},
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
    const struct paidmark_marker_pair pair = {begin, sizeof begin, end, sizeof end, NO_TAILS};
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

/* ---- What a matcher is made ready with --------------------------------------------------------------------------- */

/* Makes a matcher of the tokens of these pairs and of no foreign ones. */
static void make_matcher(struct paidmark_matcher *matcher, struct paidmark_token *own,
                         const struct paidmark_marker_pair *pairs, size_t count)
{
    size_t own_count = 0;

    for (size_t i = 0; i < count; i++) {
        const struct paidmark_marker_pair *pair = &pairs[i];

        own[own_count++] = (struct paidmark_token){.text = pair->begin,
                                                   .bytes = pair->begin_bytes,
                                                   .tail = pair->begin_tail,
                                                   .role = pair->end ? PAIDMARK_ROLE_BEGIN : PAIDMARK_ROLE_DIVIDER};
        if (pair->end)
            own[own_count++] = (struct paidmark_token){
                .text = pair->end, .bytes = pair->end_bytes, .tail = pair->end_tail, .role = PAIDMARK_ROLE_END};
    }
    memset(matcher, 0x55, sizeof *matcher);
    assert_true(paidmark_matcher_init(matcher, own, own_count, own_count));
}

/* Whether text[2] of these three bytes is an anchor. */
static bool is_anchor(const struct paidmark_fingerprints *fingerprints, unsigned first, unsigned second, unsigned third)
{
    return (fingerprints->first_low[first % 16] & fingerprints->second_low[second % 16] &
            fingerprints->second_high[second / 16] & fingerprints->third_low[third % 16] &
            fingerprints->third_high[third / 16]) != 0;
}

struct anchor_row {
    const char *name;
    const char *token;
    size_t tail;
    size_t anchor;
};

static const struct anchor_row anchor_rows[] = {
    {"third_letter_of_a_name", "##paidbegin##", 0, 4},
    {"third_letter_in_capitals", "### BEGIN SOLUTION", 0, 6},
    {"third_letter_at_the_front", "abc", 0, 2},
    {"first_dash_of_a_comment", "<!--more-->", 8, 2},
    {"third_letter_of_a_declaration", "<!more>", 0, 4},
    {"first_byte_before_two_letters", "#ab#", 0, 0},
    {"first_byte_before_letters_that_are_apart", "#ab-c#", 0, 0},
    {"third_letter_of_the_first_and_the_last_ones", "#azAZ", 0, 3},
    {"first_byte_before_the_first_digit", "#0abc", 0, 0},
    {"first_byte_before_the_last_digit", "#9abc", 0, 0},
    {"last_byte_of_a_first_character_of_two", "§paid§", 0, 1},
    {"last_byte_of_a_first_character_of_three", "【付费】", 0, 2},
    {"last_byte_of_a_first_character_of_four", "𝄞paid𝄞", 0, 3},
    {"first_byte_before_another_character", "#é-abc", 0, 0},
    {"third_letter_before_a_tail", "[paid]", 5, 3},
    {"first_byte_where_a_tail_parts_the_letters", "[paid]", 3, 0},
    {"first_byte_without_letters", "-->", 0, 0},
    {"first_byte_of_one", "x", 0, 0},
};

static void token_has_its_anchor(void **state)
{
    const struct anchor_row *row = *state;
    const struct paidmark_marker_pair pair = {row->token, strlen(row->token), NULL, 0, row->tail, 0};
    struct paidmark_token own[1];
    struct paidmark_matcher matcher;

    make_matcher(&matcher, own, &pair, 1);
    assert_int_equal(own[0].anchor, row->anchor);
    assert_int_equal(matcher.farthest_anchor, row->anchor);
    for (unsigned byte = 0; byte < 256; byte++) {
        assert_int_equal(paidmark_byte_class_has(&matcher.first, (unsigned char)byte),
                         byte == (unsigned char)row->token[0]);
        assert_int_equal(matcher.back[byte] > 0, byte == (unsigned char)row->token[row->anchor]);
    }
}

/* Whatever is before it, with foreign ones. */
static void anchor_of_every_token_is_one(void **state)
{
    (void)state;
    for (size_t i = 0; i < random_set_count(); i++) {
        struct paidmark_marker_set *set = random_set(i);
        const struct paidmark_matcher *matcher = &set->matcher;

        for (size_t k = 0; k < matcher->count; k++) {
            const struct paidmark_token *token = &matcher->tokens[k];
            size_t anchor = token->anchor;

            assert_true(paidmark_may_match_at(matcher, (const unsigned char *)token->text, anchor));
            for (unsigned before = 0; before < 0x10000; before++) {
                unsigned first = before >> 8, second = before & 0xFF, third = (unsigned char)token->text[anchor];

                if (anchor > 0)
                    second = (unsigned char)token->text[anchor - 1];
                if (anchor > 1)
                    first = (unsigned char)token->text[anchor - 2];
                assert_true(is_anchor(&matcher->fingerprints, first, second, third));
            }
        }
        paidmark_marker_set_free(set);
    }
}

struct apart_row {
    const char *name;
    bool are_apart;
    struct paidmark_marker_pair pair;
};

static const struct apart_row apart_rows[] = {
    {"same_frames", false, {TOKEN("##paidbegin##"), TOKEN("##paidend##"), NO_TAILS}},
    {"first_byte_of_the_other_before_the_third_letter", true, {TOKEN("##begin"), TOKEN("#"), NO_TAILS}},
    {"letters_of_the_other_first", true, {TOKEN("##begin"), TOKEN("#b"), NO_TAILS}},
    {"other_letters", false, {TOKEN("##begin"), TOKEN("#c"), NO_TAILS}},
    {"end_of_the_first_one_alone", false, {TOKEN("begin#"), TOKEN("#end"), NO_TAILS}},
    {"within_the_part_before_a_tail", true, {TOKEN("[-begin]"), TOKEN("-"), 7, 0}},
};

static void anchors_are_apart_or_not(void **state)
{
    const struct apart_row *row = *state;
    struct paidmark_token own[2];
    struct paidmark_matcher matcher;

    make_matcher(&matcher, own, &row->pair, 1);
    assert_int_equal(matcher.anchors_are_apart, row->are_apart);
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

static void no_token_and_equal_tokens_make_no_matcher(void **state)
{
    struct paidmark_token two[] = {{.text = "ab", .bytes = 2, .role = PAIDMARK_ROLE_BEGIN},
                                   {.text = "ab", .bytes = 2, .role = PAIDMARK_ROLE_END, .set = "other"}};
    struct paidmark_matcher matcher;

    (void)state;
    assert_false(paidmark_matcher_init(&matcher, two, 0, 1));
    assert_false(paidmark_matcher_init(&matcher, two, 2, 2));
    assert_true(paidmark_matcher_init(&matcher, two, 1, 2));
}

struct foreign_row {
    const char *name;
    const char *names;               /* of the set */
    struct paidmark_marker_pair own; /* and a pair, if it has a begin */
    size_t own_count;
    const char *foreign; /* the sets that the foreign tokens are of, in order */
};

static const struct foreign_row foreign_rows[] = {
    {"of_the_default_set", "default", {0}, 2, "fastadmin fastadmin fastadmin fastadmin ghost ghost ghost more "},
    {"of_fastadmin", "fastadmin", {0}, 6, "ghost ghost ghost more "},
    {"of_ghost", "ghost", {0}, 3, "default default fastadmin fastadmin fastadmin fastadmin more "},
    {"of_all_but_more", "ghost,fastadmin", {0}, 9, "more "},
    {"of_all", "ghost,fastadmin,more", {0}, 10, ""},
    {"of_own_tokens_that_a_named_set_has",
     NULL,
     {TOKEN("<paid>"), TOKEN("<!--more-->"), 0, 8},
     2,
     "default default fastadmin fastadmin fastadmin ghost ghost ghost "},
    {"of_own_tokens_with_another_tail",
     NULL,
     {TOKEN("<paid>"), TOKEN("<!--more-->"), NO_TAILS},
     2,
     "default default fastadmin fastadmin fastadmin ghost ghost ghost more "},
};

/* What is a token of no set but another one is foreign; the first set that has it is named. */
static void tokens_of_other_sets_are_foreign(void **state)
{
    const struct foreign_row *row = *state;
    struct paidmark_marker_set *set = new_set(row->names, &row->own, row->own.begin ? 1 : 0);
    const struct paidmark_matcher *matcher = &set->matcher;
    char sets[200] = "";

    assert_int_equal(matcher->own_count, row->own_count);
    for (size_t i = 0; i < matcher->count; i++) {
        const struct paidmark_token *token = &matcher->tokens[i];

        assert_int_equal(token->set != NULL, i >= row->own_count);
        if (token->set) {
            assert_int_equal(token->is_lookalike, strstr(token->text, "paid") != NULL);
            strcat(sets, token->set);
            strcat(sets, " ");
        }
    }
    assert_string_equal(sets, row->foreign);
    paidmark_marker_set_free(set);
}

/* ---- Recognition ------------------------------------------------------------------------------------------------- */

static const struct paidmark_marker_pair pairs_of_three[] = {
    {TOKEN("<<"), TOKEN(">>"), NO_TAILS},
    {TOKEN("<"), TOKEN(">>>>"), NO_TAILS},
    {TOKEN("<<<"), TOKEN("中"), NO_TAILS},
    {TOKEN("|"), DIVIDER, NO_TAILS},
};

struct match_row {
    const char *name;
    const char *text;
    size_t bytes;
    size_t at;
    enum paidmark_role role;
    size_t token_bytes;
};

static const struct match_row match_rows[] = {
    {"short_token", TEXT("<x"), 0, PAIDMARK_ROLE_BEGIN, 1},
    {"longest_of_two_wins", TEXT("<<x"), 0, PAIDMARK_ROLE_BEGIN, 2},
    {"longest_of_three_wins", TEXT("<<<x"), 0, PAIDMARK_ROLE_BEGIN, 3},
    {"longest_wins_whatever_follows", TEXT("<<<<"), 0, PAIDMARK_ROLE_BEGIN, 3},
    {"end_of_text_leaves_the_shorter_one", TEXT("x<<"), 2, PAIDMARK_ROLE_BEGIN, 1},
    {"end_token", TEXT(">>x"), 0, PAIDMARK_ROLE_END, 2},
    {"longer_end_token", TEXT(">>>>"), 0, PAIDMARK_ROLE_END, 4},
    {"three_of_four_are_the_shorter_one", TEXT(">>>"), 0, PAIDMARK_ROLE_END, 2},
    {"half_a_token_is_none", TEXT(">x>"), 0, PAIDMARK_ROLE_NONE, 0},
    {"half_a_token_at_the_end_is_none", TEXT("x>"), 1, PAIDMARK_ROLE_NONE, 0},
    {"token_of_several_bytes", TEXT("中"), 0, PAIDMARK_ROLE_END, 3},
    {"another_character_with_that_first_byte", TEXT("丮"), 0, PAIDMARK_ROLE_NONE, 0},
    {"character_cut_by_the_end", TEXT("\xE4\xB8"), 0, PAIDMARK_ROLE_NONE, 0},
    {"other_text", TEXT("x<"), 0, PAIDMARK_ROLE_NONE, 0},
    {"token_behind_other_text", TEXT("x<"), 1, PAIDMARK_ROLE_BEGIN, 1},
    {"divider", TEXT("||"), 0, PAIDMARK_ROLE_DIVIDER, 1},
};

static void assert_match(const struct paidmark_matcher *matcher, const char *text, size_t at, size_t end,
                         enum paidmark_role role, size_t token_bytes)
{
    const unsigned char *bytes = (const unsigned char *)text;
    struct paidmark_match match = paidmark_match(matcher, bytes, at, end);

    assert_int_equal(match.bytes, token_bytes);
    assert_int_equal(match.token ? match.token->role : PAIDMARK_ROLE_NONE, role);
    assert_int_equal(paidmark_is_token_at(matcher, bytes, at, end), role != PAIDMARK_ROLE_NONE);
}

static void token_is_recognised_or_not(void **state)
{
    const struct match_row *row = *state;
    char *copy = exact_copy(row->text, row->bytes);
    struct paidmark_token own[2 * COUNT_OF(pairs_of_three)];
    struct paidmark_matcher matcher;

    make_matcher(&matcher, own, pairs_of_three, COUNT_OF(pairs_of_three));
    assert_match(&matcher, copy, row->at, row->bytes, row->role, row->token_bytes);
    free(copy);
}

/* The end lies inside the text: what is behind it does not count. */
static void token_must_end_before_the_end(void **state)
{
    const char *text = "text##paidbegin##";

    (void)state;
    for (size_t end = 5; end < 17; end++)
        assert_match(&paidmark_set_or_default(NULL)->matcher, text, 4, end, PAIDMARK_ROLE_NONE, 0);
    assert_match(&paidmark_set_or_default(NULL)->matcher, text, 4, 17, PAIDMARK_ROLE_BEGIN, 13);
}

/* Whatever byte of whatever token is another one, it is not that token; and nothing before or behind it counts. */
static void every_byte_of_a_token_counts(void **state)
{
    char token[PAIDMARK_TOKEN_BYTES_MAX];
    struct paidmark_marker_pair pair = {token, 0, DIVIDER, NO_TAILS};
    struct paidmark_token own[1];
    struct paidmark_matcher matcher;
    char text[PAIDMARK_TOKEN_BYTES_MAX + 2];

    (void)state;
    for (size_t i = 0; i < sizeof token; i++)
        token[i] = (char)('!' + i);
    for (size_t bytes = 1; bytes <= sizeof token; bytes++) {
        pair.begin_bytes = bytes;
        make_matcher(&matcher, own, &pair, 1);
        memset(text, '?', sizeof text);
        memcpy(text + 1, token, bytes);
        assert_match(&matcher, text, 1, sizeof text, PAIDMARK_ROLE_DIVIDER, bytes);
        for (size_t i = 1; i <= bytes; i++) {
            text[i] = (char)(text[i] ^ 0x80);
            assert_match(&matcher, text, 1, sizeof text, PAIDMARK_ROLE_NONE, 0);
            text[i] = (char)(text[i] ^ 0x80);
        }
    }
}

/* ---- At an anchor ------------------------------------------------------------------------------------------------ */

struct at_anchor_row {
    const char *name;
    const char *names; /* of the set */
    struct paidmark_marker_pair own;
    const char *text;
    size_t floor, anchor;
    size_t begin, bytes; /* of the marker */
    const char *set;     /* of a foreign one */
};

static const struct at_anchor_row at_anchor_rows[] = {
    {"own_marker", "default", {0}, "a##paidbegin##", 0, 5, 1, 13, NULL},
    {"own_marker_at_the_floor", "default", {0}, "a##paidbegin##", 1, 5, 1, 13, NULL},
    {"own_marker_before_the_floor", "default", {0}, "a##paidbegin##", 2, 5, 0, 0, NULL},
    {"another_anchor_of_that_letter", "default", {0}, "i##paidbegin##", 0, 0, 0, 0, NULL},
    {"first_byte_is_no_anchor", "default", {0}, "##paidbegin##", 0, 0, 0, 0, NULL},
    {"foreign_marker", "default", {0}, "a<!--more x-->", 0, 3, 1, 13, "more"},
    {"foreign_marker_of_a_named_set", "ghost", {0}, "$$paidend$$", 0, 4, 0, 11, "fastadmin"},
    {"own_marker_before_a_longer_foreign_one",
     NULL,
     {TOKEN("<!--"), TOKEN("-->"), NO_TAILS},
     "<!--more-->",
     0,
     2,
     0,
     4,
     NULL},
    {"own_marker_inside_a_foreign_one", NULL, {TOKEN("!-"), DIVIDER, NO_TAILS}, "<!--more-->", 0, 1, 1, 2, NULL},
    {"foreign_marker_where_there_is_no_own_one",
     NULL,
     {TOKEN("!x"), DIVIDER, NO_TAILS},
     "<!--more-->",
     0,
     2,
     0,
     11,
     "more"},
    {"longest_of_the_own_ones", NULL, {TOKEN("[ab"), TOKEN("[abc"), NO_TAILS}, "[abcd", 0, 3, 0, 4, NULL},
    {"the_one_that_begins_first", NULL, {TOKEN("[#beg"), TOKEN("#begi"), NO_TAILS}, "[#begin", 0, 4, 0, 5, NULL},
    {"the_one_behind_the_floor", NULL, {TOKEN("[#beg"), TOKEN("#begi"), NO_TAILS}, "[#begin", 1, 4, 1, 5, NULL},
    {"the_one_that_begins_first_has_its_anchor_behind",
     NULL,
     {TOKEN("[#beg"), TOKEN("#"), NO_TAILS},
     "[#begin",
     0,
     1,
     0,
     5,
     NULL},
};

static void marker_is_found_at_its_anchor(void **state)
{
    const struct at_anchor_row *row = *state;
    struct paidmark_marker_set *set = new_set(row->names, &row->own, row->own.begin ? 1 : 0);
    size_t bytes = strlen(row->text), begin = 0;
    char *copy = exact_copy(row->text, bytes);
    struct paidmark_match match =
        paidmark_match_at_anchor(&set->matcher, (const unsigned char *)copy, row->floor, row->anchor, bytes, &begin);

    assert_int_equal(match.bytes, row->bytes);
    assert_int_equal(match.token != NULL, row->bytes > 0);
    if (match.token) {
        assert_int_equal(begin, row->begin);
        assert_int_equal(match.token->set != NULL, row->set != NULL);
        if (row->set)
            assert_string_equal(match.token->set, row->set);
    }
    free(copy);
    paidmark_marker_set_free(set);
}

/* ---- Random tokens ----------------------------------------------------------------------------------------------- */

#define RANDOM_TOKENS 6
#define RANDOM_BYTES  60

/* Tokens of a few characters overlap each other in all ways. */
struct random_case {
    char tokens[RANDOM_TOKENS][10];
    struct paidmark_token own[RANDOM_TOKENS];
    size_t count;
    struct paidmark_matcher matcher;
    unsigned char text[RANDOM_BYTES];
};

static void make_token(struct random *random, char *text, struct paidmark_token *token)
{
    static const char *const beginnings[] = {"", "", "", "<!", "<!--", "#", "##", "abc", "#abc"};
    const char *beginning = beginnings[random_below(random, COUNT_OF(beginnings))];
    size_t bytes = strlen(beginning), more = (bytes == 0) + random_below(random, 5);

    memcpy(text, beginning, bytes);
    while (more-- > 0)
        text[bytes++] = "ab#c<-!"[random_below(random, 7)];
    *token = (struct paidmark_token){
        .text = text, .bytes = bytes, .role = random_is(random, 2) ? PAIDMARK_ROLE_BEGIN : PAIDMARK_ROLE_END};
    if (bytes > 1 && random_is(random, 4))
        token->tail = 1 + random_below(random, bytes - 1);
}

static bool make_case(struct random *random, struct random_case *made)
{
    made->count = 1 + random_below(random, RANDOM_TOKENS);
    for (size_t i = 0; i < made->count; i++)
        make_token(random, made->tokens[i], &made->own[i]);
    for (size_t i = 0; i < RANDOM_BYTES;) {
        const struct paidmark_token *token = &made->own[random_below(random, made->count)];

        for (size_t k = 0; k < token->bytes && i < RANDOM_BYTES; k++)
            made->text[i++] =
                (unsigned char)(random_is(random, 12) ? "ab#c<-! \n"[random_below(random, 9)] : token->text[k]);
    }
    return paidmark_matcher_init(&made->matcher, made->own, made->count, made->count);
}

/* Whether in text[begin, end) a token begins, or what is before the tail of one. */
static bool has_head(const struct random_case *made, size_t begin, size_t end)
{
    for (size_t at = begin; at < end; at++) {
        for (size_t i = 0; i < made->count; i++) {
            size_t bytes = made->own[i].tail > 0 ? made->own[i].tail : made->own[i].bytes;

            if (bytes <= RANDOM_BYTES - at && memcmp(made->text + at, made->own[i].text, bytes) == 0)
                return true;
        }
    }
    return false;
}

/* The bytes of the marker of this token at text[at], as the public header says it. */
static size_t plain_bytes(const struct random_case *made, const struct paidmark_token *token, size_t at)
{
    const char *rest = token->text + token->tail;
    size_t rest_bytes = token->bytes - token->tail, left = RANDOM_BYTES - at;
    bool is_comment = rest_bytes >= 2 && memcmp(rest, "--", 2) == 0, is_end = token->role == PAIDMARK_ROLE_END;

    if (left >= token->bytes && memcmp(made->text + at, token->text, token->bytes) == 0)
        return token->bytes;
    if (token->tail == 0 || left <= token->tail || memcmp(made->text + at, token->text, token->tail) != 0 ||
        made->text[at + token->tail] != ' ')
        return 0;
    for (size_t p = at + token->tail; p + rest_bytes <= RANDOM_BYTES && made->text[p] != '\n'; p++) {
        if (memcmp(made->text + p, rest, rest_bytes) == 0)
            return is_end && has_head(made, at + token->tail, p) ? 0 : p + rest_bytes - at;
        if (is_comment && memcmp(made->text + p, "--", 2) == 0)
            return 0;
    }
    return 0;
}

static struct paidmark_match plain_match(const struct random_case *made, size_t at)
{
    struct paidmark_match match = {NULL, 0};

    for (size_t i = 0; i < made->count; i++) {
        size_t bytes = plain_bytes(made, &made->own[i], at);

        if (bytes > match.bytes)
            match = (struct paidmark_match){&made->own[i], bytes};
    }
    return match;
}

/* Whether it is an anchor; the bytes before the text are 0. */
static bool is_anchor_of(const struct random_case *made, size_t at)
{
    return is_anchor(&made->matcher.fingerprints, at > 1 ? made->text[at - 2] : 0, at > 0 ? made->text[at - 1] : 0,
                     made->text[at]);
}

static size_t cases_apart, markers_found;

/* Goes over the anchors as reading.c does, and over the text from left to right. */
static void check_case(const struct random_case *made)
{
    size_t expected = 0, floor = 0;

    for (size_t anchor = 0; anchor < RANDOM_BYTES; anchor++) {
        struct paidmark_match match = {NULL, 0}, plain = {NULL, 0};
        size_t begin = 0;

        if (anchor < floor || !is_anchor_of(made, anchor))
            continue;
        match = paidmark_match_at_anchor(&made->matcher, made->text, floor, anchor, RANDOM_BYTES, &begin);
        if (match.bytes == 0)
            continue;
        while (expected < RANDOM_BYTES && (plain = plain_match(made, expected)).bytes == 0)
            expected++;
        assert_int_equal(begin, expected);
        assert_ptr_equal(match.token, plain.token);
        assert_int_equal(match.bytes, plain.bytes);
        expected = floor = begin + match.bytes;
        markers_found++;
    }
    for (; expected < RANDOM_BYTES; expected++)
        assert_int_equal(plain_match(made, expected).bytes, 0);
}

static void check_before_anchors(const struct random_case *made, size_t floor)
{
    for (size_t at = floor; at < RANDOM_BYTES; at++) {
        bool expected = false;

        for (size_t begin = floor; begin <= at; begin++) {
            struct paidmark_match match = plain_match(made, begin);

            expected |= match.bytes > 0 && match.token->anchor > at - begin;
            assert_int_equal(paidmark_match(&made->matcher, made->text, begin, RANDOM_BYTES).bytes, match.bytes);
        }
        assert_int_equal(paidmark_is_before_anchor(&made->matcher, made->text, floor, at, RANDOM_BYTES), expected);
    }
}

static void anchors_lead_to_the_same_markers_as_the_text(void **state)
{
    struct random random = {UINT64_C(0x9E3779B97F4A7C15)};
    static struct random_case made;

    (void)state;
    for (size_t i = 0; i < 60000; i++) {
        if (!make_case(&random, &made))
            continue;
        cases_apart += made.matcher.anchors_are_apart;
        check_case(&made);
        if (i % 16 == 0)
            check_before_anchors(&made, random_below(&random, RANDOM_BYTES));
    }
    print_message("             %zu markers, %zu sets with anchors apart\n", markers_found, cases_apart);
    assert_true(cases_apart > 1000 && markers_found > 100000);
}

/* ---- Tails ------------------------------------------------------------------------------------------------------- */

struct tail_row {
    const char *name;
    struct paidmark_marker_pair pair;
    const char *text;
    enum paidmark_role role;
    size_t marker_bytes;
};

#define MORE                                                                                                           \
    {                                                                                                                  \
        TOKEN("<!--more-->"), DIVIDER, 8, 0                                                                            \
    }
#define RULE                                                                                                           \
    {                                                                                                                  \
        TOKEN("<hr>"), TOKEN("</hr>"), 3, 4                                                                            \
    }

static const struct tail_row tail_rows[] = {
    {"no_tail", MORE, "<!--more-->", PAIDMARK_ROLE_DIVIDER, 11},
    {"tail_of_a_blank", MORE, "<!--more -->", PAIDMARK_ROLE_DIVIDER, 12},
    {"tail_of_a_tab", MORE, "<!--more\t-->", PAIDMARK_ROLE_DIVIDER, 12},
    {"tail_of_words", MORE, "<!--more Read on-->", PAIDMARK_ROLE_DIVIDER, 19},
    {"tail_of_other_characters", MORE, "<!--more 继续阅读-->", PAIDMARK_ROLE_DIVIDER, 24},
    {"tail_ends_where_the_token_goes_on_first", MORE, "<!--more a-->b-->", PAIDMARK_ROLE_DIVIDER, 13},
    {"tail_begins_with_a_blank", MORE, "<!--more:a-->", PAIDMARK_ROLE_NONE, 0},
    {"tail_begins_with_no_other_blank", MORE, "<!--more\u3000a-->", PAIDMARK_ROLE_NONE, 0},
    {"hyphen_in_a_tail", MORE, "<!--more a-b->c-->", PAIDMARK_ROLE_DIVIDER, 18},
    {"two_hyphens_in_a_tail", MORE, "<!--more a--b-->", PAIDMARK_ROLE_NONE, 0},
    {"three_hyphens_at_the_end", MORE, "<!--more a--->", PAIDMARK_ROLE_NONE, 0},
    {"line_ending_in_a_tail", MORE, "<!--more a\nb-->", PAIDMARK_ROLE_NONE, 0},
    {"line_ending_at_the_end_of_a_tail", MORE, "<!--more \n-->", PAIDMARK_ROLE_NONE, 0},
    {"carriage_return_in_a_tail", MORE, "<!--more a\rb-->", PAIDMARK_ROLE_DIVIDER, 15},
    {"tail_without_the_rest", MORE, "<!--more a--", PAIDMARK_ROLE_NONE, 0},
    {"nothing_behind_the_beginning", MORE, "<!--more", PAIDMARK_ROLE_NONE, 0},
    {"blank_behind_the_beginning", MORE, "<!--more ", PAIDMARK_ROLE_NONE, 0},
    {"damaged_beginning", MORE, "<!--mare a-->", PAIDMARK_ROLE_NONE, 0},
    {"begin_token", RULE, "<hr id=1>", PAIDMARK_ROLE_BEGIN, 9},
    {"begin_token_without_its_tail", RULE, "<hr>", PAIDMARK_ROLE_BEGIN, 4},
    {"end_token", RULE, "</hr x>", PAIDMARK_ROLE_END, 7},
    {"two_hyphens_where_the_token_is_no_comment", RULE, "<hr a--b>", PAIDMARK_ROLE_BEGIN, 9},
    {"longest_marker_wins", {TOKEN("<a>"), TOKEN("<a b"), 2, 0}, "<a b>", PAIDMARK_ROLE_BEGIN, 5},
    {"longest_marker_wins_over_a_tail", {TOKEN("<a>"), TOKEN("<a b>c"), 2, 0}, "<a b>c", PAIDMARK_ROLE_END, 6},
    {"rest_of_two_hyphens", {TOKEN("a--"), DIVIDER, 1, 0}, "a b--", PAIDMARK_ROLE_DIVIDER, 5},
    {"rest_that_only_begins_with_a_hyphen", {TOKEN("a->"), DIVIDER, 1, 0}, "a b--c->", PAIDMARK_ROLE_DIVIDER, 8},
};

static void tail_is_recognised_or_not(void **state)
{
    const struct tail_row *row = *state;
    size_t bytes = strlen(row->text);
    char *copy = exact_copy(row->text, bytes);
    struct paidmark_token own[2];
    struct paidmark_matcher matcher;

    make_matcher(&matcher, own, &row->pair, 1);
    assert_match(&matcher, copy, 0, bytes, row->role, row->marker_bytes);
    free(copy);
}

/* A tail is a blank and up to PAIDMARK_TAIL_BYTES_MAX bytes. */
static void tail_has_a_limit(void **state)
{
    static const struct paidmark_marker_pair pair = MORE;
    struct paidmark_token own[1];
    struct paidmark_matcher matcher;

    (void)state;
    make_matcher(&matcher, own, &pair, 1);
    for (size_t tail = PAIDMARK_TAIL_BYTES_MAX - 2; tail <= PAIDMARK_TAIL_BYTES_MAX + 2; tail++) {
        size_t bytes = 8 + 1 + tail + 3;
        bool fits = tail <= PAIDMARK_TAIL_BYTES_MAX;
        char *text = allocate(bytes);

        memset(text, 'x', bytes);
        memcpy(text, "<!--more ", 9);
        memcpy(text + bytes - 3, "-->", 3);
        assert_match(&matcher, text, 0, bytes, fits ? PAIDMARK_ROLE_DIVIDER : PAIDMARK_ROLE_NONE, fits ? bytes : 0);
        free(text);
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
    SUITE_ADD_ROWS(&suite, token_has_its_anchor, anchor_rows);
    SUITE_ADD(&suite, anchor_of_every_token_is_one);
    SUITE_ADD_ROWS(&suite, anchors_are_apart_or_not, apart_rows);
    SUITE_ADD(&suite, a_bucket_holds_what_was_put_in);
    SUITE_ADD(&suite, no_token_and_equal_tokens_make_no_matcher);
    SUITE_ADD_ROWS(&suite, tokens_of_other_sets_are_foreign, foreign_rows);
    SUITE_ADD_ROWS(&suite, token_is_recognised_or_not, match_rows);
    SUITE_ADD(&suite, token_must_end_before_the_end);
    SUITE_ADD(&suite, every_byte_of_a_token_counts);
    SUITE_ADD_ROWS(&suite, marker_is_found_at_its_anchor, at_anchor_rows);
    SUITE_ADD(&suite, anchors_lead_to_the_same_markers_as_the_text);
    SUITE_ADD_ROWS(&suite, tail_is_recognised_or_not, tail_rows);
    SUITE_ADD(&suite, tail_has_a_limit);
    return suite_run(&suite, "markers");
}
