/* machine.c - is this the machine that was meant, and is its kernel the one that is used?
 * SPDX-License-Identifier: MIT
 *
 *     machine KERNEL|any BITS little|big
 */
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scan/scan.h"

static const char *byte_order(void)
{
    const uint16_t one = 1;
    unsigned char first;

    memcpy(&first, &one, sizeof first);
    return first == 1 ? "little" : "big";
}

static bool is_expected(const char *kernel, const char *expected)
{
    return strcmp(expected, "any") == 0 || strcmp(expected, kernel) == 0;
}

int main(int argc, char **argv)
{
    const char *kernel = paidmark_kernel_chosen()->name;
    unsigned long bits = sizeof(size_t) * CHAR_BIT;

    if (argc != 4)
        return EXIT_FAILURE;
    printf("%s %lu %s\n", kernel, bits, byte_order());
    if (!is_expected(kernel, argv[1]) || strtoul(argv[2], NULL, 10) != bits || strcmp(argv[3], byte_order()) != 0) {
        fprintf(stderr, "expected %s %s %s\n", argv[1], argv[2], argv[3]);
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
