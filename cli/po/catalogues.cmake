# catalogues.cmake - the messages of the tool in other languages, where gettext is there to compile them
# SPDX-License-Identifier: MIT
find_package(Gettext QUIET)
find_package(Intl QUIET)
if(NOT Gettext_FOUND OR NOT Intl_FOUND)
    message(STATUS "The tool will speak English only: for other languages install gettext")
    return()
endif()

# The tool looks for them from where it lies, so that both the installed tree and that of the build have them.
file(RELATIVE_PATH way "${CMAKE_INSTALL_FULL_BINDIR}" "${CMAKE_INSTALL_FULL_LOCALEDIR}")
target_compile_definitions(paidmark_cli PRIVATE "PAIDMARK_CATALOGUES=\"${way}\"")
target_link_libraries(paidmark_cli PRIVATE Intl::Intl)

set(catalogues)
foreach(language zh_CN)
    set(source ${CMAKE_CURRENT_LIST_DIR}/${language}.po)
    get_filename_component(directory ${way}/${language}/LC_MESSAGES ABSOLUTE BASE_DIR ${CMAKE_CURRENT_BINARY_DIR})
    add_custom_command(OUTPUT ${directory}/paidmark.mo
        COMMAND ${CMAKE_COMMAND} -E make_directory ${directory}
        COMMAND ${GETTEXT_MSGFMT_EXECUTABLE} --check-format --check-domain -o ${directory}/paidmark.mo ${source}
        DEPENDS ${source}
        VERBATIM)
    list(APPEND catalogues ${directory}/paidmark.mo)
    if(PAIDMARK_INSTALL)
        install(FILES ${directory}/paidmark.mo DESTINATION ${CMAKE_INSTALL_LOCALEDIR}/${language}/LC_MESSAGES)
    endif()
endforeach()
add_custom_target(catalogues ALL DEPENDS ${catalogues})
add_dependencies(paidmark_cli catalogues)
