/* destination.c - opening, locking and closing the output directory
 * SPDX-License-Identifier: MIT
 */
#include "split/destination.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "failure.h"
#include "files/leftovers.h"
#include "files/path.h"
#include "files/place.h"
#include "files/system.h"
#include "files/walk.h"
#include "language.h"
#include "show/report.h"
#include "split/state_report.h"
#include "text/say.h"

/* ---- Directories ------------------------------------------------------------------------------------------------- */

/* errno says only that it is no directory. */
static int open_failure(int parent, const char *name)
{
    int reason = errno;
    struct stat file;

    if ((reason == ENOTDIR || reason == ELOOP) && fstatat(parent, name, &file, AT_SYMLINK_NOFOLLOW) == 0 &&
        S_ISLNK(file.st_mode))
        return FAILURE_LINK;
    return reason;
}

static int make_and_open(int parent, const char *name, mode_t mode, bool *is_new, int *descriptor)
{
    *is_new = mkdirat(parent, name, mode) == 0;
    if (!*is_new && errno != EEXIST)
        return errno;
    *descriptor = open_directory(parent, name, O_NOFOLLOW);
    return *descriptor >= 0 ? FAILURE_NONE : open_failure(parent, name);
}

static int open_if_there(int parent, const char *name, int *descriptor)
{
    *descriptor = open_directory(parent, name, O_NOFOLLOW);
    if (*descriptor >= 0 || errno == ENOENT || errno == ENOTDIR || errno == ELOOP)
        return FAILURE_NONE;
    return errno;
}

void destination_narrow(const struct folder *folder, struct readers *readers)
{
    struct readers entering;

    if (folder->parent != NULL || folder_is_for_operands(folder))
        return;
    entering = readers_of(folder->descriptor, &folder->identity);
    readers_narrow(readers, &entering);
}

void destination_narrow_link(const struct folder *folder, const char *path, const struct stat *file,
                             struct readers *readers)
{
    while (folder->parent != NULL)
        folder = folder->parent;
    place_narrow(path, file, folder->path, readers);
}

/* Who may write to it is another matter than who may read it: we have to. One that is not new only loses readers. */
static int set_readers(const struct destination *destination, int descriptor, bool is_new, const struct folder *source)
{
    struct readers readers = readers_of(source->descriptor, &source->identity);
    struct stat file;

    if (fstat(descriptor, &file) != 0)
        return errno;
    readers.mode |= 0700;
    destination_narrow(source->parent, &readers);
    if (source->is_link)
        destination_narrow_link(source, source->path, &source->identity, &readers);
    if (is_new)
        return readers_copy(descriptor, &file, &readers, destination->umask);
    return readers_set(descriptor, &file, readers_mode(&readers, file.st_gid) & file.st_mode);
}

/* Of other runs, one below the top: its previews may be public, and its state knows nothing of this run. */
static int check_outputs(int descriptor, bool is_new, const struct folder *source)
{
    return source != NULL && !is_new && held_is_tree(descriptor) ? FAILURE_OTHER_OUTPUTS : FAILURE_NONE;
}

/* Who owns a directory may enter it whatever its mode becomes. The top of a tree may be given away on purpose. */
static int check_owner(int parent, const char *name, int descriptor, const struct folder *source)
{
    struct stat file;

    if (fstat(descriptor, &file) != 0)
        return errno;
    if (file.st_uid == 0 || file.st_uid == geteuid())
        return FAILURE_NONE;
    if (source != NULL ? file.st_uid == source->identity.st_uid : !is_strange(parent, name, &file))
        return FAILURE_NONE;
    return FAILURE_STRANGER;
}

static int prepare_directory(const struct destination *destination, size_t tree, int descriptor, bool is_new,
                             const struct folder *source)
{
    if (!is_new && source != NULL && destination->state.is_locked)
        leftovers_remove(descriptor);
    if (tree == TREE_FULL && source != NULL && destination->may_write)
        return set_readers(destination, descriptor, is_new, source);
    return FAILURE_NONE;
}

int destination_open_directory(const struct destination *destination, size_t tree, int parent, const char *name,
                               bool make, const struct folder *source, bool *is_new, int *descriptor)
{
    int failure;

    *is_new = false;
    failure = make ? make_and_open(parent, name, tree == TREE_FULL ? 0700 : 0777, is_new, descriptor)
                   : open_if_there(parent, name, descriptor);
    if (failure != FAILURE_NONE || *descriptor < 0)
        return failure;
    failure = check_outputs(*descriptor, *is_new, source);
    if (failure == FAILURE_NONE && tree == TREE_FULL)
        failure = check_owner(parent, name, *descriptor, source);
    if (failure == FAILURE_NONE)
        failure = prepare_directory(destination, tree, *descriptor, *is_new, source);
    if (failure != FAILURE_NONE) {
        close(*descriptor);
        *descriptor = -1;
    }
    return failure;
}

