/* percent.c - how much a part is of the whole
 * SPDX-License-Identifier: MIT
 */
#include "document/percent.h"

size_t percent_of(uint64_t part, uint64_t whole)
{
    uint64_t percent;

    if (part == whole)
        return 100;
    percent = (part * 200 + whole) / (whole * 2);
    if (percent == 0 && part > 0)
        return 1;
    return percent == 100 ? 99 : (size_t)percent;
}
