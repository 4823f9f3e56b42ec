/* target.h - what the fuzz targets share
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_FUZZ_TARGET_H
#define PAIDMARK_FUZZ_TARGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Each target is this one function. It returns 0, or ends the process where the two routes it compares differ. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes);

/* Says what is wrong and aborts, so that whoever runs the target keeps the input. */
_Noreturn void target_fail(const char *what);

static inline void target_expect(bool holds, const char *what)
{
    if (!holds)
        target_fail(what);
}

/* Memory of just this size (at least one byte), so that a sanitizer sees what is read past its end. */
void *target_allocate(size_t bytes);
void *target_copy(const void *data, size_t bytes);

#endif
