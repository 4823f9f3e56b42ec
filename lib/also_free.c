/* also_free.c - what is paid for and can be read in the free text as well
 * SPDX-License-Identifier: MIT
 *
 * All windows of the free text, RUN_CHARACTERS each, are put into a hash table, and those of the paid text are looked
 * up in it; windows one behind the other make a run. Tags and links that are paid for are passed over, since many a
 * paragraph has the same; those of the free text are not, since what they have in them is published.
 */
#include "also_free.h"

#include "markup.h"
#include "utf8.h"

#include <string.h>

#define RUN_CHARACTERS     20
#define DIFFERENT_MIN      5  /* in a run: a row of dashes, or the rule of a table, says nothing */
#define PROBES_MAX         32 /* so time is linear also for texts that were made to collide: there windows are lost */
#define MULTIPLIER         UINT64_C(0x9E3779B97F4A7C15) /* 2^64 by the golden ratio: Knuth, TAOCP 3, section 6.4 */
#define SLOTS_BY_CHARACTER 2

struct window {
    const unsigned char *text;
    size_t bytes;
};

struct table {
    const unsigned char **slots; /* windows of the free text; equal ones are there once */
    size_t count;                /* a power of two */
};

/* ---- Windows ----------------------------------------------------------------------------------------------------- */

/* The first window of a text; false when the text is too short for one. */
static bool first_window(struct window *window, const unsigned char *text, const unsigned char *end)
{
    *window = (struct window){text, 0};
    for (size_t i = 0; i < RUN_CHARACTERS; i++) {
        if (text + window->bytes >= end)
            return false;
        window->bytes += paidmark_sequence_bytes(text[window->bytes]);
    }
    return true;
}

/* Moves a window one character on; false at the end of the text. */
static bool next_window(struct window *window, const unsigned char *end)
{
    const unsigned char *behind = window->text + window->bytes;

    if (behind == end)
        return false;
    window->text += paidmark_sequence_bytes(*window->text);
    window->bytes = (size_t)(behind - window->text) + paidmark_sequence_bytes(*behind);
    return true;
}

static uint64_t hash(struct window window)
{
    uint64_t sum = window.bytes, word;

    for (size_t i = 0, taken; i < window.bytes; i += taken) {
        word = 0;
        taken = window.bytes - i < sizeof word ? window.bytes - i : sizeof word;
        memcpy(&word, window.text + i, taken);
        sum = (sum ^ word) * MULTIPLIER;
        sum ^= sum >> 32;
    }
    return sum;
}

/* ---- The table of the free text ---------------------------------------------------------------------------------- */

/* The slot that has this window, or the one where it would be; NULL when that is too far. Windows in the table may have
 * fewer bytes than this one, and be the last in the text. */
static const unsigned char **find_slot(const struct table *table, struct window window, const unsigned char *text_end)
{
    uint64_t at = hash(window);

    for (size_t i = 0; i < PROBES_MAX; i++) {
        const unsigned char **slot = &table->slots[(at + i) & (table->count - 1)];

        if (!*slot || (window.bytes <= (size_t)(text_end - *slot) && memcmp(*slot, window.text, window.bytes) == 0))
            return slot;
    }
    return NULL;
}

static const unsigned char *end_of_text(const struct paidmark_document *document)
{
    return document->text + document->text_bytes;
}

static void add_windows(const struct table *table, const struct paidmark_document *document,
                        const struct paidmark_segment *segment)
{
    const unsigned char *text = (const unsigned char *)segment->text, *end = text + segment->bytes;
    struct window window;

    for (bool more = first_window(&window, text, end); more; more = next_window(&window, end)) {
        const unsigned char **slot = find_slot(table, window, end_of_text(document));

        if (slot && !*slot)
            *slot = window.text;
    }
}

/* With at least as many slots as are asked for. */
static bool make_table(struct table *table, struct paidmark_document *document, size_t slots)
{
    struct paidmark_allocator *allocator = &document->allocator;

    for (table->count = 1; table->count < slots; table->count *= 2) {
        if (table->count > SIZE_MAX / sizeof *table->slots / 2)
            return false;
    }
    table->slots = allocator->reallocate(allocator->context, NULL, table->count * sizeof *table->slots);
    if (!table->slots)
        return false;
    for (size_t i = 0; i < table->count; i++)
        table->slots[i] = NULL;
    for (size_t i = 0; i < document->segments.count; i++) {
        if (document->segments.items[i].part == PAIDMARK_PART_FREE)
            add_windows(table, document, &document->segments.items[i]);
    }
    return true;
}

