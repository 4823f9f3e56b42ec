/* workers.c - a ring of items between one thread that submits and many that work
 * SPDX-License-Identifier: MIT
 */
#include "split/workers.h"

#include <pthread.h>
#include <stdlib.h>

/* Enough that a worker finds its next item waiting. */
#define QUEUE_PER_WORKER 2

struct workers {
    work_fn work;
    void *context;

    pthread_mutex_t lock;
    pthread_cond_t has_item;
    pthread_cond_t has_room;
    void **queue; /* a ring */
    size_t capacity;
    size_t first;
    size_t queued;
    size_t waiting; /* threads that wait for an item */
    bool is_finishing;

    struct thread *threads;
    size_t thread_count;
};

struct thread {
    struct workers *workers;
    size_t number;
    pthread_t id;
};

/* NULL at the end of all work. */
static void *take(struct workers *workers)
{
    void *item = NULL;

    pthread_mutex_lock(&workers->lock);
    workers->waiting++;
    while (workers->queued == 0 && !workers->is_finishing)
        pthread_cond_wait(&workers->has_item, &workers->lock);
    workers->waiting--;
    if (workers->queued > 0) {
        item = workers->queue[workers->first];
        workers->first = (workers->first + 1) % workers->capacity;
        workers->queued--;
        pthread_cond_signal(&workers->has_room);
    }
    pthread_mutex_unlock(&workers->lock);
    return item;
}

static void *run(void *argument)
{
    const struct thread *thread = argument;
    struct workers *workers = thread->workers;
    void *item;

    while ((item = take(workers)) != NULL)
        workers->work(workers->context, thread->number, item);
    return NULL;
}

/* Some systems give a thread less than a tree of thousands of levels takes. */
#define STACK_BYTES (1024 * 1024)

static void start_threads(struct workers *workers, size_t count)
{
    pthread_attr_t attributes;

    if (pthread_attr_init(&attributes) != 0)
        return;
    (void)pthread_attr_setstacksize(&attributes, STACK_BYTES);
    for (size_t i = 0; i < count; i++) {
        struct thread *thread = &workers->threads[i];

        *thread = (struct thread){.workers = workers, .number = i};
        if (pthread_create(&thread->id, &attributes, run, thread) != 0)
            break;
        workers->thread_count++;
    }
    pthread_attr_destroy(&attributes);
}

static void free_workers(struct workers *workers)
{
    if (workers != NULL) {
        free(workers->queue);
        free(workers->threads);
    }
    free(workers);
}

struct workers *workers_start(size_t count, work_fn work, void *context)
{
    struct workers *workers = malloc(sizeof *workers);

    if (workers == NULL)
        return NULL;
    *workers = (struct workers){.work = work,
                                .context = context,
                                .lock = PTHREAD_MUTEX_INITIALIZER,
                                .has_item = PTHREAD_COND_INITIALIZER,
                                .has_room = PTHREAD_COND_INITIALIZER,
                                .capacity = QUEUE_PER_WORKER * count};
    workers->queue = calloc(workers->capacity, sizeof *workers->queue);
    workers->threads = calloc(count, sizeof *workers->threads);
    if (workers->queue == NULL || workers->threads == NULL) {
        free_workers(workers);
        return NULL;
    }
    if (count > 1)
        start_threads(workers, count);
    return workers;
}

void workers_submit(struct workers *workers, void *item)
{
    if (workers->thread_count == 0) {
        workers->work(workers->context, 0, item);
        return;
    }
    pthread_mutex_lock(&workers->lock);
    while (workers->queued == workers->capacity)
        pthread_cond_wait(&workers->has_room, &workers->lock);
    workers->queue[(workers->first + workers->queued) % workers->capacity] = item;
    workers->queued++;
    pthread_cond_signal(&workers->has_item);
    pthread_mutex_unlock(&workers->lock);
}

bool workers_are_idle(struct workers *workers)
{
    bool are_idle;

    pthread_mutex_lock(&workers->lock);
    are_idle = workers->waiting > workers->queued;
    pthread_mutex_unlock(&workers->lock);
    return are_idle;
}

void workers_finish(struct workers *workers)
{
    pthread_mutex_lock(&workers->lock);
    workers->is_finishing = true;
    pthread_cond_broadcast(&workers->has_item);
    pthread_mutex_unlock(&workers->lock);
    for (size_t i = 0; i < workers->thread_count; i++)
        pthread_join(workers->threads[i].id, NULL);
    free_workers(workers);
}
