/* counts.c - what a run of split has come to, and how it says so
 * SPDX-License-Identifier: MIT
 */
#include "split/counts.h"

#include <time.h>

#include "text/json.h"

uint64_t tally_clock(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

size_t tally_documents(const struct tally *tally)
{
    return atomic_load(&tally->split) + atomic_load(&tally->refused) + atomic_load(&tally->failed) +
           atomic_load(&tally->skipped);
}

enum exit_status tally_status(const struct tally *tally)
{
    if (atomic_load(&tally->failed) > 0)
        return EXIT_STATUS_FAILED;
    return atomic_load(&tally->refused) > 0 ? EXIT_STATUS_REFUSED : EXIT_STATUS_GOOD;
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

void tally_print(const struct tally *tally, bool dry_run, FILE *stream)
{
    size_t documents = tally_documents(tally);

    fprintf(stream, "paidmark: %zu document%s: %zu %s, %zu refused, %zu failed, %zu skipped; ", documents,
            documents == 1 ? "" : "s", atomic_load(&tally->split), dry_run ? "sound" : "split",
            atomic_load(&tally->refused), atomic_load(&tally->failed), atomic_load(&tally->skipped));
    print_bytes(stream, atomic_load(&tally->bytes_read));
    fputs(" read, ", stream);
    print_bytes(stream, atomic_load(&tally->bytes_written));
    fprintf(stream, " written, %.2f s%s\n", (double)(tally_clock() - tally->began) / 1000, dry_run ? " (dry run)" : "");
}

void tally_print_json(const struct tally *tally, FILE *stream)
{
    struct json json = {.stream = stream};

    json_begin_object(&json);
    json_name(&json, "summary");
    json_begin_object(&json);
    json_member_number(&json, "documents", tally_documents(tally));
    json_member_number(&json, "split", atomic_load(&tally->split));
    json_member_number(&json, "refused", atomic_load(&tally->refused));
    json_member_number(&json, "failed", atomic_load(&tally->failed));
    json_member_number(&json, "skipped", atomic_load(&tally->skipped));
    json_member_number(&json, "bytes_read", atomic_load(&tally->bytes_read));
    json_member_number(&json, "bytes_written", atomic_load(&tally->bytes_written));
    json_member_number(&json, "milliseconds", tally_clock() - tally->began);
    json_end_object(&json);
    json_end_object(&json);
    fputc('\n', stream);
}
