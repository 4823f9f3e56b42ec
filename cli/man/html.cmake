# html.cmake - the manual as HTML, on demand and by mandoc: cmake --build <dir> --target docs
# SPDX-License-Identifier: MIT
set(directory ${PROJECT_BINARY_DIR}/docs)
set(sources)
set(convert)
# mandoc links to what lies beside a page, and for the rest to Debian's pages.
set(links "%N.%S.html$<SEMICOLON>https://manpages.debian.org/%N.%S")
foreach(source IN ITEMS cli/man/paidmark.1 lib/man/paidmark.3 lib/man/paidmark.5 cli/man/paidmark-at-scale.7)
    get_filename_component(name ${source} NAME)
    list(APPEND sources ${PROJECT_SOURCE_DIR}/${source})
    list(APPEND convert COMMAND mandoc -T html -O "toc,man=${links}" ${name} > ${name}.html)
endforeach()
list(APPEND convert COMMAND mandoc -T html -O "toc,man=${links}" ${PROJECT_SOURCE_DIR}/cli/man/zh_CN/paidmark.1
    > paidmark.1.zh_CN.html)

file(MAKE_DIRECTORY ${directory})
add_custom_target(docs
    COMMAND ${CMAKE_COMMAND} -E copy ${sources} .
    ${convert}
    COMMAND ${CMAKE_COMMAND} -E echo "${directory}/paidmark.1.html"
    WORKING_DIRECTORY ${directory}
    VERBATIM)
