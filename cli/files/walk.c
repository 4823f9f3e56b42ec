/* walk.c - goes through operands, a name at a time
 * SPDX-License-Identifier: MIT
 */
#include "files/walk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "failure.h"
#include "files/path.h"
#include "files/place.h"
#include "files/system.h"

/* Something in a folder. */
struct entry {
    const char *name;
    char *path; /* as messages show it */
    const char *relative;
    enum entry_kind kind;
    bool is_link;
};

static void fail(const struct walk *walk, const char *path, int failure)
{
    walk->fail(walk->context, path, failure);
}

/* ---- What an entry is ------------------------------------------------------------------------------------------- */

static int look_at(const struct folder *folder, struct entry *entry, int flags)
{
    struct stat file;

    if (fstatat(folder->descriptor, entry->name, &file, flags) != 0)
        return errno;
    entry->kind = entry_kind_of(file.st_mode);
    return FAILURE_NONE;
}

static int find_kind(const struct walk *walk, const struct folder *folder, struct entry *entry)
{
    int failure = FAILURE_NONE;

    if (entry->kind == ENTRY_UNKNOWN)
        failure = look_at(folder, entry, AT_SYMLINK_NOFOLLOW);
    entry->is_link = entry->kind == ENTRY_LINK;
    if (entry->is_link && walk->filter->follow)
        failure = look_at(folder, entry, 0);
    return entry->is_link && failure == ENOENT ? FAILURE_DANGLING : failure;
}

static bool is_taken(const struct walk *walk, const struct entry *entry)
{
    if (entry->kind == ENTRY_DIRECTORY)
        return filter_takes_directory(walk->filter, entry->relative, entry->name);
    return entry->kind == ENTRY_FILE && filter_takes_file(walk->filter, entry->relative, entry->name);
}

/* ---- Directories ------------------------------------------------------------------------------------------------ */

/* Only links can lead in circles, or to above the forbidden directory, from where the walk comes down to it. */
static int check_links(const struct walk *walk, const struct folder *folder)
{
    if (!walk->filter->follow)
        return FAILURE_NONE;
    if (walk->forbidden != NULL && is_same_file(&folder->identity, walk->forbidden))
        return FAILURE_IN_OUTPUT;
    for (const struct folder *above = folder->parent; above != NULL; above = above->parent) {
        if (is_same_file(&folder->identity, &above->identity))
            return FAILURE_CIRCLE;
    }
    return FAILURE_NONE;
}

/* Gives where the walk goes on: in the new folder, or in the old one when it cannot be entered. */
static struct folder *enter(const struct walk *walk, struct folder *folder, const struct entry *entry)
{
    struct folder *below;
    int failure = folder_open_below(folder, entry->name, walk->filter->follow, &below);

    if (failure == FAILURE_NONE) {
        failure = check_links(walk, below);
        if (failure == FAILURE_NONE)
            return below;
        folder_release(below);
    }
    fail(walk, entry->path, failure);
    return folder;
}

static struct folder *leave(struct folder *folder)
{
    struct folder *parent = folder->parent;

    folder_release(folder);
    return parent;
}

/* ---- Entries ---------------------------------------------------------------------------------------------------- */

static struct folder *visit(const struct walk *walk, struct folder *folder, struct entry *entry)
{
    int failure = find_kind(walk, folder, entry);

    if (failure == FAILURE_NONE && !is_taken(walk, entry))
        return folder;
    if (failure == FAILURE_NONE && entry->is_link && walk->forbidden != NULL &&
        place_is_in(folder->descriptor, entry->name, walk->forbidden))
        failure = FAILURE_IN_OUTPUT;
    if (failure != FAILURE_NONE)
        fail(walk, entry->path, failure);
    else if (entry->kind == ENTRY_DIRECTORY)
        return enter(walk, folder, entry);
    else
        walk->document(walk->context, folder, entry->name);
    return folder;
}

static struct folder *visit_name(const struct walk *walk, struct folder *folder, const char *name, enum entry_kind kind)
{
    struct entry entry = {.name = name, .path = path_join(folder->path, name), .kind = kind};

    if (entry.path == NULL) {
        fail(walk, folder->path, ENOMEM);
        return folder;
    }
    entry.relative = entry.path + folder->relative;
    folder = visit(walk, folder, &entry);
    free(entry.path);
    return folder;
}

static bool is_stopped(const struct walk *walk)
{
    return walk->stop != NULL && atomic_load_explicit(walk->stop, memory_order_relaxed);
}

static void walk_down(const struct walk *walk, struct folder *folder)
{
    while (folder != NULL) {
        enum entry_kind kind;
        const char *name = NULL;

        errno = 0;
        if (!is_stopped(walk))
            name = folder_next(folder, &kind);
        if (name == NULL && errno != 0)
            fail(walk, folder->path, errno);
        if (name == NULL)
            folder = leave(folder);
        else if (filter_takes_name(walk->filter, name))
            folder = visit_name(walk, folder, name, kind);
    }
}

/* ---- Operands --------------------------------------------------------------------------------------------------- */

static void show_operand(const struct walk *walk, const char *operand)
{
    struct folder *folder = folder_new_for_operands();

    if (folder == NULL) {
        fail(walk, operand, ENOMEM);
        return;
    }
    walk->document(walk->context, folder, operand);
    folder_release(folder);
}

static void walk_directory(const struct walk *walk, const char *operand)
{
    struct folder *folder;
    int failure = folder_open(operand, walk->is_sorted, &folder);

    if (failure == FAILURE_NONE)
        walk_down(walk, folder);
    else
        fail(walk, operand, failure);
}

/* What is not there is shown too, unless only files are: who opens it will meet the reason. */
void walk_operand(const struct walk *walk, const char *operand)
{
    const char *name = path_name(operand);
    struct stat file;
    int failure = stat(operand, &file) == 0 ? FAILURE_NONE : errno;

    if (failure == FAILURE_NONE && S_ISDIR(file.st_mode)) {
        walk_directory(walk, operand);
        return;
    }
    if (failure == FAILURE_NONE && !S_ISREG(file.st_mode))
        failure = FAILURE_NOT_REGULAR;
    if (failure != FAILURE_NONE && walk->only_regular)
        fail(walk, operand, failure);
    else if (filter_takes_file(walk->filter, name, name))
        show_operand(walk, operand);
}
