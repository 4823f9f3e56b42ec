# amd64 with musl instead of glibc, in programs that need no library at run time
# SPDX-License-Identifier: MIT
set(CMAKE_C_COMPILER musl-gcc)
set(CMAKE_EXE_LINKER_FLAGS_INIT -static)
set(CMAKE_FIND_ROOT_PATH /usr/lib/x86_64-linux-musl)
include(${CMAKE_CURRENT_LIST_DIR}/search.cmake)
