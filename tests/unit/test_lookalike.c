/* test_lookalike.c - damaged markers: what the examples of chapter 6 of the specification have no words for
 * SPDX-License-Identifier: MIT
 *
 * Which kind of marker each resembles, and which one of its set is suggested; that what is found depends neither on the
 * kernel nor on where in the text it stands, and not on what is behind its end.
 */
#include "random_text.h"

#include "scan/scan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Kinds and suggestions --------------------------------------------------------------------------------------- */

static const struct paidmark_marker_pair hidden_pair = {TOKEN("<hidden-part>"), TOKEN("</hidden-part>"), 0, 0};
static const struct paidmark_marker_pair ideograph_pair = {TOKEN("【付费开始】"), TOKEN("【付费结束】"), 0, 0};
static const struct paidmark_marker_pair sign_pair = {TOKEN("[["), TOKEN("]]"), 0, 0};
static const struct paidmark_marker_pair name_pair = {TOKEN("[paidbegin]"), TOKEN("[paidend]"), 0, 0};
static const struct paidmark_marker_pair section_pair = {TOKEN("§pq§"), TOKEN("§/pq§"), 0, 0};
static const struct paidmark_marker_pair environment_pair = {TOKEN("\\begin{paid}"), TOKEN("\\end{paid}"), 0, 0};
static const struct paidmark_marker_pair quoted_pair = {TOKEN("'secret zone'"), TOKEN("%secret end%"), 0, 0};
static const struct paidmark_marker_pair ligature_pair = {TOKEN("[[fit zone"), TOKEN("[[fit end"), 0, 0};
static const struct paidmark_marker_pair dashed_divider = {TOKEN("%%lock-here%%"), NULL, 0, 0, 0};

/* What is found is written as `begin` or `end`, an equals sign, the look-alike, `~` and the suggestion, one behind the
 * other with bars between. */
struct row {
    const char *name;
    const char *names; /* of the set */
    const struct paidmark_marker_pair *own;
    const char *text;
    const char *found;
};

