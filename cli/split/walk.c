/* walk.c - goes through operands for split
 * SPDX-License-Identifier: MIT
 */
#define _DEFAULT_SOURCE /* d_type, which saves a look at every file */

#include "split/walk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "failure.h"
#include "files/path.h"
#include "files/place.h"
#include "files/system.h"
#include "split/filter.h"

enum entry_kind { ENTRY_FILE, ENTRY_DIRECTORY, ENTRY_OTHER };

/* Something in a folder. */
struct entry {
    const char *name;
    char *path; /* as messages show it */
    const char *relative;
    enum entry_kind kind;
    bool is_link;
};

static void fail(const struct split_walk *walk, const char *path, int failure)
{
    walk->fail(walk->context, path, failure);
}

/* ---- What an entry is ------------------------------------------------------------------------------------------- */

static enum entry_kind kind_of_mode(mode_t mode)
{
    if (S_ISREG(mode))
        return ENTRY_FILE;
    return S_ISDIR(mode) ? ENTRY_DIRECTORY : ENTRY_OTHER;
}

static int look_at(const struct split_walk *walk, const struct folder *folder, struct entry *entry)
{
    struct stat file;

    if (fstatat(folder->source, entry->name, &file, AT_SYMLINK_NOFOLLOW) != 0)
        return errno;
    entry->is_link = S_ISLNK(file.st_mode);
    if (entry->is_link && walk->settings->follow && fstatat(folder->source, entry->name, &file, 0) != 0)
        return errno;
    entry->kind = kind_of_mode(file.st_mode);
    return FAILURE_NONE;
}

/* Many file systems tell in the list of names; DT_UNKNOWN and links that are followed need a look. */
static int find_kind(const struct split_walk *walk, const struct folder *folder, const struct dirent *found,
                     struct entry *entry)
{
#ifdef DT_UNKNOWN
    if (found->d_type == DT_REG || found->d_type == DT_DIR) {
        entry->kind = found->d_type == DT_REG ? ENTRY_FILE : ENTRY_DIRECTORY;
        return FAILURE_NONE;
    }
    if (found->d_type != DT_UNKNOWN && (found->d_type != DT_LNK || !walk->settings->follow)) {
        entry->kind = ENTRY_OTHER;
        return FAILURE_NONE;
    }
#else
    (void)found;
#endif
    return look_at(walk, folder, entry);
}

/* ---- Directories ------------------------------------------------------------------------------------------------ */

/* Only links can lead there: without them, that the output is in a source is found out before the walk. */
static int check_links(const struct split_walk *walk, const struct folder *folder)
{
    if (!walk->settings->follow)
        return FAILURE_NONE;
    if (walk->destination->directory >= 0 && is_same_file(&folder->identity, &walk->destination->identity))
        return FAILURE_IN_OUTPUT;
    for (const struct folder *above = folder->parent; above != NULL; above = above->parent) {
        if (is_same_file(&folder->identity, &above->identity))
            return FAILURE_CIRCLE;
    }
    return FAILURE_NONE;
}

/* Gives where the walk goes on: in the new folder, or in the old one when it cannot be entered. */
static struct folder *enter(const struct split_walk *walk, struct folder *folder, const struct entry *entry)
{
    struct folder *below;
    int failure = folder_open_below(folder, entry->name, walk->settings->follow, &below);

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

static struct folder *visit(const struct split_walk *walk, struct folder *folder, const struct entry *entry)
{
    const struct settings *settings = walk->settings;

    if (entry->kind == ENTRY_DIRECTORY && !filter_takes_directory(settings, entry->relative, entry->name))
        return folder;
    if (entry->kind == ENTRY_FILE && !filter_takes_file(settings, entry->relative, entry->name))
        return folder;
    if (entry->is_link && walk->destination->directory >= 0 &&
        place_is_in(folder->source, entry->name, &walk->destination->identity)) {
        fail(walk, entry->path, FAILURE_IN_OUTPUT);
        return folder;
    }
    if (entry->kind == ENTRY_DIRECTORY)
        return enter(walk, folder, entry);
    walk->document(walk->context, folder, entry->name);
    return folder;
}

static struct folder *visit_found(const struct split_walk *walk, struct folder *folder, const struct dirent *found)
{
    struct entry entry = {.name = found->d_name, .path = path_join(folder->path, found->d_name)};
    int failure;

    if (entry.path == NULL) {
        fail(walk, folder->path, ENOMEM);
        return folder;
    }
    entry.relative = entry.path + folder->relative;
    failure = find_kind(walk, folder, found, &entry);
    if (failure != FAILURE_NONE)
        fail(walk, entry.path, failure);
    else if (entry.kind != ENTRY_OTHER)
        folder = visit(walk, folder, &entry);
    free(entry.path);
    return folder;
}

static bool is_stopped(const struct split_walk *walk)
{
    return walk->stop != NULL && atomic_load_explicit(walk->stop, memory_order_relaxed);
}

static void walk_down(const struct split_walk *walk, struct folder *folder)
{
    while (folder != NULL) {
        const struct dirent *found = NULL;

        errno = 0;
        if (!is_stopped(walk))
            found = readdir(folder->stream);
        if (found == NULL && errno != 0)
            fail(walk, folder->path, errno);
        if (found == NULL)
            folder = leave(folder);
        else if (filter_takes_name(walk->settings, found->d_name))
            folder = visit_found(walk, folder, found);
    }
}

/* ---- Operands --------------------------------------------------------------------------------------------------- */

static void walk_file(const struct split_walk *walk, const char *operand)
{
    const char *name = path_name(operand);
    struct folder *folder;

    if (!filter_takes_file(walk->settings, name, name))
        return;
    folder = folder_new_for_files(walk->destination);
    if (folder == NULL) {
        fail(walk, operand, ENOMEM);
        return;
    }
    walk->document(walk->context, folder, operand);
    folder_release(folder);
}

void split_walk(const struct split_walk *walk, const char *operand)
{
    struct folder *folder;
    struct stat file;
    int failure = stat(operand, &file) == 0 ? FAILURE_NONE : errno;

    if (failure == FAILURE_NONE && S_ISREG(file.st_mode)) {
        walk_file(walk, operand);
        return;
    }
    if (failure == FAILURE_NONE && !S_ISDIR(file.st_mode))
        failure = FAILURE_NOT_REGULAR;
    if (failure == FAILURE_NONE)
        failure = folder_open(walk->destination, operand, &folder);
    if (failure == FAILURE_NONE)
        walk_down(walk, folder);
    else
        fail(walk, operand, failure);
}
