# package.cmake - what CPack makes a .deb from: cmake --workflow --preset deb
# SPDX-License-Identifier: MIT
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "paidmark authors <paidmark@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "split reports by paid-content markers into preview and full version")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "A report carries the markers ##paidbegin## and ##paidend##. What stands
between them is paid for, everything else is free. paidmark writes the free
preview, the full version, or both for whole trees of reports, and shows what
is wrong with markers, and where.

A report whose markers cannot be trusted (unclosed, nested, misspelt,
full-width) is refused, so that no paid text gets into a preview.

This package has the command-line tool, the library libpaidmark, shared and
static, and what is needed to build on it.")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION text)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS_POLICY ">=")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${CMAKE_CURRENT_LIST_DIR}/triggers)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

# After the files are in place, the script does what Debian asks for beyond an installed tree.
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/finish.cmake)
set(CPACK_PAIDMARK_SOURCE_DIR ${PROJECT_SOURCE_DIR})
set(CPACK_PAIDMARK_STRIP "${CMAKE_STRIP}")
include(CPack)
