/* once.h - has a function run once, whichever thread comes first, before any of them goes on
 * SPDX-License-Identifier: MIT
 */
#ifndef PAIDMARK_ONCE_H
#define PAIDMARK_ONCE_H

#ifdef _WIN32

#define WIN32_LEAN_AND_MEAN
#include <windows.h>

typedef INIT_ONCE paidmark_once_flag;
#define PAIDMARK_ONCE_INIT INIT_ONCE_STATIC_INIT

static BOOL CALLBACK paidmark_call(PINIT_ONCE flag, PVOID function, PVOID *result)
{
    (void)flag;
    (void)result;
    (*(void (**)(void))function)();
    return TRUE;
}

static inline void paidmark_once(paidmark_once_flag *flag, void (*function)(void))
{
    InitOnceExecuteOnce(flag, paidmark_call, &function, NULL);
}

#else

#include <pthread.h>

typedef pthread_once_t paidmark_once_flag;
#define PAIDMARK_ONCE_INIT PTHREAD_ONCE_INIT

static inline void paidmark_once(paidmark_once_flag *flag, void (*function)(void))
{
    pthread_once(flag, function);
}

#endif

#endif
