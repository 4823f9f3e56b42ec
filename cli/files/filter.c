/* filter.c - which names in a directory are taken for documents
 * SPDX-License-Identifier: MIT
 */
#include "files/filter.h"

#include "files/leftovers.h"

bool filter_takes_name(const struct filter *filter, const char *name)
{
    if (name[0] != '.')
        return true;
    if (name[1] == '\0' || (name[1] == '.' && name[2] == '\0'))
        return false;
    return filter->hidden && !is_private_name(name);
}

bool filter_takes_file(const struct filter *filter, const struct candidate *file, bool is_included)
{
    bool is_named = globs_match(&filter->include, file);
    bool is_left_out = globs_match(&filter->exclude, file);

    return (is_named || is_included || filter->include.count == 0) && !is_left_out;
}

bool filter_takes_folder(const struct filter *filter, const struct candidate *folder, bool *is_included)
{
    for (size_t i = 0; i < filter->include.count; i++) {
        struct globs one = {&filter->include.items[i], 1};

        if (one.items->is_for_folders && globs_match(&one, folder))
            *is_included = true;
    }
    return !globs_match(&filter->exclude, folder);
}
