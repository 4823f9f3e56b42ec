/* test_threads.c - many documents in several threads, which choose the kernel at the same moment
 * SPDX-License-Identifier: MIT
 */
#define _POSIX_C_SOURCE 200809L /* barriers */

#include "support.h"

#include "scan/scan.h"

#include <pthread.h>
#include <string.h>

#define B       "##paidbegin##"
#define E       "##paidend##"

#define THREADS 8
#define ROUNDS  300

/* ---- What the threads do ----------------------------------------------------------------------------------------- */

static const char *const texts[] = {
    "",
    "plain text of no region",
    "一、工作：" B "\n上半年完成了三项任务，\r\n共计￥1200。\n" E "\n二、计划。\n",
    "a" B "b" E "c" B E "d" B "e" E,
    "a" B "b" B "c",
    "a #paidend b ＃＃paidbegin＃＃ c" E "d" E,
    "ill-formed\xFF",
};

#define TEXT_COUNT COUNT_OF(texts)

/* What one thread alone made of the texts. */
static struct paidmark_document *expected[TEXT_COUNT];

static const struct paidmark_options salvage = {.size = sizeof salvage, .flags = PAIDMARK_OPTION_SALVAGE};

static bool same_segments(const struct paidmark_document *one, const struct paidmark_document *other)
{
    for (size_t i = 0;; i++) {
        const struct paidmark_segment *a = paidmark_segment_at(one, i), *b = paidmark_segment_at(other, i);

        if (!a || !b)
            return a == b;
        if (a->text != b->text || a->bytes != b->bytes || a->characters != b->characters || a->region != b->region)
            return false;
    }
}

static bool same_problems(const struct paidmark_document *one, const struct paidmark_document *other)
{
    for (size_t i = 0;; i++) {
        const struct paidmark_problem *a = paidmark_problem_at(one, i), *b = paidmark_problem_at(other, i);

        if (!a || !b)
            return a == b;
        if (a->code != b->code || a->offset != b->offset || a->bytes != b->bytes)
            return false;
    }
}

static bool same_answers(const struct paidmark_document *one, const struct paidmark_document *other)
{
    char text[256], other_text[256];
    size_t bytes, other_bytes;

    paidmark_excerpt(one, 9, 0, text, sizeof text, &bytes);
    paidmark_excerpt(other, 9, 0, other_text, sizeof other_text, &other_bytes);
    return bytes == other_bytes && memcmp(text, other_text, bytes) == 0;
}

/* ---- Threads ----------------------------------------------------------------------------------------------------- */

static pthread_barrier_t start;

/* Counts what went wrong: a thread must not call cmocka's assertions. */
struct worker {
    pthread_t thread;
    size_t number, wrong;
};

static void *parse_many(void *argument)
{
    struct worker *worker = argument;
    struct paidmark_document *document = paidmark_document_new(NULL);

    pthread_barrier_wait(&start);
    for (size_t i = 0; document && i < ROUNDS; i++) {
        size_t which = (i + worker->number) % TEXT_COUNT;

        paidmark_parse(document, texts[which], strlen(texts[which]), &salvage);
        worker->wrong += !same_segments(document, expected[which]) || !same_problems(document, expected[which]) ||
                         !same_answers(document, expected[which]);
    }
    worker->wrong += !document;
    paidmark_document_free(document);
    return NULL;
}

/* All threads ask the same documents; nobody changes them. */
static void *ask_many(void *argument)
{
    struct worker *worker = argument;

    pthread_barrier_wait(&start);
    for (size_t i = 0; i < ROUNDS; i++) {
        const struct paidmark_document *document = expected[i % TEXT_COUNT];
        struct paidmark_counts counts = counts_of(document, PAIDMARK_PART_FREE | PAIDMARK_PART_PAID);
        char text[256];
        size_t bytes = 0;

        paidmark_render(document, PAIDMARK_PART_FREE | PAIDMARK_PART_PAID, NULL, text, sizeof text, &bytes);
        worker->wrong += bytes != counts.bytes || !same_answers(document, document);
    }
    return NULL;
}

static size_t run_threads(void *(*work)(void *))
{
    struct worker workers[THREADS];
    size_t wrong = 0;

    assert_int_equal(pthread_barrier_init(&start, NULL, THREADS), 0);
    for (size_t i = 0; i < THREADS; i++) {
        workers[i] = (struct worker){.number = i};
        assert_int_equal(pthread_create(&workers[i].thread, NULL, work, &workers[i]), 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(workers[i].thread, NULL), 0);
        wrong += workers[i].wrong;
    }
    assert_int_equal(pthread_barrier_destroy(&start), 0);
    return wrong;
}

/* Until the threads run, nobody has chosen a kernel: here it is given. */
static void prepare(void **state)
{
    (void)state;
    for (size_t i = 0; i < TEXT_COUNT; i++) {
        expected[i] = new_document();
        paidmark_parse_with(&paidmark_kernels[paidmark_kernel_count - 1], expected[i], texts[i], strlen(texts[i]),
                            &salvage);
        check_document(expected[i], texts[i], strlen(texts[i]));
    }
}

static void documents_in_many_threads_are_independent(void **state)
{
    (void)state;
    assert_int_equal(run_threads(parse_many), 0);
}

static void one_document_can_be_asked_by_many_threads(void **state)
{
    (void)state;
    assert_int_equal(run_threads(ask_many), 0);
}

static void release(void **state)
{
    (void)state;
    for (size_t i = 0; i < TEXT_COUNT; i++)
        paidmark_document_free(expected[i]);
}

int main(void)
{
    static struct suite suite;

    SUITE_ADD(&suite, prepare);
    SUITE_ADD(&suite, documents_in_many_threads_are_independent);
    SUITE_ADD(&suite, one_document_can_be_asked_by_many_threads);
    SUITE_ADD(&suite, release);
    return suite_run(&suite, "threads");
}
