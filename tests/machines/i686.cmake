# x86 with 32 bits, in an emulator, because not every kernel of amd64 runs its programs
# SPDX-License-Identifier: MIT
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR i686)
set(CMAKE_C_COMPILER i686-linux-gnu-gcc)
set(CMAKE_FIND_ROOT_PATH /usr/i686-linux-gnu)
set(emulator qemu-i386 -L ${PAIDMARK_MACHINE_ROOT})
include(${CMAKE_CURRENT_LIST_DIR}/emulated.cmake)
