# install.cmake - what people who use the tool find: the tool, its manual, the schema of its JSON, and completions for
# three shells
# SPDX-License-Identifier: MIT

# Debian's zsh looks in vendor-completions.
set(PAIDMARK_ZSH_COMPLETION_DIR ${CMAKE_INSTALL_DATADIR}/zsh/site-functions
    CACHE STRING "Where the completion for zsh is installed")

# In a place where the loader does not look for libraries, the tool finds its own from where it lies itself, so that the
# installed tree can be moved.
if(BUILD_SHARED_LIBS AND NOT CMAKE_INSTALL_FULL_LIBDIR IN_LIST CMAKE_C_IMPLICIT_LINK_DIRECTORIES)
    file(RELATIVE_PATH to_library "${CMAKE_INSTALL_FULL_BINDIR}" "${CMAKE_INSTALL_FULL_LIBDIR}")
    set_target_properties(paidmark_cli PROPERTIES INSTALL_RPATH "$ORIGIN/${to_library}")
endif()

install(TARGETS paidmark_cli)
install(FILES paidmark.schema.json DESTINATION ${CMAKE_INSTALL_DATADIR}/paidmark)
install(FILES man/paidmark.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES man/zh_CN/paidmark.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/zh_CN/man1)
install(FILES man/paidmark-at-scale.7 DESTINATION ${CMAKE_INSTALL_MANDIR}/man7)
# Completions come from the tool itself, which has to run here for that.
if(NOT CMAKE_CROSSCOMPILING OR CMAKE_CROSSCOMPILING_EMULATOR)
    set(completions ${CMAKE_CURRENT_BINARY_DIR}/completions)
    file(MAKE_DIRECTORY ${completions})
    foreach(shell bash fish zsh)
        add_custom_command(TARGET paidmark_cli POST_BUILD
            COMMAND paidmark_cli --completion ${shell} > ${completions}/paidmark.${shell}
            VERBATIM)
    endforeach()
    install(FILES ${completions}/paidmark.bash
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
        RENAME paidmark)
    install(FILES ${completions}/paidmark.zsh DESTINATION ${PAIDMARK_ZSH_COMPLETION_DIR} RENAME _paidmark)
    install(FILES ${completions}/paidmark.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
endif()
