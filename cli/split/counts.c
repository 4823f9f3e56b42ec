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

void counts_print(const struct split_counts *counts, bool dry_run, FILE *stream)
{
    size_t documents = counts_documents(counts);

    fprintf(stream, "paidmark: %zu document%s: %zu %s, %zu refused, %zu failed, %zu skipped; ", documents,
            documents == 1 ? "" : "s", atomic_load(&counts->split), dry_run ? "sound" : "split",
            atomic_load(&counts->refused), atomic_load(&counts->failed), atomic_load(&counts->skipped));
    print_bytes(stream, atomic_load(&counts->bytes_read));
    fputs(" read, ", stream);
    print_bytes(stream, atomic_load(&counts->bytes_written));
    fprintf(stream, " written, %.2f s%s", (double)(counts_clock() - counts->began) / 1000, dry_run ? " (dry run)" : "");
    report_left_out(stream, atomic_load(&counts->without_markers), atomic_load(&counts->binary_files));
    fputc('\n', stream);
}

void counts_print_json(const struct split_counts *counts, FILE *stream)
{
    struct json json = {.stream = stream};

    json_begin_object(&json);
    json_name(&json, "summary");
    json_begin_object(&json);
    json_member_number(&json, "documents", counts_documents(counts));
    json_member_number(&json, "split", atomic_load(&counts->split));
    json_member_number(&json, "refused", atomic_load(&counts->refused));
    json_member_number(&json, "failed", atomic_load(&counts->failed));
    json_member_number(&json, "skipped", atomic_load(&counts->skipped));
    json_member_number(&json, "without_markers", atomic_load(&counts->without_markers));
    json_member_number(&json, "binary_files", atomic_load(&counts->binary_files));
    json_member_number(&json, "bytes_read", atomic_load(&counts->bytes_read));
    json_member_number(&json, "bytes_written", atomic_load(&counts->bytes_written));
    json_member_number(&json, "milliseconds", counts_clock() - counts->began);
    json_end_object(&json);
    json_end_object(&json);
    fputc('\n', stream);
}
