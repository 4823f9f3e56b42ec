/* test_anchors.c - which names have an anchor where they begin, and which signs are one
 * SPDX-License-Identifier: MIT
 */
#include "random_text.h"

#include "lookalike/anchors.h"
#include "lookalike/spelling.h"
#include "scan/scan.h"
#include "utf8.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t random_texts = 1000; /* of each set of markers; another number may be given */

/* ---- Anchors of a text ------------------------------------------------------------------------------------------- */

static bool anchors[16 * RANDOM_TEXT_MAX];

static void find_anchors(const unsigned char *text, size_t bytes, const struct paidmark_marker_set *set)
{
    static struct paidmark_window window;

    assert_true(paidmark_kernel_chosen()->scan(text, 0, bytes, true, &set->matcher.fingerprints, &window));
    memset(anchors, 0, sizeof anchors);
    for (size_t i = 0; i < window.block_count; i++) {
        for (size_t bit = 0; bit < PAIDMARK_BLOCK_BYTES; bit++)
            anchors[window.blocks[i].offset + bit] |= window.blocks[i].anchors >> bit & 1;
    }
}

static bool has_anchor(size_t begin, size_t end)
{
    return memchr(anchors + begin, true, end - begin) != NULL;
}

/* ---- How names begin --------------------------------------------------------------------------------------------- */

static uint32_t letter_of(const struct paidmark_name *name, size_t i)
{
    return name->letters[i] & ~PAIDMARK_SYMBOL_LETTER;
}

static bool is_letter(const struct random_text *text, size_t at, const struct paidmark_name *name, size_t i)
{
    uint32_t letter = letter_of(name, i);

    return at < text->bytes && letter < 0x80 &&
           (text->text[at] == letter || (letter >= 'a' && text->text[at] == (letter ^ 0x20)));
}

static bool is_one_of(const struct random_text *text, size_t at, const char *bytes)
{
    return at < text->bytes && text->text[at] != '\0' && strchr(bytes, text->text[at]);
}

/* What may begin anything behind a letter. */
static bool is_starter(const struct random_text *text, size_t at)
{
    if (at < text->bytes && text->text[at] >= 0xC0)
        return (text->text[at] & 15) != 5 && (text->text[at] & 15) != 6;
    return is_one_of(text, at, "\n\f\r:<=?\\]_|}");
}

/* In a row; or two of them with a blank or a joiner between; or the first or second one, and behind it a starter. */
static bool begins_as_promised(const struct random_text *text, size_t at, const struct paidmark_name *name)
{
    if (!is_letter(text, at, name, 0))
        return false;
    if (name->count == 1 || is_starter(text, at + 1))
        return true;
    if (name->count > 2 && is_one_of(text, at + 1, " ") && is_letter(text, at + 2, name, 1) &&
        is_letter(text, at + 3, name, 2))
        return true;
    if (!is_letter(text, at + 1, name, 1))
        return false;
    return name->count == 2 || is_starter(text, at + 2) || is_letter(text, at + 2, name, 2) ||
           (is_one_of(text, at + 2, "*") && is_one_of(text, at + 3, "*")) ||
           (is_one_of(text, at + 2, " *+,-./:;<=>?") && is_letter(text, at + 3, name, 2));
}

/* Four-byte characters that are no mathematical ones, and some of three bytes, share their nibbles with emoji and
 * punctuation. */
static bool is_left_out(const unsigned char *character)
{
    if (character[0] >= 0xF0)
        return character[0] != 0xF0 || character[1] != 0x9D;
    if (character[0] < 0xE0 || (character[0] == 0xEF && (character[1] == 0xBC || character[1] == 0xBD)))
        return false;
    return character[0] >= 0xE3 || memchr("\x0\x8\xA\xC\xE\xF", character[1] & 15, 6);
}

static bool is_promised(const struct random_text *text, size_t at, const struct paidmark_name *name)
{
    uint32_t symbols[PAIDMARK_PIECE_SYMBOLS_MAX];
    size_t bytes;

    if (text->text[at] < 0x80)
        return begins_as_promised(text, at, name);
    return (name->is_cjk || !is_left_out(text->text + at)) &&
           paidmark_fold(paidmark_code_point(text->text + at, &bytes), symbols) > 0;
}

static size_t names_checked;

