/* one_document.c - reads a document and has it split or refused
 * SPDX-License-Identifier: MIT
 */
#include "split/one_document.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "files/leftovers.h"
#include "files/path.h"
#include "show/report.h"
#include "split/known.h"
#include "split/output_pair.h"
#include "split/report.h"
#include "split/unsplit.h"
#include "text/charset.h"

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
            unsplit_failed(splitter, job, failure, &splitter->pieces[i], &error);
            return false;
        }
    }
    return true;
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

static void report_split(struct splitter *splitter, const struct job *job)
{
    count_split(splitter);
    if (job->known != NULL && is_without_markers(&splitter->loaded) && state_had_paid_part(job->known))
        split_report_markers_gone(splitter->turn, splitter->settings, splitter->path);
    split_report_problems(splitter->turn, &splitter->loaded, NULL);
    split_report_document(splitter->turn, &splitter->loaded);
}

static void put_outputs(struct splitter *splitter, struct job *job)
{
    size_t tree = TREE_COUNT;
    int failure = known_claim(splitter, job);

    if (failure == FAILURE_NONE)
        failure = output_pair_write(splitter, job, &tree);
    if (failure == FAILURE_NONE) {
        known_vouch(splitter, job);
        report_split(splitter, job);
        return;
    }
    if (failure_is_full_disk(failure))
        atomic_store(splitter->stop, true);
    known_take_back(splitter, job);
    unsplit_unwritten(splitter, job, tree, failure);
}

/* Nothing will be written: what was found out has to be about one state of the file all the same. */
static void check_only(struct splitter *splitter, struct job *job)
{
    int failure = input_check(&splitter->loaded.input, job->descriptor);

    if (failure != FAILURE_NONE) {
        splitter_report_failure(splitter, splitter->path, failure);
    } else if (splitter->loaded.status == PAIDMARK_STATUS_REFUSED) {
        unsplit_refused(splitter, job);
    } else {
        report_split(splitter, job);
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

/* A root has documents if one is text: a picture may lie where a disk is mounted at other times. */
static void tell_root(struct splitter *splitter, const struct job *job)
{
    struct destination *destination = splitter->destination;
    int failure = state_root_has_documents(&destination->state, outputs_root(job->folder));

    if (failure != FAILURE_NONE)
        splitter_report_failure(splitter, destination->path, failure);
}

static void narrow(struct splitter *splitter, const struct job *job)
{
    struct input *input = &splitter->loaded.input;

    destination_narrow(job->folder, &input->readers);
    if (input->is_link && !folder_is_for_operands(job->folder))
        destination_narrow_link(job->folder, splitter->path, &input->file, &input->readers);
}

static void split_named(struct splitter *splitter, struct job *job)
{
    bool follow = splitter->settings->filter.follow || folder_is_for_operands(job->folder);
    int failure;

    if (splitter->settings->update && known_is_current(splitter, job)) {
        atomic_fetch_add(&splitter->counts->skipped, 1);
        split_report_skipped(splitter->turn, splitter->settings, splitter->path);
        known_move(splitter, job);
        tell_root(splitter, job);
        return;
    }
    known_begin(job);
    failure = load_document_at(&splitter->loaded, splitter->path, job->folder->descriptor, job->name, follow,
                               &job->descriptor);
    if (!folder_is_for_operands(job->folder) && load_met_binary(&splitter->loaded, failure)) {
        unsplit_binary(splitter, job);
        if (failure == FAILURE_NONE)
            close(job->descriptor);
        return;
    }
    known_move(splitter, job);
    if (failure != FAILURE_NONE) {
        unsplit_failed(splitter, job, failure, NULL, NULL);
        return;
    }
    tell_root(splitter, job);
    narrow(splitter, job);
    split_loaded(splitter, job);
    close(job->descriptor);
}

static void split_one(struct splitter *splitter, struct job *job)
{
    splitter->path = path_join(job->folder->path, job->name);
    if (splitter->path != NULL)
        split_named(splitter, job);
    else
        splitter_report_failure(splitter, job->name, ENOMEM);
    free(splitter->path);
    splitter->path = NULL;
}

static void report_state_failure(struct splitter *splitter, int failure)
{
    char *path = path_join(splitter->destination->path, STATE_FILE_NAME);

    if (failure_is_full_disk(failure))
        atomic_store(splitter->stop, true);
    splitter_report_failure(splitter, path != NULL ? path : STATE_FILE_NAME, failure);
    free(path);
}

static bool is_stopped(const struct splitter *splitter)
{
    return atomic_load_explicit(splitter->stop, memory_order_relaxed);
}

void split_documents(struct splitter *splitter, struct folder *folder, const char *const *names, size_t count)
{
    int failure;

    known_look_up(splitter, folder, names, count);
    for (size_t i = 0; i < count && !is_stopped(splitter); i++) {
        struct job job = job_of(folder, names[i], splitter->known[i]);

        split_one(splitter, &job);
    }
    failure = state_append(&splitter->destination->state, &splitter->news);
    if (failure != FAILURE_NONE)
        report_state_failure(splitter, failure);
}
