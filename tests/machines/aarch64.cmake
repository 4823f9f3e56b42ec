# ARM with 64 bits: the NEON kernel
# SPDX-License-Identifier: MIT
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
set(CMAKE_FIND_ROOT_PATH /usr/aarch64-linux-gnu)
set(emulator qemu-aarch64 -L ${PAIDMARK_MACHINE_ROOT})
include(${CMAKE_CURRENT_LIST_DIR}/emulated.cmake)
