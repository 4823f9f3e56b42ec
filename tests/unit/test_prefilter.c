/* test_prefilter.c - no name is ruled out that reading finds: the filter may be wrong towards "maybe" alone
 * SPDX-License-Identifier: MIT
 */
#include "random_text.h"

#include "lookalike/frame.h"
#include "lookalike/rules.h"
#include "lookalike/spelling.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of each set of markers; another number may be given. */
static size_t random_texts = 300;

/* How often each answer was given, and how often reading would have found a name. */
static struct {
    size_t ruled_out, may_be, found;
} whole, misspelt;

struct scene {
    const struct paidmark_marker_set *set;
    struct random_text text;
    struct paidmark_stretch stretch;
};

static void scene_init(struct scene *scene, const struct paidmark_marker_set *set, struct random *random)
{
    scene->set = set;
    random_text_make(&scene->text, random, set, 1 + random_below(random, 80));
    scene->stretch =
        (struct paidmark_stretch){.text = scene->text.text, .end = scene->text.bytes, .matcher = &set->matcher};
}

/* A sign that no text has, so that none ends what is before the first letter. */
#define NO_SIGN '\x01'

/* ---- Names with no letter wrong ---------------------------------------------------------------------------------- */

/* Whether a look-alike of this name is here; of a long name, whether its letters are. */
static bool is_here(struct scene *scene, size_t at, const struct paidmark_name *name)
{
    struct paidmark_spelling spelling;
    struct paidmark_lookalike lookalike;

    return paidmark_spells(&scene->stretch, at, name, &spelling) &&
           (name->is_long || paidmark_is_lookalike(&scene->stretch, name, &spelling, &lookalike));
}

/* In one of the two readings. */
static void check_whole(struct scene *scene, size_t at)
{
    enum paidmark_guess guess = paidmark_guess_behind(&scene->set->names.begins, &scene->stretch, at, 0);
    bool may_be_short = guess == PAIDMARK_GUESS_ANY ||
                        (guess == PAIDMARK_GUESS_SHORT && paidmark_may_have_sign_before(&scene->stretch, at));

    for (unsigned reading = 0; reading < 2; reading++) {
        scene->stretch.without_tags = reading > 0;
        for (size_t i = 0; i < scene->set->names.count; i++) {
            const struct paidmark_name *name = &scene->set->names.items[i];

            if (!is_here(scene, at, name))
                continue;
            whole.found++;
            if (name->is_long ? guess != PAIDMARK_GUESS_ANY : !may_be_short)
                fail_at(&scene->text, at, "a name is ruled out");
            if (!paidmark_begins_name(&scene->stretch, at, &scene->set->names))
                fail_at(&scene->text, at, "its first letters rule out a name");
        }
    }
    scene->stretch.without_tags = false;
    *(may_be_short ? &whole.may_be : &whole.ruled_out) += 1;
}

/* ---- Names with letters wrong ------------------------------------------------------------------------------------ */

/* What is beside a place, when it is read. */
static bool is_misspelt(struct scene *scene, size_t at, bool to_left, const struct paidmark_name *name)
{
    struct paidmark_tries tries;
    struct paidmark_beside beside;
    struct paidmark_lookalike lookalike;

    paidmark_look_beside(&scene->stretch, at, to_left, 0, &beside);
    if (beside.letter == 0 || !paidmark_try_to_spell(&scene->stretch, beside.letter_at, to_left, name, &tries))
        return false;
    for (size_t i = 0; i < tries.count; i++) {
        const struct paidmark_spelling *spelling = &tries.spellings[i];

        if (spelling->slips > 0 && spelling->slips <= name->slips &&
            (name->is_long || paidmark_is_lookalike(&scene->stretch, name, spelling, &lookalike)))
            return true;
    }
    return false;
}

static bool may_be_misspelt(struct scene *scene, size_t at, bool to_left, const struct paidmark_name *name)
{
    const struct paidmark_names *names = &scene->set->names;

    if (to_left)
        return paidmark_guess_before(&names->ends, &scene->stretch, at, NO_SIGN) != PAIDMARK_GUESS_NONE;
    return paidmark_guess_behind(&names->behind[paidmark_is_common_sign(name->left.rare)], &scene->stretch, at,
                                 NO_SIGN) != PAIDMARK_GUESS_NONE;
}

