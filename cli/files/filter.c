/* filter.c - which names in a directory are taken for documents
 * SPDX-License-Identifier: MIT
 */
#include "files/filter.h"

#include <fnmatch.h>
#include <string.h>

#include "files/leftovers.h"

/* A glob with a slash is for the path, in which `*` matches no slash; one without is for the last component. */
static bool matches(const char *glob, const char *relative, const char *name)
{
    if (strchr(glob, '/') != NULL)
        return fnmatch(glob, relative, FNM_PATHNAME) == 0;
    return fnmatch(glob, name, 0) == 0;
}

static bool matches_any(const struct globs *globs, const char *relative, const char *name)
{
    for (size_t i = 0; i < globs->count; i++) {
        if (matches(globs->items[i], relative, name))
            return true;
    }
    return false;
}

bool filter_takes_name(const struct filter *filter, const char *name)
{
    if (name[0] != '.')
        return true;
    if (name[1] == '\0' || (name[1] == '.' && name[2] == '\0'))
        return false;
    return filter->hidden && !is_temporary_name(name);
}

bool filter_takes_file(const struct filter *filter, const char *relative, const char *name)
{
    if (filter->include.count > 0 && !matches_any(&filter->include, relative, name))
        return false;
    return !matches_any(&filter->exclude, relative, name);
}

bool filter_takes_directory(const struct filter *filter, const char *relative, const char *name)
{
    return !matches_any(&filter->exclude, relative, name);
}
