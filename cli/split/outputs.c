/* outputs.c - opens directories in the output trees as they are needed
 * SPDX-License-Identifier: MIT
 */
#include "split/outputs.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "failure.h"

/* What a folder has with it (folder.h, data). */
struct place {
    struct destination *destination;
    struct place *above; /* of the folder above, which ends later */
    const struct folder *folder;
    uint32_t root;
    pthread_mutex_t lock;
    struct outputs outputs;
};

/* Outputs of a top folder are the destination's own. */
static void free_place(void *data)
{
    struct place *place = data;

    for (size_t i = 0; i < TREE_COUNT && place->above != NULL; i++)
        destination_close_directory(place->destination, place->outputs.directories[i]);
    free(place);
}

static struct place *new_place(struct destination *destination, const struct folder *folder, uint32_t root)
{
    struct place *above = folder->parent != NULL ? folder->parent->data : NULL;
    struct place *place = malloc(sizeof *place);

    if (place == NULL)
        return NULL;
    *place = (struct place){.destination = destination,
                            .above = above,
                            .folder = folder,
                            .root = above != NULL ? above->root : root,
                            .lock = PTHREAD_MUTEX_INITIALIZER};
    for (size_t i = 0; i < TREE_COUNT; i++) {
        place->outputs.directories[i] = above != NULL ? -1 : destination->trees[i];
        place->outputs.are_new[i] = above == NULL && destination->are_new[i];
    }
    return place;
}

/* What is mounted in a source may not be there next time. */
static int find_mount(struct destination *destination, const struct folder *folder)
{
    struct place *place = folder->data;

    if (folder->parent == NULL || folder->identity.st_dev == folder->parent->identity.st_dev)
        return FAILURE_NONE;
    return state_give_mount(&destination->state, place->root, folder->path + folder->relative, &place->root);
}

int outputs_prepare(struct destination *destination, struct folder *folder, uint32_t root)
{
    int failure = FAILURE_NONE;

    if (folder->data != NULL)
        return FAILURE_NONE;
    if (folder->parent != NULL)
        failure = outputs_prepare(destination, folder->parent, root);
    if (failure != FAILURE_NONE)
        return failure;
    folder->data = new_place(destination, folder, root);
    if (folder->data == NULL)
        return ENOMEM;
    folder->free_data = free_place;
    return find_mount(destination, folder);
}

uint32_t outputs_root(const struct folder *folder)
{
    const struct place *place = folder->data;

    return place->root;
}

static bool are_complete(const struct destination *destination, const struct outputs *outputs)
{
    for (size_t i = 0; i < TREE_COUNT; i++) {
        if (outputs->directories[i] < 0 && destination_has(destination, i))
            return false;
    }
    return true;
}

/* What is there without looking above. */
static struct outputs known_outputs(struct place *place)
{
    struct outputs known;

    pthread_mutex_lock(&place->lock);
    known = place->outputs;
    pthread_mutex_unlock(&place->lock);
    return known;
}

static bool is_our_file(const struct place *place, size_t tree, int above)
{
    const char *below = place->folder->path + place->folder->relative; /* with a slash at its end */
    char *path = strndup(below, strlen(below) - 1);
    const struct state_entry *entry = path != NULL ? state_find(&place->destination->state, "", path) : NULL;
    struct stat file;

    free(path);
    return entry != NULL && entry->root == place->root && place->root != 0 && !atomic_load(&entry->is_met) &&
           fstatat(above, place->folder->name, &file, AT_SYMLINK_NOFOLLOW) == 0 &&
           state_may_be_output(entry, tree, &file);
}

/* An earlier output, of the file that the source directory was then, makes way for the directory. */
static int open_one(struct place *place, size_t tree, int above, bool make)
{
    const struct folder *folder = place->folder;
    bool *is_new = &place->outputs.are_new[tree];
    int *descriptor = &place->outputs.directories[tree];
    int failure =
        destination_open_directory(place->destination, tree, above, folder->name, make, folder, is_new, descriptor);

    if (failure != ENOTDIR || !make || !is_our_file(place, tree, above) || unlinkat(above, folder->name, 0) != 0)
        return failure;
    return destination_open_directory(place->destination, tree, above, folder->name, make, folder, is_new, descriptor);
}

/* Where one tree fails, nothing more is made, but what is there in the other can still be withdrawn. */
static void open_missing(struct place *place, const struct outputs *above, bool make)
{
    struct outputs *outputs = &place->outputs;

    outputs->failure = above->failure;
    outputs->failed_tree = above->failed_tree;
    for (size_t i = 0; i < TREE_COUNT; i++) {
        bool is_good = outputs->failure == FAILURE_NONE;
        int failure = FAILURE_NONE;

        if (outputs->directories[i] < 0 && above->directories[i] >= 0)
            failure = open_one(place, i, above->directories[i], make && is_good);
        if (is_good && failure != FAILURE_NONE) {
            outputs->failure = failure;
            outputs->failed_tree = i;
        }
    }
}

/* Another thread may have been faster, and then all is there. */
static struct outputs find(struct place *place, bool make)
{
    struct outputs found = known_outputs(place);
    struct outputs above;

    if (place->above == NULL || found.failure != FAILURE_NONE || are_complete(place->destination, &found))
        return found;
    above = find(place->above, make);
    pthread_mutex_lock(&place->lock);
    if (place->outputs.failure == FAILURE_NONE)
        open_missing(place, &above, make);
    found = place->outputs;
    pthread_mutex_unlock(&place->lock);
    return found;
}

struct outputs outputs_find(const struct folder *folder, bool make)
{
    return find(folder->data, make);
}
