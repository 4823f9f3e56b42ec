# ARM with 32 bits
# SPDX-License-Identifier: MIT
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR armv7l)
set(CMAKE_C_COMPILER arm-linux-gnueabihf-gcc)
set(CMAKE_FIND_ROOT_PATH /usr/arm-linux-gnueabihf)
set(emulator qemu-arm -L ${PAIDMARK_MACHINE_ROOT})
include(${CMAKE_CURRENT_LIST_DIR}/emulated.cmake)
