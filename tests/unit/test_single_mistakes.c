/* test_single_mistakes.c - what salvage promises: after one mistake of the author nothing that was meant as paid is
 * shown SPDX-License-Identifier: MIT
 *
 * Documents of one to three regions, with every marker in turn damaged, lost, doubled or of the other kind, and every
 * two neighbours swapped. All of it with every set of markers, every choice of free texts, and markers within and on
 * lines.
 */
#include "support.h"

#include <string.h>

#define REGIONS_MAX 3
#define SECRET      "SECRET"

/* ---- Marker sets ------------------------------------------------------------------------------------------------- */

struct kind {
    const char *name;
    const char *set; /* named ones, or NULL */
    struct paidmark_marker_pair pairs[2];
    size_t pair_count;
    const char *begins[3], *ends[3]; /* all spellings; the rest NULL */
    const char *divider;             /* the last region's, or NULL */
    const char *damaged_begin, *damaged_end;
};

#define DAMAGED "##PaidBegin##", "##PaidEnd##"

static const struct kind kinds[] = {
    {"pair_of_default", "default", {{0}}, 0, {"##paidbegin##"}, {"##paidend##"}, NULL, DAMAGED},
    {"pairs_of_fastadmin",
     "fastadmin",
     {{0}},
     0,
     {"##paidbegin##", "$$paidbegin$$", "<paid>"},
     {"##paidend##", "$$paidend$$", "</paid>"},
     NULL,
     "<Paid>",
     "</Paid>"},
    {"pair_of_ghost",
     "ghost",
     {{0}},
     0,
     {"<!--kg-gated-block:begin-->", "<!--kg-gated-block:begin nonMember:false -->"},
     {"<!--kg-gated-block:end-->"},
     NULL,
     DAMAGED},
    {"divider_of_ghost",
     "ghost",
     {{0}},
     0,
     {"<!--kg-gated-block:begin-->"},
     {"<!--kg-gated-block:end-->"},
     "<!--members-only-->",
     DAMAGED},
    {"divider_of_more_and_pairs",
     "more,default",
     {{0}},
     0,
     {"##paidbegin##"},
     {"##paidend##"},
     "<!--more Read on-->",
     DAMAGED},
    {"own_pair",
     NULL,
     {{"\u3010\u4ED8\u8D39\u3011", 12, "\u3010\u5B8C\u3011", 9, 0, 0}},
     1,
     {"\u3010\u4ED8\u8D39\u3011"},
     {"\u3010\u5B8C\u3011"},
     NULL,
     DAMAGED},
    {"own_pair_and_divider",
     NULL,
     {{"[pay]", 5, "[/pay]", 6, 4, 5}, {"<hr>", 4, NULL, 0, 3, 0}},
     2,
     {"[pay]", "[pay 1.20]"},
     {"[/pay]", "[/pay x]"},
     "<hr class=\"more\">",
     DAMAGED},
    {"one_token_within_the_other", NULL, {{"<<", 2, "<</", 3, 0, 0}}, 1, {"<<"}, {"<</"}, NULL, DAMAGED},
};

static size_t count_spellings(const char *const spellings[3])
{
    size_t count = 0;

    while (count < 3 && spellings[count])
        count++;
    return count;
}

/* ---- Documents --------------------------------------------------------------------------------------------------- */

/* What stands around a marker. */
static const struct layout {
    const char *before, *behind;
} layouts[] = {{"", ""}, {"\n", "\n"}, {"", "\n"}, {" \r\n\t", " \r\n"}};

enum mistake { RIGHT, DAMAGED_MARKER, LOST, DOUBLED, OTHER_KIND, SWAPPED, MISTAKES };

/* A document as it was meant, and the mistake. */
struct plan {
    const struct kind *kind;
    const struct layout *layout;
    size_t regions;
    unsigned free_texts; /* by bits, which of those before, between and behind the regions there are */
    size_t begin_spelling, end_spelling;
    enum mistake mistake;
    size_t wrong; /* the marker it is made at; SWAPPED: and the one behind it */
};

static size_t count_markers(const struct plan *plan)
{
    return 2 * plan->regions - (plan->kind->divider != NULL);
}

/* Markers by number: a begin and an end in turn. */
static const char *token_of(const struct plan *plan, size_t marker, bool other_kind)
{
    const struct kind *kind = plan->kind;
    bool begins = marker % 2 == 0;

    if (kind->divider && marker == count_markers(plan) - 1 && !other_kind)
        return kind->divider;
    if (begins != other_kind)
        return kind->begins[(plan->begin_spelling + marker / 2) % count_spellings(kind->begins)];
    return kind->ends[(plan->end_spelling + marker / 2) % count_spellings(kind->ends)];
}

static void add_token(const struct plan *plan, struct outline *text, const char *token)
{
    outline_add(text, "%s%s%s", plan->layout->before, token, plan->layout->behind);
}

static void add_marker(const struct plan *plan, struct outline *text, size_t marker)
{
    const struct kind *kind = plan->kind;
    bool is_wrong = plan->mistake != RIGHT && marker == plan->wrong;

    if (plan->mistake == SWAPPED && marker == plan->wrong + 1) {
        add_token(plan, text, token_of(plan, marker - 1, false));
    } else if (!is_wrong) {
        add_token(plan, text, token_of(plan, marker, false));
    } else if (plan->mistake == DAMAGED_MARKER) {
        add_token(plan, text, marker % 2 == 0 ? kind->damaged_begin : kind->damaged_end);
    } else if (plan->mistake == DOUBLED) {
        add_token(plan, text, token_of(plan, marker, false));
        add_token(plan, text, token_of(plan, marker, false));
    } else if (plan->mistake == OTHER_KIND) {
        add_token(plan, text, token_of(plan, marker, true));
    } else if (plan->mistake == SWAPPED) {
        add_token(plan, text, token_of(plan, marker + 1, false));
    }
}

