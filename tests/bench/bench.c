/* bench.c - how fast the kernels and the whole parse are, beside what the machine's memory allows
 * SPDX-License-Identifier: MIT
 *
 *     bench [MARKERS] [text ...] [size ...]              such as: bench chinese markdown 7K 256K 256M
 *     bench [MARKERS] --sizes [text ...] [size ...]      such as: bench --markers ghost --sizes signs 4K 64M
 *
 * MARKERS are a named set or several with commas between them, or a pair or divider: --markers SET, or --begin TOKEN
 * [--end TOKEN]. They are the set "default" unless told otherwise.
 *
 * With --sizes: what a byte costs in the parse by the size of the text, of the hostile texts unless told otherwise. It
 * must not grow; past the size of the caches it costs what memory costs.
 *
 * Hyperscan, PCRE2 and simdutf have columns where CMake has found them: the first looks for the two default tokens, the
 * second for what the expression of FastAdmin's addon matches, the third checks UTF-8. They do so whatever the set is,
 * and none of them looks for damaged tokens.
 *
 * All subjects take turns within one run, again and again, and the median of each one's times counts: on a machine that
 * does other things too, only ratios within a run mean something.
 */
#include <paidmark.h>

#include "marker_set.h"
#include "others.h"
#include "scan/scan.h"
#include "texts.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SUBJECTS_MAX 16
#define ROUNDS_MAX   41
/* A call that is shorter than this is repeated until it is that long, because of the clock. */
#define TURN_NANOSECONDS 200000.0
/* Once a subject has used up this much of a measurement it gets no further turn. */
#define SUBJECT_NANOSECONDS 700e6

struct buffers {
    char *text;
    char *copy;
    struct paidmark_marker_set *markers;
    struct paidmark_document *document;
    struct paidmark_window *window;
};

struct subject {
    const char *name;
    size_t (*run)(const struct subject *subject, struct buffers *buffers);
    const struct paidmark_kernel *kernel;
    size_t bytes; /* of the text */
};

static volatile size_t sink;

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

/* ---- Subjects ---- */

typedef uint64_t vector __attribute__((vector_size(64), aligned(1), may_alias));

#define SUM_OF_TEXT(text, bytes)                                                                                       \
    do {                                                                                                               \
        vector a = {0}, b = {0};                                                                                       \
        size_t i = 0;                                                                                                  \
        for (; i + 128 <= (bytes); i += 128) {                                                                         \
            a += *(const vector *)(const void *)((text) + i);                                                          \
            b += *(const vector *)(const void *)((text) + i + 64);                                                     \
        }                                                                                                              \
        a += b;                                                                                                        \
        return (size_t)(a[0] + a[1] + a[2] + a[3] + a[4] + a[5] + a[6] + a[7]);                                        \
    } while (0)

#if defined(__x86_64__)
__attribute__((target("avx512f"))) static size_t sum_avx512(const char *text, size_t bytes)
{
    SUM_OF_TEXT(text, bytes);
}

__attribute__((target("avx2"))) static size_t sum_avx2(const char *text, size_t bytes)
{
    SUM_OF_TEXT(text, bytes);
}
#endif

static size_t sum(const char *text, size_t bytes)
{
    SUM_OF_TEXT(text, bytes);
}

static size_t run_read(const struct subject *subject, struct buffers *buffers)
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f"))
        return sum_avx512(buffers->text, subject->bytes);
    if (__builtin_cpu_supports("avx2"))
        return sum_avx2(buffers->text, subject->bytes);
#endif
    return sum(buffers->text, subject->bytes);
}

static size_t run_memcpy(const struct subject *subject, struct buffers *buffers)
{
    memcpy(buffers->copy, buffers->text, subject->bytes);
    return (unsigned char)buffers->copy[subject->bytes / 2];
}

static size_t run_memchr(const struct subject *subject, struct buffers *buffers)
{
    return memchr(buffers->text, 0x01, subject->bytes) != NULL;
}

static size_t run_memmem(const struct subject *subject, struct buffers *buffers)
{
    /* A token that no text holds, and as long as the one that they do. */
    static const char token[] = "##paidbegun##";

    return memmem(buffers->text, subject->bytes, token, sizeof token - 1) != NULL;
}

