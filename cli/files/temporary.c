/* temporary.c - temporary files, and the thread that removes them when the process is told to end
 * SPDX-License-Identifier: MIT
 *
 * Signals are taken by a thread of their own that waits for them, not by handlers: it may lock, and so the list of
 * temporaries needs no tricks. Whoever makes, names or removes a temporary holds `steps` for reading from the system
 * call to the change of the list; the signal thread takes it for writing and never gives it back. So it finds no file
 * that is not in the list, and removes none that has its final name.
 */
#define _GNU_SOURCE /* renameat2, flock */

#include "files/temporary.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "failure.h"
#include "files/path.h"

/* State of the process, since signals are. */
static struct {
    pthread_rwlock_t steps;
    pthread_mutex_t list;
    struct temporary *first;
    atomic_ulong next_number;
    long process; /* asked for once: a call of the system for each file would add up */
    atomic_bool ending;
    pthread_t signal_thread;
    void (*_Atomic last_act)(int);
} registry = {.steps = PTHREAD_RWLOCK_INITIALIZER, .list = PTHREAD_MUTEX_INITIALIZER};

/* Readers that follow each other closely would keep the signal thread waiting for ever. */
static void begin_step(void)
{
    while (atomic_load_explicit(&registry.ending, memory_order_relaxed))
        pause();
    pthread_rwlock_rdlock(&registry.steps);
}

static void enter_list(struct temporary *temporary)
{
    pthread_mutex_lock(&registry.list);
    temporary->previous = NULL;
    temporary->next = registry.first;
    if (registry.first != NULL)
        registry.first->previous = temporary;
    registry.first = temporary;
    pthread_mutex_unlock(&registry.list);
}

static void leave_list(struct temporary *temporary)
{
    pthread_mutex_lock(&registry.list);
    if (temporary->previous != NULL)
        temporary->previous->next = temporary->next;
    else
        registry.first = temporary->next;
    if (temporary->next != NULL)
        temporary->next->previous = temporary->previous;
    pthread_mutex_unlock(&registry.list);
    if (temporary->lock > 0)
        close(temporary->lock);
    temporary->lock = 0;
    free(temporary->path);
    temporary->path = NULL;
}

static void end_by_signal(int signal_number)
{
    sigset_t set;

    signal(signal_number, SIG_DFL);
    sigemptyset(&set);
    sigaddset(&set, signal_number);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
    raise(signal_number);
}

static void *wait_for_signal(void *waited_for)
{
    sigset_t set = *(sigset_t *)waited_for;
    int signal_number;
    void (*last_act)(int);

    free(waited_for);
    while (sigwait(&set, &signal_number) != 0)
        continue;
    atomic_store(&registry.ending, true);
    pthread_rwlock_wrlock(&registry.steps);
    for (const struct temporary *each = registry.first; each != NULL; each = each->next)
        unlinkat(each->directory, each->path, 0);
    last_act = atomic_load(&registry.last_act);
    if (last_act != NULL)
        last_act(signal_number);
    end_by_signal(signal_number);
    return NULL;
}

/* SIGPIPE is for the thread that has written, which no other can wait for. That thread goes no further. */
static void pass_on(int signal_number)
{
    pthread_kill(registry.signal_thread, signal_number);
    for (;;)
        pause();
}

/* A signal that is ignored, as SIGHUP under nohup, stays ignored. */
static bool is_ignored(int signal_number)
{
    struct sigaction action;

    return sigaction(signal_number, NULL, &action) != 0 || action.sa_handler == SIG_IGN;
}

/* Those that are sent to end a process, or that end it unless it does something about them. */
static void collect_signals(sigset_t *set)
{
    static const int signals[] = {SIGALRM, SIGHUP, SIGINT, SIGPIPE, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGXCPU};

    sigemptyset(set);
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        if (!is_ignored(signals[i]))
            sigaddset(set, signals[i]);
    }
}

static int start_thread(sigset_t *waited_for)
{
    int failure = pthread_create(&registry.signal_thread, NULL, wait_for_signal, waited_for);

    return failure != 0 ? failure : pthread_detach(registry.signal_thread);
}

