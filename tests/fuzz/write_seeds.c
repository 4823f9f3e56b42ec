/* write_seeds.c - the specification's examples as inputs of the fuzz targets
 * SPDX-License-Identifier: MIT
 *
 *     write_seeds DIRECTORY FILE...
 *
 * writes DIRECTORY/parse, model, scan and charset, which it makes, one file for each example.
 */
#define _XOPEN_SOURCE 700

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "../spec/example_file.h"
#include "charset_names.h"
#include "document_input.h"
#ifdef WITH_CHARSET
#include "../../cli/text/charset.h"
#endif

static const char *directory;
static size_t written;

static void stop(const char *path)
{
    perror(path);
    exit(EXIT_FAILURE);
}

static void make_directory(const char *name)
{
    char path[4096];

    snprintf(path, sizeof path, "%s/%s", directory, name);
    if (mkdir(path, 0777) != 0 && errno != EEXIST)
        stop(path);
}

static void write_seed(const char *target, size_t number, const struct bytes *seed)
{
    char path[4096];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s/seed-%04zu", directory, target, number);
    file = fopen(path, "wb");
    if (file == NULL || fwrite(seed->data, 1, seed->size, file) != seed->size || fclose(file) != 0)
        stop(path);
    written++;
}

static void append_byte(struct bytes *bytes, size_t byte)
{
    char character = (char)(unsigned char)byte;

    bytes_append(bytes, &character, 1);
}

static void append_token(struct bytes *bytes, const struct bytes *token)
{
    struct bytes copy = {0};
    size_t tail = token_copy(&copy, token);

    append_byte(bytes, tail > 0 ? copy.size % OWN_TAIL + OWN_TAIL : copy.size);
    if (tail > 0)
        append_byte(bytes, tail);
    bytes_append(bytes, copy.data, copy.size);
    bytes_free(&copy);
}

static size_t markers_of(const struct example *example)
{
    static const char *const names[] = {"", "default", "fastadmin", "ghost", "more"};

    if (example->pair_count > 0)
        return MARKERS_OWN;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(example->set, names[i]) == 0)
            return i;
    }
    return MARKERS_NULL;
}

/* As document_input.h describes it. */
static void write_document(const struct example *example, size_t number)
{
    struct bytes seed = {0};
    unsigned char head[DOCUMENT_BYTES] = {0};

    head[BYTE_FLAGS] = (unsigned char)(example->flags >> 8);
    head[BYTE_UNMARKED] = (unsigned char)(example->unmarked >> 12);
    head[BYTE_MARKERS] = (unsigned char)markers_of(example);
    head[BYTE_EXCERPT] = (unsigned char)example->excerpts[0].characters;
    head[BYTE_CAPACITY] = 16;
    bytes_append(&seed, (const char *)head, sizeof head);
    if (example->pair_count > 0)
        append_byte(&seed, example->pair_count);
    for (size_t i = 0; i < example->pair_count; i++) {
        append_token(&seed, &example->pairs[i].begin);
        if (example->pairs[i].has_end)
            append_token(&seed, &example->pairs[i].end);
        else
            append_byte(&seed, OWN_NO_END);
    }
    bytes_append(&seed, example->text.data, example->text.size);
    write_seed("parse", number, &seed);
    write_seed("model", number, &seed);
    bytes_free(&seed);
}

/* As fuzz_scan.c describes it: with the fingerprints of the default set, in windows of 100, 3 and 64 bytes. */
static void write_scan(const struct example *example, size_t number)
{
    static const char head[] = {0, 0, 3, 0, 99, 0, 2, 0, 63};
    struct bytes seed = {0};

    bytes_append(&seed, head, sizeof head);
    bytes_append(&seed, example->text.data, example->text.size);
    write_seed("scan", number, &seed);
    bytes_free(&seed);
}

#ifdef WITH_CHARSET

/* As fuzz_charset.c describes it: each example in one charset, if that has its characters. */
static void write_charset(const struct example *example, size_t number)
{
    size_t chosen = number % CHARSETS_OF_SEEDS;
    const char *name = charset_names[chosen];
    struct charset_piece piece = {bytes_string(&example->text), example->text.size};
    struct bytes seed = {0};
    struct charset_error error;
    char *converted = NULL;
    size_t bytes = 0;

    append_byte(&seed, chosen);
    append_byte(&seed, 7);
    if (chosen > 1 && charset_from_utf8(name, &piece, 1, &converted, &bytes, &error) == CHARSET_OK && converted != NULL)
        bytes_append(&seed, converted, bytes);
    else
        bytes_append(&seed, piece.text, piece.bytes);
    write_seed("charset", number, &seed);
    free(converted);
    bytes_free(&seed);
}

#else

static void write_charset(const struct example *example, size_t number)
{
    (void)example;
    (void)number;
}

#endif

static void write_file(const char *name, size_t *number)
{
    struct example_file file;
    struct example example = {0};

    if (!example_file_open(&file, name))
        stop(name);
    while (example_file_next(&file, &example)) {
        if (example.pair_count <= OWN_PAIRS_MAX && example.text.size > 0) {
            write_document(&example, *number);
            write_scan(&example, *number);
            write_charset(&example, *number);
            ++*number;
        }
        example_clear(&example);
    }
    example_clear(&example);
    example_file_close(&file);
}

int main(int argc, char **argv)
{
    static const char *const targets[] = {"parse", "model", "scan", "charset"};
    size_t number = 0;

    if (argc < 3) {
        fputs("usage: write_seeds DIRECTORY FILE...\n", stderr);
        return EXIT_FAILURE;
    }
    directory = argv[1];
    for (size_t i = 0; i < sizeof targets / sizeof targets[0]; i++)
        make_directory(targets[i]);
    for (int i = 2; i < argc; i++)
        write_file(argv[i], &number);
    printf("%zu seeds of %zu examples\n", written, number);
    return written > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
