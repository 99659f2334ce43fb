# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause

# offspring_translations(TARGET PROGRAM): puts the languages of the program, of the controls that
# both programs have, and of the library into TARGET, where Language finds them. A new file
# PROGRAM_xx.ts is a new language.

include(${PROJECT_SOURCE_DIR}/src/translations/lrelease.cmake)
set(offspring_translations_folder ${CMAKE_CURRENT_LIST_DIR})

function(offspring_translations target program)
    target_sources(${target} PRIVATE ${offspring_translations_folder}/language.cpp
        ${offspring_translations_folder}/language.h)
    target_include_directories(${target} PUBLIC ${offspring_translations_folder})
    file(GLOB sources CONFIGURE_DEPENDS ${offspring_translations_folder}/${program}_*.ts
        ${offspring_translations_folder}/controls_*.ts
        ${PROJECT_SOURCE_DIR}/src/translations/offspring_*.ts)
    offspring_release(words ${sources})
    if(words)
        qt_add_resources(${target} ${program}translations PREFIX /translations
            BASE ${CMAKE_CURRENT_BINARY_DIR} FILES ${words})
    endif()
endfunction()
