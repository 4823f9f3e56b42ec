# install.cmake - what people who build on the library find: header, CMake package, pkg-config file, manual
# SPDX-License-Identifier: MIT
include(CMakePackageConfigHelpers)

install(FILES ${PROJECT_SOURCE_DIR}/include/paidmark.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES man/paidmark.3 DESTINATION ${CMAKE_INSTALL_MANDIR}/man3)
install(FILES man/paidmark.5 DESTINATION ${CMAKE_INSTALL_MANDIR}/man5)

# find_package(paidmark 0.2). Before 1.0 a new minor version may break the interface.
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/paidmark)
install(EXPORT paidmark-targets NAMESPACE paidmark:: DESTINATION ${package_dir})
configure_package_config_file(paidmark-config.cmake.in paidmark-config.cmake
    INSTALL_DESTINATION ${package_dir}
    NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(paidmark-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES
    ${CMAKE_CURRENT_BINARY_DIR}/paidmark-config.cmake
    ${CMAKE_CURRENT_BINARY_DIR}/paidmark-config-version.cmake
    DESTINATION ${package_dir})

# pkg-config paidmark. Directories are told from where the file lies, so that the installed tree can be moved; those
# that were given as absolute paths are told as they are, and where the file itself lies in such a one, so is the prefix.
if(IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}")
    set(pc_prefix "${CMAKE_INSTALL_PREFIX}")
else()
    file(RELATIVE_PATH up "/p/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/p")
    string(REGEX REPLACE "/$" "" up "${up}")
    set(pc_prefix "\${pcfiledir}/${up}")
endif()
foreach(dir LIBDIR INCLUDEDIR)
    if(IS_ABSOLUTE "${CMAKE_INSTALL_${dir}}")
        set(pc_${dir} "${CMAKE_INSTALL_${dir}}")
    else()
        set(pc_${dir} "\${prefix}/${CMAKE_INSTALL_${dir}}")
    endif()
endforeach()
foreach(path pc_prefix pc_LIBDIR pc_INCLUDEDIR)
    string(REPLACE " " "\\ " ${path} "${${path}}")
endforeach()
configure_file(paidmark.pc.in paidmark.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/paidmark.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
