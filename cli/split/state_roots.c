/* state_roots.c - the directories whose documents the state has outputs of
 * SPDX-License-Identifier: MIT
 */
#include "split/state_table.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "failure.h"
#include "files/system.h"

/* ---- Which directory it is --------------------------------------------------------------------------------------- */

/* Two that are made one after the other may have the same number, and so have the tops of most disks: the time at which
 * a directory was made tells them apart. False where that is not known. */
static bool write_place(char place[STATE_PLACE_BYTES], const char *path, const struct stat *directory)
{
    struct timespec birth;
    int bytes = snprintf(place, STATE_PLACE_BYTES, "%" PRIx64 ".%" PRIx64, (uint64_t)directory->st_dev,
                         (uint64_t)directory->st_ino);

    if (!find_birth(path, &birth))
        return false;
    snprintf(place + bytes, STATE_PLACE_BYTES - (size_t)bytes, ".%" PRIx64 ".%" PRIx64, (uint64_t)birth.tv_sec,
             (uint64_t)birth.tv_nsec);
    return true;
}

static size_t find_root(const struct state *state, const char *path, uint32_t within)
{
    size_t i = 0;

    while (i < state->root_count && (state->roots[i].within != within || strcmp(state->roots[i].path, path) != 0))
        i++;
    return i;
}

/* place is NULL where it is not known well enough to tell a directory that was renamed from another one. */
static bool is_by_another_name(const struct state_root *root, const struct stat *directory, const char *place)
{
    struct stat file;

    if (root->within != 0)
        return false;
    if (stat(root->path, &file) == 0)
        return is_same_file(&file, directory);
    return errno == ENOENT && place != NULL && strcmp(root->place, place) == 0;
}

static size_t find_root_by_another_name(const struct state *state, const struct stat *directory, const char *place)
{
    size_t i = 0;

    while (i < state->root_count && !is_by_another_name(&state->roots[i], directory, place))
        i++;
    return i;
}

/* ---- Adding ------------------------------------------------------------------------------------------------------ */

int state_add_root(struct state *state, const char *path, uint32_t within)
{
    struct state_root *roots = realloc(state->roots, (state->root_count + 1) * sizeof *roots);

    if (roots == NULL)
        return ENOMEM;
    state->roots = roots;
    roots[state->root_count] = (struct state_root){.path = strdup(path), .within = within};
    if (roots[state->root_count].path == NULL)
        return ENOMEM;
    state->root_count++;
    return FAILURE_NONE;
}

static int add_given_root(struct state *state, const char *path, uint32_t within)
{
    struct lines lines = {0};
    int failure;

    state_name_root(&lines, &(struct state_root){.path = (char *)(uintptr_t)path, .within = within});
    failure = state_append(state, &lines);
    lines_free(&lines);
    if (failure != FAILURE_NONE)
        return failure;
    pthread_mutex_lock(&state->lock); /* others may look at a root */
    failure = state_add_root(state, path, within);
    pthread_mutex_unlock(&state->lock);
    return failure;
}

int state_give_root(struct state *state, const char *path, const struct stat *directory, uint32_t *number)
{
    char place[STATE_PLACE_BYTES];
    bool is_certain = write_place(place, path, directory);
    size_t known = find_root(state, path, 0);
    int failure = FAILURE_NONE;

    if (known == state->root_count)
        known = find_root_by_another_name(state, directory, is_certain ? place : NULL);
    if (known == state->root_count)
        failure = add_given_root(state, path, 0);
    if (failure != FAILURE_NONE)
        return failure;
    memcpy(state->roots[known].place_now, place, sizeof place);
    *number = (uint32_t)known + 1;
    return FAILURE_NONE;
}

int state_give_mount(struct state *state, uint32_t root, const char *path, uint32_t *number)
{
    uint32_t within = state->roots[root - 1].within != 0 ? state->roots[root - 1].within : root;
    size_t known = find_root(state, path, within);
    int failure = known == state->root_count ? add_given_root(state, path, within) : FAILURE_NONE;

    *number = (uint32_t)known + 1;
    return failure;
}

/* ---- What a run has seen ----------------------------------------------------------------------------------------- */

int state_root_has_documents(struct state *state, uint32_t number)
{
    struct state_root *root;
    struct lines lines = {0};
    int failure;

    if (number == 0)
        return FAILURE_NONE;
    pthread_mutex_lock(&state->lock);
    root = &state->roots[number - 1];
    if (!root->has_documents && strcmp(root->place, root->place_now) != 0)
        state_place(&lines, number, root->place_now);
    root->has_documents = true;
    pthread_mutex_unlock(&state->lock);
    failure = state_append(state, &lines);
    lines_free(&lines);
    return failure;
}

bool state_root_is_seen(const struct state *state, uint32_t number)
{
    const struct state_root *root = number != 0 ? &state->roots[number - 1] : NULL;

    if (root == NULL || root->has_documents)
        return root != NULL;
    return state->has_all_sources && *root->place != '\0' && strcmp(root->place, root->place_now) == 0;
}

bool state_root_is_unmounted(const struct state *state, uint32_t number)
{
    const struct state_root *root = &state->roots[number - 1];

    return root->within != 0 && *state->roots[root->within - 1].place_now != '\0' && !state_root_is_seen(state, number);
}

/* ---- Documents --------------------------------------------------------------------------------------------------- */

static bool is_below_root(const char *root, const char *below, const char *path)
{
    size_t bytes = strlen(root);

    if (strncmp(path, root, bytes) != 0)
        return false;
    path += bytes;
    return *path == '/' && strcmp(path + 1, below) == 0;
}

bool state_is_source(struct state *state, const struct state_entry *entry, const char *path)
{
    bool is_source = false;

    if (entry->root == 0)
        return false;
    pthread_mutex_lock(&state->lock);
    is_source = is_below_root(state->roots[entry->root - 1].path, entry->path, path);
    pthread_mutex_unlock(&state->lock);
    return is_source;
}
