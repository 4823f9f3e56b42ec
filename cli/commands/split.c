/* split.c - the command split: both versions of every document in whole trees
 * SPDX-License-Identifier: MIT
 *
 * One thread walks over the operands and gathers the documents of a folder into batches; workers split them. A batch is
 * large enough that handing it over costs nothing beside its work, and small while workers have nothing to do.
 */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arguments/options.h"
#include "commands/commands.h"
#include "commands/selection.h"
#include "files/path.h"
#include "files/system.h"
#include "files/temporary.h"
#include "files/walk.h"
#include "language.h"
#include "show/report.h"
#include "split/collisions.h"
#include "split/counts.h"
#include "split/in_order.h"
#include "split/old_outputs.h"
#include "split/one_document.h"
#include "split/plan.h"
#include "split/progress.h"
#include "split/recipe.h"
#include "split/report.h"
#include "split/state_report.h"
#include "split/workers.h"
#include "text/say.h"

/* ---- Batches ----------------------------------------------------------------------------------------------------- */

#define BATCH_DOCUMENTS_MIN 16 /* while workers wait */

/* Documents in one folder. */
struct batch {
    struct folder *folder;
    struct turn *turn;
    size_t count;
    const char *names[SPLIT_DOCUMENTS_MAX]; /* in memory of the folder, or operands */
};

static struct batch *new_batch(struct folder *folder)
{
    struct batch *batch = malloc(sizeof *batch);

    if (batch == NULL)
        return NULL;
    batch->turn = in_order_take();
    if (batch->turn == NULL) {
        free(batch);
        return NULL;
    }
    batch->folder = folder_refer(folder);
    batch->count = 0;
    return batch;
}

/* ---- A run ------------------------------------------------------------------------------------------------------- */

struct run {
    const struct settings *settings;
    struct destination destination;
    struct split_counts counts;
    struct splitter *splitters; /* one for each worker */
    size_t jobs;
    struct workers *workers;
    atomic_bool stop;      /* the rest is for another run: what was not met may still be there */
    struct batch *waiting; /* being filled, of the folder that the walk is in */
    uint32_t root;         /* of the operand that the walk is in */
    bool is_complete;      /* the walk has seen everything */
};

static void split_batch(void *context, size_t worker, void *item)
{
    struct run *run = context;
    struct batch *batch = item;

    run->splitters[worker].turn = batch->turn;
    split_documents(&run->splitters[worker], batch->folder, batch->names, batch->count);
    in_order_finish(batch->turn);
    folder_release(batch->folder);
    free(batch);
}

static void submit(struct run *run)
{
    if (run->waiting != NULL)
        workers_submit(run->workers, run->waiting);
    run->waiting = NULL;
}

static void fail(void *context, const char *path, int failure)
{
    struct run *run = context;
    struct turn *turn;

    submit(run);
    turn = in_order_take();
    if (failure == FAILURE_HELD_OUTPUTS) {
        split_report_held_outputs(turn, run->settings, &run->counts, path);
    } else {
        run->is_complete = false;
        split_report_failure(turn, run->settings, &run->counts, path, failure);
    }
    in_order_finish(turn);
}

static void gather(void *context, struct folder *folder, const char *name)
{
    struct run *run = context;
    int failure = FAILURE_NONE;

    if (run->waiting != NULL && (run->waiting->folder != folder || run->waiting->count == SPLIT_DOCUMENTS_MAX))
        submit(run);
    if (run->waiting == NULL)
        failure = outputs_prepare(&run->destination, folder, run->root);
    if (run->waiting == NULL && failure == FAILURE_NONE)
        run->waiting = new_batch(folder);
    if (run->waiting == NULL) {
        fail(run, name, failure != FAILURE_NONE ? failure : ENOMEM);
        return;
    }
    run->waiting->names[run->waiting->count++] = name;
    if (run->waiting->count % BATCH_DOCUMENTS_MIN == 0 && workers_are_idle(run->workers))
        submit(run);
}

static struct walk make_walk(const struct run *run)
{
    return (struct walk){.filter = &run->settings->filter,
                         .forbidden = run->destination.tops,
                         .forbidden_count = run->destination.top_count,
                         .leaves_outputs = true,
                         .only_regular = true};
}

