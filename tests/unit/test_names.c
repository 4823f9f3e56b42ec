/* test_names.c - which words are nearly a name: every short way to misspell one, against the distance by its definition
 * SPDX-License-Identifier: MIT
 */
#include "support.h"

#include "lookalike/distance.h"

#include <string.h>

#define LETTERS_MAX 12 /* of a word that can be asked about */
#define EDITS_MAX   3

struct word {
    char letters[LETTERS_MAX];
    size_t count;
};

static const char *const names[] = {"paidbegin", "paidend"};
static const unsigned limits[] = {2, 1};

static size_t words_checked, words_near;

static size_t smaller(size_t one, size_t other)
{
    return one < other ? one : other;
}

/* The optimal string alignment distance, by the table that defines it. */
static size_t distance(const struct word *word, const char *name)
{
    size_t rows[LETTERS_MAX + 1][LETTERS_MAX + 1];
    size_t bytes = strlen(name);

    for (size_t i = 0; i <= word->count; i++) {
        for (size_t k = 0; k <= bytes; k++) {
            if (i == 0 || k == 0) {
                rows[i][k] = i + k;
                continue;
            }
            rows[i][k] = rows[i - 1][k - 1] + (word->letters[i - 1] != name[k - 1]);
            rows[i][k] = smaller(rows[i][k], smaller(rows[i - 1][k], rows[i][k - 1]) + 1);
            if (i > 1 && k > 1 && word->letters[i - 1] == name[k - 2] && word->letters[i - 2] == name[k - 1])
                rows[i][k] = smaller(rows[i][k], rows[i - 2][k - 2] + 1);
        }
    }
    return rows[word->count][bytes];
}

static void check(const struct word *word)
{
    const struct paidmark_name *expected = NULL;
    uint64_t packed = 0;

    for (size_t i = 0; i < word->count; i++)
        packed = packed << LETTER_BITS | LETTER_CODE(word->letters[i]);
    for (size_t i = 0; i < COUNT_OF(names) && !expected; i++) {
        if (distance(word, names[i]) <= limits[i])
            expected = &paidmark_names[i];
    }
    if (paidmark_name_near(packed, word->count) != expected)
        fail_msg("%.*s is %s", (int)word->count, word->letters, expected ? "near a name" : "near no name");
    words_checked++;
    words_near += expected != NULL;
}

static struct word without(const struct word *word, size_t at)
{
    struct word shorter = *word;

    memmove(shorter.letters + at, word->letters + at + 1, word->count - at - 1);
    shorter.count--;
    return shorter;
}

static struct word with(const struct word *word, size_t at, char letter)
{
    struct word longer = *word;

    memmove(longer.letters + at + 1, word->letters + at, word->count - at);
    longer.letters[at] = letter;
    longer.count++;
    return longer;
}

static struct word with_another(const struct word *word, size_t at, char letter)
{
    struct word same = *word;

    same.letters[at] = letter;
    return same;
}

static struct word swapped(const struct word *word, size_t at)
{
    struct word same = *word;

    same.letters[at] = word->letters[at + 1];
    same.letters[at + 1] = word->letters[at];
    return same;
}

/* All words that come of so many edits, each behind the one before or at its place. Letters that the names have, a
 * neighbour of one, and the last one of all stand for the others. */
static void check_edits(const struct word *word, size_t from, unsigned edits)
{
    static const char letters[] = "pdnqz";

    check(word);
    if (edits == 0)
        return;
    for (size_t at = from; at <= word->count; at++) {
        struct word next;

        if (at < word->count) {
            next = without(word, at);
            check_edits(&next, at, edits - 1);
        }
        if (at + 1 < word->count) {
            next = swapped(word, at);
            check_edits(&next, at, edits - 1);
        }
        for (size_t i = 0; letters[i]; i++) {
            if (word->count < LETTERS_MAX) {
                next = with(word, at, letters[i]);
                check_edits(&next, at, edits - 1);
            }
            if (at < word->count) {
                next = with_another(word, at, letters[i]);
                check_edits(&next, at, edits - 1);
            }
        }
    }
}

static void word_is_near_a_name_by_the_distance_alone(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct word word = {.count = strlen(names[i])};

        memcpy(word.letters, names[i], word.count);
        check_edits(&word, 0, EDITS_MAX);
    }
    print_message("             %zu words, %zu near a name\n", words_checked, words_near);
    assert_true(words_near > 1000 && words_checked - words_near > 1000);
}

/* Any letter in any place: the codes of two letters may differ in any of their bits. */
static void every_letter_in_every_place_is_told_from_every_other(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct word word = {.count = strlen(names[i])};

        memcpy(word.letters, names[i], word.count);
        for (size_t at = 0; at + 2 < word.count; at++) {
            for (char letter = 'a'; letter <= 'z'; letter++) {
                struct word one = with_another(&word, at, letter);
                struct word two = with_another(&one, at + 1, letter);
                struct word three = with_another(&two, at + 2, letter);

                check(&one);
                check(&two);
                check(&three);
            }
        }
    }
}

static void short_words_are_near_no_name(void **state)
{
    (void)state;
    for (size_t count = 0; count < 6; count++) {
        struct word word = {.count = count};

        memcpy(word.letters, "paidend", count);
        check(&word);
        memset(word.letters, 'p', count);
        check(&word);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(word_is_near_a_name_by_the_distance_alone),
        cmocka_unit_test(every_letter_in_every_place_is_told_from_every_other),
        cmocka_unit_test(short_words_are_near_no_name),
    };

    return cmocka_run_group_tests_name("names", tests, NULL, NULL);
}
