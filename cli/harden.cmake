# harden.cmake - what makes a fault of the tool harder to use, as far as compiler and linker have it
# SPDX-License-Identifier: MIT
#
# For the tool alone: the library's objects stay as fast as they are, and a program that is linked to them decides for
# itself. -fcf-protection comes into force where start files and library have it too, as on systems that have it on for
# everything. Sanitizers do the same better, and do not go together with it.
include(CheckCCompilerFlag)
include(CheckLinkerFlag)
include(CheckPIESupported)

function(paidmark_harden target)
    if(CMAKE_C_FLAGS MATCHES "-fsanitize")
        return()
    endif()
    foreach(flag -fstack-protector-strong -fstack-clash-protection -fcf-protection)
        string(MAKE_C_IDENTIFIER "PAIDMARK_HAVE${flag}" have)
        check_c_compiler_flag(${flag} ${have})
        if(${have})
            target_compile_options(${target} PRIVATE ${flag})
        endif()
    endforeach()
    foreach(flag -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)
        string(MAKE_C_IDENTIFIER "PAIDMARK_HAVE${flag}" have)
        check_linker_flag(C ${flag} ${have})
        if(${have})
            target_link_options(${target} PRIVATE ${flag})
        endif()
    endforeach()
    # Needs an optimising compiler. Taken back first, since distributions have it on by themselves at another level.
    target_compile_options(${target} PRIVATE
        $<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE> $<$<NOT:$<CONFIG:Debug>>:-D_FORTIFY_SOURCE=2>)
    # A static tool would need another start-up file for it.
    if(NOT CMAKE_EXE_LINKER_FLAGS MATCHES "-static( |$)")
        check_pie_supported(LANGUAGES C)
        set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON)
    endif()
endfunction()
