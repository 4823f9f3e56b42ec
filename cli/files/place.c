/* place.c - follows links, and climbs to the root
 * SPDX-License-Identifier: MIT
 */
#include "files/place.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "failure.h"
#include "files/path.h"
#include "files/readers.h"
#include "files/system.h"

#define LINKS_MAX 40 /* as many as Linux follows */

/* ---- Links ------------------------------------------------------------------------------------------------------- */

static char *read_link(int directory, const char *path)
{
    char *text = malloc(PATH_MAX);
    ssize_t bytes = text != NULL ? readlinkat(directory, path, text, PATH_MAX) : -1;

    if (bytes < 0 || bytes >= PATH_MAX) {
        int reason = text == NULL ? ENOMEM : bytes < 0 ? errno : ENAMETOOLONG;

        free(text);
        errno = reason;
        return NULL;
    }
    text[bytes] = '\0';
    return text;
}

/* What a link says, as a path from where the link's own path starts. Takes over and frees both. */
static char *join_link(char *link, char *text)
{
    char *joined = text[0] == '/' ? strdup(text) : path_beside(link, text);

    free(link);
    free(text);
    return joined;
}

/* What cannot be looked at may be a link too, which must not be replaced. */
int place_resolve(int directory, const char *path, bool only_own_links, char **resolved)
{
    char *current = strdup(path);
    struct stat file;

    for (int links = 0; current != NULL; links++) {
        bool exists = fstatat(directory, current, &file, AT_SYMLINK_NOFOLLOW) == 0;
        int reason = errno;
        char *text;

        if (!exists && reason != ENOENT) {
            free(current);
            return reason;
        }
        if (!exists || !S_ISLNK(file.st_mode)) {
            *resolved = current;
            return FAILURE_NONE;
        }
        if (only_own_links && is_strange(directory, current, &file)) {
            free(current);
            return FAILURE_LINK;
        }
        text = links < LINKS_MAX ? read_link(directory, current) : NULL;
        if (text == NULL) {
            free(current);
            return links < LINKS_MAX ? errno : ELOOP;
        }
        current = join_link(current, text);
    }
    return ENOMEM;
}

/* ---- Inclusion --------------------------------------------------------------------------------------------------- */

/* The root is its own parent. What is so deep that no path leads back to the root remains in doubt. */
static bool climb(int directory, const char *path, const struct stat *sought)
{
    char climbing[PATH_MAX];
    size_t bytes = strlen(path);
    struct stat here;
    struct stat below = {0};

    if (bytes >= sizeof climbing)
        return true;
    memcpy(climbing, path, bytes + 1);
    while (fstatat(directory, climbing, &here, 0) == 0) {
        if (is_same_file(&here, sought))
            return true;
        if (is_same_file(&here, &below))
            return false;
        below = here;
        if (sizeof climbing - bytes < sizeof "/..")
            return true;
        memcpy(climbing + bytes, "/..", sizeof "/..");
        bytes += sizeof "/.." - 1;
    }
    return false;
}

/* A directory is itself. NULL for what cannot be found out. */
static char *folder_behind(int directory, const char *path, const struct stat *file)
{
    char *resolved = NULL;
    char *parent;

    if (S_ISDIR(file->st_mode))
        return strdup(path);
    if (place_resolve(directory, path, false, &resolved) != FAILURE_NONE)
        return NULL;
    parent = path_parent(resolved);
    free(resolved);
    return parent;
}

bool place_is_in(int directory, const char *path, const struct stat *sought)
{
    struct stat file;
    char *folder;
    bool is_in;

    if (fstatat(directory, path, &file, 0) != 0)
        return false;
    folder = folder_behind(directory, path, &file);
    is_in = folder == NULL || climb(directory, folder, sought);
    free(folder);
    return is_in;
}

/* The root is its own parent. */
static int find_upwards(int directory, const char *folder, const char *name, struct stat *nearest, bool *exists)
{
    char climbing[PATH_MAX];
    size_t bytes = strlen(folder);
    struct stat here, below = {0};

    *exists = false;
    if (bytes >= sizeof climbing)
        return ENAMETOOLONG;
    memcpy(climbing, folder, bytes + 1);
    while (fstatat(directory, climbing, &here, 0) == 0 && !is_same_file(&here, &below)) {
        if (sizeof climbing - bytes < sizeof "/.." + strlen(name))
            return ENAMETOOLONG;
        snprintf(climbing + bytes, sizeof climbing - bytes, "/%s", name);
        *exists = fstatat(directory, climbing, nearest, AT_SYMLINK_NOFOLLOW) == 0;
        if (*exists || errno != ENOENT)
            return *exists ? FAILURE_NONE : errno;
        memcpy(climbing + bytes, "/..", sizeof "/..");
        bytes += sizeof "/.." - 1;
        below = here;
    }
    return is_same_file(&here, &below) ? FAILURE_NONE : errno;
}

int place_find_nearest(int directory, const char *path, const char *name, struct stat *nearest, bool *exists)
{
    struct stat file;
    char *folder;
    int failure;

    if (fstatat(directory, path, &file, 0) != 0)
        return errno;
    folder = folder_behind(directory, path, &file);
    if (folder == NULL)
        return ENOMEM;
    failure = find_upwards(directory, folder, name, nearest, exists);
    free(folder);
    return failure;
}

/* ---- Folders ----------------------------------------------------------------------------------------------------- */

int place_folder_of(const char *path, char **folder)
{
    struct stat file;

    if (stat(path, &file) != 0)
        return errno;
    *folder = realpath(path, NULL);
    if (*folder == NULL)
        return errno;
    if (!S_ISDIR(file.st_mode)) {
        char *slash = strrchr(*folder, '/');

        slash[slash == *folder] = '\0'; /* the root keeps its slash */
    }
    return FAILURE_NONE;
}

/* ---- The way to a file ------------------------------------------------------------------------------------------- */

static const struct readers owner_alone = {.mode = 0700};

static bool is_above(const char *folder, const char *path)
{
    size_t bytes = strlen(folder);

    return strncmp(folder, path, bytes) == 0 && (path[bytes] == '/' || path[bytes] == '\0');
}

static struct readers readers_of_folder(const char *folder)
{
    struct stat file;

    return stat(folder, &file) == 0 ? readers_at(folder, &file) : owner_alone;
}

/* Cuts the way as it goes up. */
static void narrow_upwards(char *way, const char *top, struct readers *readers)
{
    for (char *slash = strrchr(way, '/'); slash != NULL && slash != way; slash = strrchr(way, '/')) {
        struct readers folder;

        *slash = '\0';
        if (is_above(way, top))
            return;
        folder = readers_of_folder(way);
        readers_narrow(readers, &folder);
    }
}

/* Somebody may change a link meanwhile. */
void place_narrow(const char *path, const struct stat *file, const char *top, struct readers *readers)
{
    char *way = realpath(path, NULL);
    char *way_to_top = realpath(top, NULL);
    struct stat found;

    if (way != NULL && way_to_top != NULL && stat(way, &found) == 0 && is_same_file(&found, file))
        narrow_upwards(way, way_to_top, readers);
    else
        readers_narrow(readers, &owner_alone);
    free(way_to_top);
    free(way);
}
