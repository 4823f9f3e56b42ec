/* unsplit.c - documents that are not split, and what becomes of their outputs of earlier runs
 * SPDX-License-Identifier: MIT
 */
#include "split/unsplit.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "files/path.h"
#include "files/system.h"
#include "split/report.h"

/* Where a directory of the outputs could not be entered: cuts the path behind the first name in it, past so many bytes,
 * that is no directory. */
static bool cut_behind_file(char *path, size_t begin)
{
    struct stat file;

    for (char *slash = path + begin; (slash = strchr(slash, '/')) != NULL; slash++) {
        *slash = '\0';
        if (lstat(path, &file) == 0 && !S_ISDIR(file.st_mode))
            return true;
        *slash = '/';
    }
    return false;
}

static char *output_path(const struct splitter *splitter, const struct job *job, size_t tree)
{
    const char *relative = folder_is_for_operands(job->folder) ? job->target : splitter->path + job->folder->relative;

    return path_join(splitter->destination->tree_paths[tree], relative);
}

static void report_output(struct splitter *splitter, const struct job *job, size_t tree, int failure)
{
    char *path = output_path(splitter, job, tree);

    if (failure == ENOTDIR && path != NULL &&
        cut_behind_file(path, strlen(splitter->destination->tree_paths[tree]) + 1))
        failure = FAILURE_FILE_IN_WAY;
    atomic_fetch_add(&splitter->counts->failed, 1);
    split_report_failed(splitter->turn, splitter->settings, splitter->path, path != NULL ? path : splitter->path,
                        failure, NULL);
    free(path);
}

/* The path is NULL if nothing was there, or after a report. */
static struct old_output find_one(const struct splitter *splitter, const struct job *job, size_t tree)
{
    struct old_output old = {0};
    int directory = job->outputs.directories[tree];
    bool is_there = directory >= 0 && fstatat(directory, job->target, &old.file, AT_SYMLINK_NOFOLLOW) == 0;
    int reason = directory < 0 || is_there || errno == ENOENT ? FAILURE_NONE : errno;

    if (is_there && !S_ISDIR(old.file.st_mode)) {
        old.path = output_path(splitter, job, tree);
        old.is_ours = state_may_be_output(job->known, tree, &old.file);
        reason = old.path == NULL ? ENOMEM : FAILURE_NONE;
    }
    if (reason != FAILURE_NONE)
        splitter_report_failure(splitter, splitter->path, reason);
    return old;
}

/* Whether it is gone then. */
static bool withdraw(struct splitter *splitter, const struct job *job, size_t tree, const struct old_output *old)
{
    const struct settings *settings = splitter->settings;
    bool remove = settings->withdraw && splitter->destination->may_write && old->is_ours;
    enum output_fate fate = settings->withdraw ? FATE_WITHDRAWN : FATE_KEPT;

    if (remove && unlinkat(job->outputs.directories[tree], job->target, 0) != 0) {
        splitter_report_failure(splitter, old->path, errno);
        return false;
    }
    split_report_output(splitter->turn, settings, splitter->counts, old->path, old->is_ours ? fate : FATE_FOUND,
                        &old->file);
    return remove;
}

static int narrow_file(int directory, const char *name, const struct readers *readers)
{
    int descriptor = open_file(directory, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY, 0);
    struct stat file = {0};
    int failure = descriptor < 0 || fstat(descriptor, &file) != 0 ? errno : FAILURE_NONE;

    if (failure == FAILURE_NONE)
        failure = readers_set(descriptor, &file, readers_mode(readers, file.st_gid) & file.st_mode);
    if (descriptor >= 0)
        close(descriptor);
    return failure;
}

/* An old full version that stays is for nobody who may not read the source now; neither is what was made of it. */
static void narrow(const struct splitter *splitter, const struct job *job, const struct old_output *old,
                   const struct readers *readers)
{
    int failure;

    if (old->path == NULL || !state_is_ours(job->known) || !S_ISREG(old->file.st_mode) ||
        !splitter->destination->may_write)
        return;
    failure = narrow_file(job->outputs.directories[TREE_FULL], job->target, readers);
    if (failure != FAILURE_NONE)
        splitter_report_failure(splitter, old->path, failure);
}