/* Whatever spells a name and begins so has an anchor within reach. */
static void check_place(struct paidmark_stretch *stretch, const struct random_text *text, size_t at,
                        const struct paidmark_names *names)
{
    size_t reach = text->bytes - at > PAIDMARK_ANCHOR_REACH ? at + PAIDMARK_ANCHOR_REACH + 1 : text->bytes;
    struct paidmark_spelling spelling;

    for (size_t i = 0; i < names->count; i++) {
        const struct paidmark_name *name = &names->items[i];

        if (!is_promised(text, at, name) || !paidmark_spells(stretch, at, name, &spelling))
            continue;
        names_checked++;
        if (!has_anchor(at, reach))
            fail_at(text, at, "this name has no anchor");
    }
}

static void check_names(const struct random_text *text, const struct paidmark_marker_set *set)
{
    struct paidmark_stretch stretch = {.text = text->text, .end = text->bytes, .matcher = &set->matcher};

    find_anchors(text->text, text->bytes, set);
    for (unsigned reading = 0; reading < 2; reading++) {
        stretch.without_tags = reading > 0;
        for (size_t at = 0; at < text->bytes; at++) {
            if (is_character_start(text, at))
                check_place(&stretch, text, at, &set->names);
        }
    }
}

/* Behind two letters that are none of the name. */
static void check_beginning(const struct paidmark_marker_set *set, const char *beginning)
{
    char text[32];
    size_t bytes = (size_t)snprintf(text, sizeof text, "zz%s", beginning);

    find_anchors((const unsigned char *)text, bytes, set);
    if (!has_anchor(2, bytes))
        fail_msg("%s has no anchor", beginning);
}

/* A letter or a sign of ASCII, escaped. */
static void check_escapes(const struct paidmark_marker_set *set, unsigned character)
{
    static const char *const formats[] = {"%%%02X", "%%%02x", "\\x%02X", "\\x%02x", "\\u%04x", "=%02X"};
    size_t count = COUNT_OF(formats) - ((character & 15) > 9);
    char beginning[16];

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    for (size_t i = 0; i < count; i++) {
        snprintf(beginning, sizeof beginning, formats[i], character);
        check_beginning(set, beginning);
    }
#pragma GCC diagnostic pop
}

/* A name whose first three letters are of ASCII, those that have a bit here in capitals. */
static void check_plain_beginnings(const struct paidmark_marker_set *set, const struct paidmark_name *name,
                                   unsigned capitals)
{
    static const char *const formats[] = {"%c%c%c",  "%c %c%c",  "%c%c %c",  "%c%c*%c", "%c%c**%c", "%c%c,%c",
                                          "%c%c-%c", "%c%c/%c",  "%c%c:%c",  "%c%c<%c", "%c%c?%c",  "%c<%c%c",
                                          "%c_%c%c", "%c\n%c%c", "%c\\%c%c", "%c|%c%c", "%c}%c%c",  "%c]%c%c"};
    char letters[3], beginning[16];

    for (size_t i = 0; i < COUNT_OF(letters); i++) {
        letters[i] = (char)letter_of(name, i);
        if (capitals >> i & 1 && letters[i] >= 'a')
            letters[i] ^= 0x20;
    }
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    for (size_t i = 0; i < COUNT_OF(formats); i++) {
        snprintf(beginning, sizeof beginning, formats[i], letters[0], letters[1], letters[2]);
        check_beginning(set, beginning);
    }
#pragma GCC diagnostic pop
}

/* A name that begins with an ideograph: as it is, and escaped. */
static void check_ideograph(const struct paidmark_marker_set *set, uint32_t code_point)
{
    char character[8], beginning[16];
    const unsigned char *bytes = (const unsigned char *)character;

    character[encode_utf8(code_point, character)] = '\0';
    check_beginning(set, character);
    snprintf(beginning, sizeof beginning, "%%%02X%%%02X%%%02X", bytes[0], bytes[1], bytes[2]);
    check_beginning(set, beginning);
    snprintf(beginning, sizeof beginning, "%%%02x%%%02x%%%02x", bytes[0], bytes[1], bytes[2]);
    check_beginning(set, beginning);
    snprintf(beginning, sizeof beginning, "=%02X=%02X=%02X", bytes[0], bytes[1], bytes[2]);
    check_beginning(set, beginning);
    snprintf(beginning, sizeof beginning, "\\u%04x", (unsigned)code_point);
    check_beginning(set, beginning);
    snprintf(beginning, sizeof beginning, "\\u%04X", (unsigned)code_point);
    check_beginning(set, beginning);
    snprintf(beginning, sizeof beginning, "\\u{%x}", (unsigned)code_point);
    check_beginning(set, beginning);
}

