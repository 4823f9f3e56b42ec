/* leftovers.c - removes what a killed run has left behind
 * SPDX-License-Identifier: MIT
 */
#define _DEFAULT_SOURCE /* flock */

#include "files/leftovers.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "files/system.h"
#include "files/temporary.h"

#define PREFIX_BYTES (sizeof TEMPORARY_PREFIX - 1)

static bool is_name_with(const char *name, const char *ending)
{
    static const char digits[] = "0123456789";
    size_t process;
    size_t number;

    if (strncmp(name, TEMPORARY_PREFIX, PREFIX_BYTES) != 0)
        return false;
    name += PREFIX_BYTES;
    process = strspn(name, digits);
    if (process == 0 || name[process] != '-')
        return false;
    name += process + 1;
    number = strspn(name, digits);
    return number > 0 && strcmp(name + number, ending) == 0;
}

bool is_private_name(const char *name)
{
    return is_name_with(name, TEMPORARY_SHARED) || is_name_with(name, TEMPORARY_LOCKED) ||
           strcmp(name, STATE_FILE_NAME) == 0;
}

static void remove_unlocked(int directory, const char *name)
{
    int descriptor = open_file(directory, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY, 0);

    if (descriptor < 0)
        return;
    if (flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        unlinkat(directory, name, 0);
    close(descriptor);
}

void leftovers_remove(int directory)
{
    int descriptor = open_directory(directory, ".", 0);
    DIR *stream = descriptor >= 0 ? fdopendir(descriptor) : NULL;
    const struct dirent *entry;

    if (stream == NULL) {
        if (descriptor >= 0)
            close(descriptor);
        return;
    }
    while ((entry = readdir(stream)) != NULL) {
        if (is_name_with(entry->d_name, TEMPORARY_LOCKED) && !temporary_is_held(entry->d_name))
            unlinkat(directory, entry->d_name, 0);
        else if (is_name_with(entry->d_name, TEMPORARY_SHARED))
            remove_unlocked(directory, entry->d_name);
    }
    closedir(stream);
}
