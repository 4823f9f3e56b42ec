/* percent.c - how much a part is of the whole
 * SPDX-License-Identifier: MIT
 */
#include "document/percent.h"

size_t percent_of(uint64_t part, uint64_t whole)
{
    if (whole == 0)
        return 100;
    return (size_t)((part * 200 + whole) / (whole * 2));
}