static void check_misspelt(struct scene *scene, size_t at, bool to_left)
{
    const struct paidmark_names *names = &scene->set->names;

    for (unsigned reading = 0; reading < 2; reading++) {
        scene->stretch.without_tags = reading > 0;
        for (size_t i = 0; i < names->count; i++) {
            const struct paidmark_name *name = &names->items[i];
            bool is_looked_for = to_left ? name->is_long && name->right.rare != 0 : name->left.rare != 0;
            bool may_be;

            if (!is_looked_for || name->slips == 0)
                continue;
            may_be = may_be_misspelt(scene, at, to_left, name);
            *(may_be ? &misspelt.may_be : &misspelt.ruled_out) += 1;
            if (!is_misspelt(scene, at, to_left, name))
                continue;
            misspelt.found++;
            if (!may_be)
                fail_at(&scene->text, at, to_left ? "a name before this is ruled out" : "a name behind this is");
        }
    }
    scene->stretch.without_tags = false;
}

/* ---- Signs ------------------------------------------------------------------------------------------------------- */

static void check_signs(struct scene *scene, size_t at)
{
    for (unsigned reading = 0; reading < 2; reading++) {
        struct paidmark_beside beside;
        bool has_sign = false;

        scene->stretch.without_tags = reading > 0;
        paidmark_look_beside(&scene->stretch, at, false, 0, &beside);
        for (size_t i = 0; i < beside.count; i++)
            has_sign |= beside.symbols[i] != ' ' && beside.symbols[i] != '\n';
        if (has_sign && !paidmark_may_have_sign_behind(&scene->stretch, at))
            fail_at(&scene->text, at, "a sign is ruled out");
    }
    scene->stretch.without_tags = false;
}

/* ---- Texts ------------------------------------------------------------------------------------------------------- */

static void check_text(struct scene *scene)
{
    for (size_t at = 0; at < scene->text.bytes; at++) {
        if (!is_character_start(&scene->text, at))
            continue;
        check_whole(scene, at);
        check_misspelt(scene, at, false);
        check_misspelt(scene, at, true);
        check_signs(scene, at);
    }
}

static void no_name_is_ruled_out_that_reading_finds(void **state)
{
    struct random random = {UINT64_C(0x9E3779B97F4A7C15)};

    (void)state;
    for (size_t i = 0; i < random_set_count(); i++) {
        struct paidmark_marker_set *set = random_set(i);
        struct scene scene;

        for (size_t k = 0; k < random_texts; k++) {
            scene_init(&scene, set, &random);
            check_text(&scene);
            random_text_free(&scene.text);
        }
        paidmark_marker_set_free(set);
    }
}

/* ---- What is ruled out ------------------------------------------------------------------------------------------- */