static size_t run_kernel(const struct subject *subject, struct buffers *buffers)
{
    const struct paidmark_fingerprints *anchors = &paidmark_set_or_default(buffers->markers)->matcher.fingerprints;
    size_t found = 0, bytes = subject->bytes;

    for (size_t begin = 0; begin < bytes; begin += PAIDMARK_WINDOW_BYTES) {
        size_t end = bytes - begin < PAIDMARK_WINDOW_BYTES ? bytes : begin + PAIDMARK_WINDOW_BYTES;

        if (!subject->kernel->scan((const unsigned char *)buffers->text, begin, end, end == bytes, anchors,
                                   buffers->window)) {
            fprintf(stderr, "bench: %s rejects its text\n", subject->name);
            exit(1);
        }
        found += buffers->window->block_count + buffers->window->characters;
    }
    return found;
}

static size_t run_parse(const struct subject *subject, struct buffers *buffers)
{
    struct paidmark_options options = {.size = sizeof options, .markers = buffers->markers};

    return (size_t)paidmark_parse(buffers->document, buffers->text, subject->bytes, &options);
}

#ifdef BENCH_HYPERSCAN
static size_t run_hyperscan(const struct subject *subject, struct buffers *buffers)
{
    return others_hyperscan(buffers->text, subject->bytes);
}
#endif

#ifdef BENCH_PCRE2
static size_t run_pcre2(const struct subject *subject, struct buffers *buffers)
{
    return others_pcre2(buffers->text, subject->bytes);
}
#endif

#ifdef BENCH_SIMDUTF
static size_t run_simdutf(const struct subject *subject, struct buffers *buffers)
{
    return others_simdutf(buffers->text, subject->bytes);
}
#endif

static size_t list_subjects(struct subject *subjects, size_t bytes)
{
    static const struct subject fixed[] = {
        {"read", run_read, NULL, 0},           {"memcpy", run_memcpy, NULL, 0},
        {"memchr", run_memchr, NULL, 0},       {"memmem", run_memmem, NULL, 0},
#ifdef BENCH_HYPERSCAN
        {"hyperscan", run_hyperscan, NULL, 0},
#endif
#ifdef BENCH_PCRE2
        {"pcre2", run_pcre2, NULL, 0},
#endif
#ifdef BENCH_SIMDUTF
        {"simdutf", run_simdutf, NULL, 0},
#endif
        {"parse", run_parse, NULL, 0},
    };
    size_t count = sizeof fixed / sizeof fixed[0];

    memcpy(subjects, fixed, sizeof fixed);
    for (size_t i = 0; i < paidmark_kernel_count && count < SUBJECTS_MAX; i++)
        if (paidmark_kernels[i].supported())
            subjects[count++] = (struct subject){paidmark_kernels[i].name, run_kernel, &paidmark_kernels[i], 0};
    for (size_t i = 0; i < count; i++)
        subjects[i].bytes = bytes;
    return count;
}

/* ---- Measuring ---- */

