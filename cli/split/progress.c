/* progress.c - draws and erases the progress line
 * SPDX-License-Identifier: MIT
 *
 * A thread of its own draws: workers only count. Whoever writes to stderr locks it, so that the line is on the screen
 * only while nobody else writes.
 */
#include "split/progress.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "files/temporary.h"
#include "language.h"
#include "show/terminal.h"
#include "show/width.h"

#define REDRAW_NANOSECONDS 250000000L
#define LINE_BYTES         256

static const char erase_line[] = "\r\x1B[K";

/* Of the process, as its stderr is. */
static struct {
    const struct split_counts *counts;
    atomic_size_t total; /* 0: not known */
    bool is_shown;
    bool is_dry_run;

    pthread_mutex_t screen; /* who writes to stderr has it */
    bool is_drawn;

    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t has_stopped;
    bool is_stopping;
} progress = {
    .screen = PTHREAD_MUTEX_INITIALIZER, .lock = PTHREAD_MUTEX_INITIALIZER, .has_stopped = PTHREAD_COND_INITIALIZER};

/* ---- The line ---------------------------------------------------------------------------------------------------- */

/* One less than there are: in the last one some terminals begin a new line. */
static size_t columns(void)
{
    size_t known = terminal_columns(stderr);

    return (known > 1 ? known : 80) - 1;
}

/* "1 h 02 min", "3 min 05 s", "7 s" */
static void format_time(char *text, size_t capacity, uint64_t seconds)
{
    if (seconds >= 3600)
        snprintf(text, capacity, _("%u h %02u min"), (unsigned)(seconds / 3600), (unsigned)(seconds / 60 % 60));
    else if (seconds >= 60)
        snprintf(text, capacity, _("%u min %02u s"), (unsigned)(seconds / 60), (unsigned)(seconds % 60));
    else
        snprintf(text, capacity, _("%u s"), (unsigned)seconds);
}

/* ", 3 refused, 1 failed", without those that there are none of */
static void format_bad(char *text, size_t capacity)
{
    size_t refused = atomic_load(&progress.counts->refused);
    size_t failed = atomic_load(&progress.counts->failed);
    size_t bytes = 0;

    *text = '\0';
    if (refused > 0)
        bytes = (size_t)snprintf(text, capacity, _(", %zu refused"), refused);
    if (failed > 0 && bytes < capacity)
        snprintf(text + bytes, capacity - bytes, _(", %zu failed"), failed);
}

static void format_line(char *text, size_t capacity)
{
    size_t done = counts_documents(progress.counts);
    size_t total = atomic_load(&progress.total);
    uint64_t elapsed = counts_clock() - progress.counts->began;
    uint64_t rate = elapsed > 0 ? (uint64_t)done * 1000 / elapsed : 0;
    char bad[96], left[32];

    format_bad(bad, sizeof bad);
    if (total < done || rate == 0) {
        snprintf(text, capacity, _("%zu documents%s, %lu/s"), done, bad, (unsigned long)rate);
        return;
    }
    format_time(left, sizeof left, (total - done + rate - 1) / rate);
    snprintf(text, capacity, _("%zu of %zu documents (%zu%%)%s, %lu/s, %s left"), done, total,
             (size_t)((uint64_t)done * 100 / total), bad, (unsigned long)rate, left);
}

static void format_stopped(char *text, size_t capacity)
{
    size_t done = counts_documents(progress.counts);
    size_t total = atomic_load(&progress.total);
    const char *advice = progress.is_dry_run ? "" : _("; run again with --update to go on");

    if (total >= done)
        snprintf(text, capacity, _("paidmark: stopped: %zu of %zu done%s\n"), done, total, advice);
    else
        snprintf(text, capacity, _("paidmark: stopped: %zu done%s\n"), done, advice);
}

static void erase(void)
{
    if (progress.is_drawn)
        fputs(erase_line, stderr);
    progress.is_drawn = false;
}

static void draw(void)
{
    char text[LINE_BYTES];
    size_t room = columns();

    format_line(text, sizeof text);
    text[bytes_in_columns(text, strlen(text), room)] = '\0';
    pthread_mutex_lock(&progress.screen);
    fprintf(stderr, "%s%s", erase_line, text);
    fflush(stderr);
    progress.is_drawn = true;
    pthread_mutex_unlock(&progress.screen);
}

/* ---- The thread -------------------------------------------------------------------------------------------------- */

/* True when it is time to draw, false when it is over. */
static bool wait_for_turn(void)
{
    struct timespec turn;
    bool goes_on;

    clock_gettime(CLOCK_REALTIME, &turn);
    turn.tv_nsec += REDRAW_NANOSECONDS;
    turn.tv_sec += turn.tv_nsec / 1000000000L;
    turn.tv_nsec %= 1000000000L;
    pthread_mutex_lock(&progress.lock);
    while (!progress.is_stopping && pthread_cond_timedwait(&progress.has_stopped, &progress.lock, &turn) != ETIMEDOUT)
        continue;
    goes_on = !progress.is_stopping;
    pthread_mutex_unlock(&progress.lock);
    return goes_on;
}

static void *run(void *unused)
{
    while (wait_for_turn())
        draw();
    return unused;
}

/* Called in the thread that ends the process by a signal, when others may have the lock for good. To whom nobody
 * listens any more, nothing is said. */
static void say_stopped(int signal_number)
{
    char text[LINE_BYTES];

    if (progress.is_shown && write(STDERR_FILENO, erase_line, sizeof erase_line - 1) < 0)
        return;
    format_stopped(text, sizeof text);
    if (signal_number != SIGPIPE && write(STDERR_FILENO, text, strlen(text)) < 0)
        return;
}

static bool can_show(void)
{
    const char *terminal = getenv("TERM");

    return isatty(STDERR_FILENO) && terminal != NULL && *terminal != '\0' && strcmp(terminal, "dumb") != 0;
}

void progress_start(const struct split_counts *counts, const struct settings *settings)
{
    progress.counts = counts;
    progress.is_dry_run = settings->dry_run;
    if (settings->quiet)
        return;
    temporary_before_end(say_stopped);
    if (!can_show())
        return;
    progress.is_shown = pthread_create(&progress.thread, NULL, run, NULL) == 0;
}

bool progress_is_shown(void)
{
    return progress.is_shown;
}

void progress_set_total(size_t documents)
{
    atomic_store(&progress.total, documents);
}

void progress_begin_message(void)
{
    pthread_mutex_lock(&progress.screen);
    erase();
}

void progress_end_message(void)
{
    fflush(stderr);
    pthread_mutex_unlock(&progress.screen);
}

void progress_print_stopped(void)
{
    char text[LINE_BYTES];

    format_stopped(text, sizeof text);
    fputs(text, stderr);
}

void progress_stop(void)
{
    temporary_before_end(NULL);
    if (!progress.is_shown)
        return;
    pthread_mutex_lock(&progress.lock);
    progress.is_stopping = true;
    pthread_cond_signal(&progress.has_stopped);
    pthread_mutex_unlock(&progress.lock);
    pthread_join(progress.thread, NULL);
    progress.is_shown = false;
    progress_begin_message();
    progress_end_message();
}