/* A filter that rules out nothing would be right, and slow. */
static const struct guess_row {
    const char *name;
    const char *text;
    bool to_left; /* what ends the text, and not what begins it */
    enum paidmark_guess guess;
} guess_rows[] = {
    {"name", "paidbegin", false, PAIDMARK_GUESS_ANY},
    {"short_name_and_a_sign", "paid>", false, PAIDMARK_GUESS_SHORT},
    {"short_name_without_a_sign", "paid", false, PAIDMARK_GUESS_NONE},
    {"other_word", "clear", false, PAIDMARK_GUESS_NONE},
    {"word_that_begins_like_a_name", "paint", false, PAIDMARK_GUESS_NONE},
    {"letters_beyond_ascii", "\u00e9clair", false, PAIDMARK_GUESS_NONE},
    {"letters_that_look_like_none_of_ascii", "\u0436\u0443\u043a", false, PAIDMARK_GUESS_NONE},
    {"letters_that_look_like_those_of_a_name", "\u0440\u0430idbegin", false, PAIDMARK_GUESS_ANY},
    {"ideographs", "付费", false, PAIDMARK_GUESS_NONE},
    {"ideograph_that_is_cut_off", "p\xE4\xBB", false, PAIDMARK_GUESS_ANY},
    {"gap", "pa......idbegin", false, PAIDMARK_GUESS_ANY},
    {"gap_that_is_too_long", "pa.......idbegin", false, PAIDMARK_GUESS_NONE},
    {"blanks_are_one_symbol", "pa        idbegin", false, PAIDMARK_GUESS_ANY},
    {"backspace", "pa\b", false, PAIDMARK_GUESS_ANY},
    {"reference", "pa&#", false, PAIDMARK_GUESS_ANY},
    {"reference_by_name", "pa&a", false, PAIDMARK_GUESS_ANY},
    {"ampersand", "pa& x", false, PAIDMARK_GUESS_NONE},
    {"percent", "pa%7", false, PAIDMARK_GUESS_ANY},
    {"percent_and_u", "pa%u", false, PAIDMARK_GUESS_ANY},
    {"percent_and_capital_u", "pa%U", false, PAIDMARK_GUESS_ANY},
    {"percent_sign", "pa%x", false, PAIDMARK_GUESS_NONE},
    {"equals", "pa=E4", false, PAIDMARK_GUESS_ANY},
    {"equals_at_the_end_of_a_line", "pa=\r\n", false, PAIDMARK_GUESS_ANY},
    {"equals_sign", "pa=x4", false, PAIDMARK_GUESS_NONE},
    {"equals_sign_and_one_digit", "pa=4x", false, PAIDMARK_GUESS_NONE},
    {"equals_sign_and_one_digit_at_the_end", "pa=4", false, PAIDMARK_GUESS_NONE},
    {"brace_and_backslash", "pa{\\", false, PAIDMARK_GUESS_ANY},
    {"sign_in_braces", "pa{<", false, PAIDMARK_GUESS_ANY},
    {"brace", "pa{x", false, PAIDMARK_GUESS_NONE},
    {"anchor_of_markdown", "pa[]", false, PAIDMARK_GUESS_ANY},
    {"bracket", "pa[x", false, PAIDMARK_GUESS_NONE},
    {"backslash", "pa\\x", false, PAIDMARK_GUESS_ANY},
    {"tag", "pa<x>idbegin", false, PAIDMARK_GUESS_ANY},
    {"tag_before_another_word", "pa<x>xyz", false, PAIDMARK_GUESS_NONE},

    {"name", ".paidbegin", true, PAIDMARK_GUESS_ANY},
    {"other_word", "a clear", true, PAIDMARK_GUESS_NONE},
    {"word_with_a_letter_of_a_name", "a mean", true, PAIDMARK_GUESS_NONE},
    {"letters_beyond_ascii", "a caf\u00e9", true, PAIDMARK_GUESS_NONE},
    {"letters_that_look_like_none_of_ascii", "a \u0436\u0443\u043a", true, PAIDMARK_GUESS_NONE},
    {"ideographs", "一 付费", true, PAIDMARK_GUESS_NONE},
    {"tag", "paid<x>", true, PAIDMARK_GUESS_ANY},
    {"brace_that_may_end_a_tag", "paid}", true, PAIDMARK_GUESS_ANY},
    {"in_an_escape", "&clear", true, PAIDMARK_GUESS_ANY},
    {"behind_an_escape", "&am clear", true, PAIDMARK_GUESS_NONE},
    {"in_a_sequence_of_terminals", "\x1B[ clear", true, PAIDMARK_GUESS_NONE},
};

static enum paidmark_guess guess_at_once(const struct paidmark_marker_set *set, const char *text, bool to_left)
{
    size_t bytes = strlen(text);
    unsigned char *copy = (unsigned char *)exact_copy(text, bytes);
    struct paidmark_stretch stretch = {.text = copy, .end = bytes, .matcher = &set->matcher};
    enum paidmark_guess guess = to_left ? paidmark_guess_before(&set->names.ends, &stretch, bytes, NO_SIGN)
                                        : paidmark_guess_behind(&set->names.begins, &stretch, 0, 0);

    free(copy);
    return guess;
}

static void what_can_be_no_name_is_ruled_out(void **state)
{
    struct paidmark_marker_set *set = new_set("default", NULL, 0);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(guess_rows); i++) {
        const struct guess_row *row = &guess_rows[i];
        enum paidmark_guess guess = guess_at_once(set, row->text, row->to_left);

        if (guess != row->guess)
            fail_msg("%s to the %s: %d", row->name, row->to_left ? "left" : "right", (int)guess);
    }
    paidmark_marker_set_free(set);
}

