/* test_stretch.c - the text between exact markers, whatever was read of it before; backwards: the pieces of forwards
 * SPDX-License-Identifier: MIT
 */
#include "random_text.h"

#include "lookalike/stretch.h"

#include <stdlib.h>
#include <string.h>

static size_t random_texts = 500; /* of each set of markers; another number may be given */

static struct paidmark_stretch stretch_of(const struct paidmark_marker_set *set, const struct random_text *text)
{
    return (struct paidmark_stretch){.text = text->text, .end = text->bytes, .matcher = &set->matcher};
}

static void check_same_piece(const struct random_text *text, size_t at, const struct paidmark_piece *one,
                             const struct paidmark_piece *other)
{
    if (one->end != other->end || one->count != other->count ||
        memcmp(one->symbols, other->symbols, one->count * sizeof *one->symbols) != 0)
        fail_at(text, at, "another piece");
}

/* Where the first exact marker begins that is not before text[at]; the end of the text if none does. */
static size_t next_marker(const struct paidmark_stretch *stretch, size_t at)
{
    while (at < stretch->end && !paidmark_is_token_at(stretch->matcher, stretch->text, at, stretch->end))
        at++;
    return at;
}

static void read_piece(const struct paidmark_stretch *stretch, size_t at, struct paidmark_piece *piece)
{
    paidmark_read_piece(stretch->text, at, next_marker(stretch, at + 1), stretch->without_tags, piece);
}

/* ---- Backwards --------------------------------------------------------------------------------------------------- */

static bool is_escape(unsigned char byte)
{
    return byte == '&' || byte == '%' || byte == '=' || byte == '\\' || byte == '{' || byte == '\x1B' || byte == '\r' ||
           byte == '<' || byte == '[';
}

/* Whether more than four signs that an escape may begin with are in text[begin, end): no further one is looked for. */
static bool has_many_signs(const struct random_text *text, size_t begin, size_t end)
{
    size_t signs = 0;

    for (size_t at = begin; at < end; at++)
        signs += paidmark_begins_escape(text->text[at]);
    return signs > 4;
}

/* The longest piece that ends at text[at] and begins with what begins escapes; else the character, or what is left of
 * it, or what is struck over. It is the one that reading finds from there. */
static size_t expected_begin(struct paidmark_stretch *stretch, const struct random_text *text, size_t at)
{
    struct paidmark_piece piece;
    size_t character = at - 1;

    while (!is_character_start(text, character))
        character--;
    for (size_t begin = stretch->begin; begin < character; begin++) {
        if (!is_character_start(text, begin) ||
            (paidmark_begins_escape(text->text[begin]) && has_many_signs(text, begin, character)))
            continue;
        read_piece(stretch, begin, &piece);
        if (piece.end == at && (is_escape(text->text[begin]) || text->text[at - 1] == '\b'))
            return begin;
    }
    return character;
}

static struct paidmark_stretch fresh_of(const struct paidmark_stretch *stretch)
{
    return (struct paidmark_stretch){.text = stretch->text,
                                     .begin = stretch->begin,
                                     .end = stretch->end,
                                     .matcher = stretch->matcher,
                                     .without_tags = stretch->without_tags};
}

static void check_next(struct paidmark_stretch *stretch, const struct random_text *text, size_t at)
{
    struct paidmark_stretch fresh = fresh_of(stretch);
    struct paidmark_piece piece, again;
    bool is_there = paidmark_next_piece(stretch, at, &piece);

    if (is_there != paidmark_next_piece(&fresh, at, &again))
        fail_at(text, at, "it depends on what was read before whether a piece is there");
    if (!is_there)
        return;
    check_same_piece(text, at, &piece, &again);
    read_piece(stretch, at, &again);
    check_same_piece(text, at, &piece, &again);
}

static void check_before(struct paidmark_stretch *stretch, const struct random_text *text, size_t at)
{
    struct paidmark_stretch fresh = fresh_of(stretch);
    struct paidmark_piece piece, again, read;
    size_t begin, begin_again;

    assert_true(paidmark_piece_before(stretch, at, &begin, &piece));
    assert_true(paidmark_piece_before(&fresh, at, &begin_again, &again));
    if (begin != begin_again)
        fail_at(text, at, "it depends on what was read before");
    check_same_piece(text, at, &piece, &again);
    if (begin != expected_begin(stretch, text, at))
        fail_at(text, at, "this is not the piece before");
    read_piece(stretch, begin, &read);
    if (read.end != at)
        paidmark_read_piece(text->text, begin, at, stretch->without_tags, &read);
    check_same_piece(text, at, &piece, &read);
}

static void check_text(const struct paidmark_marker_set *set, struct random *random)
{
    struct random_text text;
    struct paidmark_stretch stretch;
    struct paidmark_piece_caches caches;

    random_text_make(&text, random, set, 1 + random_below(random, 60));
    for (unsigned reading = 0; reading < 2; reading++) {
        paidmark_piece_caches_init(&caches);
        stretch = stretch_of(set, &text);
        stretch.without_tags = reading > 0;
        stretch.caches = &caches;
        for (size_t at = 0; at <= text.bytes; at++) {
            size_t place = random_is(random, 8) ? random_below(random, text.bytes + 1) : at;

            if (!is_character_start(&text, place))
                continue;
            if (place > stretch.begin && random_is(random, 50))
                stretch.begin = place; /* behind an exact marker */
            check_next(&stretch, &text, place);
            if (place > stretch.begin && next_marker(&stretch, stretch.begin) >= place)
                check_before(&stretch, &text, place);
        }
    }
    random_text_free(&text);
}

static void piece_before_a_place_is_one_that_ends_there(void **state)
{
    struct random random = {UINT64_C(0x9E3779B97F4A7C15)};

    (void)state;
    for (size_t i = 0; i < random_set_count(); i++) {
        struct paidmark_marker_set *set = random_set(i);

        for (size_t k = 0; k < random_texts; k++)
            check_text(set, &random);
        paidmark_marker_set_free(set);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(piece_before_a_place_is_one_that_ends_there),
    };

    if (argc > 1)
        random_texts = strtoul(argv[1], NULL, 10);
    return cmocka_run_group_tests_name("stretch", tests, NULL, NULL);
}
