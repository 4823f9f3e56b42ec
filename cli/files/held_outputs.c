/* held_outputs.c - looks for states, and for the trees that they are about
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE /* O_NOFOLLOW on some systems */

#include "files/held_outputs.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "failure.h"
#include "files/leftovers.h"
#include "files/place.h"
#include "files/system.h"

#define HEAD_BYTES 64 /* more than a first line has */

/* ---- The first line ---------------------------------------------------------------------------------------------- */

static const char *const words[] = {
    [HELD_NONE] = "", [HELD_TREES] = "trees", [HELD_FULL] = "full", [HELD_PREVIEWS] = "preview"};

const char *held_word(enum held held)
{
    return words[held];
}

enum held held_of_head(const char *head)
{
    const char *word =
        strncmp(head, STATE_FORMAT, sizeof STATE_FORMAT - 1) == 0 ? strchr(head + sizeof STATE_FORMAT - 1, ' ') : NULL;

    for (size_t i = HELD_TREES; word != NULL && i < sizeof words / sizeof *words; i++) {
        if (strcmp(word + 1, words[i]) == 0)
            return (enum held)i;
    }
    return HELD_NONE;
}

/* ---- One directory ----------------------------------------------------------------------------------------------- */

/* Of something in a folder, which is a path from an open directory. What is too long for a path is not there. */
static bool look_in(int directory, const char *folder, const char *name, int flags, struct stat *file)
{
    char path[PATH_MAX];
    int bytes = snprintf(path, sizeof path, "%s/%s", folder, name);

    return bytes > 0 && (size_t)bytes < sizeof path && fstatat(directory, path, file, flags) == 0;
}

static bool is_directory_in(int directory, const char *folder, const char *name)
{
    struct stat file;

    return look_in(directory, folder, name, AT_SYMLINK_NOFOLLOW, &file) && S_ISDIR(file.st_mode);
}

static enum held guess(int directory, const char *folder)
{
    bool has_both = is_directory_in(directory, folder, "full") && is_directory_in(directory, folder, "preview");

    return has_both ? HELD_TREES : HELD_FULL;
}

/* Into zeros, which stay where it may not be read. */
static void read_head(int directory, const char *folder, char head[HEAD_BYTES])
{
    char path[PATH_MAX];
    int descriptor;

    snprintf(path, sizeof path, "%s/" STATE_FILE_NAME, folder);
    descriptor = open_file(directory, path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY, 0);
    if (descriptor >= 0) {
        (void)!read(descriptor, head, HEAD_BYTES - 1);
        close(descriptor);
    }
    head[strcspn(head, "\n")] = '\0';
}

static bool has_state(int directory, const char *folder)
{
    struct stat file;

    return look_in(directory, folder, STATE_FILE_NAME, AT_SYMLINK_NOFOLLOW, &file) && S_ISREG(file.st_mode);
}

/* An empty file may be the lock beside another tree. */
static enum held held_in(int directory, const char *folder)
{
    char head[HEAD_BYTES] = "";
    enum held held;

    if (!has_state(directory, folder))
        return HELD_NONE;
    read_head(directory, folder, head);
    held = held_of_head(head);
    return held != HELD_NONE ? held : guess(directory, folder);
}

static bool is_called(int directory, const char *folder, const char *above, const char *name)
{
    struct stat file, named;

    return look_in(directory, folder, ".", 0, &file) && look_in(directory, above, name, 0, &named) &&
           is_same_file(&file, &named);
}

static enum held tree_at(int directory, const char *folder, const char *above)
{
    enum held held = held_in(directory, folder);

    if (held == HELD_FULL || held == HELD_PREVIEWS)
        return held;
    if (!has_state(directory, above))
        return HELD_NONE;
    if (is_called(directory, folder, above, "full"))
        held = HELD_FULL;
    else if (is_called(directory, folder, above, "preview"))
        held = HELD_PREVIEWS;
    else
        return HELD_NONE;
    return held_in(directory, above) == HELD_TREES ? held : HELD_NONE;
}

bool held_is_tree(int directory)
{
    return tree_at(directory, ".", "..") != HELD_NONE;
}

/* ---- All above a path -------------------------------------------------------------------------------------------- */

/* "/" has nothing above it; it is the empty path here, and so are all ends of a climb. */
static enum held climb(char *folder, bool itself)
{
    while (*folder != '\0') {
        char *slash = strrchr(folder, '/');
        enum held held = HELD_NONE;

        if (itself) {
            char *above = strndup(folder, (size_t)(slash - folder));

            held = above != NULL ? tree_at(AT_FDCWD, folder, above) : HELD_FULL;
            free(above);
        }
        if (held != HELD_NONE)
            return held;
        *slash = '\0';
        itself = true;
    }
    return HELD_NONE;
}

int held_find_tree(const char *path, bool itself, char **tree, enum held *held)
{
    int failure = place_folder_of(path, tree);

    *held = HELD_NONE;
    if (failure == FAILURE_NONE)
        *held = climb(*tree, itself);
    if (*held == HELD_NONE) {
        if (failure == FAILURE_NONE)
            free(*tree);
        *tree = NULL;
    }
    return failure;
}
