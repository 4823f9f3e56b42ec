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
#define LEAF7_C_AVX512VBMI (1u << 1)

#define LEAF7_B_FOR_AVX2   (LEAF7_B_BMI1 | LEAF7_B_AVX2 | LEAF7_B_BMI2)
#define LEAF7_B_FOR_AVX512 (LEAF7_B_AVX512F | LEAF7_B_AVX512BW)

/* XCR0: the registers that the operating system saves for a thread. */
#define SAVED_YMM 0x06u
#define SAVED_ZMM 0xE6u

/* What the kernels may use here. */
enum { ASKED = 1, SSSE3 = 2, AVX2 = 4, AVX512 = 8 };

static bool has_all(unsigned bits, unsigned wanted)
{
    return (bits & wanted) == wanted;
}

/* What a processor has of vector registers is no use unless the operating system saves them on a thread switch, all of
 * them that an instruction touches. XGETBV by its bytes, because the intrinsic would want a target of its own. */
static unsigned saved_registers(unsigned leaf1_c)
{
    unsigned low, high;

    if (!has_all(leaf1_c, LEAF1_C_OSXSAVE))
        return 0;
    __asm__ volatile(".byte 0x0f, 0x01, 0xd0" : "=a"(low), "=d"(high) : "c"(0));
    return low;
}

static unsigned ask_processor(void)
{
    unsigned a, b1, c1 = 0, d, b7 = 0, c7 = 0;
    unsigned saved, features = ASKED;

    __get_cpuid(1, &a, &b1, &c1, &d);
    __get_cpuid_count(7, 0, &a, &b7, &c7, &d);
    saved = saved_registers(c1);
    if (has_all(c1, LEAF1_C_SSSE3))
        features |= SSSE3;
    if (has_all(c1, LEAF1_C_POPCNT) && has_all(b7, LEAF7_B_FOR_AVX2) && has_all(saved, SAVED_YMM))
        features |= AVX2;
    if ((features & AVX2) != 0 && has_all(b7, LEAF7_B_FOR_AVX512) && has_all(c7, LEAF7_C_AVX512VBMI) &&
        has_all(saved, SAVED_ZMM))
        features |= AVX512;
    return features;
}

/* Asks once, because CPUID leaves a virtual machine each time. This is the only thing in the library that is written
 * after start-up. Threads that come here first at the same moment all get the same answer, so no order is needed
 * between them. */
static bool has(unsigned wanted)
{
    static _Atomic unsigned answer;
    unsigned features = atomic_load_explicit(&answer, memory_order_relaxed);

    if (features == 0) {
        features = ask_processor();
        atomic_store_explicit(&answer, features, memory_order_relaxed);
    }
    return (features & wanted) != 0;
}

static bool has_ssse3(void)
{
    return has(SSSE3);
}

static bool has_avx2(void)
{
    return has(AVX2);
}

static bool has_avx512(void)
{
    return has(AVX512);
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
    {"scalar", always, paidmark_scan_scalar},
};

const size_t paidmark_kernel_count = sizeof paidmark_kernels / sizeof paidmark_kernels[0];

const struct paidmark_kernel *paidmark_kernel_chosen(void)
{
    const struct paidmark_kernel *kernel = paidmark_kernels;

    while (!kernel->supported())
        kernel++;
    return kernel;
}
