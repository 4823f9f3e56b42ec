/* walk.c - goes through operands, a name at a time
 * SPDX-License-Identifier: MIT
 */
#include "files/walk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "failure.h"
#include "files/held_outputs.h"
#include "files/path.h"
#include "files/place.h"
#include "files/system.h"

/* Something in a folder. */
struct entry {
    const char *name;
    char *path; /* as messages show it */
    char *site_path;
    enum entry_kind kind;
    bool is_link;
    bool is_included;
};

static void fail(const struct walk *walk, const char *path, int failure)
{
    walk->fail(walk->context, path, failure);
}

/* ---- What an entry is -------------------------------------------------------------------------------------------- */

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

static bool is_taken(const struct walk *walk, const struct folder *folder, struct entry *entry)
{
    struct candidate candidate = {.name = entry->name,
                                  .relative = entry->path + folder->relative,
                                  .site = entry->site_path,
                                  .is_folder = entry->kind == ENTRY_DIRECTORY};

    entry->is_included = folder->is_included;
    if (candidate.is_folder)
        return filter_takes_folder(walk->filter, &candidate, &entry->is_included);
    return entry->kind == ENTRY_FILE && filter_takes_file(walk->filter, &candidate, entry->is_included);
}

/* ---- Directories ------------------------------------------------------------------------------------------------- */

/* Only links can lead in circles, or to above the forbidden directory, from where the walk comes down to it. */
static int check_links(const struct walk *walk, const struct folder *folder)
{
    if (!walk->filter->follow)
        return FAILURE_NONE;
    for (size_t i = 0; i < walk->forbidden_count; i++) {
        if (is_same_file(&folder->identity, &walk->forbidden[i]))
            return FAILURE_IN_OUTPUT;
    }
    for (const struct folder *above = folder->parent; above != NULL; above = above->parent) {
        if (is_same_file(&folder->identity, &above->identity))
            return FAILURE_CIRCLE;
    }
    return FAILURE_NONE;
}

/* Documents below would else be read in one way now and in another when they are named. */
static int check_settings(const struct walk *walk, const struct folder *folder)
{
    struct stat file;

    if (walk->filter->no_config)
        return FAILURE_NONE;
    if (fstatat(folder->descriptor, SETTINGS_FILE_NAME, &file, AT_SYMLINK_NOFOLLOW) == 0)
        return FAILURE_OWN_SETTINGS;
    return errno == ENOENT ? FAILURE_NONE : errno;
}

/* Full versions have no markers any more: what is paid for would be taken for free. */
static int check_outputs(const struct walk *walk, const struct folder *folder)
{
    return walk->leaves_outputs && held_is_tree(folder->descriptor) ? FAILURE_HELD_OUTPUTS : FAILURE_NONE;
}

static int check_link_outputs(const struct walk *walk, const char *path)
{
    enum held held = HELD_NONE;
    char *tree = NULL;
    int failure = walk->leaves_outputs ? held_find_tree(path, true, &tree, &held) : FAILURE_NONE;

    free(tree);
    return failure == FAILURE_NONE && held != HELD_NONE ? FAILURE_HELD_OUTPUTS : failure;
}

/* What is behind a link may lie in another site, or in none. */
static int check_link_settings(const struct walk *walk, const struct folder *folder, const char *name)
{
    const char *settings_file = walk->filter->settings_file;
    struct stat nearest, ours;
    bool exists;
    int failure;

    if (walk->filter->no_config)
        return FAILURE_NONE;
    failure = place_find_nearest(folder->descriptor, name, SETTINGS_FILE_NAME, &nearest, &exists);
    if (failure != FAILURE_NONE || (settings_file == NULL && !exists))
        return failure;
    if (!exists || settings_file == NULL || fstatat(AT_FDCWD, settings_file, &ours, AT_SYMLINK_NOFOLLOW) != 0)
        return FAILURE_OTHER_SETTINGS;
    return is_same_file(&nearest, &ours) ? FAILURE_NONE : FAILURE_OTHER_SETTINGS;
}

/* Gives where the walk goes on: in the new folder, or in the old one when it cannot be entered. */
static struct folder *enter(const struct walk *walk, struct folder *folder, const struct entry *entry)
{
    struct folder *below;
    int failure = folder_open_below(folder, entry->name, walk->filter->follow, &below);

