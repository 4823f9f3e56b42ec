/* fixer.c - what check --fix does with each document
 * SPDX-License-Identifier: MIT
 */
#include "commands/fixer.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "files/output.h"
#include "language.h"
#include "show/diff.h"
#include "show/report.h"
#include "text/say.h"

int fixer_init(struct fixer *fixer, const struct settings *settings, bool may_show_text)
{
    int failure;

    *fixer = (struct fixer){.settings = settings,
                            .shows_diff = settings->dry_run && may_show_text && settings->format == FORMAT_TEXT &&
                                          !settings->silent};
    failure = load_init(&fixer->fixed, settings);
    return failure == FAILURE_NONE && !settings->dry_run ? temporary_guard() : failure;
}

/* ---- Messages ---------------------------------------------------------------------------------------------------- */

static const char *obstacle_text(enum fix_obstacle obstacle)
{
    switch (obstacle) {
    case FIX_NOT_UTF8:
        return _("it is not in UTF-8; convert it, or correct it by hand");
    case FIX_OTHER_SET:
        return _("this looks like a marker of another set; if you mean those, use --markers");
    case FIX_NO_SIGN:
        return _("without a sign on both sides this may be text that only names a marker; correct it by hand");
    case FIX_OTHER_TEXT:
        return _("other text may be in this marker, or a part of it beyond; correct it by hand");
    case FIX_BETWEEN:
        return _("what follows would be free only for two damaged markers; correct them by hand");
    case FIX_JOINED:
        return _("beside what is there this would be another marker; correct it by hand");
    default:
        return NULL;
    }
}

static void tell_obstacle(const struct fix *fix, const struct loaded *loaded)
{
    const char *name = input_name(loaded->path);
    struct paidmark_position position = {0};

    if (fix->obstacle == FIX_STILL_REFUSED) {
        say(stderr, _("%s: not mended: it would still be refused for %s; correct that first"), name,
            paidmark_problem_name(fix->left_code));
    } else if (fix->obstacle == FIX_NOT_UTF8) {
        say(stderr, _("%s: not mended: %s"), name, obstacle_text(fix->obstacle));
    } else {
        paidmark_locate(loaded->text, loaded->text_bytes, fix->place, &position);
        say(stderr, _("%s:%zu:%zu: not mended: %s"), name, position.line, position.column,
            obstacle_text(fix->obstacle));
    }
}

static void tell_mended(const struct fixer *fixer, const struct loaded *loaded)
{
    size_t count = fixer->fix.count;
    unsigned long number = plural_number(count);

    say(stderr,
        fixer->settings->dry_run
            ? ngettext("%s: would be mended: %zu marker", "%s: would be mended: %zu markers", number)
            : ngettext("%s: mended: %zu marker", "%s: mended: %zu markers", number),
        input_name(loaded->path), count);
}

void fixer_print_total(const struct fixer *fixer, FILE *stream)
{
    unsigned long number = plural_number(fixer->markers);

    if (fixer->markers > 0)
        fprintf(stream,
                fixer->settings->dry_run
                    ? ngettext("; would be mended: %zu marker", "; would be mended: %zu markers", number)
                    : ngettext("; mended: %zu marker", "; mended: %zu markers", number),
                fixer->markers);
}

/* ---- Fixing ------------------------------------------------------------------------------------------------------ */

/* Whoever takes away his own right to write to a file wants it to stay, though it could be replaced. */
static int look_at_file(const struct loaded *loaded)
{
    if (!S_ISREG(loaded->input.file.st_mode))
        return FAILURE_NOT_REGULAR;
    return faccessat(AT_FDCWD, loaded->path, W_OK, AT_EACCESS) == 0 ? FAILURE_NONE : errno;
}

static int write_fixed(const struct fix *fix, const struct loaded *loaded)
{
    struct charset_piece piece = {fix->text, fix->bytes};
    struct output output;
    size_t failed;
    int failure = look_at_file(loaded);

    if (failure == FAILURE_NONE)
        failure = output_open_again(&output, loaded->path, &loaded->input);
    if (failure != FAILURE_NONE)
        return failure;
    failure = output_write(&output, &piece, 1);
    if (failure == FAILURE_NONE) /* what it replaces nobody can make again */
        failure = output_sync(&output);
    if (failure == FAILURE_NONE)
        failure = output_close(&output);
    if (failure == FAILURE_NONE)
        failure = input_check_at(&loaded->input, loaded->path);
    if (failure == FAILURE_NONE)
        failure = output_commit(&output, 1, &failed);
    if (failure != FAILURE_NONE)
        output_discard(&output);
    return failure;
}

static int carry_out(struct fixer *fixer, const struct loaded **loaded)
{
    const struct fix *fix = &fixer->fix;
    int failure;

    if (fixer->shows_diff)
        print_diff(stdout, *loaded, fix);
    if (fixer->settings->dry_run)
        return FAILURE_NONE;
    failure = load_text(&fixer->fixed, fix->text, fix->bytes);
    if (failure == FAILURE_NONE) /* nothing can fail behind it */
        failure = write_fixed(fix, *loaded);
    if (failure != FAILURE_NONE)
        return failure;
    fixer->fixed.path = (*loaded)->path;
    *loaded = &fixer->fixed;
    return FAILURE_NONE;
}

int fixer_fix(struct fixer *fixer, const struct loaded **loaded)
{
    const struct fix *fix = &fixer->fix;
    int failure = fix_make(&fixer->fix, *loaded);

    if (failure == FAILURE_NONE && fix->count > 0 && fix->obstacle == FIX_NO_OBSTACLE)
        failure = carry_out(fixer, loaded);
    if (failure != FAILURE_NONE) {
        report_failure(input_name((*loaded)->path), failure);
    } else if (fix->obstacle != FIX_NO_OBSTACLE) {
        tell_obstacle(fix, *loaded);
    } else if (fix->count > 0) {
        fixer->markers += fix->count;
        if (!fixer->shows_diff && !fixer->settings->quiet)
            tell_mended(fixer, *loaded);
    }
    return failure;
}

void fixer_free(struct fixer *fixer)
{
    fix_free(&fixer->fix);
    load_free(&fixer->fixed);
}
