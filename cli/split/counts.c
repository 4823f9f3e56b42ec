/* counts.c - what a run of split has come to, and how it says so
 * SPDX-License-Identifier: MIT
 */
#include "split/counts.h"

#include <time.h>

#include "show/report.h"
#include "text/json.h"

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
static void print_bytes(FILE *stream, uint64_t bytes)
{
    static const char *const units[] = {"bytes", "kB", "MB", "GB", "TB"};
    double shown = (double)bytes;
    size_t unit = 0;

    for (; shown >= 999.95 && unit + 1 < sizeof units / sizeof units[0]; unit++)
        shown /= 1000;
    fprintf(stream, unit == 0 ? "%.0f %s" : "%.1f %s", shown, units[unit]);
}

static void print_outputs(FILE *stream, size_t count, const char *if_one, const char *if_more)
{
    if (count > 0)
        fprintf(stream, "paidmark: %zu output%s\n", count, count == 1 ? if_one : if_more);
}

static void print_old_outputs(const struct split_counts *counts, bool dry_run, FILE *stream)
{
    print_outputs(stream, atomic_load(&counts->kept), " of a refused document stays; --withdraw removes it",
                  "s of refused documents stay; --withdraw removes them");
    print_outputs(stream, atomic_load(&counts->withdrawn),
                  dry_run ? " of a refused document would be removed" : " of a refused document was removed",
                  dry_run ? "s of refused documents would be removed" : "s of refused documents were removed");
    print_outputs(stream, atomic_load(&counts->stale), " has no source any more; --delete removes it",
                  "s have no source any more; --delete removes them");
    print_outputs(stream, atomic_load(&counts->deleted),
                  dry_run ? " without a source would be removed" : " without a source was removed",
                  dry_run ? "s without a source would be removed" : "s without a source were removed");
    print_outputs(stream, atomic_load(&counts->found), " of unknown origin stays", "s of unknown origin stay");
}

void counts_print(const struct split_counts *counts, bool dry_run, FILE *stream)
{
    size_t documents = counts_documents(counts);

    print_old_outputs(counts, dry_run, stream);
    fprintf(stream, "paidmark: %zu document%s: %zu %s", documents, documents == 1 ? "" : "s",
            atomic_load(&counts->split), dry_run ? "sound" : "split");
    if (atomic_load(&counts->salvaged) > 0)
        fprintf(stream, " (%zu salvaged)", atomic_load(&counts->salvaged));
    fprintf(stream, ", %zu refused, %zu failed, %zu skipped; ", atomic_load(&counts->refused),
            atomic_load(&counts->failed), atomic_load(&counts->skipped));
    print_bytes(stream, atomic_load(&counts->bytes_read));
    fputs(" read, ", stream);
    print_bytes(stream, atomic_load(&counts->bytes_written));
    fprintf(stream, " written, %.2f s%s", (double)(counts_clock() - counts->began) / 1000, dry_run ? " (dry run)" : "");
    report_left_out(stream, atomic_load(&counts->without_markers), atomic_load(&counts->binary_files));
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
