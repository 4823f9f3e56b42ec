/* old_outputs.c - finds and removes outputs whose source is gone
 * SPDX-License-Identifier: MIT
 */
#include "split/old_outputs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "failure.h"
#include "files/leftovers.h"
#include "files/path.h"
#include "files/system.h"
#include "split/report.h"

/* ---- One output -------------------------------------------------------------------------------------------------- */

/* A way down a tree to an output, what is to be done there, and what was there. */
struct visit {
    struct destination *destination;
    const struct state_entry *entry;
    size_t tree;
    bool remove; /* but what is foreign stays */
    bool tidy;   /* the folder that it is in */
    bool is_there;
    bool is_foreign;
    struct stat file;
    int failure;
};

static void visit_name(struct visit *visit, int directory, const char *name)
{
    if (visit->tidy)
        leftovers_remove(directory);
    if (fstatat(directory, name, &visit->file, AT_SYMLINK_NOFOLLOW) != 0) {
        visit->failure = errno != ENOENT ? errno : FAILURE_NONE;
        return;
    }
    visit->is_there = !S_ISDIR(visit->file.st_mode);
    visit->is_foreign = visit->is_there && !state_may_be_output(visit->entry, visit->tree, &visit->file);
    if (visit->is_there && !visit->is_foreign && visit->remove && unlinkat(directory, name, 0) != 0)
        visit->failure = errno;
}

static void visit_path(struct visit *visit, int directory, const char *path);

/* Follows no link. On the way back a directory goes that is empty then. */
static void visit_directory(struct visit *visit, int directory, const char *name, const char *path)
{
    int descriptor = open_directory(directory, name, O_NOFOLLOW);

    if (descriptor < 0) {
        visit->failure = errno != ENOENT && errno != ENOTDIR && errno != ELOOP ? errno : FAILURE_NONE;
        return;
    }
    visit_path(visit, descriptor, path);
    destination_close_directory(visit->destination, descriptor);
    if (visit->remove)
        (void)unlinkat(directory, name, AT_REMOVEDIR);
}

static void visit_path(struct visit *visit, int directory, const char *path)
{
    size_t bytes = strcspn(path, "/");
    char *name;

    if (path[bytes] == '\0') {
        visit_name(visit, directory, path);
        return;
    }
    name = strndup(path, bytes);
    if (name != NULL)
        visit_directory(visit, directory, name, path + bytes + 1);
    else
        visit->failure = ENOMEM;
    free(name);
}

static void visit_tree(struct visit *visit)
{
    if (visit->destination->trees[visit->tree] >= 0)
        visit_path(visit, visit->destination->trees[visit->tree], visit->entry->path);
}

/* A folder is tidied once where its paths come one after the other, as a run adds them to the state. before is the path
 * before this one, or NULL. */
static bool wants_tidying(const struct state *state, const char *path, const char *before)
{
    size_t bytes = (size_t)(path_name(path) - path);

    return state->is_locked &&
           (before == NULL || (size_t)(path_name(before) - before) != bytes || strncmp(path, before, bytes) != 0);
}

/* ---- A directory that becomes a file ----------------------------------------------------------------------------- */

/* The directory's path is in two parts. */
static bool is_below(const char *path, const char *folder, const char *name)
{
    size_t folder_bytes = strlen(folder);
    size_t name_bytes = strlen(name);

    return strncmp(path, folder, folder_bytes) == 0 && strncmp(path + folder_bytes, name, name_bytes) == 0 &&
           path[folder_bytes + name_bytes] == '/';
}

void old_outputs_clear(struct destination *destination, size_t tree, uint32_t root, const char *folder,
                       const char *name)
{
    const struct state *state = &destination->state;
    const char *before = NULL;

    for (size_t i = 0; i < state->count; i++) {
        const struct state_entry *entry = &state->entries[i];
        struct visit visit = {.destination = destination, .entry = entry, .tree = tree, .remove = true};

        if (entry->root != root || root == 0 || atomic_load(&entry->is_met) || !is_below(entry->path, folder, name))
            continue;
        visit.tidy = wants_tidying(state, entry->path, before);
        visit_tree(&visit);
        before = entry->path;
    }
}

/* ---- All that have no source ------------------------------------------------------------------------------------- */

struct look {
    const struct settings *settings;
    struct destination *destination;
    struct split_counts *counts;
    const char *before; /* the path that was looked at before; NULL: none */
    struct lines news;  /* for the state */
};