/* ---- Runs of paid text ------------------------------------------------------------------------------------------- */

/* What has been found of a run; begin NULL: nothing. */
struct run {
    const unsigned char *begin, *end;
    const unsigned char *free; /* where its first window is free */
};

struct search {
    struct paidmark_document *document;
    struct table table;
    size_t max_problems;
    struct run run;
    bool no_memory;
};

static bool has_different_characters(const struct run *run)
{
    uint32_t seen[DIFFERENT_MIN];
    size_t count = 0, bytes, k;

    for (const unsigned char *at = run->begin; at < run->end && count < DIFFERENT_MIN; at += bytes) {
        seen[count] = paidmark_code_point(at, &bytes);
        for (k = 0; seen[k] != seen[count]; k++)
            ;
        count += k == count;
    }
    return count == DIFFERENT_MIN;
}

static void end_run(struct search *search)
{
    struct paidmark_document *document = search->document;
    struct run run = search->run;
    struct paidmark_problem *problem;

    search->run = (struct run){0};
    if (!run.begin || !has_different_characters(&run))
        return;
    document->warnings++;
    if (document->problems.count >= search->max_problems)
        return;
    problem = paidmark_problem_list_add(document, &document->problems);
    if (!problem) {
        search->no_memory = true;
        return;
    }
    *problem = (struct paidmark_problem){.code = PAIDMARK_PROBLEM_ALSO_FREE,
                                         .severity = PAIDMARK_SEVERITY_WARNING,
                                         .offset = (size_t)(run.begin - document->text),
                                         .bytes = (size_t)(run.end - run.begin),
                                         .related_offset = (size_t)(run.free - document->text)};
}

/* Looks up what is between two tags or links. */
static void look_up(struct search *search, const unsigned char *text, const unsigned char *end)
{
    struct window window;

    for (bool more = first_window(&window, text, end); more; more = next_window(&window, end)) {
        const unsigned char **slot = find_slot(&search->table, window, end_of_text(search->document));

        if (!slot || !*slot)
            continue;
        if (search->run.begin && window.text > search->run.end)
            end_run(search);
        if (!search->run.begin)
            search->run = (struct run){.begin = window.text, .free = *slot};
        search->run.end = window.text + window.bytes;
    }
    end_run(search);
}

/* An open tag may be none, and goes on to the next one. */
static bool ends_stretch(const struct paidmark_unit *unit)
{
    bool is_tag = unit->kind != PAIDMARK_UNIT_CHARACTER && unit->characters == 0;

    return is_tag || unit->in_link || unit->code_point == PAIDMARK_PREVIEW_END;
}

/* A paid segment is read by itself, as a preview of nothing else. */
static void search_segment(struct search *search, const struct paidmark_segment *paid)
{
    struct paidmark_segment alone = *paid;
    struct paidmark_markup markup = {.place = {.segment = &alone, .end = &alone + 1}, .visible_only = true};
    const unsigned char *text = (const unsigned char *)paid->text;
    struct paidmark_unit unit;
    size_t begin = 0, end = 0;

    alone.part = PAIDMARK_PART_FREE;
    do {
        paidmark_next_unit(&markup, &unit);
        if (ends_stretch(&unit)) {
            look_up(search, text + begin, text + end);
            begin = unit.end;
        }
        end = unit.end;
    } while (unit.code_point != PAIDMARK_PREVIEW_END);
}

bool paidmark_find_also_free(struct paidmark_document *document, size_t max_problems)
{
    struct search search = {.document = document, .max_problems = max_problems};
    struct paidmark_counts free_text = {.size = sizeof free_text};
    struct paidmark_allocator *allocator = &document->allocator;

    paidmark_count(document, PAIDMARK_PART_FREE, &free_text);
    if (free_text.characters < RUN_CHARACTERS || document->regions == 0)
        return true;
    if (free_text.characters > SIZE_MAX / SLOTS_BY_CHARACTER ||
        !make_table(&search.table, document, free_text.characters * SLOTS_BY_CHARACTER))
        return false;
    for (size_t i = 0; i < document->segments.count; i++) {
        if (document->segments.items[i].part == PAIDMARK_PART_PAID)
            search_segment(&search, &document->segments.items[i]);
    }
    allocator->reallocate(allocator->context, search.table.slots, 0);
    return !search.no_memory;
}
