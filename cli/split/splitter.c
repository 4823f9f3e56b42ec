/* splitter.c - what one thread splits documents with
 * SPDX-License-Identifier: MIT
 */
#include "split/splitter.h"

#include "files/path.h"
#include "split/report.h"

int splitter_init(struct splitter *splitter, const struct settings *settings, struct destination *destination,
                  struct split_counts *counts, atomic_bool *stop)
{
    *splitter = (struct splitter){.settings = settings, .destination = destination, .counts = counts, .stop = stop};
    return load_init(&splitter->loaded, settings);
}

void splitter_free(struct splitter *splitter)
{
    load_free(&splitter->loaded);
    for (size_t i = 0; i < TREE_COUNT; i++)
        pieces_free(&splitter->pieces[i]);
    lines_free(&splitter->identity);
    lines_free(&splitter->news);
}

struct job job_of(struct folder *folder, const char *name, struct state_entry *known)
{
    return (struct job){.folder = folder,
                        .name = name,
                        .above = folder->path + folder->relative,
                        .target = path_name(name),
                        .known = known};
}

void splitter_report_failure(const struct splitter *splitter, const char *path, int failure)
{
    split_report_failure(splitter->turn, splitter->settings, splitter->counts, path, failure);
}
