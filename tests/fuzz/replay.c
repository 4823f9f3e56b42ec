/* replay.c - runs a fuzz target on files, without libFuzzer
 * SPDX-License-Identifier: MIT
 *
 *     replay_TARGET FILE|DIRECTORY...
 *
 * Names each input before it runs, so that an abort shows which one it was: the last line on standard output.
 */
#define _XOPEN_SOURCE 700

#include "target.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define INPUT_BYTES_MAX ((size_t)1 << 20)

static size_t inputs;

static bool run_file(const char *path)
{
    static uint8_t data[INPUT_BYTES_MAX];
    FILE *file = fopen(path, "rb");
    uint8_t *input;
    size_t bytes;

    if (file == NULL) {
        perror(path);
        return false;
    }
    bytes = fread(data, 1, sizeof data, file);
    fclose(file);
    printf("%s\n", path);
    fflush(stdout);
    input = target_copy(data, bytes);
    LLVMFuzzerTestOneInput(input, bytes);
    free(input);
    inputs++;
    return true;
}

static bool run_directory(const char *path)
{
    DIR *directory = opendir(path);
    const struct dirent *entry;
    bool good = directory != NULL;
    char name[4096];

    if (directory == NULL) {
        perror(path);
        return false;
    }
    while ((entry = readdir(directory)) != NULL) {
        if (entry->d_name[0] != '.') {
            snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
            good = run_file(name) && good;
        }
    }
    closedir(directory);
    return good;
}

int main(int argc, char **argv)
{
    bool good = true;

    for (int i = 1; i < argc; i++) {
        struct stat file;
        size_t before = inputs;

        if (stat(argv[i], &file) == 0 && S_ISDIR(file.st_mode))
            good = run_directory(argv[i]) && good;
        else
            good = run_file(argv[i]) && good;
        if (inputs == before) {
            printf("%s: has no input\n", argv[i]);
            good = false;
        }
    }
    printf("%zu inputs\n", inputs);
    return good && inputs > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
