/* output_pair.c - writes both outputs of a document, and only then lets them have their names
 * SPDX-License-Identifier: MIT
 */
#include "split/output_pair.h"

#include <errno.h>

#include "files/output.h"
#include "files/system.h"
#include "split/old_outputs.h"

/* A full version gets its readers when it is complete. */
static int create_output(const struct splitter *splitter, const struct job *job, size_t tree, struct output *output)
{
    mode_t mode = tree == TREE_FULL ? readers_mode_at_first(&splitter->loaded.input.readers) : 0666;

    return output_create(output, job->outputs.directories[tree], job->target, job->outputs.are_new[tree], mode);
}

static int fill_output(const struct splitter *splitter, size_t tree, struct output *output, struct stat *written)
{
    const struct pieces *pieces = &splitter->pieces[tree];
    int failure = output_write(output, pieces->items, pieces->count);

    if (failure == FAILURE_NONE && fstat(output->descriptor, written) != 0)
        failure = errno;
    if (failure == FAILURE_NONE && tree == TREE_FULL)
        failure =
            readers_copy(output->descriptor, written, &splitter->loaded.input.readers, splitter->destination->umask);
    if (failure == FAILURE_NONE && splitter->settings->sync && sync_descriptor(output->descriptor) != 0)
        failure = errno;
    return failure == FAILURE_NONE ? output_close(output) : failure;
}

/* A directory of earlier outputs may have the name, where the source was a directory then. */
static int commit(const struct splitter *splitter, const struct job *job, struct output *outputs, size_t *tree)
{
    int failure = output_commit(outputs, TREE_COUNT, tree);

    for (size_t tried = 0; tried < TREE_COUNT && failure == EISDIR; tried++) {
        old_outputs_clear(splitter->destination, *tree, outputs_root(job->folder), job->above, job->target);
        failure = output_commit(outputs, TREE_COUNT, tree);
    }
    return failure;
}

/* All are written before any gets its name. That the source is looked at again between the two makes sure that it
 * cannot have changed between reading and the outputs' time: --update would never see that. */
static int write_outputs(struct splitter *splitter, struct job *job, struct output *outputs, size_t *tree)
{
    int failure = FAILURE_NONE;

    for (*tree = 0; *tree < TREE_COUNT; ++*tree) {
        if (!destination_has(splitter->destination, *tree))
            continue;
        failure = create_output(splitter, job, *tree, &outputs[*tree]);
        if (failure == FAILURE_NONE)
            failure = fill_output(splitter, *tree, &outputs[*tree], &job->written[*tree]);
        if (failure != FAILURE_NONE)
            return failure;
    }
    failure = input_check(&splitter->loaded.input, job->descriptor);
    return failure == FAILURE_NONE ? commit(splitter, job, outputs, tree) : failure;
}

int output_pair_write(struct splitter *splitter, struct job *job, size_t *tree)
{
    struct output outputs[TREE_COUNT] = {0};
    int failure;

    job->outputs = outputs_find(job->folder, true);
    *tree = job->outputs.failed_tree;
    if (job->outputs.failure != FAILURE_NONE)
        return job->outputs.failure;
    failure = write_outputs(splitter, job, outputs, tree);
    for (size_t i = 0; i < TREE_COUNT && failure != FAILURE_NONE; i++)
        output_discard(&outputs[i]);
    return failure;
}
