/* one_document.c - reads a document, writes both outputs, and only then lets them have their names
 * SPDX-License-Identifier: MIT
 */
#include "split/one_document.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "files/leftovers.h"
#include "files/output.h"
#include "files/path.h"
#include "files/system.h"
#include "show/report.h"
#include "split/old_outputs.h"
#include "split/report.h"
#include "text/charset.h"

/* A document on its way. */
struct job {
    struct folder *folder;
    const char *name;
    const char *above;  /* the path of its folder in the outputs, with a slash at its end, or empty */
    const char *target; /* its name in the outputs */
    struct state_entry *known;
    struct outputs outputs;
    struct timespec begun; /* reading it */
    struct stat written[TREE_COUNT];
    int descriptor;
};

int splitter_init(struct splitter *splitter, const struct settings *settings, struct destination *destination,
                  struct split_counts *counts, atomic_bool *stop)
{
    *splitter = (struct splitter){.settings = settings, .destination = destination, .counts = counts, .stop = stop};
    return load_init(&splitter->loaded, settings);
}

void splitter_free(struct splitter *splitter)
{
    load_free(&splitter->loaded);
    for (size_t i = 0; i < TREE_COUNT; i++)
        pieces_free(&splitter->pieces[i]);
    lines_free(&splitter->identity);
    lines_free(&splitter->news);
    *splitter = (struct splitter){0};
}

/* ---- Up to date? ------------------------------------------------------------------------------------------------ */

static void identify(struct splitter *splitter, const struct stat *source, const struct stat written[TREE_COUNT],
                     const struct state_entry *known)
{
    const struct stat *outputs[TREE_COUNT];

    for (size_t i = 0; i < TREE_COUNT; i++)
        outputs[i] = destination_has(splitter->destination, i) ? &written[i] : NULL;
    splitter->identity.bytes = 0;
    state_identify(&splitter->identity, source, outputs, known);
}

static bool is_up_to_date(struct splitter *splitter, const struct job *job)
{
    struct outputs outputs;
    bool follow = splitter->settings->filter.follow || folder_is_for_operands(job->folder);
    struct stat source;
    struct stat written[TREE_COUNT];

    if (job->known == NULL)
        return false;
    outputs = outputs_find(job->folder, false);
    if (outputs.failure != FAILURE_NONE ||
        fstatat(job->folder->descriptor, job->name, &source, follow ? 0 : AT_SYMLINK_NOFOLLOW) != 0)
        return false;
    for (size_t i = 0; i < TREE_COUNT; i++) {
        if (!destination_has(splitter->destination, i))
            continue;
        if (outputs.directories[i] < 0 ||
            fstatat(outputs.directories[i], job->target, &written[i], AT_SYMLINK_NOFOLLOW) != 0)
            return false;
    }
    identify(splitter, &source, written, NULL);
    return state_is_current(&splitter->destination->state, job->known, &splitter->identity);
}

/* ---- The state -------------------------------------------------------------------------------------------------- */

