/* percent.c - how much a part is of the whole
 * SPDX-License-Identifier: MIT
 */
#include "percent.h"

#include <stdint.h>

size_t percent_of(size_t part, size_t whole)
{
    if (whole == 0)
        return 100;
    return (size_t)(((uint64_t)part * 200 + whole) / ((uint64_t)whole * 2));
}