/* Some file systems have no such thing for a directory and say EINVAL. */
static void sync_directory(struct destination *destination, int descriptor)
{
    int none = FAILURE_NONE;

    if (sync_descriptor(descriptor) != 0 && errno != EINVAL)
        atomic_compare_exchange_strong(&destination->failure, &none, errno);
}

int destination_sync_trees(struct destination *destination)
{
    for (size_t i = 0; i < TREE_COUNT; i++) {
        if (destination->sync && destination->may_write && destination->trees[i] >= 0)
            sync_directory(destination, destination->trees[i]);
    }
    return atomic_load(&destination->failure);
}

void destination_close_directory(struct destination *destination, int descriptor)
{
    if (descriptor < 0)
        return;
    if (destination->sync && destination->may_write)
        sync_directory(destination, descriptor);
    close(descriptor);
}

/* ---- What is there without a state ------------------------------------------------------------------------------- */

static void mention(void *context, struct folder *folder, const char *name)
{
    state_mention(context, folder->path + folder->relative, name);
}

/* What cannot be looked at cannot be an output that anybody reads. */
static void ignore_failure(void *context, const char *path, int failure)
{
    (void)context;
    (void)path;
    (void)failure;
}

static int learn_what_is_there(struct destination *destination)
{
    struct filter filter = {.hidden = true};
    struct lines lines = {0};
    struct walk walk = {
        .filter = &filter, .only_regular = true, .document = mention, .fail = ignore_failure, .context = &lines};

    for (size_t i = 0; i < TREE_COUNT; i++) {
        if (destination->trees[i] >= 0)
            walk_operand(&walk, destination->tree_paths[i]);
    }
    return state_learn(&destination->state, &lines);
}

/* ---- The destination --------------------------------------------------------------------------------------------- */

bool destination_has(const struct destination *destination, size_t tree)
{
    return destination->tree_paths[tree] != NULL;
}

static void choose_paths(struct destination *destination, const struct settings *settings)
{
    const char *const given[TREE_COUNT] = {
        [TREE_FULL] = settings->full_directory, [TREE_PREVIEW] = settings->preview_directory};
    static const char *const names[TREE_COUNT] = {[TREE_FULL] = "full", [TREE_PREVIEW] = "preview"};

    destination->is_one = settings->destination != NULL;
    destination->path = settings->destination;
    for (size_t i = 0; i < TREE_COUNT; i++) {
        destination->trees[i] = -1;
        if (destination->is_one)
            destination->tree_paths[i] = path_join(destination->path, names[i]);
        else if (given[i] != NULL)
            destination->tree_paths[i] = strdup(given[i]);
        if (destination->path == NULL)
            destination->path = destination->tree_paths[i];
    }
}

bool destination_init(struct destination *destination, const struct settings *settings)
{
    mode_t mask = umask(0);

    umask(mask);
    *destination = (struct destination){.may_write = !settings->dry_run,
                                        .sync = settings->sync,
                                        .umask = mask,
                                        .directory = -1,
                                        .state = {.descriptor = -1, .lock = PTHREAD_MUTEX_INITIALIZER},
                                        .lock = {.descriptor = -1, .lock = PTHREAD_MUTEX_INITIALIZER}};
    choose_paths(destination, settings);
    return (settings->full_directory == NULL || destination_has(destination, TREE_FULL)) &&
           (settings->preview_directory == NULL || destination_has(destination, TREE_PREVIEW)) &&
           (!destination->is_one ||
            (destination_has(destination, TREE_FULL) && destination_has(destination, TREE_PREVIEW)));
}

/* A directory that the user names, links followed. */
static int open_named(struct destination *destination, const char *path, mode_t mode, int *descriptor)
{
    if (destination->may_write && mkdir(path, mode) != 0 && errno != EEXIST)
        return errno;
    *descriptor = open_directory(AT_FDCWD, path, 0);
    if (*descriptor < 0)
        return errno == ENOENT && !destination->may_write ? FAILURE_NONE : errno;
    return fstat(*descriptor, &destination->tops[destination->top_count++]) == 0 ? FAILURE_NONE : errno;
}

static int open_home(struct destination *destination)
{
    bool is_full = !destination->is_one && destination_has(destination, TREE_FULL);

    return open_named(destination, destination->path, is_full ? 0700 : 0777, &destination->directory);
}

static void report_state_failure(const struct state *state, const char *directory, int failure)
{
    char *path = path_join(directory, STATE_FILE_NAME);

    if (failure == FAILURE_BUSY)
        report_busy(directory, state->owner);
    else
        report_failure(path != NULL ? path : STATE_FILE_NAME, failure);
    free(path);
}