static const struct row rows[] = {
    {"default", "default", NULL, "#paidbegin# 和 ##PaidEnd##",
     "begin=#paidbegin#~##paidbegin##|end=##PaidEnd##~##paidend##"},
    {"default_and_the_other_tokens_of_fastadmin", "default", NULL, "$$paidbegin$$ </paid>",
     "begin=$$paidbegin$$~##paidbegin##|end=</paid>~##paidend##"},
    {"fastadmin", "fastadmin", NULL, "$paidbegin$ #paidend# <Paid> </ paid>",
     "begin=$paidbegin$~$$paidbegin$$|end=#paidend#~##paidend##|begin=<Paid>~<paid>|end=</ paid>~</paid>"},
    {"bare_name_is_the_first_token_of_that_name", "fastadmin", NULL, "paidbegin, paidend.",
     "begin=paidbegin~##paidbegin##|end=paidend~##paidend##"},
    {"ghost", "ghost", NULL, "<!-- members only -->", "begin=<!-- members only -->~<!--members-only-->"},
    {"block_of_ghost", "ghost", NULL, "<!-- kg-gated-block begin --> <!-- kg-gated-block end -->",
     "begin=<!-- kg-gated-block begin -->~<!--kg-gated-block:begin-->|end=<!-- kg-gated-block end -->~"
     "<!--kg-gated-block:end-->"},
    {"names_of_fastadmin_in_ghost", "ghost", NULL, "#paidbegin# 和 #paidend# <paid> </paid>",
     "begin=#paidbegin#~<!--members-only-->|end=#paidend#~<!--kg-gated-block:end-->|begin=<paid>~<!--members-only-->|"
     "end=</paid>~<!--kg-gated-block:end-->"},
    {"more", "more", NULL, "<!--MORE-->", "begin=<!--MORE-->~<!--more-->"},
    {"nothing_to_suggest_for_an_end_among_dividers", "more", NULL, "#paidbegin# 和 #paidend#",
     "begin=#paidbegin#~<!--more-->|end=#paidend#~"},
    {"several_named_sets", "more,ghost", NULL, "<!-- more --> 和 #paidbegin# 和 #paidend#",
     "begin=<!-- more -->~<!--more-->|begin=#paidbegin#~<!--more-->|end=#paidend#~<!--kg-gated-block:end-->"},
    {"names_of_other_sets_but_fastadmin_are_not_looked_for", "default", NULL, "<!-- more --> <!-- members only -->",
     ""},
    {"own_pair", NULL, &hidden_pair, "&lt;hidden-part> 和 < Hidden part >",
     "begin=&lt;hidden-part>~<hidden-part>|begin=< Hidden part >~<hidden-part>"},
    {"signs_that_another_one_has_taken", "fastadmin", NULL, "$paidbegin$ #paidend#",
     "begin=$paidbegin$~$$paidbegin$$|end=#paidend#~##paidend##"},
    {"signs_that_another_one_has_taken_beside_a_bare_name", "default", NULL, "#paidbegin## paidend",
     "begin=#paidbegin##~##paidbegin##|end=paidend~##paidend##"},
    {"own_pair_of_ideographs", NULL, &ideograph_pair, "[付费开始] 〖付费结束〗",
     "begin=[付费开始]~【付费开始】|end=〖付费结束〗~【付费结束】"},
    {"own_pair_without_letters", NULL, &sign_pair, "［［ #paidbegin# 和 #paidend#",
     "begin=#paidbegin#~[[|end=#paidend#~]]"},
    {"own_pair_of_two_letters_that_not_everything_may_part", NULL, &section_pair, "§p@q§ 和 §p:q§", "begin=§p:q§~§pq§"},
    {"own_pair_of_the_same_names", NULL, &name_pair, "#paidend# 【paidend】",
     "end=#paidend#~[paidend]|end=【paidend】~[paidend]"},
    {"own_pair_with_a_rare_sign_on_its_right", NULL, &environment_pair, "\\begipai}", "begin=\\begipai}~\\begin{paid}"},
    {"own_pair_with_the_neighbours_of_an_ampersand", NULL, &quoted_pair, "'_secrte zone_' 和 %_secrte end_%",
     "begin='_secrte zone_'~'secret zone'|end=%_secrte end_%~%secret end%"},
    {"own_pair_of_which_an_escape_is_two_letters", NULL, &ligature_pair, "%EF%AC%81tzone", ""},
    {"own_divider", NULL, &dashed_divider, "%%LOCK HERE%% 和 #paidend#",
     "begin=%%LOCK HERE%%~%%lock-here%%|end=#paidend#~"},
    {"own_divider_and_a_named_set", "default", &dashed_divider, "%%lock_here%% #paidbegin# 和 #paidend#",
     "begin=%%lock_here%%~%%lock-here%%|begin=#paidbegin#~##paidbegin##|end=#paidend#~##paidend##"},
    {"anchor_of_pandoc_in_ideographs", "default", NULL, "paidbegn[]{#标题目}##",
     "begin=paidbegn[]{#标题目}##~##paidbegin##"},
    {"anchor_of_pandoc_in_more_ideographs", "default", NULL, "paidbegn[]{#标题目录}##",
     "begin=paidbegn[]{#标题目录}##~##paidbegin##"},
    {"sequence_of_terminals_before_the_rest_of_a_name", "default", NULL, "paidbeg\x1B[2 qmi##",
     "begin=paidbeg\x1B[2 qmi##~##paidbegin##"},
    {"sequence_of_terminals_behind_a_sign", "default", NULL, "text\n<\x1B[ qpaid>",
     "begin=<\x1B[ qpaid>~##paidbegin##"},
    {"nothing", "default", NULL, "it is paid beginning in May; #paid# $100 rapid ## Paid content", ""},
};

static void write_found(struct outline *found, const struct paidmark_document *document, const char *text)
{
    const struct paidmark_problem *problem;

    found->bytes = 0;
    found->text[0] = '\0';
    for (size_t i = 0; (problem = paidmark_problem_at(document, i)); i++) {
        if (problem->code != PAIDMARK_PROBLEM_LOOKALIKE_MARKER)
            continue;
        assert_true(problem->resembles == PAIDMARK_MARKER_BEGIN || problem->resembles == PAIDMARK_MARKER_END);
        outline_add(found, "%s%s=%.*s~%.*s", found->bytes > 0 ? "|" : "",
                    problem->resembles == PAIDMARK_MARKER_BEGIN ? "begin" : "end", (int)problem->bytes,
                    text + problem->offset, (int)problem->suggestion_bytes,
                    problem->suggestion ? problem->suggestion : "");
    }
}