/* Of a document that is not split. */
struct earlier {
    struct old_output trees[TREE_COUNT];
    const struct old_output *named; /* the preview, which is what everybody can see, if it is there; NULL: nothing is */
};

static void find_earlier(struct splitter *splitter, struct job *job, struct earlier *earlier)
{
    job->outputs = outputs_find(job->folder, false);
    if (job->outputs.failure != FAILURE_NONE && job->outputs.failure != ENOTDIR && job->outputs.failure != FAILURE_LINK)
        report_output(splitter, job, job->outputs.failed_tree, job->outputs.failure);
    earlier->named = NULL;
    for (size_t i = 0; i < TREE_COUNT; i++) {
        earlier->trees[i] = find_one(splitter, job, i);
        earlier->named = earlier->trees[i].path != NULL ? &earlier->trees[i] : earlier->named;
    }
}

/* The preview goes first. readers are those of the source. */
static void leave_earlier(struct splitter *splitter, const struct job *job, struct earlier *earlier,
                          const struct readers *readers)
{
    for (size_t i = TREE_COUNT; i > 0; i--) {
        struct old_output *old = &earlier->trees[i - 1];

        if (old->path != NULL && !withdraw(splitter, job, i - 1, old) && i - 1 == TREE_FULL)
            narrow(splitter, job, old, readers);
        free(old->path);
    }
}

void unsplit_refused(struct splitter *splitter, struct job *job)
{
    struct earlier earlier = {0};

    find_earlier(splitter, job, &earlier);
    atomic_fetch_add(&splitter->counts->refused, 1);
    split_report_problems(splitter->turn, &splitter->loaded, earlier.named);
    split_report_document(splitter->turn, &splitter->loaded);
    leave_earlier(splitter, job, &earlier, &splitter->loaded.input.readers);
}

/* Else it is the system that could not do it, and the document may be as it was. */
static bool is_about_document(int failure)
{
    switch (failure) {
    case EACCES:
    case EPERM:
    case FAILURE_NOT_IN_CHARSET:
    case FAILURE_NOT_REGULAR:
    case FAILURE_LINK:
        return true;
    default:
        return failure_is_binary(failure);
    }
}

/* Where nobody could find out who may read the source, it is nobody else. */
static const struct readers owner_alone = {.mode = 0700};

void unsplit_failed(struct splitter *splitter, struct job *job, int failure, const struct pieces *pieces,
                    const struct charset_error *error)
{
    bool has_text = failure == FAILURE_NOT_IN_CHARSET;
    struct earlier earlier = {0};

    if (is_about_document(failure))
        find_earlier(splitter, job, &earlier);
    atomic_fetch_add(&splitter->counts->failed, 1);
    if (has_text)
        split_report_unrepresentable(splitter->turn, &splitter->loaded, pieces, error, earlier.named);
    else
        split_report_failed(splitter->turn, splitter->settings, splitter->path, splitter->path, failure, earlier.named);
    leave_earlier(splitter, job, &earlier, has_text ? &splitter->loaded.input.readers : &owner_alone);
}

void unsplit_binary(struct splitter *splitter, struct job *job)
{
    struct earlier earlier = {0};

    atomic_fetch_add(&splitter->counts->binary_files, 1);
    if (job->known == NULL)
        return;
    if (splitter->settings->withdraw && job->known->root == outputs_root(job->folder)) {
        find_earlier(splitter, job, &earlier);
        leave_earlier(splitter, job, &earlier, &owner_alone);
    } else {
        atomic_store_explicit(&job->known->is_met, false, memory_order_relaxed);
    }
}

void unsplit_unwritten(struct splitter *splitter, struct job *job, size_t tree, int failure)
{
    struct old_output full;

    if (tree == TREE_COUNT)
        splitter_report_failure(splitter, splitter->path, failure);
    else
        report_output(splitter, job, tree, failure);
    job->outputs = outputs_find(job->folder, false);
    full = find_one(splitter, job, TREE_FULL);
    narrow(splitter, job, &full, &splitter->loaded.input.readers);
    free(full.path);
}