    if (failure == FAILURE_NONE) {
        below->is_included = entry->is_included;
        below->is_link = entry->is_link;
        failure = check_links(walk, below);
        if (failure == FAILURE_NONE)
            failure = check_outputs(walk, below);
        if (failure == FAILURE_NONE)
            failure = check_settings(walk, below);
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

/* ---- Entries ----------------------------------------------------------------------------------------------------- */

static bool is_forbidden(const struct walk *walk, const struct folder *folder, const char *name)
{
    for (size_t i = 0; i < walk->forbidden_count; i++) {
        if (place_is_in(folder->descriptor, name, &walk->forbidden[i]))
            return true;
    }
    return false;
}

static int check_link(const struct walk *walk, const struct folder *folder, const struct entry *entry)
{
    int failure = is_forbidden(walk, folder, entry->name) ? FAILURE_IN_OUTPUT : FAILURE_NONE;

    if (failure == FAILURE_NONE)
        failure = check_link_outputs(walk, entry->path);
    return failure == FAILURE_NONE ? check_link_settings(walk, folder, entry->name) : failure;
}

static struct folder *visit(const struct walk *walk, struct folder *folder, struct entry *entry)
{
    int failure = find_kind(walk, folder, entry);

    if (failure == FAILURE_NONE && !is_taken(walk, folder, entry))
        return folder;
    if (failure == FAILURE_NONE && entry->is_link)
        failure = check_link(walk, folder, entry);
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

    if (entry.path != NULL && folder->site != NULL)
        entry.site_path = path_join(folder->site, entry.path + folder->relative);
    if (entry.path == NULL || (folder->site != NULL && entry.site_path == NULL))
        fail(walk, folder->path, ENOMEM);
    else
        folder = visit(walk, folder, &entry);
    free(entry.site_path);
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

/* ---- Operands ---------------------------------------------------------------------------------------------------- */

/* Where an operand is, seen from the folder of the settings file: the path of it, or of the folder that it lies in,
 * with a slash behind each name. NULL where that does not matter. */
static int find_in_site(const struct walk *walk, const char *operand, char **site)
{
    const char *top = walk->filter->site;
    char *folder;
    int failure;

    *site = NULL;
    if (top == NULL)
        return FAILURE_NONE;
    failure = place_folder_of(operand, &folder);
    if (failure != FAILURE_NONE)
        return failure;
    *site = path_join(folder, "");
    free(folder);
    if (*site == NULL)
        return ENOMEM;
    if (strncmp(*site, top, strlen(top)) != 0) { /* somebody has moved it */
        free(*site);
        *site = NULL;
        return FAILURE_CHANGED;
    }
    memmove(*site, *site + strlen(top), strlen(*site) - strlen(top) + 1);
    return FAILURE_NONE;
}

/* Whether the patterns of the settings file let pass all folders from its own down to an operand. */
static bool takes_site(const struct walk *walk, char *site, bool *is_included)
{
    char *name = site;
    char *slash;
    bool taken = true;

    for (; site != NULL && taken && (slash = strchr(name, '/')) != NULL; name = slash + 1) {
        struct candidate folder = {.name = name, .site = site, .is_folder = true};

        *slash = '\0';
        taken = filter_takes_folder(walk->filter, &folder, is_included);
        *slash = '/';
    }
    return taken;
}

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

static void show_file(const struct walk *walk, const char *operand, char *site)
{
    const char *name = path_name(operand);
    char *site_path = site != NULL ? path_join(site, name) : NULL;
    struct candidate file = {.name = name, .relative = name, .site = site_path};
    bool is_included = false;

    if (site != NULL && site_path == NULL)
        fail(walk, operand, ENOMEM);
    else if (takes_site(walk, site, &is_included) && filter_takes_file(walk->filter, &file, is_included))
        show_operand(walk, operand);
    free(site_path);
}

/* Takes over site. */
static void walk_directory(const struct walk *walk, const char *operand, char *site)
{
    struct folder *folder;
    int failure = folder_open(operand, walk->is_sorted, &folder);

    if (failure != FAILURE_NONE) {
        fail(walk, operand, failure);
        free(site);
        return;
    }
    folder->site = site;
    if (takes_site(walk, site, &folder->is_included))
        walk_down(walk, folder);
    else
        folder_release(folder);
}

static int show(const struct walk *walk, const char *operand, const struct stat *file)
{
    char *site;
    int failure = find_in_site(walk, operand, &site);

    if (failure != FAILURE_NONE)
        return failure;
    if (S_ISDIR(file->st_mode)) {
        walk_directory(walk, operand, site);
        return FAILURE_NONE;
    }
    if (S_ISREG(file->st_mode) || !walk->only_regular)
        show_file(walk, operand, site);
    else
        failure = FAILURE_NOT_REGULAR;
    free(site);
    return failure;
}

void walk_operand(const struct walk *walk, const char *operand)
{
    struct stat file;
    int failure = stat(operand, &file) == 0 ? show(walk, operand, &file) : errno;

    if (failure != FAILURE_NONE)
        fail(walk, operand, failure);
}
