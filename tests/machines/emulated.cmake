# A linked program becomes a script that starts it in the emulator, so that Python tests, CTest and the build itself start
# it by its name, and nothing has to be registered with the kernel.
# SPDX-License-Identifier: MIT
include(${CMAKE_CURRENT_LIST_DIR}/search.cmake)

# The checks of the compiler look into what was linked.
get_property(is_a_check GLOBAL PROPERTY IN_TRY_COMPILE)
if(NOT is_a_check)
    list(JOIN emulator " " emulator)
    set(CMAKE_C_LINK_EXECUTABLE
        "<CMAKE_C_COMPILER> <FLAGS> <CMAKE_C_LINK_FLAGS> <LINK_FLAGS> <OBJECTS> -o <TARGET> <LINK_LIBRARIES>"
        "${CMAKE_CURRENT_LIST_DIR}/wrap.sh <TARGET> ${emulator}")
endif()

# Without an emulator the build would not start a program of its own. This one starts scripts, and Python, as they are.
set(CMAKE_CROSSCOMPILING_EMULATOR env)
