/* test_glance.c - a glance rules out no name that reading finds: it may be wrong towards "maybe" alone
 * SPDX-License-Identifier: MIT
 */
#include "random_text.h"

#include "lookalike/frame.h"
#include "lookalike/spelling.h"

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

/* ---- Names with no letter wrong -----------------------------------------------------------------------------------
 */

static bool spells_any(struct scene *scene, size_t at)
{
    struct paidmark_spelling spelling;

    for (size_t i = 0; i < scene->set->names.count; i++) {
        if (paidmark_spells(&scene->stretch, at, &scene->set->names.items[i], &spelling))
            return true;
    }
    return false;
}

/* In one of the two readings. */
static void check_whole(struct scene *scene, size_t at)
{
    bool may_be = paidmark_may_spell(&scene->stretch, at, &scene->set->names);

    for (unsigned reading = 0; reading < 2; reading++) {
        bool is_found, begins;

        scene->stretch.without_tags = reading > 0;
        is_found = spells_any(scene, at);
        begins = paidmark_begins_name(&scene->stretch, at, &scene->set->names);
        if (is_found && !may_be)
            fail_at(&scene->text, at, "a glance rules out a name");
        if (is_found && !begins)
            fail_at(&scene->text, at, "its first letters rule out a name");
        whole.found += is_found;
    }
    scene->stretch.without_tags = false;
    *(may_be ? &whole.may_be : &whole.ruled_out) += 1;
}

/* ---- Names with letters wrong -------------------------------------------------------------------------------------
 */

/* What is beside a place, when it is read. */
static bool is_misspelt(struct scene *scene, size_t at, bool to_left, const struct paidmark_name *name)
{
    struct paidmark_tries tries;
    struct paidmark_beside beside;

    paidmark_look_beside(&scene->stretch, at, to_left, 0, &beside);
    if (beside.letter == 0 || !paidmark_try_to_spell(&scene->stretch, beside.letter_at, to_left, name, &tries))
        return false;
    for (size_t i = 0; i < tries.count; i++) {
        if (tries.spellings[i].slips > 0 && tries.spellings[i].slips <= name->slips)
            return true;
    }
    return false;
}

static void check_name(struct scene *scene, size_t at, bool to_left, const struct paidmark_name *name,
                       const struct paidmark_glanced *glanced)
{
    bool may_be = paidmark_may_misspell(glanced, name, to_left);

    for (unsigned reading = 0; reading < 2; reading++) {
        bool is_found;

        scene->stretch.without_tags = reading > 0;
        is_found = is_misspelt(scene, at, to_left, name);
        if (is_found && !may_be)
            fail_at(&scene->text, at, to_left ? "a glance to the left rules out a name" : "one to the right does");
        misspelt.found += is_found;
    }
    scene->stretch.without_tags = false;
    *(may_be ? &misspelt.may_be : &misspelt.ruled_out) += 1;
}

/* The letters of one name, or of all as the search takes them together. */
static void check_misspelt(struct scene *scene, size_t at, bool to_left, bool together)
{
    const struct paidmark_names *names = &scene->set->names;
    uint32_t all_letters = 0;
    size_t most_slips = 0;

    for (size_t i = 0; i < names->count; i++) {
        const struct paidmark_name *name = &names->items[i];
        size_t slips = name->is_cjk ? name->count : name->slips;

        all_letters |= name->is_cjk ? UINT32_MAX : name->glanced_letters;
        most_slips = slips > most_slips ? slips : most_slips;
    }
    for (size_t i = 0; i < names->count; i++) {
        const struct paidmark_name *name = &names->items[i];
        struct paidmark_glanced glanced;

        if (name->slips > 0 &&
            paidmark_glance_at_letters(&scene->stretch, at, to_left, 0, together ? all_letters : name->glanced_letters,
                                       together ? most_slips : name->slips, &glanced))
            check_name(scene, at, to_left, name, &glanced);
    }
}

/* ---- Texts --------------------------------------------------------------------------------------------------------
 */

static void check_text(struct scene *scene)
{
    for (size_t at = 0; at < scene->text.bytes; at++) {
        if (!is_character_start(&scene->text, at))
            continue;
        check_whole(scene, at);
        for (unsigned together = 0; together < 2; together++) {
            check_misspelt(scene, at, false, together > 0);
            check_misspelt(scene, at, true, together > 0);
        }
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

/* ---- The search, with glances and without -------------------------------------------------------------------------
 */

static bool glances = true;

/* The linker puts these in place of those without __wrap_ and with __real_. */
bool __real_paidmark_may_spell(const struct paidmark_stretch *stretch, size_t at, const struct paidmark_names *names);
bool __wrap_paidmark_may_spell(const struct paidmark_stretch *stretch, size_t at, const struct paidmark_names *names);
bool __real_paidmark_glance_at_letters(const struct paidmark_stretch *stretch, size_t at, bool to_left, uint32_t sign,
                                       uint32_t ascii_letters, size_t slips, struct paidmark_glanced *glanced);
bool __wrap_paidmark_glance_at_letters(const struct paidmark_stretch *stretch, size_t at, bool to_left, uint32_t sign,
                                       uint32_t ascii_letters, size_t slips, struct paidmark_glanced *glanced);

bool __wrap_paidmark_may_spell(const struct paidmark_stretch *stretch, size_t at, const struct paidmark_names *names)
{
    return !glances || __real_paidmark_may_spell(stretch, at, names);
}

bool __wrap_paidmark_glance_at_letters(const struct paidmark_stretch *stretch, size_t at, bool to_left, uint32_t sign,
                                       uint32_t ascii_letters, size_t slips, struct paidmark_glanced *glanced)
{
    return glances && __real_paidmark_glance_at_letters(stretch, at, to_left, sign, ascii_letters, slips, glanced);
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
    glances = false;
    outline_of(&without, text, set);
    glances = true;
    if (strcmp(with.text, without.text) != 0)
        print_error("%s\n%s\n", with.text, without.text);
    assert_string_equal(with.text, without.text);
    documents_with_lookalikes += strstr(with.text, "lookalike-marker") != NULL;
}

static void glances_change_nothing_that_is_found(void **state)
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
    assert_true(whole.ruled_out > 10000 && whole.found > 10000);
    assert_true(misspelt.ruled_out > 10000 && misspelt.found > 10000);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_name_is_ruled_out_that_reading_finds),
        cmocka_unit_test(glances_change_nothing_that_is_found),
        cmocka_unit_test(both_answers_are_common),
    };

    if (argc > 1)
        random_texts = strtoul(argv[1], NULL, 10);
    return cmocka_run_group_tests_name("glance", tests, NULL, NULL);
}
