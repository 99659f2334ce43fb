# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause

# An installed program tells its version and its options without a display, and its page for man has
# every one of them. Run by CTest:
# cmake -DPROGRAM=<file> -DPAGE=<its page> -DVERSION=… -P program.cmake

set(ENV{DISPLAY} "")
set(ENV{WAYLAND_DISPLAY} "")
set(ENV{QT_QPA_PLATFORM} "")
get_filename_component(name ${PROGRAM} NAME)
foreach(option IN ITEMS --version -v)
    execute_process(COMMAND ${PROGRAM} ${option} OUTPUT_VARIABLE said COMMAND_ERROR_IS_FATAL ANY)
    if(NOT said STREQUAL "${name} ${VERSION}\n")
        message(FATAL_ERROR "${name} ${option} says: ${said}")
    endif()
endforeach()

execute_process(COMMAND ${PROGRAM} --help OUTPUT_VARIABLE help COMMAND_ERROR_IS_FATAL ANY)
file(READ ${PAGE} page)
string(REPLACE "\\-" "-" page "${page}")
string(REGEX MATCHALL "--[a-z][a-z-]*" options "${help}")
list(REMOVE_DUPLICATES options)
list(REMOVE_ITEM options --help-all) # of Qt's options, which no page has
list(LENGTH options count)
foreach(option IN LISTS options)
    string(REGEX MATCH "[ \n]${option}[] \n]" found "${page}")
    if(NOT found)
        message(FATAL_ERROR "${PAGE} does not have ${option}")
    endif()
endforeach()
if(count LESS 4)
    message(FATAL_ERROR "${name} --help tells only: ${options}")
endif()
