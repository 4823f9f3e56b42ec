/* walk.c - the documents that operands name
 * SPDX-License-Identifier: MIT
 */
#include "files/walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "failure.h"
#include "files/path.h"
#include "files/system.h"

/* Names of one directory. It is read as a whole and closed before what is in it is visited, so that a deep tree does
 * not use up the descriptors. */
struct names {
    char **items;
    size_t count;
    size_t capacity;
};

static void free_names(struct names *names)
{
    for (size_t i = 0; i < names->count; i++)
        free(names->items[i]);
    free(names->items);
}

static int add_name(struct names *names, const char *name)
{
    char *copy;

    if (names->count == names->capacity) {
        size_t capacity = names->capacity > 0 ? 2 * names->capacity : 16;
        char **items = realloc(names->items, capacity * sizeof *items);

        if (items == NULL)
            return ENOMEM;
        names->items = items;
        names->capacity = capacity;
    }
    copy = strdup(name);
    if (copy == NULL)
        return ENOMEM;
    names->items[names->count++] = copy;
    return FAILURE_NONE;
}

static int read_names(DIR *directory, struct names *names)
{
    int failure = FAILURE_NONE;

    while (failure == FAILURE_NONE) {
        const struct dirent *entry;

        errno = 0;
        entry = readdir(directory);
        if (entry == NULL)
            return errno;
        if (entry->d_name[0] != '.')
            failure = add_name(names, entry->d_name);
    }
    return failure;
}

/* Links are followed in what the user named, nowhere below. */
static int list_directory(const char *path, bool follow, struct names *names)
{
    int descriptor = open_directory(AT_FDCWD, path, follow ? 0 : O_NOFOLLOW);
    DIR *directory = descriptor >= 0 ? fdopendir(descriptor) : NULL;
    int failure;

    if (directory == NULL) {
        failure = errno;
        if (descriptor >= 0)
            close(descriptor);
        return failure;
    }
    failure = read_names(directory, names);
    closedir(directory);
    return failure;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void walk_directory(const struct walker *walker, const char *path, bool follow);

static void walk_entry(const struct walker *walker, const char *directory, const char *name)
{
    char *path = path_join(directory, name);
    struct stat file;

    if (path == NULL)
        walker->fail(walker->context, directory, ENOMEM);
    else if (lstat(path, &file) != 0)
        walker->fail(walker->context, path, errno);
    else if (S_ISDIR(file.st_mode))
        walk_directory(walker, path, false);
    else if (S_ISREG(file.st_mode))
        walker->visit(walker->context, path);
    free(path);
}

/* What could be listed is visited even if the rest could not. */
static void walk_directory(const struct walker *walker, const char *path, bool follow)
{
    struct names names = {0};
    int failure = list_directory(path, follow, &names);

    if (failure != FAILURE_NONE)
        walker->fail(walker->context, path, failure);
    if (names.count > 0)
        qsort(names.items, names.count, sizeof *names.items, compare_names);
    for (size_t i = 0; i < names.count; i++)
        walk_entry(walker, path, names.items[i]);
    free_names(&names);
}

void walk(const struct walker *walker, const char *path)
{
    struct stat file;

    if (strcmp(path, "-") != 0 && stat(path, &file) == 0 && S_ISDIR(file.st_mode))
        walk_directory(walker, path, true);
    else
        walker->visit(walker->context, path);
}
