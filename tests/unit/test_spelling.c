/* test_spelling.c - the distance between a word that somebody typed and one that exists
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "support.h"

#include "../../cli/arguments/spelling.h"

#define LETTERS   3
#define BYTES_MAX 5
#define WORDS     (1 + 3 + 9 + 27 + 81 + 243)
#define TOO_FAR   (SPELLING_DISTANCE_MAX + 1)

/* All words of a few letters, the shorter ones first, each behind a letter that is not to be looked at. */
static char words[WORDS][1 + BYTES_MAX + 1];

static int make_words(void **state)
{
    size_t count = 1;

    (void)state;
    for (size_t i = 0; i < WORDS; i++)
        words[i][0] = (char)('a' + i % LETTERS);
    for (size_t i = 0; count < WORDS; i++) {
        for (char letter = 'a'; letter < 'a' + LETTERS; letter++) {
            size_t bytes = strlen(words[i] + 1);

            memcpy(words[count] + 1, words[i] + 1, bytes);
            words[count++][1 + bytes] = letter;
        }
    }
    return 0;
}

static size_t least_of(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* As it is defined, without a table. */
static size_t slips(const char *a, const char *b)
{
    size_t least;

    if (*a == '\0' || *b == '\0')
        return strlen(a) + strlen(b);
    if (*a == *b)
        return slips(a + 1, b + 1);
    least = 1 + least_of(slips(a + 1, b + 1), least_of(slips(a + 1, b), slips(a, b + 1)));
    if (a[0] == b[1] && a[1] == b[0])
        least = least_of(least, 1 + slips(a + 2, b + 2));
    return least;
}

static size_t expected(const char *typed, const char *known)
{
    size_t distance = slips(typed, known);

    if (strlen(typed) >= 2 && strlen(typed) < strlen(known) && memcmp(typed, known, strlen(typed)) == 0)
        return 1;
    return distance <= SPELLING_DISTANCE_MAX && 2 * distance < strlen(known) ? distance : TOO_FAR;
}

static void test_all_short_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < WORDS; i++) {
        for (size_t k = 0; k < WORDS; k++) {
            const char *typed = words[i] + 1, *known = words[k] + 1;

            if (spelling_distance(typed, known) != expected(typed, known))
                fail_msg("from %s to %s", typed, known);
        }
    }
}

static void test_words(void **state)
{
    static const struct {
        const char *typed, *known;
        size_t distance;
    } rows[] = {
        {"placeholder", "placeholder", 0},
        {"palcehodler", "placeholder", 2},
        {"palcehodlr", "placeholder", TOO_FAR},
        {"placehold", "placeholder", 1},
        {"abcdefghijklmnopqrstuvwxyzabcdef", "abcdefghijklmnopqrstuvwxyzabcdef", 0},
        {"bacdefghijklmnopqrstuvwxyzabcdfe", "abcdefghijklmnopqrstuvwxyzabcdef", 2},
        {"abcdefghijklmnopqrstuvwxyzabcdefg", "abcdefghijklmnopqrstuvwxyzabcdef", TOO_FAR},
        {"abcdefghijklmnopqrstuvwxyzabcdef", "abcdefghijklmnopqrstuvwxyzabcdefg", TOO_FAR},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_int_equal(spelling_distance(rows[i].typed, rows[i].known), rows[i].distance);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_all_short_words, make_words),
        cmocka_unit_test(test_words),
    };

    return cmocka_run_group_tests_name("spelling", tests, NULL, NULL);
}
