/* folder.c - opens, reads and closes directories that are walked over
 * SPDX-License-Identifier: MIT
 */
#define _DEFAULT_SOURCE /* d_type, which saves a look at every file */

#include "files/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "failure.h"
#include "files/path.h"
#include "files/system.h"

/* ---- Making and freeing ------------------------------------------------------------------------------------------ */

static void free_folder(struct folder *folder)
{
    if (folder->parent == NULL)
        free(folder->site);
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

static struct folder *new_folder(const char *parent_path, const char *name)
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
    folder->descriptor = AT_FDCWD;
    atomic_init(&folder->references, 1);
    return folder;
}

static void close_folder(struct folder *folder)
{
    if (folder->free_data != NULL)
        folder->free_data(folder->data);
    for (size_t i = 0; i < folder->names.count; i++)
        free(folder->names.items[i].text);
    free(folder->names.items);
    if (folder->stream != NULL)
        closedir(folder->stream);
    else if (folder->descriptor >= 0)
        close(folder->descriptor);
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

/* ---- Names ------------------------------------------------------------------------------------------------------- */

static enum entry_kind kind_of_found(const struct dirent *found)
{
#ifdef DT_UNKNOWN
    switch (found->d_type) {
    case DT_UNKNOWN:
        return ENTRY_UNKNOWN;
    case DT_REG:
        return ENTRY_FILE;
    case DT_DIR:
        return ENTRY_DIRECTORY;
    case DT_LNK:
        return ENTRY_LINK;
    default:
        return ENTRY_OTHER;
    }
#else
    (void)found;
    return ENTRY_UNKNOWN;
#endif
}

static int add_name(struct names *names, const struct dirent *found)
{
    if (names->count == names->capacity) {
        size_t capacity = names->capacity > 0 ? 2 * names->capacity : 16;
        struct name *items = realloc(names->items, capacity * sizeof *items);

        if (items == NULL)
            return ENOMEM;
        names->items = items;
        names->capacity = capacity;
    }
    names->items[names->count] = (struct name){strdup(found->d_name), kind_of_found(found)};
    if (names->items[names->count].text == NULL)
        return ENOMEM;
    names->count++;
    return FAILURE_NONE;
}

static int compare_names(const void *a, const void *b)
{
    const struct name *one = a;
    const struct name *other = b;

    return strcmp(one->text, other->text);
}

static void read_names(struct folder *folder)
{
    struct names *names = &folder->names;

    while (names->failure == FAILURE_NONE) {
        const struct dirent *found;

        errno = 0;
        found = readdir(folder->stream);
        if (found == NULL)
            break;
        names->failure = add_name(names, found);
    }
    if (names->failure == FAILURE_NONE)
        names->failure = errno;
    if (names->count > 0)
        qsort(names->items, names->count, sizeof *names->items, compare_names);
}

/* What could be read comes first. */
static const char *next_sorted(struct names *names, enum entry_kind *kind)
{
    if (names->next == names->count) {
        errno = names->failure;
        return NULL;
    }
    errno = 0;
    *kind = names->items[names->next].kind;
    return names->items[names->next++].text;
}

enum entry_kind entry_kind_of(mode_t mode)
{
    if (S_ISREG(mode))
        return ENTRY_FILE;
    if (S_ISDIR(mode))
        return ENTRY_DIRECTORY;
    return S_ISLNK(mode) ? ENTRY_LINK : ENTRY_OTHER;
}

const char *folder_next(struct folder *folder, enum entry_kind *kind)
{
    const struct dirent *found;

    *kind = ENTRY_UNKNOWN;
    if (folder->is_sorted)
        return next_sorted(&folder->names, kind);
    errno = 0;
    found = readdir(folder->stream);
    if (found == NULL)
        return NULL;
    *kind = kind_of_found(found);
    return found->d_name;
}

/* ---- Opening ----------------------------------------------------------------------------------------------------- */

struct folder *folder_new_for_operands(void)
{
    return new_folder("", "");
}

bool folder_is_for_operands(const struct folder *folder)
{
    return folder->descriptor == AT_FDCWD;
}

static int open_stream(struct folder *folder, int directory, const char *name, int flags)
{
    int descriptor = open_directory(directory, name, flags);

    if (descriptor < 0)
        return errno;
    folder->descriptor = descriptor;
    if (fstat(descriptor, &folder->identity) != 0)
        return errno;
    folder->stream = fdopendir(descriptor);
    if (folder->stream == NULL)
        return errno;
    if (folder->is_sorted)
        read_names(folder);
    return FAILURE_NONE;
}

int folder_open(const char *path, bool is_sorted, struct folder **folder)
{
    int failure = ENOMEM;

    *folder = new_folder("", path);
    if (*folder != NULL) {
        (*folder)->is_sorted = is_sorted;
        failure = open_stream(*folder, AT_FDCWD, path, 0);
    }
    if (failure != FAILURE_NONE)
        folder_release(*folder);
    return failure;
}

int folder_open_below(struct folder *parent, const char *name, bool follow, struct folder **folder)
{
    int failure = ENOMEM;

    *folder = new_folder(parent->path, name);
    if (*folder != NULL) {
        (*folder)->parent = folder_refer(parent);
        (*folder)->relative = parent->relative;
        (*folder)->site = parent->site;
        (*folder)->is_included = parent->is_included;
        (*folder)->is_sorted = parent->is_sorted;
        failure = open_stream(*folder, parent->descriptor, name, follow ? 0 : O_NOFOLLOW);
    }
    if (failure != FAILURE_NONE)
        folder_release(*folder);
    return failure;
}
