/* each_document.c - loads one document after the other, for the commands that only look
 * SPDX-License-Identifier: MIT
 */
#include "commands/each_document.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands/selection.h"
#include "files/path.h"
#include "files/system.h"
#include "files/walk.h"
#include "language.h"
#include "show/alike.h"
#include "show/report.h"

struct tour {
    struct loaded loaded;
    each_document_fn look;
    each_failure_fn failed;
    void *context;
    size_t looked_at;
    struct passed_over passed;
    enum exit_status status;
    struct alike alike;
};

static void fail(void *context, const char *path, int failure)
{
    struct tour *tour = context;

    if (alike_is_shown(&tour->alike, failure))
        report_failure(input_name(path), failure);
    if (tour->failed != NULL)
        tour->failed(tour->context, path, failure);
    tour->passed.unread++;
    tour->status = EXIT_STATUS_FAILED;
}

static void look_at_loaded(struct tour *tour, const char *path, int failure)
{
    if (failure != FAILURE_NONE) {
        fail(tour, path, failure);
        return;
    }
    tour->looked_at++;
    tour->status = worse_status(tour->status, tour->look(tour->context, &tour->loaded));
}

static void visit_operand(struct tour *tour, const char *path)
{
    look_at_loaded(tour, path, load_document(&tour->loaded, path));
}

static int load_in_folder(struct loaded *loaded, const struct folder *folder, const char *name, const char *path)
{
    bool follow = loaded->settings->filter.follow;
    int descriptor;
    int failure = load_document_at(loaded, path, folder->descriptor, name, follow, &descriptor);

    if (failure != FAILURE_NONE)
        return failure;
    failure = input_check(&loaded->input, descriptor);
    close(descriptor);
    return failure;
}

static void visit(void *context, struct folder *folder, const char *name)
{
    struct tour *tour = context;
    char *path;
    int failure;

    if (folder_is_for_operands(folder)) {
        visit_operand(tour, name);
        return;
    }
    path = path_join(folder->path, name);
    if (path == NULL) {
        fail(tour, folder->path, ENOMEM);
        return;
    }
    failure = load_in_folder(&tour->loaded, folder, name, path);
    if (load_met_binary(&tour->loaded, failure))
        tour->passed.binary_files++;
    else
        look_at_loaded(tour, path, failure);
    free(path);
}

enum exit_status each_document(const struct settings *settings, each_document_fn look, each_failure_fn failed,
                               void *context, struct passed_over *passed)
{
    struct tour tour = {.look = look, .failed = failed, .context = context};
    struct walk walk = {
        .filter = &settings->filter, .is_sorted = true, .document = visit, .fail = fail, .context = &tour};
    int failure = load_init(&tour.loaded, settings);

    raise_descriptor_limit();
    if (failure != FAILURE_NONE)
        fail(&tour, _("memory"), failure);
    else if (settings->operand_count == 0)
        visit_operand(&tour, "-");
    for (size_t i = 0; failure == FAILURE_NONE && i < settings->operand_count; i++) {
        if (strcmp(settings->operands[i], "-") == 0)
            visit_operand(&tour, "-");
        else
            walk_operand(&walk, settings->operands[i]);
    }
    load_free(&tour.loaded);
    alike_print_rest(&tour.alike, stderr);
    if (tour.looked_at == 0 && tour.passed.unread == 0) {
        selection_tell_none(settings);
        tour.status = EXIT_STATUS_FAILED;
    }
    *passed = tour.passed;
    return tour.status;
}
