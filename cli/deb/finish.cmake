# finish.cmake - run by CPack between installing and packing: what Debian asks for beyond an installed tree
# SPDX-License-Identifier: MIT

# Without these CPack makes no package, or one that depends on nothing, and says so late or not at all.
foreach(program dpkg-shlibdeps file)
    find_program(${program}_PROGRAM ${program})
    if(NOT ${program}_PROGRAM)
        message(FATAL_ERROR "${program} is missing, which packing needs: apt-get install dpkg-dev file")
    endif()
endforeach()

set(usr ${CPACK_TEMPORARY_DIRECTORY}/usr)
set(doc ${usr}/share/doc/paidmark)

# Without a time and a name in it, so that the same tree gives the same package.
function(compress)
    execute_process(COMMAND gzip -9n ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

# CPack strips the tool and the shared library, of their symbols only, and the static library not at all.
file(GLOB libraries ${usr}/lib/*/libpaidmark.so.*.*)
file(GLOB archive ${usr}/lib/*/libpaidmark.a)
execute_process(
    COMMAND ${CPACK_PAIDMARK_STRIP} --remove-section=.comment ${libraries} ${usr}/bin/paidmark
    COMMAND_ERROR_IS_FATAL ANY)
execute_process(
    COMMAND ${CPACK_PAIDMARK_STRIP} --strip-debug --remove-section=.comment --enable-deterministic-archives ${archive}
    COMMAND_ERROR_IS_FATAL ANY)

file(GLOB manual ${usr}/share/man/man*/*.[1357] ${usr}/share/man/zh_CN/man1/*.1)
compress(${manual})

# The licence is in the copyright file.
file(REMOVE ${doc}/LICENSE)
file(COPY_FILE ${CMAKE_CURRENT_LIST_DIR}/copyright ${doc}/copyright)
file(COPY_FILE ${CMAKE_CURRENT_LIST_DIR}/changelog ${doc}/changelog.Debian)
file(COPY_FILE ${CPACK_PAIDMARK_SOURCE_DIR}/CHANGELOG.md ${doc}/changelog)
compress(${doc}/changelog ${doc}/changelog.Debian)
file(GLOB documents ${doc}/*)
file(CHMOD ${documents} PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
