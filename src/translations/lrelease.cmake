# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause

# offspring_release(RESULT FILE.ts …): sets RESULT to the .qm files that lrelease makes of them in
# the build folder. Without lrelease there are none, and the words stay English.

find_program(OFFSPRING_LRELEASE NAMES lrelease lrelease6 lrelease-qt6
    HINTS ${QT6_INSTALL_PREFIX}/${QT6_INSTALL_BINS} ${QT6_INSTALL_PREFIX}/${QT6_INSTALL_LIBEXECS}
    DOC "Makes .qm files of translations")
mark_as_advanced(OFFSPRING_LRELEASE)
if(NOT OFFSPRING_LRELEASE)
    message(STATUS "There is no lrelease (Debian: qt6-l10n-tools): everything will speak English")
endif()

function(offspring_release result)
    set(all "")
    if(OFFSPRING_LRELEASE)
        foreach(source IN LISTS ARGN)
            get_filename_component(name ${source} NAME_WE)
            set(made ${CMAKE_CURRENT_BINARY_DIR}/${name}.qm)
            add_custom_command(OUTPUT ${made} DEPENDS ${source}
                COMMAND ${OFFSPRING_LRELEASE} -silent ${source} -qm ${made} VERBATIM)
            list(APPEND all ${made})
        endforeach()
    endif()
    set(${result} ${all} PARENT_SCOPE)
endfunction()