/* Whether the outputs of a document may have been written by paidmark; else they are none of its business. */
static bool is_ours(const struct state_entry *known)
{
    return known != NULL && (known->kind == STATE_WRITTEN || known->kind == STATE_CLAIMED);
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

/* Before anything is made, a directory or a temporary file: what a killed run leaves is looked for where the state has
 * something. Of an earlier output nobody knows after that whether it is still there. */
static int claim(struct splitter *splitter, const struct job *job)
{
    state_claim(&splitter->news, root_of(splitter, job), job->above, job->target);
    return state_append(&splitter->destination->state, &splitter->news);
}

static void remember(struct splitter *splitter, const struct job *job)
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

/* ---- Reports ---------------------------------------------------------------------------------------------------- */

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

static void report_output_failure(struct splitter *splitter, const struct job *job, size_t tree, int failure)
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

/* ---- Documents that are refused ---------------------------------------------------------------------------------- */

/* The path is NULL if nothing was there, or after a report. */
static struct old_output find_old_output(const struct splitter *splitter, const struct job *job, size_t tree)
{
    struct old_output old = {.is_ours = is_ours(job->known)};
    int directory = job->outputs.directories[tree];
    bool is_there = directory >= 0 && fstatat(directory, job->target, &old.file, AT_SYMLINK_NOFOLLOW) == 0;
    int reason = directory < 0 || is_there || errno == ENOENT ? FAILURE_NONE : errno;

    if (is_there && !S_ISDIR(old.file.st_mode)) {
        old.path = output_path(splitter, job, tree);
        reason = old.path == NULL ? ENOMEM : FAILURE_NONE;
    }
    if (reason != FAILURE_NONE)
        split_report_failure(splitter->turn, splitter->settings, splitter->counts, splitter->path, reason);
    return old;
}

static void withdraw(struct splitter *splitter, const struct job *job, size_t tree, const struct old_output *old)
{
    const struct settings *settings = splitter->settings;
    bool remove = settings->withdraw && splitter->destination->may_write && old->is_ours;
    enum output_fate fate = settings->withdraw ? FATE_WITHDRAWN : FATE_KEPT;

    if (remove && unlinkat(job->outputs.directories[tree], job->target, 0) != 0)
        split_report_failure(splitter->turn, settings, splitter->counts, old->path, errno);
    else
        split_report_output(splitter->turn, settings, splitter->counts, old->path, old->is_ours ? fate : FATE_FOUND,
                            &old->file);
}

/* An old full version that stays is for nobody who may not read the source now. */
static void narrow(const struct splitter *splitter, const struct job *job, const struct old_output *old,
                   const struct readers *readers)
{
    int descriptor =
        open_file(job->outputs.directories[TREE_FULL], job->target, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY, 0);
    struct stat file = {0};
    int failure = descriptor < 0 || fstat(descriptor, &file) != 0 ? errno : FAILURE_NONE;

    if (failure == FAILURE_NONE)
        failure = readers_set(descriptor, &file, readers_mode(readers, file.st_gid) & file.st_mode);
    if (descriptor >= 0)
        close(descriptor);
    if (failure != FAILURE_NONE)
        split_report_failure(splitter->turn, splitter->settings, splitter->counts, old->path, failure);
}

static bool may_narrow(const struct splitter *splitter, const struct old_output *old)
{
    return old->path != NULL && old->is_ours && S_ISREG(old->file.st_mode) && !splitter->settings->withdraw &&
           splitter->destination->may_write;
}

/* Of a document that is not split. */
struct old_outputs {
    struct old_output trees[TREE_COUNT];
    const struct old_output *named; /* the preview, which is what everybody can see, if it is there; NULL: nothing is */
};

static void find_old_outputs(struct splitter *splitter, struct job *job, struct old_outputs *old)
{
    job->outputs = outputs_find(job->folder, false);
    if (job->outputs.failure != FAILURE_NONE && job->outputs.failure != ENOTDIR && job->outputs.failure != FAILURE_LINK)
        report_output_failure(splitter, job, job->outputs.failed_tree, job->outputs.failure);
    old->named = NULL;
    for (size_t i = 0; i < TREE_COUNT; i++) {
        old->trees[i] = find_old_output(splitter, job, i);
        old->named = old->trees[i].path != NULL ? &old->trees[i] : old->named;
    }
}

/* The preview goes first. */
static void leave_old_outputs(struct splitter *splitter, const struct job *job, struct old_outputs *old)
{
    for (size_t i = TREE_COUNT; i > 0; i--) {
        if (old->trees[i - 1].path != NULL)
            withdraw(splitter, job, i - 1, &old->trees[i - 1]);
        free(old->trees[i - 1].path);
    }
}

static void report_refused(struct splitter *splitter, struct job *job)
{
    struct old_outputs old;

    find_old_outputs(splitter, job, &old);
    if (may_narrow(splitter, &old.trees[TREE_FULL]))
        narrow(splitter, job, &old.trees[TREE_FULL], &splitter->loaded.input.readers);
    atomic_fetch_add(&splitter->counts->refused, 1);
    split_report_problems(splitter->turn, &splitter->loaded, old.named);
    split_report_document(splitter->turn, &splitter->loaded);
    leave_old_outputs(splitter, job, &old);
}

/* ---- Documents that fail ---------------------------------------------------------------------------------------- */

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

/* pieces and error are for FAILURE_NOT_IN_CHARSET. */
static void report_unsplit(struct splitter *splitter, struct job *job, int failure, const struct pieces *pieces,
                           const struct charset_error *error)
{
    bool has_text = failure == FAILURE_NOT_IN_CHARSET;
    struct old_outputs old = {0};

    if (is_about_document(failure))
        find_old_outputs(splitter, job, &old);
    atomic_fetch_add(&splitter->counts->failed, 1);
    if (has_text)
        split_report_unrepresentable(splitter->turn, &splitter->loaded, pieces, error, old.named);
    else
        split_report_failed(splitter->turn, splitter->settings, splitter->path, splitter->path, failure, old.named);
    if (may_narrow(splitter, &old.trees[TREE_FULL]))
        narrow(splitter, job, &old.trees[TREE_FULL], has_text ? &splitter->loaded.input.readers : &owner_alone);
    leave_old_outputs(splitter, job, &old);
}

/* ---- Outputs ---------------------------------------------------------------------------------------------------- */

/* A full version gets its readers when it is complete. */
static int create_output(const struct splitter *splitter, const struct job *job, size_t tree, struct output *output)
{
    mode_t mode = tree == TREE_FULL ? readers_mode_at_first(&splitter->loaded.input.readers) : 0666;

    return output_create(output, job->outputs.directories[tree], job->target, job->outputs.are_new[tree], mode);
}

static int fill_output(const struct splitter *splitter, size_t tree, struct output *output, struct stat *written)
{
    const struct pieces *pieces = &splitter->pieces[tree];
    int failure = output_write(output, pieces->items, pieces->count);

    if (failure == FAILURE_NONE && fstat(output->descriptor, written) != 0)
        failure = errno;
    if (failure == FAILURE_NONE && tree == TREE_FULL)
        failure =
            readers_copy(output->descriptor, written, &splitter->loaded.input.readers, splitter->destination->umask);
    if (failure == FAILURE_NONE && splitter->settings->sync && sync_descriptor(output->descriptor) != 0)
        failure = errno;
    return failure == FAILURE_NONE ? output_close(output) : failure;
}

/* A directory of earlier outputs may have the name, where the source was a directory then. */
static int commit(const struct splitter *splitter, const struct job *job, struct output *outputs, size_t *tree)
{
    int failure = output_commit(outputs, TREE_COUNT, tree);

    for (size_t tried = 0; tried < TREE_COUNT && failure == EISDIR; tried++) {
        old_outputs_clear(splitter->destination, *tree, outputs_root(job->folder), job->above, job->target);
        failure = output_commit(outputs, TREE_COUNT, tree);
    }
    return failure;
}

/* All are written before any gets its name. That the source is looked at again between the two makes sure that it
 * cannot have changed between reading and the outputs' time: --update would never see that. */
static int write_outputs(struct splitter *splitter, struct job *job, struct output *outputs, size_t *tree)
{
    int failure = FAILURE_NONE;

    for (*tree = 0; *tree < TREE_COUNT; ++*tree) {
        if (!destination_has(splitter->destination, *tree))
            continue;
        failure = create_output(splitter, job, *tree, &outputs[*tree]);
        if (failure == FAILURE_NONE)
            failure = fill_output(splitter, *tree, &outputs[*tree], &job->written[*tree]);
        if (failure != FAILURE_NONE)
            return failure;
    }
    failure = input_check(&splitter->loaded.input, job->descriptor);
    return failure == FAILURE_NONE ? commit(splitter, job, outputs, tree) : failure;
}

static void count_split(struct splitter *splitter)
{
    struct split_counts *counts = splitter->counts;

    for (size_t tree = 0; tree < TREE_COUNT && !splitter->settings->dry_run; tree++) {
        for (size_t i = 0; i < splitter->pieces[tree].count; i++)
            atomic_fetch_add_explicit(&counts->bytes_written, splitter->pieces[tree].items[i].bytes,
                                      memory_order_relaxed);
    }
    atomic_fetch_add(&counts->split, 1);
    if (is_without_markers(&splitter->loaded))
        atomic_fetch_add(&counts->without_markers, 1);
    if (splitter->loaded.status == PAIDMARK_STATUS_SALVAGED)
        atomic_fetch_add(&counts->salvaged, 1);
}

/* Its new one could not be written. */
static void narrow_old_full(struct splitter *splitter, const struct job *job)
{
    struct old_output old = find_old_output(splitter, job, TREE_FULL);

    if (may_narrow(splitter, &old))
        narrow(splitter, job, &old, &splitter->loaded.input.readers);
    free(old.path);
}

static void put_outputs(struct splitter *splitter, struct job *job)
{
    struct output outputs[TREE_COUNT] = {0};
    size_t tree = TREE_COUNT;
    int failure = claim(splitter, job);

    if (failure == FAILURE_NONE) {
        job->outputs = outputs_find(job->folder, true);
        tree = job->outputs.failed_tree;
        failure = job->outputs.failure;
    }
    if (failure == FAILURE_NONE)
        failure = write_outputs(splitter, job, outputs, &tree);
    if (failure == FAILURE_NONE) {
        remember(splitter, job);
        count_split(splitter);
        split_report_problems(splitter->turn, &splitter->loaded, NULL);
        split_report_document(splitter->turn, &splitter->loaded);
        return;
    }
    for (size_t i = 0; i < TREE_COUNT; i++)
        output_discard(&outputs[i]);
    if (failure_is_full_disk(failure))
        atomic_store(splitter->stop, true);
    if (tree == TREE_COUNT)
        split_report_failure(splitter->turn, splitter->settings, splitter->counts, splitter->path, failure);
    else
        report_output_failure(splitter, job, tree, failure);
    narrow_old_full(splitter, job);
}

/* ---- One document ----------------------------------------------------------------------------------------------- */

static int render_tree(struct splitter *splitter, size_t tree, struct charset_error *error)
{
    const struct settings *settings = splitter->settings;
    uint32_t parts = tree == TREE_FULL ? PAIDMARK_PART_FREE | PAIDMARK_PART_PAID : PAIDMARK_PART_FREE;
    struct pieces *pieces = &splitter->pieces[tree];
    struct wanted wanted = {.parts = parts, .placeholder = settings->placeholder};
    int failure = pieces_render(pieces, splitter->loaded.document, &wanted);

    if (failure == FAILURE_NONE && settings->to != NULL && !charset_is_utf8(settings->to))
        failure = pieces_convert(pieces, settings->to, error);
    return failure;
}

/* False after a report. */
static bool render(struct splitter *splitter, struct job *job)
{
    struct charset_error error = {0};

    for (size_t i = 0; i < TREE_COUNT; i++) {
        bool is_wanted = destination_has(splitter->destination, i);
        int failure = is_wanted ? render_tree(splitter, i, &error) : FAILURE_NONE;

        if (failure != FAILURE_NONE) {
            report_unsplit(splitter, job, failure, &splitter->pieces[i], &error);
            return false;
        }
    }
    return true;
}

/* Nothing will be written: what was found out has to be about one state of the file all the same. */
static void check_only(struct splitter *splitter, struct job *job)
{
    int failure = input_check(&splitter->loaded.input, job->descriptor);

    if (failure != FAILURE_NONE) {
        split_report_failure(splitter->turn, splitter->settings, splitter->counts, splitter->path, failure);
    } else if (splitter->loaded.status == PAIDMARK_STATUS_REFUSED) {
        report_refused(splitter, job);
    } else {
        count_split(splitter);
        split_report_problems(splitter->turn, &splitter->loaded, NULL);
        split_report_document(splitter->turn, &splitter->loaded);
    }
}

static void split_loaded(struct splitter *splitter, struct job *job)
{
    bool is_refused = splitter->loaded.status == PAIDMARK_STATUS_REFUSED;

    atomic_fetch_add_explicit(&splitter->counts->bytes_read, splitter->loaded.input.bytes, memory_order_relaxed);
    if (!is_refused && !render(splitter, job))
        return;
    if (is_refused || splitter->settings->dry_run)
        check_only(splitter, job);
    else
        put_outputs(splitter, job);
}

/* It is not that of the outputs any more. */
static void leave_binary_file(struct splitter *splitter, struct job *job)
{
    struct old_outputs old;

    atomic_fetch_add(&splitter->counts->binary_files, 1);
    if (job->known == NULL)
        return;
    if (splitter->settings->withdraw) {
        find_old_outputs(splitter, job, &old);
        leave_old_outputs(splitter, job, &old);
    }
    atomic_store_explicit(&job->known->is_met, false, memory_order_relaxed);
}

/* A root has documents if one is text: a picture may lie where a disk is mounted at other times. */
static void tell_root(struct splitter *splitter, const struct job *job)
{
    struct destination *destination = splitter->destination;
    int failure = state_root_has_documents(&destination->state, outputs_root(job->folder));

    if (failure != FAILURE_NONE)
        split_report_failure(splitter->turn, splitter->settings, splitter->counts, destination->path, failure);
}

static void split_named(struct splitter *splitter, struct job *job)
{
    bool follow = splitter->settings->filter.follow || folder_is_for_operands(job->folder);
    int failure;

    if (splitter->settings->update && is_up_to_date(splitter, job)) {
        atomic_fetch_add(&splitter->counts->skipped, 1);
        split_report_skipped(splitter->turn, splitter->settings, splitter->path);
        tell_root(splitter, job);
        return;
    }
    (void)clock_gettime(FILE_CLOCK, &job->begun); /* else it is 0, before everything */
    failure = load_document_at(&splitter->loaded, splitter->path, job->folder->descriptor, job->name, follow,
                               &job->descriptor);
    if (!folder_is_for_operands(job->folder) && load_met_binary(&splitter->loaded, failure)) {
        leave_binary_file(splitter, job);
        if (failure == FAILURE_NONE)
            close(job->descriptor);
        return;
    }
    if (failure != FAILURE_NONE) {
        report_unsplit(splitter, job, failure, NULL, NULL);
        return;
    }
    tell_root(splitter, job);
    split_loaded(splitter, job);
    close(job->descriptor);
}

static void split_one(struct splitter *splitter, struct job *job)
{
    splitter->path = path_join(job->folder->path, job->name);
    if (splitter->path != NULL)
        split_named(splitter, job);
    else
        split_report_failure(splitter->turn, splitter->settings, splitter->counts, job->name, ENOMEM);
    free(splitter->path);
    splitter->path = NULL;
}

/* ---- Many ------------------------------------------------------------------------------------------------------- */

static struct job make_job(struct folder *folder, const char *name)
{
    return (struct job){
        .folder = folder, .name = name, .above = folder->path + folder->relative, .target = path_name(name)};
}

/* What is known of a document of another directory than before: nobody else will say where its outputs are from now. */
static void move_root(struct splitter *splitter, const struct job *job, const struct state_entry *known)
{
    uint32_t root = outputs_root(job->folder);

    if (root != 0 && known->root != root)
        state_move(&splitter->news, known, root);
}

/* Looks up what is known. */
static int meet(struct splitter *splitter, struct folder *folder, const char *const *names, size_t count)
{
    struct state_entry *known = NULL;

    for (size_t i = 0; i < count; i++) {
        struct job job = make_job(folder, names[i]);

        known = state_find_behind(&splitter->destination->state, known, job.above, job.target);
        splitter->known[i] = known;
        if (known != NULL)
            atomic_store_explicit(&known->is_met, true, memory_order_relaxed);
        if (is_ours(known))
            move_root(splitter, &job, known);
    }
    return state_append(&splitter->destination->state, &splitter->news);
}

static void report_state_failure(struct splitter *splitter, int failure)
{
    char *path = path_join(splitter->destination->path, STATE_FILE_NAME);

    if (failure_is_full_disk(failure))
        atomic_store(splitter->stop, true);
    split_report_failure(splitter->turn, splitter->settings, splitter->counts, path != NULL ? path : STATE_FILE_NAME,
                         failure);
    free(path);
}

static bool is_stopped(const struct splitter *splitter)
{
    return atomic_load_explicit(splitter->stop, memory_order_relaxed);
}

void split_documents(struct splitter *splitter, struct folder *folder, const char *const *names, size_t count)
{
    int failure;

    if (is_stopped(splitter))
        return;
    failure = meet(splitter, folder, names, count);
    for (size_t i = 0; i < count && failure == FAILURE_NONE && !is_stopped(splitter); i++) {
        struct job job = make_job(folder, names[i]);

        job.known = splitter->known[i];
        split_one(splitter, &job);
    }
    if (failure == FAILURE_NONE)
        failure = state_append(&splitter->destination->state, &splitter->news);
    if (failure != FAILURE_NONE)
        report_state_failure(splitter, failure);
}