static struct paidmark_marker_set *set_of(const struct row *row)
{
    return new_set(row->names, row->own, row->own ? 1 : 0);
}

static void check_found_by(const struct paidmark_kernel *kernel, const char *text, size_t bytes,
                           const struct paidmark_options *options, const char *expected)
{
    struct paidmark_document *document = new_document();
    struct outline found;

    paidmark_parse_with(kernel, document, text, bytes, options);
    write_found(&found, document, text);
    assert_string_equal(found.text, expected);
    check_document(document, text, bytes);
    paidmark_document_free(document);
}

static void check_found(const char *text, size_t bytes, const struct paidmark_options *options, const char *expected)
{
    for (size_t i = 0; i < paidmark_kernel_count; i++) {
        if (paidmark_kernels[i].supported())
            check_found_by(&paidmark_kernels[i], text, bytes, options, expected);
    }
}

static void kind_and_suggestion_are_told(void **state)
{
    const struct row *row = *state;
    struct paidmark_marker_set *set = set_of(row);
    struct paidmark_options options = OPTIONS(.markers = set);
    size_t bytes = strlen(row->text);
    char *copy = exact_copy(row->text, bytes);

    check_found(copy, bytes, &options, row->found);
    free(copy);
    paidmark_marker_set_free(set);
}

/* Places around the end of a window, and of a block of 64 bytes. */
static void the_same_is_found_everywhere(void **state)
{
    static const size_t places[] = {64, PAIDMARK_WINDOW_BYTES};
    const struct row *row = *state;
    struct paidmark_marker_set *set = set_of(row);
    struct paidmark_options options = OPTIONS(.markers = set);
    size_t bytes = strlen(row->text);

    for (size_t i = 0; i < COUNT_OF(places); i++) {
        for (size_t back = 0; back <= bytes && back < places[i]; back++) {
            size_t before = places[i] - back;
            char *text = allocate(before + bytes);

            memset(text, '.', before);
            memcpy(text + before, row->text, bytes);
            check_found_by(paidmark_kernel_chosen(), text, before + bytes, &options, row->found);
            free(text);
        }
    }
    paidmark_marker_set_free(set);
}

static void nothing_is_found_when_switched_off(void **state)
{
    const struct row *row = *state;
    struct paidmark_marker_set *set = set_of(row);
    struct paidmark_options options = OPTIONS(.flags = PAIDMARK_OPTION_NO_LOOKALIKES, .markers = set);

    check_found(row->text, strlen(row->text), &options, "");
    paidmark_marker_set_free(set);
}

/* ---- Random texts ------------------------------------------------------------------------------------------------ */

static void parse(struct paidmark_document *document, const struct paidmark_kernel *kernel, const char *text,
                  size_t bytes, const struct paidmark_marker_set *set)
{
    struct paidmark_options options = OPTIONS(.flags = PAIDMARK_OPTION_SALVAGE, .markers = set);

    paidmark_parse_with(kernel, document, text, bytes, &options);
    check_document(document, text, bytes);
}

/* Look-alikes do not overlap each other, nor do exact markers lie in them. */
static void check_extents(const struct paidmark_document *document, const struct random_text *text,
                          const struct paidmark_marker_set *set)
{
    const struct paidmark_problem *problem;
    size_t end = 0;

    for (size_t i = 0; (problem = paidmark_problem_at(document, i)); i++) {
        if (problem->code != PAIDMARK_PROBLEM_LOOKALIKE_MARKER)
            continue;
        if (problem->offset < end || problem->bytes == 0)
            fail_at(text, problem->offset, "look-alikes overlap");
        end = problem->offset + problem->bytes;
        if (!is_character_start(text, problem->offset) || !is_character_start(text, end))
            fail_at(text, problem->offset, "a look-alike has half a character");
        for (size_t at = problem->offset; at < end; at++) {
            if (paidmark_is_token_at(&set->matcher, text->text, at, text->bytes))
                fail_at(text, at, "a marker is in a look-alike");
        }
    }
}