/* Else time would grow with the square of the size where a text is nothing but tags. */
static void tags_in_a_gap_are_counted(void **state)
{
    struct paidmark_marker_set *set = new_set("default", NULL, 0);
    char text[sizeof "paid<b>begin" + 3 * PAIDMARK_GAP_PIECES_MAX];

    (void)state;
    for (size_t tags = PAIDMARK_GAP_PIECES_MAX; tags <= PAIDMARK_GAP_PIECES_MAX + 1; tags++) {
        char *end = text + sprintf(text, "paid");

        for (size_t i = 0; i < tags; i++)
            end += sprintf(end, "<b>");
        sprintf(end, "begin");
        assert_int_equal(guess_at_once(set, text, false),
                         tags > PAIDMARK_GAP_PIECES_MAX ? PAIDMARK_GUESS_SHORT : PAIDMARK_GUESS_ANY);
    }
    paidmark_marker_set_free(set);
}

static void names_of_one_length_that_begin_alike_are_told_apart(void **state)
{
    const struct paidmark_marker_pair pair = {"[tail]", 6, "[told]", 6, 0, 0};
    struct paidmark_marker_set *set = new_set(NULL, &pair, 1);

    (void)state;
    assert_int_equal(guess_at_once(set, "tail]", false), PAIDMARK_GUESS_SHORT);
    assert_int_equal(guess_at_once(set, "told]", false), PAIDMARK_GUESS_SHORT);
    assert_int_equal(guess_at_once(set, "tald]", false), PAIDMARK_GUESS_NONE);
    assert_int_equal(guess_at_once(set, "toil]", false), PAIDMARK_GUESS_NONE);
    paidmark_marker_set_free(set);
}

/* 优 has those of 付. */
static void letters_beyond_ascii_are_told_apart_by_their_low_bits(void **state)
{
    const struct paidmark_marker_pair pair = {TOKEN("[付费]"), TOKEN("[жук]"), 0, 0};
    struct paidmark_marker_set *set = new_set(NULL, &pair, 1);

    (void)state;
    assert_int_equal(guess_at_once(set, "付费]", false), PAIDMARK_GUESS_SHORT);
    assert_int_equal(guess_at_once(set, "жук]", false), PAIDMARK_GUESS_SHORT);
    assert_int_equal(guess_at_once(set, "优费]", false), PAIDMARK_GUESS_SHORT);
    assert_int_equal(guess_at_once(set, "这张]", false), PAIDMARK_GUESS_NONE);
    assert_int_equal(guess_at_once(set, "жар]", false), PAIDMARK_GUESS_NONE);
    paidmark_marker_set_free(set);
}

static void words_of_a_few_letters_are_looked_up_at_once(void **state)
{
    static const struct {
        const char *text;
        bool is_begin, is_end; /* of a name, perhaps */
    } words[] = {
        {"xyz, and so xyz", false, false},   {"paid, and the end", true, true},  {"xyz\b and so x\byz", true, true},
        {"quartz, or quartz", false, false}, {"一二三四五六七八", false, false}, {"\u00e9tat, a caf\u00e9", true, true},
    };
    struct paidmark_marker_set *set = new_set("default", NULL, 0);
    const struct paidmark_automaton *begins = &set->names.behind[1], *ends = &set->names.ends;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        struct paidmark_stretch stretch = {
            .text = (const unsigned char *)words[i].text, .end = strlen(words[i].text), .matcher = &set->matcher};

        if (paidmark_other_word_begins(begins, &stretch, 0) == words[i].is_begin)
            fail_msg("what begins \"%s\"", words[i].text);
        if (paidmark_other_word_ends(ends, &stretch, stretch.end) == words[i].is_end)
            fail_msg("what ends \"%s\"", words[i].text);
    }
    paidmark_marker_set_free(set);
}

/* ---- The search, with the filter and without --------------------------------------------------------------------- */

static bool filters = true;

/* The linker puts these in place of those without __wrap_ and with __real_. */
enum paidmark_guess __real_paidmark_guess_behind(const struct paidmark_automaton *automaton,
                                                 const struct paidmark_stretch *stretch, size_t at, unsigned char sign);
enum paidmark_guess __wrap_paidmark_guess_behind(const struct paidmark_automaton *automaton,
                                                 const struct paidmark_stretch *stretch, size_t at, unsigned char sign);