/* ---- Counting ahead ---------------------------------------------------------------------------------------------- */

/* A walk of its own, since that of the run is never far ahead of the workers. */
struct count {
    struct run *run;
    pthread_t thread;
    bool is_running;
    atomic_bool stop;
    size_t documents;
};

static void count_document(void *context, struct folder *folder, const char *name)
{
    struct count *count = context;

    (void)folder;
    (void)name;
    count->documents++;
}

static void ignore_failure(void *context, const char *path, int failure)
{
    (void)context;
    (void)path;
    (void)failure;
}

static void *count_all(void *argument)
{
    struct count *count = argument;
    const struct settings *settings = count->run->settings;
    struct walk walk = make_walk(count->run);

    walk.stop = &count->stop;
    walk.document = count_document;
    walk.fail = ignore_failure;
    walk.context = count;
    for (size_t i = 0; i < settings->operand_count; i++)
        walk_operand(&walk, settings->operands[i]);
    if (!atomic_load(&count->stop))
        progress_set_total(count->documents);
    return NULL;
}

static void start_count(struct count *count)
{
    if (progress_is_shown())
        count->is_running = pthread_create(&count->thread, NULL, count_all, count) == 0;
}

static void stop_count(struct count *count)
{
    atomic_store(&count->stop, true);
    if (count->is_running)
        pthread_join(count->thread, NULL);
}

/* ---- Beginning and end ------------------------------------------------------------------------------------------- */

static int start_splitters(struct run *run)
{
    int failure = FAILURE_NONE;

    run->splitters = calloc(run->jobs, sizeof *run->splitters);
    if (run->splitters == NULL)
        return ENOMEM;
    for (size_t i = 0; i < run->jobs && failure == FAILURE_NONE; i++)
        failure = splitter_init(&run->splitters[i], run->settings, &run->destination, &run->counts, &run->stop);
    if (failure == FAILURE_NONE)
        run->workers = workers_start(run->jobs, split_batch, run);
    return run->workers != NULL ? failure : ENOMEM;
}

static void free_splitters(struct run *run)
{
    for (size_t i = 0; i < run->jobs && run->splitters != NULL; i++)
        splitter_free(&run->splitters[i]);
    free(run->splitters);
}

static bool start(struct run *run)
{
    int failure;

    raise_descriptor_limit();
    run->counts.began = counts_clock();
    failure = start_splitters(run);
    if (failure != FAILURE_NONE)
        report_failure(_("memory"), failure);
    return failure == FAILURE_NONE;
}

/* Documents that are operands themselves have none. */
static int find_root(struct run *run, const char *operand)
{
    struct stat file;
    char *path;
    int failure = ENOMEM;

    run->root = 0;
    if (stat(operand, &file) != 0)
        return errno;
    if (!S_ISDIR(file.st_mode))
        return FAILURE_NONE;
    path = path_absolute(operand);
    if (path != NULL)
        failure = state_give_root(&run->destination.state, path, &file, &run->root);
    free(path);
    return failure;
}

static void split_all(struct run *run)
{
    struct count count = {.run = run};
    struct walk walk = make_walk(run);

    walk.is_sorted = true; /* what is said, and the state, come in one order wherever the files lie */
    walk.stop = &run->stop;
    walk.document = gather;
    walk.fail = fail;
    walk.context = run;
    run->is_complete = true;
    progress_start(&run->counts, run->settings);
    start_count(&count);
    for (size_t i = 0; i < run->settings->operand_count && !atomic_load(&run->stop); i++) {
        const char *operand = run->settings->operands[i];
        int failure = find_root(run, operand);

        if (failure == FAILURE_NONE)
            walk_operand(&walk, operand);
        else
            fail(run, operand, failure);
    }
    submit(run);
    workers_finish(run->workers);
    stop_count(&count);
    progress_stop();
}

/* Where something could not be looked at, nobody knows what is there. */
static void look_at_old_outputs(struct run *run)
{
    run->destination.state.has_all_sources = selection_has_all(run->settings);
    if (run->is_complete && !atomic_load(&run->stop))
        old_outputs_look(run->settings, &run->destination, &run->counts);
    else if (run->settings->delete)
        say(stderr, _("not all sources could be looked at, so nothing is removed by --delete"));
}