static int compare_times(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* One turn: nanoseconds a call. */
static double turn(const struct subject *subject, struct buffers *buffers, size_t calls)
{
    double start = now();

    for (size_t i = 0; i < calls; i++)
        sink += subject->run(subject, buffers);
    return (now() - start) / (double)calls;
}

static void measure(const struct subject *subjects, size_t count, struct buffers *buffers, double *medians)
{
    static double times[SUBJECTS_MAX][ROUNDS_MAX];
    double used[SUBJECTS_MAX] = {0};
    size_t calls[SUBJECTS_MAX], turns[SUBJECTS_MAX] = {0};

    for (size_t i = 0; i < count; i++) {
        double once = turn(&subjects[i], buffers, 1); /* warms up, too */

        calls[i] = once >= TURN_NANOSECONDS ? 1 : (size_t)(TURN_NANOSECONDS / once) + 1;
    }
    for (size_t round = 0; round < ROUNDS_MAX; round++)
        for (size_t i = 0; i < count; i++) {
            if (used[i] > SUBJECT_NANOSECONDS)
                continue;
            double time = turn(&subjects[i], buffers, calls[i]);

            times[i][turns[i]++] = time;
            used[i] += time * (double)calls[i];
        }
    for (size_t i = 0; i < count; i++) {
        qsort(times[i], turns[i], sizeof times[i][0], compare_times);
        medians[i] = times[i][turns[i] / 2];
    }
}

/* ---- Tables ---- */

/* What the arguments ask for. */
struct request {
    const char *names[32]; /* of texts; none: the usual ones */
    size_t name_count;
    size_t sizes[SUBJECTS_MAX];
    size_t size_count;
    const char *markers;
    struct paidmark_marker_pair own; /* in place of `markers`, if it has a begin token */
    bool by_size;
};

static bool is_wanted(const struct request *request, const struct bench_text *text)
{
    if (request->name_count == 0)
        return text->is_hostile || !request->by_size;
    for (size_t i = 0; i < request->name_count; i++)
        if (strcmp(request->names[i], text->name) == 0)
            return true;
    return false;
}

static void print_head(const char *title, const struct subject *subjects, size_t count)
{
    printf("%-16s", title);
    for (size_t i = 0; i < count; i++)
        printf("%10s", subjects[i].name);
    putchar('\n');
}

static void print_row(const char *name, const double *values, size_t count, const char *format)
{
    printf("%-16s", name);
    for (size_t i = 0; i < count; i++)
        printf(format, values[i]);
    putchar('\n');
    fflush(stdout);
}

/* One size: a table of GB/s, and one of the same as shares of memcpy. */
static void run_size(const struct request *request, size_t bytes, struct buffers *buffers)
{
    struct subject subjects[SUBJECTS_MAX];
    size_t count = list_subjects(subjects, bytes);
    static double shares[64][SUBJECTS_MAX];
    const char *rows[64];
    size_t row_count = 0;

    printf("\n%zu bytes\n", bytes);
    print_head("GB/s", subjects, count);
    for (size_t t = 0; t < bench_text_count && row_count < 64; t++) {
        double medians[SUBJECTS_MAX], rates[SUBJECTS_MAX];

        if (!is_wanted(request, &bench_texts[t]))
            continue;
        bench_fill(&bench_texts[t], buffers->text, bytes);
        measure(subjects, count, buffers, medians);
        for (size_t i = 0; i < count; i++) {
            rates[i] = (double)bytes / medians[i];
            shares[row_count][i] = medians[1] / medians[i];
        }
        rows[row_count++] = bench_texts[t].name;
        print_row(bench_texts[t].name, rates, count, "%10.2f");
    }
    print_head("of memcpy", subjects, count);
    for (size_t r = 0; r < row_count; r++)
        print_row(rows[r], shares[r], count, "%10.3f");
}

/* The beginning of a text, without a part of a character. */
static size_t whole_characters(const char *text, size_t bytes, size_t text_bytes)
{
    while (bytes < text_bytes && bytes > 0 && ((unsigned char)text[bytes] & 0xC0) == 0x80)
        bytes--;
    return bytes;
}

static const char *name_of_size(size_t bytes, char *name, size_t name_bytes)
{
    if (bytes >= 1 << 20)
        snprintf(name, name_bytes, "%zuM", bytes >> 20);
    else
        snprintf(name, name_bytes, "%zuK", bytes >> 10);
    return name;
}

/* The sizes take turns as the subjects of other tables do. */
static void run_by_size(const struct request *request, size_t largest, struct buffers *buffers)
{
    struct subject subjects[SUBJECTS_MAX];
    char names[SUBJECTS_MAX][24];
    double values[SUBJECTS_MAX];

    for (size_t i = 0; i < request->size_count; i++)
        subjects[i] = (struct subject){name_of_size(request->sizes[i], names[i], sizeof names[i]), run_parse, NULL, 0};
    print_head("ns/byte in parse", subjects, request->size_count);
    for (size_t t = 0; t < bench_text_count; t++) {
        if (!is_wanted(request, &bench_texts[t]))
            continue;
        bench_fill(&bench_texts[t], buffers->text, largest);
        for (size_t i = 0; i < request->size_count; i++)
            subjects[i].bytes = whole_characters(buffers->text, request->sizes[i], largest);
        measure(subjects, request->size_count, buffers, values);
        for (size_t i = 0; i < request->size_count; i++)
            values[i] /= (double)subjects[i].bytes;
        print_row(bench_texts[t].name, values, request->size_count, "%10.3f");
    }
}

/* ---- Arguments ---- */

static size_t size_of(const char *argument)
{
    char *end;
    unsigned long long size = strtoull(argument, &end, 10);

    if (end == argument)
        return 0;
    if (*end == 'K')
        size <<= 10;
    else if (*end == 'M')
        size <<= 20;
    return (size_t)size;
}

static void set_sizes(struct request *request)
{
    static const size_t usual[] = {7 << 10, 256 << 10, (size_t)256 << 20};
    static const size_t rising[] = {4 << 10, 16 << 10, 64 << 10, 256 << 10,
                                    1 << 20, 4 << 20,  16 << 20, (size_t)64 << 20};

    request->size_count = request->by_size ? sizeof rising / sizeof rising[0] : sizeof usual / sizeof usual[0];
    memcpy(request->sizes, request->by_size ? rising : usual, request->size_count * sizeof request->sizes[0]);
}

static void read_arguments(struct request *request, int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--sizes") == 0)
            request->by_size = true;
        else if (strcmp(argv[i], "--markers") == 0 && i + 1 < argc)
            request->markers = argv[++i];
        else if (strcmp(argv[i], "--begin") == 0 && i + 1 < argc)
            request->own.begin = argv[++i];
        else if (strcmp(argv[i], "--end") == 0 && i + 1 < argc)
            request->own.end = argv[++i];
        else if (size_of(argv[i]) != 0 && request->size_count < SUBJECTS_MAX)
            request->sizes[request->size_count++] = size_of(argv[i]);
        else if (request->name_count < sizeof request->names / sizeof request->names[0])
            request->names[request->name_count++] = argv[i];
    }
    if (request->size_count == 0)
        set_sizes(request);
}