static void catch_pipe_signal(void)
{
    struct sigaction action = {.sa_handler = pass_on};
    sigset_t set;

    if (is_ignored(SIGPIPE))
        return;
    sigaction(SIGPIPE, &action, NULL);
    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

int temporary_guard(void)
{
    sigset_t *waited_for = malloc(sizeof *waited_for);
    sigset_t blocked;
    sigset_t before;
    int failure;

    if (waited_for == NULL)
        return ENOMEM;
    registry.process = (long)getpid();
    collect_signals(waited_for);
    blocked = *waited_for;
    sigaddset(&blocked, SIGXFSZ); /* write then fails with EFBIG */
    pthread_sigmask(SIG_BLOCK, &blocked, &before);
    failure = start_thread(waited_for);
    if (failure != 0) {
        pthread_sigmask(SIG_SETMASK, &before, NULL);
        free(waited_for);
        return failure;
    }
    catch_pipe_signal();
    return FAILURE_NONE;
}

/* The name is new and short whatever the target's is: a long one with something added might be too long. */
static char *name_beside(const char *target, const char *ending)
{
    char name[sizeof TEMPORARY_PREFIX + sizeof TEMPORARY_LOCKED + 6 * sizeof(long) + 1];
    unsigned long number = atomic_fetch_add(&registry.next_number, 1);

    snprintf(name, sizeof name, TEMPORARY_PREFIX "%ld-%lu%s", registry.process, number, ending);
    return path_beside(target, name);
}

/* The lock stays when the file is closed, by a descriptor of its own. Before it was there, somebody may have taken the
 * file for a leftover. Where the file system has no locks nobody does. */
static int lock_file(struct temporary *temporary, int descriptor)
{
    struct stat file;

    if (flock(descriptor, LOCK_EX | LOCK_NB) != 0)
        return errno == EWOULDBLOCK ? EEXIST : FAILURE_NONE;
    if (fstat(descriptor, &file) != 0)
        return errno;
    if (file.st_nlink == 0)
        return EEXIST;
    temporary->lock = fcntl(descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    return temporary->lock >= 0 ? FAILURE_NONE : errno;
}

static int open_locked(struct temporary *temporary, mode_t mode, bool is_locked, int *descriptor)
{
    int failure = FAILURE_NONE;

    *descriptor = openat(temporary->directory, temporary->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (*descriptor < 0)
        return errno;
    if (is_locked)
        failure = lock_file(temporary, *descriptor);
    if (failure != FAILURE_NONE) {
        temporary->lock = 0;
        unlinkat(temporary->directory, temporary->path, 0);
        close(*descriptor);
    }
    return failure;
}

static int create_once(struct temporary *temporary, mode_t mode, bool is_locked, int *descriptor)
{
    int failure;

    begin_step();
    failure = open_locked(temporary, mode, is_locked, descriptor);
    if (failure == FAILURE_NONE)
        enter_list(temporary);
    pthread_rwlock_unlock(&registry.steps);
    return failure;
}

/* A killed run of a process with the same id may have left its files: then the next numbers are tried. */
int temporary_create(struct temporary *temporary, int directory, const char *target, const char *ending, mode_t mode,
                     int *descriptor)
{
    int failure;

    do {
        temporary->directory = directory;
        temporary->path = name_beside(target, ending);
        if (temporary->path == NULL)
            return ENOMEM;
        failure = create_once(temporary, mode, strcmp(ending, TEMPORARY_SHARED) == 0, descriptor);
        if (failure != FAILURE_NONE) {
            free(temporary->path);
            temporary->path = NULL;
        }
    } while (failure == EEXIST || failure == EINTR);
    return failure;
}

void temporary_begin_renames(void)
{
    begin_step();
}

void temporary_end_renames(void)
{
    pthread_rwlock_unlock(&registry.steps);
}

int temporary_rename(struct temporary *temporary, const char *target)
{
    if (renameat(temporary->directory, temporary->path, temporary->directory, target) != 0)
        return errno;
    leave_list(temporary);
    return FAILURE_NONE;
}

int temporary_exchange(struct temporary *temporary, const char *target)
{
#ifdef RENAME_EXCHANGE
    int directory = temporary->directory;

    return renameat2(directory, temporary->path, directory, target, RENAME_EXCHANGE) == 0 ? FAILURE_NONE : errno;
#else
    (void)temporary;
    (void)target;
    return ENOTSUP;
#endif
}

void temporary_remove(struct temporary *temporary)
{
    if (temporary->path == NULL)
        return;
    begin_step();
    unlinkat(temporary->directory, temporary->path, 0);
    leave_list(temporary);
    pthread_rwlock_unlock(&registry.steps);
}

bool temporary_is_held(const char *name)
{
    bool is_held = false;

    pthread_mutex_lock(&registry.list);
    for (const struct temporary *each = registry.first; each != NULL && !is_held; each = each->next)
        is_held = strcmp(path_name(each->path), name) == 0;
    pthread_mutex_unlock(&registry.list);
    return is_held;
}

void temporary_before_end(void (*last_act)(int))
{
    atomic_store(&registry.last_act, last_act);
}