static void write_document(const struct plan *plan, struct outline *text)
{
    size_t markers = count_markers(plan);

    text->bytes = 0;
    outline_add(text, "%s", plan->free_texts & 1 ? "free0" : "");
    for (size_t i = 0; i < markers; i++) {
        size_t region = i / 2 + 1;

        add_marker(plan, text, i);
        if (i % 2 == 0)
            outline_add(text, "%s%zu", SECRET, region);
        else if (plan->free_texts >> region & 1)
            outline_add(text, "free%zu", region);
    }
}

/* ---- What may be shown ------------------------------------------------------------------------------------------- */

static void render(const struct paidmark_document *document, char preview[8192])
{
    size_t bytes = 0;

    memset(preview, 0, 8192);
    paidmark_render(document, PAIDMARK_PART_FREE, NULL, preview, 8191, &bytes);
}

static void check_parse(const struct plan *plan, const struct outline *text, struct paidmark_document *document,
                        const struct paidmark_options *options)
{
    enum paidmark_status status = paidmark_parse(document, text->text, text->bytes, options);
    static char preview[8192];

    render(document, preview);
    if (strstr(preview, SECRET) || status > PAIDMARK_STATUS_REFUSED)
        fail_msg("shows \"%s\" of \"%s\"", preview, text->text);
    if (options->flags & PAIDMARK_OPTION_SALVAGE && options->unmarked == PAIDMARK_UNMARKED_FREE)
        assert_int_not_equal(status, PAIDMARK_STATUS_REFUSED);
    if (plan->mistake == RIGHT) {
        char wanted[] = "free0";

        assert_int_equal(status, PAIDMARK_STATUS_OK);
        for (size_t i = 0; i <= plan->regions; i++, wanted[4]++)
            assert_int_equal(strstr(preview, wanted) != NULL, strstr(text->text, wanted) != NULL);
    }
}

/* A lost divider leaves no trace. Where it was the only marker, the policy for unmarked documents tells. */
static bool leaves_no_trace(const struct plan *plan)
{
    return plan->mistake == LOST && plan->kind->divider && plan->wrong == count_markers(plan) - 1;
}

static void check_plan(const struct plan *plan, const struct paidmark_marker_set *set,
                       struct paidmark_document *document)
{
    static const uint32_t flags[] = {0, PAIDMARK_OPTION_SALVAGE, PAIDMARK_OPTION_EXACT,
                                     PAIDMARK_OPTION_EXACT | PAIDMARK_OPTION_SALVAGE};
    bool traceless = leaves_no_trace(plan);
    static struct outline text;

    if (traceless && plan->regions > 1)
        return;
    write_document(plan, &text);
    for (size_t i = 0; i < COUNT_OF(flags); i++) {
        struct paidmark_options options = OPTIONS(.flags = flags[i], .markers = set);

        if (!traceless)
            check_parse(plan, &text, document, &options);
        options.unmarked = PAIDMARK_UNMARKED_ERROR;
        check_parse(plan, &text, document, &options);
    }
}

/* ---- Every plan -------------------------------------------------------------------------------------------------- */

/* Every mistake at every marker. Returns how many. */
static size_t check_mistakes(struct plan *plan, const struct paidmark_marker_set *set,
                             struct paidmark_document *document)
{
    size_t markers = count_markers(plan), count = 0;

    for (plan->mistake = RIGHT; plan->mistake < MISTAKES; plan->mistake++) {
        size_t places = plan->mistake == RIGHT ? 1 : plan->mistake == SWAPPED ? markers - 1 : markers;

        for (plan->wrong = 0; plan->wrong < places; plan->wrong++, count++)
            check_plan(plan, set, document);
    }
    return count;
}

static size_t check_texts(struct plan *plan, const struct paidmark_marker_set *set, struct paidmark_document *document)
{
    size_t count = 0;

    for (plan->regions = 1; plan->regions <= REGIONS_MAX; plan->regions++) {
        unsigned choices = 1u << (plan->regions + 1);

        for (plan->free_texts = 0; plan->free_texts < choices; plan->free_texts++)
            count += check_mistakes(plan, set, document);
    }
    return count;
}

static void no_single_mistake_shows_paid_text(void **state)
{
    const struct kind *kind = *state;
    struct paidmark_marker_set *set = new_set(kind->set, kind->pairs, kind->pair_count);
    struct paidmark_document *document = new_document();
    size_t begins = count_spellings(kind->begins), ends = count_spellings(kind->ends), count = 0;

    for (size_t i = 0; i < COUNT_OF(layouts) * begins * ends; i++) {
        struct plan plan = {.kind = kind,
                            .layout = &layouts[i % COUNT_OF(layouts)],
                            .begin_spelling = i / COUNT_OF(layouts) % begins,
                            .end_spelling = i / COUNT_OF(layouts) / begins};

        count += check_texts(&plan, set, document);
    }
    assert_true(count > 1000);
    paidmark_document_free(document);
    paidmark_marker_set_free(set);
}

int main(void)
{
    static struct suite suite;

    SUITE_ADD_ROWS(&suite, no_single_mistake_shows_paid_text, kinds);
    return suite_run(&suite, "single_mistakes");
}
