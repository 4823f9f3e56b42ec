/* kernels.c - the table of kernels and the choice among them
 * SPDX-License-Identifier: MIT
 */
#include "kernels.h"

#include <stdatomic.h>

#if PAIDMARK_HAVE_X86

#include <cpuid.h>

/* By CPUID itself: what __builtin_cpu_supports knows of a processor and of its operating system depends on the compiler
 * and on the runtime library that is linked. Leaf 1, ECX; leaf 7, EBX and ECX: Intel SDM volume 2A, CPUID. */
#define LEAF1_C_SSSE3      (1u << 9)
#define LEAF1_C_POPCNT     (1u << 23)
#define LEAF1_C_OSXSAVE    (1u << 27)
#define LEAF7_B_BMI1       (1u << 3)
#define LEAF7_B_AVX2       (1u << 5)
#define LEAF7_B_BMI2       (1u << 8)
#define LEAF7_B_AVX512F    (1u << 16)
#define LEAF7_B_AVX512BW   (1u << 30)
#define LEAF7_B_AVX512VL   (1u << 31)
#define LEAF7_C_AVX512VBMI (1u << 1)

/* XCR0: the registers that the operating system saves for a thread. */
#define SAVED_YMM 0x06u
#define SAVED_ZMM 0xE6u

static unsigned leaf1_c(void)
{
    unsigned a, b, c, d;

    return __get_cpuid(1, &a, &b, &c, &d) != 0 ? c : 0;
}

/* What a processor has of vector registers is no use unless the operating system saves them on a thread switch, all of
 * them that an instruction touches. XGETBV by its bytes, because the intrinsic would want a target of its own. */
static bool saves(unsigned registers)
{
    unsigned low, high;

    if ((leaf1_c() & LEAF1_C_OSXSAVE) == 0)
        return false;
    __asm__ volatile(".byte 0x0f, 0x01, 0xd0" : "=a"(low), "=d"(high) : "c"(0));
    return (low & registers) == registers;
}

static bool has_leaf7(unsigned want_b, unsigned want_c)
{
    unsigned a, b, c, d;

    return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & want_b) == want_b && (c & want_c) == want_c;
}

static bool has_ssse3(void)
{
    return (leaf1_c() & LEAF1_C_SSSE3) != 0;
}

static bool has_avx2(void)
{
    return (leaf1_c() & LEAF1_C_POPCNT) != 0 && saves(SAVED_YMM) &&
           has_leaf7(LEAF7_B_AVX2 | LEAF7_B_BMI1 | LEAF7_B_BMI2, 0);
}

static bool has_avx512(void)
{
    return has_avx2() && saves(SAVED_ZMM) &&
           has_leaf7(LEAF7_B_AVX512F | LEAF7_B_AVX512BW | LEAF7_B_AVX512VL, LEAF7_C_AVX512VBMI);
}

#endif

static bool always(void)
{
    return true;
}

const struct paidmark_kernel paidmark_kernels[] = {
#if PAIDMARK_HAVE_X86
    {"avx512", has_avx512, paidmark_scan_avx512}, {"avx2", has_avx2, paidmark_scan_avx2},
    {"ssse3", has_ssse3, paidmark_scan_ssse3},
#endif
#if PAIDMARK_HAVE_NEON
    {"neon", always, paidmark_scan_neon},
#endif
    {"word", always, paidmark_scan_word},         {"scalar", always, paidmark_scan_scalar},
};

const size_t paidmark_kernel_count = sizeof paidmark_kernels / sizeof paidmark_kernels[0];

/* The only thing in the library that is written after start-up. Two threads that come here first at the same moment
 * both find the same kernel and store the same pointer to constant data, so no order is needed between them. */
static const struct paidmark_kernel *_Atomic chosen;

const struct paidmark_kernel *paidmark_kernel_chosen(void)
{
    const struct paidmark_kernel *kernel = atomic_load_explicit(&chosen, memory_order_relaxed);

    if (kernel == NULL) {
        kernel = paidmark_kernels;
        while (!kernel->supported())
            kernel++;
        atomic_store_explicit(&chosen, kernel, memory_order_relaxed);
    }
    return kernel;
}