/* With what is left of the text behind the end, and without. */
static void check_text(const struct random_text *text, const struct paidmark_marker_set *set, size_t bytes)
{
    struct paidmark_document *expected = new_document(), *document = new_document();
    char *copy = exact_copy((const char *)text->text, bytes);

    parse(expected, &paidmark_kernels[paidmark_kernel_count - 1], copy, bytes, set);
    for (size_t i = 0; i < paidmark_kernel_count; i++) {
        if (!paidmark_kernels[i].supported())
            continue;
        parse(document, &paidmark_kernels[i], copy, bytes, set);
        check_same(document, expected);
    }
    check_extents(expected, &(struct random_text){(unsigned char *)copy, bytes}, set);
    free(copy);
    paidmark_document_free(document);
    paidmark_document_free(expected);
}

static void damaged_markers_are_read_the_same_by_all_kernels(void **state)
{
    struct random random = {UINT64_C(0x9E3779B97F4A7C15)};

    (void)state;
    for (size_t i = 0; i < random_set_count(); i++) {
        struct paidmark_marker_set *set = random_set(i);

        for (size_t k = 0; k < 1500; k++) {
            struct random_text text;
            size_t bytes;

            random_text_make(&text, &random, set, 1 + random_below(&random, 200));
            for (bytes = random_below(&random, text.bytes); !is_character_start(&text, bytes); bytes--)
                ;
            check_text(&text, set, text.bytes);
            check_text(&text, set, bytes);
            random_text_free(&text);
        }
        paidmark_marker_set_free(set);
    }
}

/* ---- Markers of any token ---------------------------------------------------------------------------------------- */

/* Where a token begins in a name, it ends what may be one. */
static void token_of_any_letter_ends_a_name(void **state)
{
    static const char letters[] = "abyzABYZmM";

    (void)state;
    for (size_t i = 0; letters[i]; i++) {
        const char begin[] = {letters[i], '1'}, end[] = {letters[i], '2'};
        const struct paidmark_marker_pair pair = {begin, sizeof begin, end, sizeof end, 0, 0};
        struct paidmark_marker_set *set = new_set(NULL, &pair, 1);
        const struct paidmark_options options = OPTIONS(.markers = set);
        char text[32], expected[64];

        snprintf(text, sizeof text, "paidbegin%c1 x %c2", letters[i], letters[i]);
        snprintf(expected, sizeof expected, "begin=paidbegin~%c1", letters[i]);
        check_found(text, strlen(text), &options, expected);
        paidmark_marker_set_free(set);
    }
}

/* Signs before a marker do not hide it, however many there are and however it begins. */
static void check_marker_behind(const char *sign, size_t before, size_t own)
{
    struct outline token = {.bytes = 0}, text = {.bytes = 0}, expected = {.bytes = 0};
    struct paidmark_marker_pair pair = {token.text, 0, "]", 1, 0, 0};
    struct paidmark_options options = OPTIONS(0);
    struct paidmark_marker_set *set;

    for (size_t i = 0; i < own; i++)
        outline_add(&token, "%s", sign);
    outline_add(&token, "x");
    pair.begin_bytes = token.bytes;
    set = new_set(NULL, &pair, 1);
    options.markers = set;
    outline_add(&text, ".");
    for (size_t i = 0; i < before; i++)
        outline_add(&text, "%s", sign);
    outline_add(&expected, "ok/1 free[%s] paid1[b]", text.text);
    outline_add(&text, "%sb]", token.text);
    check_outline(text.text, text.bytes, &options, expected.text);
    paidmark_marker_set_free(set);
}

static void signs_of_any_number_hide_no_marker(void **state)
{
    static const char *const signs[] = {"#", "$", "＃", "\u266F", "&#35;"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(signs); i++) {
        for (size_t own = 0; own * strlen(signs[i]) < 14; own++) {
            for (size_t before = 0; before < 80; before += before < 40 ? 1 : 7)
                check_marker_behind(signs[i], before, own);
        }
    }
}

int main(void)
{
    static struct suite suite;

    SUITE_ADD_ROWS(&suite, kind_and_suggestion_are_told, rows);
    SUITE_ADD_ROWS(&suite, the_same_is_found_everywhere, rows);
    SUITE_ADD_ROWS(&suite, nothing_is_found_when_switched_off, rows);
    SUITE_ADD(&suite, damaged_markers_are_read_the_same_by_all_kernels);
    SUITE_ADD(&suite, token_of_any_letter_ends_a_name);
    SUITE_ADD(&suite, signs_of_any_number_hide_no_marker);
    return suite_run(&suite, "lookalike");
}