static bool is_source_gone(const struct state *state, const struct state_entry *entry)
{
    if (atomic_load(&entry->is_met))
        return false;
    if (entry->kind == STATE_FOUND)
        return true;
    return entry->kind != STATE_GONE && state_root_is_seen(state, entry->root);
}

static void report(struct look *look, const char *path, enum output_fate fate, const struct visit *visit)
{
    if (visit->failure != FAILURE_NONE)
        split_report_failure(NULL, look->settings, look->counts, path, visit->failure);
    else
        split_report_output(NULL, look->settings, look->counts, path, visit->is_foreign ? FATE_FOUND : fate,
                            &visit->file);
}

static struct visit look_in_tree(struct look *look, const struct state_entry *entry, enum output_fate fate, size_t tree)
{
    struct destination *destination = look->destination;
    struct visit visit = {.destination = destination,
                          .entry = entry,
                          .tree = tree,
                          .remove = fate == FATE_DELETED && destination->may_write};
    char *path = path_join(destination->tree_paths[tree], entry->path);

    visit.tidy = visit.remove && wants_tidying(&destination->state, entry->path, look->before);
    if (path != NULL)
        visit_tree(&visit);
    else
        visit.failure = ENOMEM;
    if (visit.is_there || visit.failure != FAILURE_NONE)
        report(look, path != NULL ? path : entry->path, fate, &visit);
    free(path);
    return visit;
}

/* The preview goes first: nobody is led to a full version that is not there. The state forgets only what is gone from
 * all trees. */
static void look_at(struct look *look, const struct state_entry *entry)
{
    enum output_fate fate = look->settings->delete ? FATE_DELETED : FATE_STALE;
    bool is_gone = true;
    bool is_foreign = false;

    if (entry->kind == STATE_FOUND)
        fate = FATE_FOUND;
    for (size_t i = TREE_COUNT; i > 0; i--) {
        if (destination_has(look->destination, i - 1)) {
            struct visit visit = look_in_tree(look, entry, fate, i - 1);

            is_gone = is_gone && visit.failure == FAILURE_NONE;
            is_foreign = is_foreign || visit.is_foreign;
        } else {
            is_gone = is_gone && !state_may_have_output(entry, i - 1);
        }
    }
    look->before = entry->path;
    if (fate == FATE_DELETED && is_gone && is_foreign)
        state_mention(&look->news, "", entry->path);
    else if (fate == FATE_DELETED && is_gone)
        state_forget(&look->news, entry->path);
}

static bool has_output(const struct look *look, const struct state_entry *entry)
{
    struct visit visit = {.destination = look->destination, .entry = entry};

    for (; visit.tree < TREE_COUNT && !visit.is_there; visit.tree++)
        visit_tree(&visit);
    return visit.is_there;
}

static void report_unmounted(const struct look *look, const struct state_root *root)
{
    const struct state *state = &look->destination->state;
    char *path = path_join(state->roots[root->within - 1].path, root->path);

    split_report_failure(NULL, look->settings, look->counts, path != NULL ? path : root->path, FAILURE_UNMOUNTED);
    free(path);
}

/* Somebody may have removed the outputs: then nothing is missed. */
static void look_for_unmounted(const struct look *look, uint32_t root)
{
    const struct state *state = &look->destination->state;

    for (size_t i = 0; i < state->count; i++) {
        const struct state_entry *entry = &state->entries[i];

        if (entry->root == root && !atomic_load(&entry->is_met) && has_output(look, entry)) {
            report_unmounted(look, &state->roots[root - 1]);
            return;
        }
    }
}

void old_outputs_look(const struct settings *settings, struct destination *destination, struct split_counts *counts)
{
    struct look look = {.settings = settings, .destination = destination, .counts = counts};
    struct state *state = &destination->state;
    int failure = FAILURE_NONE;

    for (size_t i = 0; i < state->count; i++) {
        if (is_source_gone(state, &state->entries[i]))
            look_at(&look, &state->entries[i]);
    }
    for (size_t i = 0; i < state->root_count; i++) {
        if (state_root_is_unmounted(state, (uint32_t)i + 1))
            look_for_unmounted(&look, (uint32_t)i + 1);
    }
    /* What came back after a loss of power would be somebody else's, once it is forgotten. */
    if (look.news.bytes > 0)
        failure = destination_sync_trees(destination);
    if (failure == FAILURE_NONE)
        failure = state_append(state, &look.news);
    if (failure != FAILURE_NONE)
        split_report_failure(NULL, settings, counts, destination->path, failure);
    lines_free(&look.news);
}
