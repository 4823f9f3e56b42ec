/* simdutf.cpp - UTF-8, checked by simdutf
 * SPDX-License-Identifier: MIT
 */
#include "others.h"

#include <simdutf.h>

size_t others_simdutf(const char *text, size_t bytes)
{
    return simdutf::validate_utf8(text, bytes);
}
