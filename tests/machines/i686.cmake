# x86 with 32 bits; an amd64 processor runs its programs as they are
# SPDX-License-Identifier: MIT
set(CMAKE_C_COMPILER i686-linux-gnu-gcc)
set(CMAKE_FIND_ROOT_PATH /usr/i686-linux-gnu)
include(${CMAKE_CURRENT_LIST_DIR}/search.cmake)