static enum exit_status summarize(const struct run *run)
{
    int failure = in_order_close();

    if (failure != FAILURE_NONE)
        report_failure(_("memory"), failure);
    if (atomic_load(&run->stop))
        progress_print_stopped();
    if (run->settings->format == FORMAT_JSON && !run->settings->quiet)
        counts_print_json(&run->counts, run->settings->file_path, stdout);
    if (!run->settings->quiet)
        counts_print(&run->counts, run->settings->dry_run, stderr);
    return failure == FAILURE_NONE ? counts_status(&run->counts) : EXIT_STATUS_FAILED;
}

static bool choose_recipe(struct run *run)
{
    char *recipe = recipe_of(run->settings);
    int failure = recipe != NULL ? state_set_recipe(&run->destination.state, recipe) : ENOMEM;

    free(recipe);
    if (failure != FAILURE_NONE)
        report_failure(run->destination.path, failure);
    return failure == FAILURE_NONE;
}

static bool are_names_good(const struct run *run)
{
    return !destination_folds(&run->destination) || !split_has_collisions(run->settings, true);
}

/* That there is no document is a mistake, unless --delete is to take the outputs of those that were there. */
static bool is_emptied(const struct run *run)
{
    const struct state *state = &run->destination.state;

    for (size_t i = 0; i < state->root_count; i++) {
        if (state_root_is_seen(state, (uint32_t)i + 1))
            return true;
    }
    return false;
}

static enum exit_status run_into(struct run *run)
{
    enum exit_status status = EXIT_STATUS_FAILED;

    if (destination_open(&run->destination) && are_names_good(run) && choose_recipe(run) && start(run)) {
        split_report_state(run->settings, &run->destination);
        split_all(run);
        look_at_old_outputs(run);
        status = summarize(run);
        if (counts_documents(&run->counts) == 0 && !is_emptied(run) && !atomic_load(&run->stop)) {
            selection_tell_none(run->settings);
            status = EXIT_STATUS_FAILED;
        }
    }
    free_splitters(run);
    return status;
}

static const char *complain_of_destination(const struct settings *settings)
{
    const char *const given[] = {settings->destination, settings->preview_directory, settings->full_directory};

    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        if (given[i] != NULL && *given[i] == '\0')
            return _("the name of a directory for outputs is empty");
    }
    if (given[0] != NULL)
        return given[1] != NULL || given[2] != NULL ? _("--directory does not go with --preview and --full") : NULL;
    return given[1] == NULL && given[2] == NULL
               ? _("--directory DIR is needed, for the outputs, or --preview or --full")
               : NULL;
}

static bool settings_are_good(const struct settings *settings)
{
    const char *complaint = complain_of_destination(settings);

    for (size_t i = 0; i < settings->operand_count; i++) {
        if (strcmp(settings->operands[i], "-") == 0)
            complaint = _("standard input has no name to write under");
    }
    if (settings->operand_count == 0)
        complaint = _("a file or directory is needed");
    if (complaint != NULL)
        usage_error("split", "split", complaint, NULL);
    return complaint == NULL;
}

/* Signals are guarded before the first temporary, which is that of the state. */
static enum exit_status plan_and_run(struct run *run)
{
    int failure = destination_init(&run->destination, run->settings) ? temporary_guard() : ENOMEM;

    if (failure != FAILURE_NONE) {
        report_failure(_("memory"), failure);
        return EXIT_STATUS_FAILED;
    }
    return split_plan_is_good(run->settings, &run->destination) ? run_into(run) : EXIT_STATUS_FAILED;
}

enum exit_status run_split(const struct settings *settings)
{
    struct run run = {.settings = settings, .jobs = options_jobs(settings)};
    enum exit_status status;
    int failure;

    if (!settings_are_good(settings) || !selection_is_good(settings))
        return EXIT_STATUS_FAILED;
    status = plan_and_run(&run);
    destination_close(&run.destination);
    failure = atomic_load(&run.destination.failure);
    if (failure != FAILURE_NONE)
        report_failure(run.destination.is_one ? settings->destination : _("outputs"), failure);
    return failure == FAILURE_NONE ? status : EXIT_STATUS_FAILED;
}
