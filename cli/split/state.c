/* state.c - opens, locks and lengthens the file of the state
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE /* F_OFD_SETLK, and O_NOFOLLOW on some systems */

#include "split/state.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "failure.h"
#include "files/leftovers.h"
#include "files/output.h"
#include "files/system.h"
#include "split/state_table.h"

/* ---- Opening and locking ----------------------------------------------------------------------------------------- */

/* Nobody else may open it, and so nobody else can keep a run from its lock. */
#define STATE_MODE 0600

#ifndef F_OFD_SETLK
#define F_OFD_SETLK F_SETLK
#endif

/* A lock of the open file: one of the process would be gone as soon as that closes any other descriptor of the file,
 * and held_outputs.h reads the first line of whatever state it comes to. But one of the process, beside it, tells who
 * has it. Where a file system has no locks, runs can still not harm each other's documents, since each has its own
 * names for temporaries; but then nobody knows which are leftovers. */
static int lock_file(struct state *state)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 1};
    struct flock owner = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 1, .l_len = 1};
    int failure = fcntl(state->descriptor, F_OFD_SETLK, &lock) == 0 ? FAILURE_NONE : errno;

    state->is_locked = failure == FAILURE_NONE;
    if (state->is_locked)
        (void)fcntl(state->descriptor, F_SETLK, &owner);
    if (failure != EACCES && failure != EAGAIN)
        return FAILURE_NONE;
    if (fcntl(state->descriptor, F_GETLK, &owner) == 0 && owner.l_type != F_UNLCK)
        state->owner = owner.l_pid;
    return FAILURE_BUSY;
}

static int open_once(struct state *state, const char *name, int create)
{
    int flags = state->may_write ? O_RDWR | create | O_APPEND : O_RDONLY;
    struct stat file;

    state->descriptor = open_file(state->directory, name, flags | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY, STATE_MODE);
    if (state->descriptor < 0)
        return errno == ELOOP ? FAILURE_LINK : errno;
    if (fstat(state->descriptor, &file) != 0)
        return errno;
    if (!S_ISREG(file.st_mode))
        return FAILURE_NOT_REGULAR;
    if (!state->may_write)
        return FAILURE_NONE;
    if ((file.st_mode & 077) != 0 && fchmod(state->descriptor, STATE_MODE) != 0)
        return errno;
    return lock_file(state);
}

/* A run that has ended since may have put another file in the place of the one that was opened. */
static bool is_in_place(const struct state *state)
{
    struct stat opened;
    struct stat now;

    return fstat(state->descriptor, &opened) == 0 &&
           fstatat(state->directory, STATE_FILE_NAME, &now, AT_SYMLINK_NOFOLLOW) == 0 && is_same_file(&opened, &now);
}

static void close_file(struct state *state)
{
    if (state->descriptor >= 0)
        close(state->descriptor);
    state->descriptor = -1;
}

static int open_locked(struct state *state)
{
    int failure = open_once(state, STATE_FILE_NAME, O_CREAT);

    while (failure == FAILURE_NONE && state->may_write && !is_in_place(state)) {
        close_file(state);
        failure = open_once(state, STATE_FILE_NAME, O_CREAT);
    }
    return failure;
}

int state_open(struct state *state)
{
    int failure;

    failure = open_locked(state);
    if (failure == ENOENT && !state->may_write)
        return FAILURE_NONE;
    if (failure == FAILURE_NONE)
        failure = input_read_descriptor(&state->file, state->descriptor);
    return failure == FAILURE_NONE ? state_read(state) : failure;
}

void state_close(struct state *state)
{
    close_file(state);
    state_free(state);
    input_free(&state->file);
    lines_free(&state->made);
}

/* ---- Writing ----------------------------------------------------------------------------------------------------- */

static int write_all(int descriptor, const char *text, size_t bytes)
{
    while (bytes > 0) {
        ssize_t written = write(descriptor, text, bytes);

        if (written < 0 && errno != EINTR)
            return errno;
        if (written > 0) {
            text += written;
            bytes -= (size_t)written;
        }
    }
    return FAILURE_NONE;
}