enum paidmark_guess __real_paidmark_guess_before(const struct paidmark_automaton *automaton,
                                                 struct paidmark_stretch *stretch, size_t at, unsigned char sign);
enum paidmark_guess __wrap_paidmark_guess_before(const struct paidmark_automaton *automaton,
                                                 struct paidmark_stretch *stretch, size_t at, unsigned char sign);
bool __real_paidmark_may_have_sign_behind(const struct paidmark_stretch *stretch, size_t at);
bool __wrap_paidmark_may_have_sign_behind(const struct paidmark_stretch *stretch, size_t at);

enum paidmark_guess __wrap_paidmark_guess_behind(const struct paidmark_automaton *automaton,
                                                 const struct paidmark_stretch *stretch, size_t at, unsigned char sign)
{
    return filters ? __real_paidmark_guess_behind(automaton, stretch, at, sign) : PAIDMARK_GUESS_ANY;
}

enum paidmark_guess __wrap_paidmark_guess_before(const struct paidmark_automaton *automaton,
                                                 struct paidmark_stretch *stretch, size_t at, unsigned char sign)
{
    return filters ? __real_paidmark_guess_before(automaton, stretch, at, sign) : PAIDMARK_GUESS_ANY;
}

bool __wrap_paidmark_may_have_sign_behind(const struct paidmark_stretch *stretch, size_t at)
{
    return !filters || __real_paidmark_may_have_sign_behind(stretch, at);
}

static size_t documents_with_lookalikes;

static void outline_of(struct outline *outline, const struct random_text *text, const struct paidmark_marker_set *set)
{
    struct paidmark_document *document = new_document();
    struct paidmark_options options = OPTIONS(.flags = PAIDMARK_OPTION_SALVAGE, .markers = set);

    paidmark_parse(document, (const char *)text->text, text->bytes, &options);
    outline_write(outline, document);
    paidmark_document_free(document);
}

static void check_search(const struct random_text *text, const struct paidmark_marker_set *set)
{
    static struct outline with, without;

    outline_of(&with, text, set);
    filters = false;
    outline_of(&without, text, set);
    filters = true;
    if (strcmp(with.text, without.text) != 0)
        fail_at(text, 0, "the filter changes what is found");
    assert_string_equal(with.text, without.text);
    documents_with_lookalikes += strstr(with.text, "lookalike-marker") != NULL;
}

static void the_filter_changes_nothing_that_is_found(void **state)
{
    struct random random = {UINT64_C(0x9E3779B97F4A7C15)};

    (void)state;
    for (size_t i = 0; i < random_set_count(); i++) {
        struct paidmark_marker_set *set = random_set(i);

        for (size_t k = 0; k < 10 * random_texts; k++) {
            struct random_text text;

            random_text_make(&text, &random, set, 1 + random_below(&random, 100));
            check_search(&text, set);
            random_text_free(&text);
        }
        paidmark_marker_set_free(set);
    }
    assert_true(documents_with_lookalikes > random_texts * random_set_count());
}

/* The tests above test nothing where either answer is rare. */
static void both_answers_are_common(void **state)
{
    (void)state;
    print_message("             whole: %zu ruled out, %zu left, %zu found\n", whole.ruled_out, whole.may_be,
                  whole.found);
    print_message("             misspelt: %zu ruled out, %zu left, %zu found\n", misspelt.ruled_out, misspelt.may_be,
                  misspelt.found);
    assert_true(whole.ruled_out > 10000 && whole.found > 3000);
    assert_true(misspelt.ruled_out > 10000 && misspelt.found > 10000);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_name_is_ruled_out_that_reading_finds),
        cmocka_unit_test(what_can_be_no_name_is_ruled_out),
        cmocka_unit_test(tags_in_a_gap_are_counted),
        cmocka_unit_test(names_of_one_length_that_begin_alike_are_told_apart),
        cmocka_unit_test(letters_beyond_ascii_are_told_apart_by_their_low_bits),
        cmocka_unit_test(words_of_a_few_letters_are_looked_up_at_once),
        cmocka_unit_test(the_filter_changes_nothing_that_is_found),
        cmocka_unit_test(both_answers_are_common),
    };

    if (argc > 1)
        random_texts = strtoul(argv[1], NULL, 10);
    return cmocka_run_group_tests_name("prefilter", tests, NULL, NULL);
}
