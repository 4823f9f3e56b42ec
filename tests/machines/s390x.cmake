# IBM Z: 64 bits, the highest byte of a number first
# SPDX-License-Identifier: MIT
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR s390x)
set(CMAKE_C_COMPILER s390x-linux-gnu-gcc)
set(CMAKE_FIND_ROOT_PATH /usr/s390x-linux-gnu)
set(emulator qemu-s390x -L ${PAIDMARK_MACHINE_ROOT})
include(${CMAKE_CURRENT_LIST_DIR}/emulated.cmake)
