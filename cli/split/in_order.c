/* in_order.c - keeps what is said before its turn
 * SPDX-License-Identifier: MIT
 */
#include "split/in_order.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

#include "failure.h"
#include "show/alike.h"
#include "split/progress.h"

/* So much may be kept before those who are ahead have to wait. */
#define KEPT_BYTES_MAX ((size_t)1024 * 1024)

/* Something that was said too early. */
struct saying {
    struct saying *next;
    bool is_message;
    int kind;
    char *text;
    size_t bytes;
};

struct turn {
    struct turn *next; /* in order */
    struct saying *first, **end;
    bool is_over;

    /* What is being said: */
    struct saying *saying; /* NULL: straight to a stream, which is locked for it */
    FILE *stream;
};

/* Of the process, as stdout and stderr are. */
static struct {
    pthread_mutex_t lock; /* and nobody else writes */
    pthread_cond_t has_moved;
    struct turn *first, *last;
    size_t kept_bytes;
    bool has_lost;
    struct alike alike;
    bool is_message; /* what is said straight or out of turn */
} order = {.lock = PTHREAD_MUTEX_INITIALIZER, .has_moved = PTHREAD_COND_INITIALIZER};

/* ---- Turns ------------------------------------------------------------------------------------------------------- */

struct turn *in_order_take(void)
{
    struct turn *turn = calloc(1, sizeof *turn);

    if (turn == NULL)
        return NULL;
    turn->end = &turn->first;
    pthread_mutex_lock(&order.lock);
    if (order.last != NULL)
        order.last->next = turn;
    else
        order.first = turn;
    order.last = turn;
    order.kept_bytes += sizeof *turn;
    pthread_mutex_unlock(&order.lock);
    return turn;
}

static void write_out(const struct saying *saying)
{
    if (!saying->is_message) {
        fwrite(saying->text, 1, saying->bytes, stdout);
    } else if (alike_is_shown(&order.alike, saying->kind)) {
        progress_begin_message();
        fwrite(saying->text, 1, saying->bytes, stderr);
        progress_end_message();
    }
}

static void write_all(struct turn *turn)
{
    while (turn->first != NULL) {
        struct saying *saying = turn->first;

        write_out(saying);
        turn->first = saying->next;
        order.kept_bytes -= sizeof *saying + saying->bytes;
        free(saying->text);
        free(saying);
    }
    turn->end = &turn->first;
}

/* To the first turn that is not over; what it has said so far may be heard. */
static void move_on(void)
{
    while (order.first != NULL) {
        struct turn *turn = order.first;

        write_all(turn);
        if (!turn->is_over)
            break;
        order.first = turn->next;
        order.kept_bytes -= sizeof *turn;
        free(turn);
    }
    if (order.first == NULL)
        order.last = NULL;
    pthread_cond_broadcast(&order.has_moved);
}

/* ---- Saying something -------------------------------------------------------------------------------------------- */

static struct saying *new_saying(bool is_message, int kind, FILE **stream)
{
    struct saying *saying = calloc(1, sizeof *saying);

    if (saying == NULL)
        return NULL;
    saying->is_message = is_message;
    saying->kind = kind;
    *stream = open_memstream(&saying->text, &saying->bytes);
    if (*stream == NULL) {
        free(saying);
        return NULL;
    }
    return saying;
}

/* The lock is held until the end. */
static FILE *begin_straight(bool is_message, int kind)
{
    if (is_message && !alike_is_shown(&order.alike, kind)) {
        pthread_mutex_unlock(&order.lock);
        return NULL;
    }
    order.is_message = is_message;
    if (is_message)
        progress_begin_message();
    return is_message ? stderr : stdout;
}

static void end_straight(void)
{
    if (order.is_message)
        progress_end_message();
    pthread_mutex_unlock(&order.lock);
}

static FILE *begin(struct turn *turn, bool is_message, int kind)
{
    pthread_mutex_lock(&order.lock);
    if (turn == NULL || turn == order.first)
        return begin_straight(is_message, kind);
    turn->saying = new_saying(is_message, kind, &turn->stream);
    order.has_lost = order.has_lost || turn->saying == NULL;
    pthread_mutex_unlock(&order.lock);
    return turn->saying != NULL ? turn->stream : NULL;
}

FILE *in_order_begin_message(struct turn *turn, int kind)
{
    return begin(turn, true, kind);
}

FILE *in_order_begin_result(struct turn *turn)
{
    return begin(turn, false, 0);
}

/* Half a line of JSON is worse than none. */
static void keep(struct turn *turn, struct saying *saying, bool is_whole)
{
    if (!is_whole) {
        order.has_lost = true;
        free(saying->text);
        free(saying);
        return;
    }
    *turn->end = saying;
    turn->end = &saying->next;
    order.kept_bytes += sizeof *saying + saying->bytes;
    if (turn == order.first)
        write_all(turn);
    while (turn != order.first && order.kept_bytes > KEPT_BYTES_MAX)
        pthread_cond_wait(&order.has_moved, &order.lock);
}

void in_order_end(struct turn *turn)
{
    struct saying *saying = turn != NULL ? turn->saying : NULL;
    bool is_whole;

    if (saying == NULL) {
        end_straight();
        return;
    }
    is_whole = !ferror(turn->stream);
    is_whole =
        fclose(turn->stream) == 0 && is_whole && saying->text != NULL; /* glibc says nothing of memory it lacks */
    turn->saying = NULL;
    pthread_mutex_lock(&order.lock);
    keep(turn, saying, is_whole);
    pthread_mutex_unlock(&order.lock);
}

void in_order_finish(struct turn *turn)
{
    if (turn == NULL)
        return;
    pthread_mutex_lock(&order.lock);
    while (turn != order.first && order.kept_bytes > KEPT_BYTES_MAX)
        pthread_cond_wait(&order.has_moved, &order.lock);
    turn->is_over = true;
    if (turn == order.first)
        move_on();
    pthread_mutex_unlock(&order.lock);
}

int in_order_close(void)
{
    alike_print_rest(&order.alike, stderr);
    return order.has_lost ? ENOMEM : FAILURE_NONE;
}
