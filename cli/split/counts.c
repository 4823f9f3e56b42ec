/* counts.c - what a run of split has come to, and how it says so
 * SPDX-License-Identifier: MIT
 */
#include "split/counts.h"

#include <time.h>

#include "language.h"
#include "show/report.h"
#include "text/json.h"
#include "text/say.h"

#define BYTES_SHOWN 32 /* in a summary */

uint64_t counts_clock(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

size_t counts_documents(const struct split_counts *counts)
{
    return atomic_load(&counts->split) + atomic_load(&counts->refused) + atomic_load(&counts->failed) +
           atomic_load(&counts->skipped);
}

enum exit_status counts_status(const struct split_counts *counts)
{
    if (atomic_load(&counts->failed) > 0)
        return EXIT_STATUS_FAILED;
    return atomic_load(&counts->refused) > 0 ? EXIT_STATUS_REFUSED : EXIT_STATUS_GOOD;
}

/* "123 bytes", "7.4 MB": decimal units, as file managers and disks have them. */
static void format_bytes(char text[BYTES_SHOWN], uint64_t bytes)
{
    static const char *const units[] = {"kB", "MB", "GB", "TB"};
    double shown = (double)bytes;
    size_t unit = 0;

    for (; shown >= 999.95 && unit < sizeof units / sizeof units[0]; unit++)
        shown /= 1000;
    if (unit == 0)
        snprintf(text, BYTES_SHOWN, _("%.0f bytes"), shown);
    else
        snprintf(text, BYTES_SHOWN, "%.1f %s", shown, units[unit - 1]);
}

/* One of each pair is for one output, the other for several, as ngettext has them. */
static void print_withdrawn(FILE *stream, size_t count, bool dry_run)
{
    unsigned long number = plural_number(count);

    say(stream,
        dry_run ? ngettext("%zu output of a refused or failed document would be removed",
                           "%zu outputs of refused or failed documents would be removed", number)
                : ngettext("%zu output of a refused or failed document was removed",
                           "%zu outputs of refused or failed documents were removed", number),
        count);
}

static void print_deleted(FILE *stream, size_t count, bool dry_run)
{
    unsigned long number = plural_number(count);

    say(stream,
        dry_run
            ? ngettext("%zu output without a source would be removed", "%zu outputs without a source would be removed",
                       number)
            : ngettext("%zu output without a source was removed", "%zu outputs without a source were removed", number),
        count);
}

static void print_old_outputs(const struct split_counts *counts, bool dry_run, FILE *stream)
{
    size_t kept = atomic_load(&counts->kept);
    size_t withdrawn = atomic_load(&counts->withdrawn);
    size_t stale = atomic_load(&counts->stale);
    size_t deleted = atomic_load(&counts->deleted);
    size_t found = atomic_load(&counts->found);

    if (kept > 0)
        say(stream,
            ngettext("%zu output of a refused or failed document stays; --withdraw removes it",
                     "%zu outputs of refused or failed documents stay; --withdraw removes them", plural_number(kept)),
            kept);
    if (withdrawn > 0)
        print_withdrawn(stream, withdrawn, dry_run);
    if (stale > 0)
        say(stream,
            ngettext("%zu output has no source any more; --delete removes it",
                     "%zu outputs have no source any more; --delete removes them", plural_number(stale)),
            stale);
    if (deleted > 0)
        print_deleted(stream, deleted, dry_run);
    if (found > 0)
        say(stream,
            ngettext("%zu output of unknown origin stays", "%zu outputs of unknown origin stay", plural_number(found)),
            found);
}

static void print_documents(const struct split_counts *counts, bool dry_run, FILE *stream)
{
    size_t documents = counts_documents(counts);

    fprintf(stream, ngettext("paidmark: %zu document: ", "paidmark: %zu documents: ", plural_number(documents)),
            documents);
    fprintf(stream, dry_run ? _("%zu sound") : _("%zu split"), atomic_load(&counts->split));
    if (atomic_load(&counts->salvaged) > 0)
        fprintf(stream, _(" (%zu salvaged)"), atomic_load(&counts->salvaged));
    fprintf(stream, _(", %zu refused, %zu failed, %zu skipped; "), atomic_load(&counts->refused),
            atomic_load(&counts->failed), atomic_load(&counts->skipped));
}

void counts_print(const struct split_counts *counts, bool dry_run, FILE *stream)
{
    char read[BYTES_SHOWN], written[BYTES_SHOWN];
    size_t held = atomic_load(&counts->held_outputs);

    print_old_outputs(counts, dry_run, stream);
    print_documents(counts, dry_run, stream);
    format_bytes(read, atomic_load(&counts->bytes_read));
    format_bytes(written, atomic_load(&counts->bytes_written));
    fprintf(stream, _("%s read, %s written, %.2f s"), read, written, (double)(counts_clock() - counts->began) / 1000);
    if (dry_run)
        fputs(_(" (dry run)"), stream);
    report_left_out(stream, atomic_load(&counts->without_markers), atomic_load(&counts->binary_files));
    if (held > 0)
        fprintf(stream,
                ngettext("; %zu directory of outputs left out", "; %zu directories of outputs left out",
                         plural_number(held)),
                held);
    fputc('\n', stream);
}

void counts_print_json(const struct split_counts *counts, const char *settings_file, FILE *stream)
{
    struct json json = {.stream = stream};

    json_begin_object(&json);
    json_name(&json, "summary");
    json_begin_object(&json);
    json_member_number(&json, "documents", counts_documents(counts));
    json_member_number(&json, "split", atomic_load(&counts->split));
    json_member_number(&json, "salvaged", atomic_load(&counts->salvaged));
    json_member_number(&json, "refused", atomic_load(&counts->refused));
    json_member_number(&json, "failed", atomic_load(&counts->failed));
    json_member_number(&json, "skipped", atomic_load(&counts->skipped));
    json_member_number(&json, "without_markers", atomic_load(&counts->without_markers));
    json_member_number(&json, "binary_files", atomic_load(&counts->binary_files));
    json_member_number(&json, "held_outputs", atomic_load(&counts->held_outputs));
    json_member_number(&json, "kept", atomic_load(&counts->kept));
    json_member_number(&json, "withdrawn", atomic_load(&counts->withdrawn));
    json_member_number(&json, "stale", atomic_load(&counts->stale));
    json_member_number(&json, "deleted", atomic_load(&counts->deleted));
    json_member_number(&json, "found", atomic_load(&counts->found));
    json_member_number(&json, "bytes_read", atomic_load(&counts->bytes_read));
    json_member_number(&json, "bytes_written", atomic_load(&counts->bytes_written));
    json_member_number(&json, "milliseconds", counts_clock() - counts->began);
    if (settings_file != NULL)
        json_member_path(&json, "settings", settings_file);
    json_end_object(&json);
    json_end_object(&json);
    fputc('\n', stream);
}
