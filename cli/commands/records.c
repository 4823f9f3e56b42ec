/* records.c - the command records: JSON Lines in, JSON Lines out
 * SPDX-License-Identifier: MIT
 *
 * Each worker takes its turn at reading a batch of lines, answers them while others read and answer, and takes its turn
 * at writing. Turns at writing come in the order of those at reading, so that answers have the order of their lines,
 * and a worker holds one batch at a time, so that memory is bounded. A batch is written as a whole, and while the input
 * has no more, what there is is a batch: so nobody waits for an answer that could be there.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arguments/options.h"
#include "commands/commands.h"
#include "files/input.h"
#include "files/output.h"
#include "files/system.h"
#include "language.h"
#include "records/answer.h"
#include "records/lines.h"
#include "show/report.h"
#include "show/terminal.h"
#include "text/say.h"

struct run {
    const struct settings *settings;
    struct record_wish wish;

    pthread_mutex_t reading;
    struct line_source source;

    pthread_mutex_t writing;
    pthread_cond_t next_turn;
    uint64_t turn; /* the batch that is to be written */
    struct output output;
};

struct worker {
    struct run *run;
    pthread_t thread;
    struct answerer answerer;
};

static bool take_batch(struct run *run, struct batch *batch)
{
    bool is_taken;

    pthread_mutex_lock(&run->reading);
    is_taken = lines_read(&run->source, batch);
    pthread_mutex_unlock(&run->reading);
    return is_taken;
}

static void answer_batch(struct answerer *answerer, const struct batch *batch)
{
    const char *line = batch->text.data;
    const char *end = line + batch->text.bytes;

    for (uint64_t number = batch->line; line < end; number++) {
        const char *ending = memchr(line, '\n', (size_t)(end - line));
        size_t bytes = (size_t)((ending != NULL ? ending : end) - line);

        answer_line(answerer, line, bytes, number);
        line += bytes + 1;
    }
}

static void write_batch(struct run *run, uint64_t number, struct answerer *answerer)
{
    struct charset_piece answers = answers_take(answerer);
    int failure;

    pthread_mutex_lock(&run->writing);
    while (run->turn != number)
        pthread_cond_wait(&run->next_turn, &run->writing);
    failure = output_write(&run->output, &answers, 1);
    if (failure != FAILURE_NONE)
        stop_run("<stdout>", failure);
    run->turn++;
    pthread_cond_broadcast(&run->next_turn);
    pthread_mutex_unlock(&run->writing);
}

static void *work(void *argument)
{
    struct worker *worker = argument;
    struct batch batch = {0};

    while (take_batch(worker->run, &batch)) {
        answer_batch(&worker->answerer, &batch);
        write_batch(worker->run, batch.number, &worker->answerer);
    }
    free(batch.text.data);
    return NULL;
}

/* ---- Beginning and end ------------------------------------------------------------------------------------------- */

static void report_counts(const struct record_counts *counts)
{
    if (counts->refused + counts->failed > 0)
        say(stderr,
            ngettext("%ju record, %ju refused, %ju failed", "%ju records, %ju refused, %ju failed",
                     plural_number(counts->records)),
            (uintmax_t)counts->records, (uintmax_t)counts->refused, (uintmax_t)counts->failed);
}

static enum exit_status end_workers(const struct settings *settings, struct worker *workers, size_t count)
{
    struct record_counts sum = {0};

    for (size_t i = 0; i < count; i++) {
        struct record_counts *counts = &workers[i].answerer.counts;

        if (i > 0)
            pthread_join(workers[i].thread, NULL);
        sum.records += counts->records;
        sum.refused += counts->refused;
        sum.failed += counts->failed;
        answerer_free(&workers[i].answerer);
    }
    if (!settings->quiet)
        report_counts(&sum);
    if (sum.failed > 0)
        return EXIT_STATUS_FAILED;
    return sum.refused > 0 ? EXIT_STATUS_REFUSED : EXIT_STATUS_GOOD;
}

/* This thread is the first worker. Of the others there are as many as the system lets it have. */
static enum exit_status answer_all(struct run *run)
{
    size_t jobs = options_jobs(run->settings);
    struct worker *workers = grow_or_stop(NULL, jobs * sizeof *workers);
    enum exit_status status;
    size_t count;

    for (count = 0; count < jobs; count++) {
        workers[count].run = run;
        answerer_init(&workers[count].answerer, run->settings, &run->wish);
        if (count > 0 && pthread_create(&workers[count].thread, NULL, work, &workers[count]) != 0) {
            answerer_free(&workers[count].answerer);
            break;
        }
    }
    work(&workers[0]);
    status = end_workers(run->settings, workers, count);
    free(workers);
    return status;
}

static bool is_name_of(const struct step *step, const char *name)
{
    return strlen(name) == step->bytes && memcmp(name, step->name, step->bytes) == 0;
}

static bool read_wish(struct run *run)
{
    const struct settings *settings = run->settings;
    const char *field = settings->field != NULL ? settings->field : "text";
    const char *complaint = record_path_read(&run->wish.field, field);

    run->wish.as = settings->as != NULL ? settings->as : "paidmark";
    run->wish.drop = settings->drop;
    if (complaint != NULL)
        usage_error("records", "--field", _(complaint), NULL);
    else if (is_name_of(&run->wish.field.steps[0], run->wish.as))
        usage_error("records", "--as", complaint = _("is the field that is read, or what it lies in"), NULL);
    else if ((settings->want & WANT_EXCERPT) != 0 && settings->excerpt == 0)
        usage_error("records", "--want", complaint = _("needs --excerpt N for an excerpt"), NULL);
    return complaint == NULL;
}

static enum exit_status answer_input(struct run *run)
{
    const struct settings *settings = run->settings;
    const char *path = settings->operand_count > 0 ? settings->operands[0] : "-";
    bool is_standard = strcmp(path, "-") == 0;

    struct stat file;
    int failure = FAILURE_NONE;

    terminal_tell_reading(settings, path);
    run->source.name = input_name(path);
    run->source.descriptor = is_standard ? STDIN_FILENO : open_file(AT_FDCWD, path, O_RDONLY | O_NOCTTY, 0);
    if (run->source.descriptor < 0 || fstat(run->source.descriptor, &file) != 0)
        failure = errno;
    if (failure == FAILURE_NONE)
        failure = output_open_descriptor(&run->output, STDOUT_FILENO, &file);
    if (failure == FAILURE_NONE)
        return answer_all(run);
    report_failure(run->source.name, failure);
    return EXIT_STATUS_FAILED;
}

enum exit_status run_records(const struct settings *settings)
{
    struct run run = {.settings = settings,
                      .reading = PTHREAD_MUTEX_INITIALIZER,
                      .writing = PTHREAD_MUTEX_INITIALIZER,
                      .next_turn = PTHREAD_COND_INITIALIZER};
    enum exit_status status = EXIT_STATUS_FAILED;

    if (read_wish(&run))
        status = answer_input(&run);
    record_path_free(&run.wish.field);
    free(run.source.begun.data);
    return status;
}