/* Behind half a line nothing can be added any more. */
int state_append(struct state *state, struct lines *lines)
{
    int failure;

    if (lines->bytes == 0 && !lines->has_failed)
        return FAILURE_NONE;
    pthread_mutex_lock(&state->lock);
    if (state->failure == FAILURE_NONE && lines->has_failed)
        state->failure = ENOMEM;
    if (state->failure == FAILURE_NONE && state->may_write)
        state->failure = write_all(state->descriptor, lines->text, lines->bytes);
    if (state->failure == FAILURE_NONE && state->may_write && state->sync && sync_descriptor(state->descriptor) != 0)
        state->failure = errno;
    failure = state->failure;
    pthread_mutex_unlock(&state->lock);
    lines->bytes = 0;
    return failure;
}

/* It is opened and locked before it has its name: another run could else come in between, with numbers of its own. A
 * signal may have removed it by then. */
static int write_file(struct state *state, const struct lines *lines)
{
    struct charset_piece piece = {lines->text, lines->bytes};
    struct output output;
    size_t failed;
    int failure =
        lines->has_failed ? ENOMEM : output_create(&output, state->directory, STATE_FILE_NAME, false, STATE_MODE);

    if (failure != FAILURE_NONE)
        return failure;
    failure = output_write(&output, &piece, 1);
    if (failure == FAILURE_NONE && state->sync)
        failure = output_sync(&output);
    if (failure == FAILURE_NONE)
        failure = output_close(&output);
    if (failure == FAILURE_NONE)
        failure = open_once(state, output.temporary.path, 0);
    if (failure == FAILURE_NONE)
        failure = output_commit(&output, 1, &failed);
    output_discard(&output);
    return failure;
}

static int replace_file(struct state *state, const struct lines *lines)
{
    int replaced = state->descriptor;
    int failure = write_file(state, lines);

    if (state->descriptor != replaced)
        close(replaced);
    return failure;
}

/* Only what still counts. */
static int shorten(struct state *state)
{
    struct lines lines = {0};
    int failure;

    state_write_all(state, &lines);
    failure = replace_file(state, &lines);
    lines_free(&lines);
    return failure;
}

int state_begin(struct state *state, const struct lines *lines)
{
    struct lines all = {.has_failed = lines->has_failed};
    int failure;

    if (!state->may_write)
        return all.has_failed ? ENOMEM : FAILURE_NONE;
    state_write_head(state, &all);
    lines_add_bytes(&all, lines->text, lines->bytes);
    failure = replace_file(state, &all);
    lines_free(&all);
    return failure;
}

/* A loss of power may leave only the beginning, or zeros. */
static bool is_foreign(const struct state *state)
{
    size_t bytes = sizeof STATE_FORMAT - 1;

    if (state->file.bytes == 0 || *state->file.data == '\0')
        return false;
    if (state->file.bytes < bytes)
        bytes = state->file.bytes;
    return memcmp(state->file.data, STATE_FORMAT, bytes) != 0;
}

int state_tidy(struct state *state)
{
    size_t whole = state->file.bytes;

    if (!state->may_write)
        return FAILURE_NONE;
    if (is_foreign(state))
        return FAILURE_NO_STATE;
    if (state->file.bytes == 0 || state->finding == STATE_UNREADABLE)
        return state_begin(state, &(struct lines){.text = NULL}); /* others see by it what the directory is for */
    if (state->finding == STATE_TOO_NEW)
        return FAILURE_NONE;
    if (state->is_outdated || state_is_wasteful(state))
        return shorten(state);
    while (whole > 0 && state->file.data[whole - 1] != '\0') /* as state_read leaves the end of a line */
        whole--;
    return whole == state->file.bytes || ftruncate(state->descriptor, (off_t)whole) == 0 ? FAILURE_NONE : errno;
}