static struct paidmark_marker_set *make_set(const struct request *request)
{
    struct paidmark_marker_pair own = request->own;
    const struct paidmark_marker_pair *pair = &own;
    struct paidmark_marker_set *set;

    if (!own.begin)
        return paidmark_marker_set_new(&set, request->markers, NULL, 0, NULL) == PAIDMARK_STATUS_OK ? set : NULL;
    own.begin_bytes = strlen(own.begin);
    own.end_bytes = own.end ? strlen(own.end) : 0;
    return paidmark_marker_set_new(&set, NULL, &pair, 1, NULL) == PAIDMARK_STATUS_OK ? set : NULL;
}

int main(int argc, char **argv)
{
    struct request request = {.markers = "default"};
    struct buffers buffers = {0};
    size_t largest = 0;

    read_arguments(&request, argc, argv);
    for (size_t i = 0; i < request.size_count; i++)
        if (request.sizes[i] > largest)
            largest = request.sizes[i];
    buffers.markers = make_set(&request);
    if (buffers.markers == NULL) {
        fprintf(stderr, "bench: no markers %s\n", request.own.begin ? request.own.begin : request.markers);
        return 2;
    }
    buffers.text = malloc(largest);
    buffers.copy = malloc(largest);
    buffers.window = malloc(sizeof *buffers.window);
    buffers.document = paidmark_document_new(NULL);
    if (buffers.text == NULL || buffers.copy == NULL || buffers.window == NULL || buffers.document == NULL) {
        fputs("bench: no memory\n", stderr);
        return 2;
    }
    /* Pages that were never written all share one page of zeros, which would be read from cache. */
    memset(buffers.copy, 1, largest);
    if (request.by_size)
        run_by_size(&request, largest, &buffers);
    else
        for (size_t i = 0; i < request.size_count; i++)
            run_size(&request, request.sizes[i], &buffers);
    paidmark_document_free(buffers.document);
    paidmark_marker_set_free(buffers.markers);
    free(buffers.window);
    free(buffers.copy);
    free(buffers.text);
    return 0;
}
