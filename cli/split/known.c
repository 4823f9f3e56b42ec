/* known.c - what the state knows of a document, and what it learns of it
 * SPDX-License-Identifier: MIT
 */
#include "split/known.h"

#include <fcntl.h>
#include <stdlib.h>

#include "files/path.h"

static void identify(struct splitter *splitter, const struct stat *source, const struct stat written[TREE_COUNT],
                     const struct state_entry *known)
{
    const struct stat *outputs[TREE_COUNT];

    for (size_t i = 0; i < TREE_COUNT; i++)
        outputs[i] = destination_has(splitter->destination, i) ? &written[i] : NULL;
    splitter->identity.bytes = 0;
    state_identify(&splitter->identity, source, outputs, known);
}

struct source {
    struct stat file;
    bool is_link; /* in a folder; operands are what they lead to */
};

static bool find_source(const struct splitter *splitter, const struct job *job, struct source *source)
{
    int directory = job->folder->descriptor;
    bool is_operand = folder_is_for_operands(job->folder);

    if (fstatat(directory, job->name, &source->file, is_operand ? 0 : AT_SYMLINK_NOFOLLOW) != 0)
        return false;
    source->is_link = S_ISLNK(source->file.st_mode);
    return !source->is_link ||
           (splitter->settings->filter.follow && fstatat(directory, job->name, &source->file, 0) == 0);
}

/* A document shows no sign of it that its folder lets fewer in now. */
static bool is_narrow(const struct splitter *splitter, const struct job *job, const struct source *source,
                      const struct stat *full)
{
    struct readers readers = {.mode = full->st_mode & 0777, .group = full->st_gid};

    destination_narrow(job->folder, &readers);
    if (source->is_link)
        destination_narrow_link(job->folder, splitter->path, &source->file, &readers);
    return readers.mode == (full->st_mode & 0777);
}

bool known_is_current(struct splitter *splitter, const struct job *job)
{
    struct outputs outputs;
    struct source source;
    struct stat written[TREE_COUNT];

    if (job->known == NULL)
        return false;
    outputs = outputs_find(job->folder, false);
    if (outputs.failure != FAILURE_NONE || !find_source(splitter, job, &source))
        return false;
    for (size_t i = 0; i < TREE_COUNT; i++) {
        if (!destination_has(splitter->destination, i))
            continue;
        if (outputs.directories[i] < 0 ||
            fstatat(outputs.directories[i], job->target, &written[i], AT_SYMLINK_NOFOLLOW) != 0 ||
            (i == TREE_FULL && !is_narrow(splitter, job, &source, &written[i])))
            return false;
    }
    identify(splitter, &source.file, written, NULL);
    return state_is_current(&splitter->destination->state, job->known, &splitter->identity);
}

/* A document that is an operand itself keeps the root of the directory that it was found in. */
static uint32_t root_of(const struct splitter *splitter, const struct job *job)
{
    uint32_t root = outputs_root(job->folder);
    char *path;

    if (root != 0 || job->known == NULL)
        return root;
    path = path_absolute(job->name);
    if (path != NULL && state_is_source(&splitter->destination->state, job->known, path))
        root = job->known->root;
    free(path);
    return root;
}

/* The clock that files have their times from, which goes by ticks. */
#ifdef CLOCK_REALTIME_COARSE
#define FILE_CLOCK CLOCK_REALTIME_COARSE
#else
#define FILE_CLOCK CLOCK_REALTIME
#endif

void known_begin(struct job *job)
{
    (void)clock_gettime(FILE_CLOCK, &job->begun); /* else it is 0, before everything */
}

/* A file that changes twice in one tick of the clock of its file system looks the same after the second time. Some keep
 * even seconds only. A clock that is ahead of the one of the outputs cannot tell either. */
static bool is_before(const struct timespec *changed, const struct timespec *time)
{
    if (changed->tv_nsec == 0)
        return changed->tv_sec < time->tv_sec - 1;
    return changed->tv_sec != time->tv_sec ? changed->tv_sec < time->tv_sec : changed->tv_nsec < time->tv_nsec;
}

/* Whether the source could not change any more without a sign of it, neither while it was read nor since. */
static bool is_settled(const struct job *job, const struct stat *source, const struct timespec *written)
{
    return is_before(&source->st_mtim, &job->begun) && is_before(&source->st_ctim, &job->begun) &&
           is_before(&source->st_mtim, written) && is_before(&source->st_ctim, written);
}

int known_claim(struct splitter *splitter, const struct job *job)
{
    state_claim(&splitter->news, root_of(splitter, job), job->above, job->target);
    return state_append(&splitter->destination->state, &splitter->news);
}

void known_take_back(struct splitter *splitter, const struct job *job)
{
    if (job->known != NULL && job->known->kind == STATE_FOUND)
        state_mention(&splitter->news, job->above, job->target);
}

void known_vouch(struct splitter *splitter, const struct job *job)
{
    const struct stat *source = &splitter->loaded.input.file;
    size_t first = destination_has(splitter->destination, TREE_FULL) ? TREE_FULL : TREE_PREVIEW;
    const struct timespec *written = &job->written[first].st_mtim;
    uint32_t root = root_of(splitter, job);

    if (!is_settled(job, source, written)) {
        state_claim(&splitter->news, root, job->above, job->target);
        return;
    }
    identify(splitter, source, job->written, job->known);
    state_vouch(&splitter->news, splitter->destination->state.recipe, root, &splitter->identity, job->above,
                job->target);
}

void known_move(struct splitter *splitter, const struct job *job)
{
    uint32_t root = outputs_root(job->folder);

    if (state_is_ours(job->known) && root != 0 && job->known->root != root)
        state_move(&splitter->news, job->known, root);
}

void known_look_up(struct splitter *splitter, struct folder *folder, const char *const *names, size_t count)
{
    struct state_entry *known = NULL;

    for (size_t i = 0; i < count; i++) {
        struct job job = job_of(folder, names[i], NULL);

        known = state_find_behind(&splitter->destination->state, known, job.above, job.target);
        splitter->known[i] = known;
        if (known != NULL)
            atomic_store_explicit(&known->is_met, true, memory_order_relaxed);
    }
}