static bool has_state(int directory, const char *path)
{
    struct stat file;

    return fstatat(directory, path, &file, AT_SYMLINK_NOFOLLOW) == 0;
}

/* That it is the tree of a -d is to be seen beside it. */
static bool is_of_directory(int tree)
{
    struct stat file, full, preview;

    if (fstat(tree, &file) != 0 || !has_state(tree, "../" STATE_FILE_NAME))
        return false;
    return (fstatat(tree, "../full", &full, AT_SYMLINK_NOFOLLOW) == 0 && is_same_file(&file, &full)) ||
           (fstatat(tree, "../preview", &preview, AT_SYMLINK_NOFOLLOW) == 0 && is_same_file(&file, &preview));
}

/* Where previews went, full versions would be public; where full versions are, previews would make them so. */
static void refuse_held(const char *path, enum held held, enum held wanted)
{
    if (held == HELD_TREES)
        say(stderr, _("%s is of the outputs of runs with -d; give that, not --full or --preview"), path);
    else if (wanted == HELD_TREES)
        say(stderr, _("%s has a state of its own, from runs with --full or --preview; give these, not -d"), path);
    else if (held == HELD_PREVIEWS)
        say(stderr, _("%s has the previews of other runs, which may be public; give --full another directory"), path);
    else
        say(stderr, _("%s has the full versions of other runs; give --preview another directory"), path);
}

static bool holds_what_is_wanted(struct state *state, const char *path, enum held wanted)
{
    enum held held = state->held;

    if (held == HELD_NONE)
        held = state_guess_held(state);
    if (held != HELD_NONE && held != wanted)
        refuse_held(path, held, wanted);
    state->held = wanted;
    return held == HELD_NONE || held == wanted;
}

/* Of the trees of other runs. Two trees have to be outside of any; one may lie in another of its kind. */
static bool lies_outside(int directory, const char *path, enum held wanted)
{
    enum held held;
    char *tree;
    int failure = held_find_tree(path, false, &tree, &held);
    bool is_tree = wanted == HELD_TREES && is_of_directory(directory);
    bool is_outside = !is_tree && (held == HELD_NONE || held == wanted);

    if (failure != FAILURE_NONE)
        report_failure(path, failure);
    else if (!is_outside)
        say(stderr, _("%s lies among the outputs in %s; give a directory outside of them"), path,
            tree != NULL ? tree : path);
    free(tree);
    return failure == FAILURE_NONE && is_outside;
}

static bool open_state(struct destination *destination, struct state *state, int directory, const char *path,
                       enum held wanted)
{
    int failure;

    state->directory = directory;
    state->may_write = destination->may_write;
    state->sync = destination->sync;
    failure = state_open(state);
    if (failure == FAILURE_NONE) {
        if (!holds_what_is_wanted(state, path, wanted) || !lies_outside(directory, path, wanted))
            return false;
        failure = state_tidy(state);
    }
    if (failure != FAILURE_NONE)
        report_state_failure(state, path, failure);
    return failure == FAILURE_NONE;
}

static int open_tree_elsewhere(struct destination *destination, size_t tree)
{
    const char *path = destination->tree_paths[tree];

    if (path != destination->path)
        return open_named(destination, path, 0777, &destination->trees[tree]);
    destination->trees[tree] = open_directory(destination->directory, ".", 0);
    return destination->trees[tree] >= 0 ? FAILURE_NONE : errno;
}

/* Whoever may read previews may look into what lies in their directory. */
static bool are_apart(const struct destination *destination)
{
    bool are_nested = destination->top_count == 2 &&
                      (place_is_in(AT_FDCWD, destination->tree_paths[TREE_FULL], &destination->tops[1]) ||
                       place_is_in(AT_FDCWD, destination->tree_paths[TREE_PREVIEW], &destination->tops[0]));

    if (are_nested)
        say(stderr, _("--preview and --full: one lies in the other; give two directories apart"));
    return !are_nested;
}

static bool open_tree(struct destination *destination, size_t tree)
{
    const char *path = destination->tree_paths[tree];
    int failure = destination->is_one
                      ? destination_open_directory(destination, tree, destination->directory, path_name(path),
                                                   destination->may_write, NULL, &destination->are_new[tree],
                                                   &destination->trees[tree])
                      : open_tree_elsewhere(destination, tree);

    if (failure != FAILURE_NONE) {
        report_failure(path, failure);
        return false;
    }
    return destination->is_one || path == destination->path || destination->trees[tree] < 0 ||
           (are_apart(destination) &&
            open_state(destination, &destination->lock, destination->trees[tree], path, HELD_PREVIEWS));
}

