/* path.c - joining and splitting paths
 * SPDX-License-Identifier: MIT
 */
#include "files/path.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The beginning of one string, a slash or none, and another string. */
static char *concatenate(const char *first, size_t first_bytes, bool slash, const char *second)
{
    size_t second_bytes = strlen(second) + 1;
    char *joined = malloc(first_bytes + slash + second_bytes);

    if (joined == NULL)
        return NULL;
    memcpy(joined, first, first_bytes);
    if (slash)
        joined[first_bytes] = '/';
    memcpy(joined + first_bytes + slash, second, second_bytes);
    return joined;
}

char *path_join(const char *directory, const char *name)
{
    size_t bytes = strlen(directory);

    return concatenate(directory, bytes, bytes > 0 && directory[bytes - 1] != '/', name);
}

char *path_beside(const char *path, const char *name)
{
    return concatenate(path, (size_t)(path_name(path) - path), false, name);
}

const char *path_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash != NULL ? slash + 1 : path;
}

char *path_parent(const char *path)
{
    size_t end = strlen(path);

    while (end > 0 && path[end - 1] == '/')
        end--;
    while (end > 0 && path[end - 1] != '/')
        end--;
    return end > 0 ? concatenate(path, end, false, "") : strdup(".");
}

/* In place: the path only gets shorter. It begins with a slash, and keeps that alone where nothing else is left. */
static void drop_empty_parts(char *path)
{
    char *end = path + 1;

    for (const char *part = path; *part != '\0';) {
        size_t bytes;

        part += strspn(part, "/");
        bytes = strcspn(part, "/");
        if (bytes > 0 && !(bytes == 1 && part[0] == '.')) {
            if (end > path + 1)
                *end++ = '/';
            memmove(end, part, bytes);
            end += bytes;
        }
        part += bytes;
    }
    *end = '\0';
}

static char *join_to_here(const char *path)
{
    char here[PATH_MAX];

    return getcwd(here, sizeof here) != NULL ? path_join(here, path) : NULL;
}

char *path_absolute(const char *path)
{
    char *absolute = path[0] == '/' ? strdup(path) : join_to_here(path);

    if (absolute != NULL)
        drop_empty_parts(absolute);
    return absolute;
}
