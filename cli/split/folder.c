/* folder.c - opening and closing folders
 * SPDX-License-Identifier: MIT
 */
#include "split/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "failure.h"
#include "files/path.h"
#include "files/system.h"

/* ---- Making and freeing ----------------------------------------------------------------------------------------- */

static void free_folder(struct folder *folder)
{
    free(folder->path);
    free(folder->name);
    free(folder);
}

/* With a slash at its end, unless it is empty. */
static char *join_folder(const char *parent, const char *name)
{
    char *path = path_join(parent, name);
    char *joined = path != NULL ? path_join(path, "") : NULL;

    free(path);
    return joined;
}

static struct folder *new_folder(struct destination *destination, const char *parent_path, const char *name)
{
    struct folder *folder = calloc(1, sizeof *folder);

    if (folder == NULL)
        return NULL;
    folder->path = join_folder(parent_path, name);
    folder->name = strdup(name);
    if (folder->path == NULL || folder->name == NULL) {
        free_folder(folder);
        return NULL;
    }
    folder->relative = strlen(folder->path);
    folder->destination = destination;
    folder->source = AT_FDCWD;
    for (size_t i = 0; i < TREE_COUNT; i++)
        folder->outputs.directories[i] = -1;
    atomic_init(&folder->references, 1);
    pthread_mutex_init(&folder->lock, NULL);
    return folder;
}

/* Outputs of a top folder are the destination's own. */
static void close_folder(struct folder *folder)
{
    for (size_t i = 0; i < TREE_COUNT && folder->parent != NULL; i++)
        destination_close_directory(folder->destination, folder->outputs.directories[i]);
    if (folder->stream != NULL)
        closedir(folder->stream);
    else if (folder->source >= 0)
        close(folder->source);
    pthread_mutex_destroy(&folder->lock);
    free_folder(folder);
}

struct folder *folder_refer(struct folder *folder)
{
    atomic_fetch_add_explicit(&folder->references, 1, memory_order_relaxed);
    return folder;
}

/* A loop, since the parents of a deep folder may end with it. */
void folder_release(struct folder *folder)
{
    while (folder != NULL && atomic_fetch_sub_explicit(&folder->references, 1, memory_order_acq_rel) == 1) {
        struct folder *parent = folder->parent;

        close_folder(folder);
        folder = parent;
    }
}

/* ---- Sources ---------------------------------------------------------------------------------------------------- */

struct folder *folder_new_for_files(struct destination *destination)
{
    return new_folder(destination, "", "");
}

static int open_stream(struct folder *folder, int directory, const char *name, int flags)
{
    int descriptor = open_directory(directory, name, flags);

    if (descriptor < 0)
        return errno;
    folder->source = descriptor;
    if (fstat(descriptor, &folder->identity) != 0)
        return errno;
    folder->stream = fdopendir(descriptor);
    return folder->stream != NULL ? FAILURE_NONE : errno;
}

int folder_open(struct destination *destination, const char *path, struct folder **folder)
{
    int failure = ENOMEM;

    *folder = new_folder(destination, "", path);
    if (*folder != NULL)
        failure = open_stream(*folder, AT_FDCWD, path, 0);
    if (failure != FAILURE_NONE)
        folder_release(*folder);
    return failure;
}

int folder_open_below(struct folder *parent, const char *name, bool follow, struct folder **folder)
{
    int failure = ENOMEM;

    *folder = new_folder(parent->destination, parent->path, name);
    if (*folder != NULL) {
        (*folder)->parent = folder_refer(parent);
        (*folder)->relative = parent->relative;
        failure = open_stream(*folder, parent->source, name, follow ? 0 : O_NOFOLLOW);
    }
    if (failure != FAILURE_NONE)
        folder_release(*folder);
    return failure;
}

/* ---- Outputs ---------------------------------------------------------------------------------------------------- */

static bool are_complete(const struct outputs *outputs)
{
    for (size_t i = 0; i < TREE_COUNT; i++) {
        if (outputs->directories[i] < 0)
            return false;
    }
    return true;
}

/* What is there without looking above. */
static struct outputs known_outputs(struct folder *folder)
{
    struct outputs known;

    pthread_mutex_lock(&folder->lock);
    known = folder->outputs;
    pthread_mutex_unlock(&folder->lock);
    return known;
}

static struct outputs top_outputs(const struct folder *folder)
{
    struct outputs outputs = {.failure = FAILURE_NONE};

    memcpy(outputs.directories, folder->destination->trees, sizeof outputs.directories);
    return outputs;
}

static void open_missing(struct folder *folder, const struct outputs *above, bool make)
{
    struct outputs *outputs = &folder->outputs;

    outputs->failure = above->failure;
    outputs->failed_tree = above->failed_tree;
    for (size_t i = 0; i < TREE_COUNT && outputs->failure == FAILURE_NONE; i++) {
        outputs->failed_tree = i;
        if (outputs->directories[i] < 0 && above->directories[i] >= 0)
            outputs->failure = destination_open_directory(folder->destination, above->directories[i], folder->name,
                                                          make, &outputs->directories[i]);
    }
}

/* Another thread may have been faster, and then all is there. */
struct outputs folder_find_outputs(struct folder *folder, bool make)
{
    struct outputs found;
    struct outputs above;

    if (folder->parent == NULL)
        return top_outputs(folder);
    found = known_outputs(folder);
    if (found.failure != FAILURE_NONE || are_complete(&found))
        return found;
    above = folder_find_outputs(folder->parent, make);
    pthread_mutex_lock(&folder->lock);
    if (folder->outputs.failure == FAILURE_NONE)
        open_missing(folder, &above, make);
    found = folder->outputs;
    pthread_mutex_unlock(&folder->lock);
    return found;
}