static bool is_plain(const struct paidmark_name *name)
{
    return name->count >= 3 && letter_of(name, 0) < 0x80 && letter_of(name, 1) < 0x80 && letter_of(name, 2) < 0x80;
}

static void beginnings_have_anchors(void **state)
{
    size_t plain = 0, ideographs = 0;

    (void)state;
    for (size_t i = 0; i < random_set_count(); i++) {
        struct paidmark_marker_set *set = random_set(i);

        for (size_t k = 0; k < set->names.count; k++) {
            const struct paidmark_name *name = &set->names.items[k];

            if (is_plain(name)) {
                for (unsigned capitals = 0; capitals < 8; capitals++)
                    check_plain_beginnings(set, name, capitals);
                check_escapes(set, letter_of(name, 0));
                check_escapes(set, (unsigned)toupper((int)letter_of(name, 0)));
                plain++;
            } else if (letter_of(name, 0) >= 0x3000) {
                check_ideograph(set, letter_of(name, 0));
                ideographs++;
            }
        }
        for (unsigned sign = 0; sign < 0x80; sign++) {
            if (paidmark_is_rare_sign(&set->names, sign))
                check_escapes(set, sign);
        }
        paidmark_marker_set_free(set);
    }
    assert_true(plain > 10 && ideographs > 0);
}

/* Kana, ideographs, Yi, Hangul, with another form of one, as a token has it and as it is folded. */
static void letters_that_texts_are_made_of_have_anchors(void **state)
{
    static const struct {
        struct paidmark_marker_pair pair;
        uint32_t letters[2];
    } rows[] = {
        {{TOKEN("【㐀甲】"), TOKEN("【鿿甲】"), 0, 0}, {0x3400, 0x9FFF}},
        {{TOKEN("【ここ】"), TOKEN("【ꀀꀀ】"), 0, 0}, {0x3053, 0xA000}},
        {{TOKEN("【가나】"), TOKEN("【힣나】"), 0, 0}, {0xAC00, 0xD7A3}},
        {{TOKEN("【会员】"), TOKEN("【結束】"), 0, 0}, {0x6703, 0x7ED3}},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct paidmark_marker_set *set = new_set(NULL, &rows[i].pair, 1);

        check_ideograph(set, rows[i].letters[0]);
        check_ideograph(set, rows[i].letters[1]);
        paidmark_marker_set_free(set);
    }
}

/* ---- With all bytes for anchors ---------------------------------------------------------------------------------- */

static size_t lookalikes_checked;

static void parse(struct paidmark_document *document, const struct random_text *text,
                  const struct paidmark_marker_set *set)
{
    struct paidmark_options options = OPTIONS(.flags = PAIDMARK_OPTION_SALVAGE, .markers = set);

    paidmark_parse(document, (const char *)text->text, text->bytes, &options);
}

static const struct paidmark_problem *first_lookalike(const struct paidmark_document *document)
{
    const struct paidmark_problem *problem;

    for (size_t i = 0; (problem = paidmark_problem_at(document, i)); i++) {
        if (problem->code == PAIDMARK_PROBLEM_LOOKALIKE_MARKER)
            return problem;
    }
    return NULL;
}

/* Whether the first three letters of a name stand here in a row. */
static bool has_letters_in_a_row(const struct random_text *text, const struct paidmark_problem *problem,
                                 const struct paidmark_names *names)
{
    for (size_t at = problem->offset; at + 3 <= problem->offset + problem->bytes; at++) {
        for (size_t i = 0; i < names->count; i++) {
            const struct paidmark_name *name = &names->items[i];

            if (name->count >= 3 && is_letter(text, at, name, 0) && is_letter(text, at + 1, name, 1) &&
                is_letter(text, at + 2, name, 2))
                return true;
        }
    }
    return false;
}

/* The first look-alike of all is found, too, with the anchors that there are, if its name begins so. */
static void check_lookalikes(const struct random_text *text, const struct paidmark_marker_set *set)
{
    struct paidmark_document *with_all = new_document(), *document = new_document();
    struct paidmark_marker_set all = *set;
    const struct paidmark_problem *expected, *found;

    memset(&all.matcher.fingerprints, 0xFF, sizeof all.matcher.fingerprints);
    parse(with_all, text, &all);
    parse(document, text, set);
    expected = first_lookalike(with_all);
    found = first_lookalike(document);
    if (expected && has_letters_in_a_row(text, expected, &set->names)) {
        lookalikes_checked++;
        if (!found || found->offset >= expected->offset + expected->bytes)
            fail_at(text, expected->offset, "this look-alike is missed");
    }
    paidmark_document_free(with_all);
    paidmark_document_free(document);
}