/* ---- One state for one tree -------------------------------------------------------------------------------------- */

/* A run with -d and one with --full or --preview would have two locks for the same outputs, and two states. Each looks
 * for the other when its own is there, so that of two that begin at once one sees it. */
static bool has_one_state(const struct destination *destination, size_t tree)
{
    int descriptor = destination->trees[tree];
    const char *path = destination->tree_paths[tree];
    bool is_good = true;

    if (descriptor >= 0 && destination->is_one && has_state(descriptor, STATE_FILE_NAME)) {
        say(stderr, _("%s has a state of its own, from runs with --full or --preview; give these, not -d"), path);
        is_good = false;
    } else if (descriptor >= 0 && !destination->is_one && is_of_directory(descriptor)) {
        say(stderr, _("%s is of the outputs of runs with -d; give that, not --full or --preview"), path);
        is_good = false;
    }
    return is_good;
}

/* A run that comes to nothing leaves no state where it has just begun one. */
static void take_back(const struct state *state)
{
    if (state->is_locked && state->file.bytes == 0)
        unlinkat(state->directory, STATE_FILE_NAME, 0);
}

static bool have_one_state(const struct destination *destination)
{
    for (size_t i = 0; i < TREE_COUNT; i++) {
        if (!has_one_state(destination, i))
            return false;
    }
    return true;
}

/* When it is sure that nobody else is writing there. */
static void tidy_tops(const struct destination *destination)
{
    if (destination->state.is_locked)
        leftovers_remove(destination->directory);
    for (size_t i = 0; i < TREE_COUNT; i++) {
        bool is_locked = destination->is_one || destination->tree_paths[i] == destination->path
                             ? destination->state.is_locked
                             : destination->lock.is_locked;

        if (is_locked && destination->trees[i] >= 0)
            leftovers_remove(destination->trees[i]);
    }
}

static bool open_trees(struct destination *destination)
{
    for (size_t i = 0; i < TREE_COUNT; i++) {
        if (destination_has(destination, i) && !open_tree(destination, i))
            return false;
    }
    return have_one_state(destination);
}

/* By the directory that the state is in. */
static enum held wanted_of(const struct destination *destination)
{
    if (destination->is_one)
        return HELD_TREES;
    return destination_has(destination, TREE_FULL) ? HELD_FULL : HELD_PREVIEWS;
}

bool destination_open(struct destination *destination)
{
    int failure = open_home(destination);

    if (failure != FAILURE_NONE) {
        report_failure(destination->path, failure);
        return false;
    }
    if (destination->directory < 0)
        return true;
    if (!open_state(destination, &destination->state, destination->directory, destination->path,
                    wanted_of(destination)) ||
        !open_trees(destination)) {
        take_back(&destination->state);
        take_back(&destination->lock);
        return false;
    }
    tidy_tops(destination);
    if (destination->state.finding == STATE_GOOD)
        return true;
    failure = learn_what_is_there(destination);
    if (failure != FAILURE_NONE)
        report_state_failure(&destination->state, destination->path, failure);
    return failure == FAILURE_NONE;
}

/* The file of the state is there. */
static bool folds_names(int directory)
{
    struct stat file;
    struct stat other;

    return directory >= 0 && fstatat(directory, STATE_FILE_NAME, &file, AT_SYMLINK_NOFOLLOW) == 0 &&
           fstatat(directory, STATE_FILE_NAME_UPPER, &other, AT_SYMLINK_NOFOLLOW) == 0 && is_same_file(&file, &other);
}

bool destination_folds(const struct destination *destination)
{
    bool folds = folds_names(destination->directory);

    for (size_t i = 0; i < TREE_COUNT; i++)
        folds = folds || folds_names(destination->trees[i]);
    return folds;
}

/* Where a directory was made, its own name has to be on disk. */
static void sync_name(struct destination *destination, const char *path)
{
    char *parent = path_parent(path);

    if (parent != NULL)
        destination_close_directory(destination, open_directory(AT_FDCWD, parent, 0));
    free(parent);
}

static void sync_names(struct destination *destination)
{
    if (!destination->sync || !destination->may_write)
        return;
    if (destination->is_one)
        sync_name(destination, destination->path);
    for (size_t i = 0; i < TREE_COUNT && !destination->is_one; i++) {
        if (destination_has(destination, i))
            sync_name(destination, destination->tree_paths[i]);
    }
}

void destination_close(struct destination *destination)
{
    if (destination->directory >= 0)
        sync_names(destination);
    for (size_t i = 0; i < TREE_COUNT; i++) {
        destination_close_directory(destination, destination->trees[i]);
        free(destination->tree_paths[i]);
    }
    destination_close_directory(destination, destination->directory);
    state_close(&destination->lock);
    state_close(&destination->state);
}
