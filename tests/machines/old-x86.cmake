# x86-64 without SSSE3, of the years before 2006
# SPDX-License-Identifier: MIT
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(CMAKE_C_COMPILER gcc)
set(emulator qemu-x86_64 -cpu qemu64,-ssse3)
include(${CMAKE_CURRENT_LIST_DIR}/emulated.cmake)