static void names_have_anchors(void **state)
{
    struct random random = {UINT64_C(0x9E3779B97F4A7C15)};

    (void)state;
    for (size_t i = 0; i < random_set_count(); i++) {
        struct paidmark_marker_set *set = random_set(i);

        for (size_t k = 0; k < random_texts; k++) {
            struct random_text text;

            random_text_make(&text, &random, set, 1 + random_below(&random, 100));
            check_names(&text, set);
            check_lookalikes(&text, set);
            random_text_free(&text);
        }
        paidmark_marker_set_free(set);
    }
    print_message("             %zu names, %zu look-alikes\n", names_checked, lookalikes_checked);
    assert_true(names_checked > random_texts && lookalikes_checked > random_texts);
}

/* ---- Characters -------------------------------------------------------------------------------------------------- */

struct characters {
    const struct paidmark_marker_set *set;
    size_t count;
};

static void check_character(void *context, uint32_t code_point)
{
    struct characters *characters = context;
    char text[8] = "xx";
    const unsigned char *bytes = (const unsigned char *)text;
    size_t end = 2 + encode_utf8(code_point, text + 2);

    find_anchors(bytes, end, characters->set);
    if (!is_left_out(bytes + 2) && !has_anchor(2, end))
        fail_msg("U+%04X is no anchor", (unsigned)code_point);
    characters->count++;
}

/* What is folded to the first letter of a name, or to a rare sign of a frame. */
static void characters_are_anchors(void **state)
{
    (void)state;
    for (size_t i = 0; i < random_set_count(); i++) {
        struct paidmark_marker_set *set = random_set(i);
        struct characters characters = {set, 0};

        for (size_t k = 0; k < set->names.count; k++) {
            if (!set->names.items[k].is_cjk)
                paidmark_each_folded_to(set->names.items[k].letters[0], check_character, &characters);
        }
        for (uint32_t sign = 1; sign < 0x80; sign++) {
            if (!paidmark_is_rare_sign(&set->names, sign))
                continue;
            check_character(&characters, sign);
            paidmark_each_folded_to(sign, check_character, &characters);
        }
        check_character(&characters, '&');
        assert_true(characters.count > 10);
        paidmark_marker_set_free(set);
    }
}

/* At their last bytes, however common they are. */
static void characters_of_a_token_before_its_second_letter_are_anchors(void **state)
{
    static const char *const tokens[] = {"《【付费】》", "#「付费」#", "［付费］", "※…유료…※", "§«платно»§", "—𝄞𠀀𠀁—"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(tokens); i++) {
        const struct paidmark_marker_pair pair = {tokens[i], strlen(tokens[i]), NULL, 0, 0, 0};
        struct paidmark_marker_set *set = new_set(NULL, &pair, 1);
        const unsigned char *text = (const unsigned char *)tokens[i];
        bool is_letter = false;

        find_anchors(text, pair.begin_bytes, set);
        for (size_t at = 0, bytes; !is_letter; at += bytes) {
            uint32_t symbols[PAIDMARK_PIECE_SYMBOLS_MAX], code_point = paidmark_code_point(text + at, &bytes);

            is_letter = paidmark_fold(code_point, symbols) > 0 && symbols[0] >= PAIDMARK_SYMBOL_LETTER;
            if (bytes == 1)
                continue;
            assert_true(has_anchor(at + bytes - 1, at + bytes));
            assert_true(paidmark_characters_have(is_letter ? &set->names.letters_beyond : &set->names.signs_beyond,
                                                 text + at + bytes - 1));
        }
        paidmark_marker_set_free(set);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_have_anchors),
        cmocka_unit_test(beginnings_have_anchors),
        cmocka_unit_test(letters_that_texts_are_made_of_have_anchors),
        cmocka_unit_test(characters_are_anchors),
        cmocka_unit_test(characters_of_a_token_before_its_second_letter_are_anchors),
    };

    if (argc > 1)
        random_texts = strtoul(argv[1], NULL, 10);
    return cmocka_run_group_tests_name("anchors", tests, NULL, NULL);
}
