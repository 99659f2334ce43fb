# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause

# The floors of the house, checked over the #include lines:
#   demo, qml, src/addons → include/offspring → nothing of ours;  src/core → include and src/os;
#   src/os → itself.
# An add-on may also use the two rooms of src/core that keep a time beyond an event dispatcher: the
# public API has no such thing, and an add-on's time-out must not be lost with a dispatcher.
# Only src/os speaks to the system, save that a demo may make a pipe, and for what the demos have to
# ask of it themselves: demo/gpg/files, for files whose names and links are strangers', and
# demo/signals, for the signals that end a window. Run by CTest:
# cmake -DROOT=<source folder> -P floors.cmake

set(system_headers "^<(unistd|fcntl|signal|csignal|pthread|termios|poll|sched|pwd|grp|dirent|spawn|dlfcn)(\\.h)?>|^<(sys|linux|asm)/")
set(broken 0)

# law(FOLDER PATTERN DESCRIPTION): no #include of the folder's files matches the pattern.
# law(FOLDER PATTERN DESCRIPTION ONLY): each that is in quotes matches it.
function(law folder pattern description)
    file(GLOB files ${ROOT}/${folder}/*.h ${ROOT}/${folder}/*.cpp)
    foreach(file IN LISTS files)
        file(STRINGS ${file} lines REGEX "^ *# *include ")
        foreach(line IN LISTS lines)
            string(REGEX REPLACE "^ *# *include +" "" target "${line}")
            if(ARGC EQUAL 3)
                if(NOT target MATCHES "${pattern}")
                    continue()
                endif()
            elseif(NOT target MATCHES "^\"" OR target MATCHES "${pattern}")
                continue()
            endif()
            file(RELATIVE_PATH name ${ROOT} ${file})
            message("${name} includes ${target}: ${description}")
            math(EXPR broken "${broken} + 1")
        endforeach()
    endforeach()
    set(broken ${broken} PARENT_SCOPE)
endfunction()

law(include/offspring "^\"" "the door names everything <offspring/…>")
law(src/os "^<offspring/|^\".*/" "the cellar knows nothing above it")
law(src/os "^<Qt(Core)?/?(QObject|QThread|QTimer|QSocketNotifier|QCoreApplication|QEvent)" "the cellar has no QObject")
law(src/core "^\"([.][.]/os/)?[a-z_]+[.]h\"" "core knows the OS layer and itself" ONLY)
law(src/addons "^\"([a-z_]+|[.][.]/core/(countdown|dispatcherwatch))[.]h\""
    "an add-on knows the public API" ONLY)
foreach(floor IN ITEMS include/offspring src/core src/addons qml)
    law(${floor} "${system_headers}" "only src/os speaks to the system")
endforeach()
# Pipes between children are the program's to make: the library only passes its descriptors on.
string(REPLACE "unistd|fcntl|" "" demo_headers "${system_headers}")
law(demo/examples "${demo_headers}" "only src/os speaks to the system, a demo may make a pipe")
foreach(floor IN ITEMS demo/controls demo/gpg demo/gpg/window demo/viewer)
    law(${floor} "${system_headers}" "only src/os speaks to the system")
endforeach()
foreach(floor IN ITEMS demo/controls demo/examples demo/gpg demo/gpg/files demo/gpg/window
        demo/signals demo/viewer qml)
    law(${floor} "^\".*/" "demos and QML use the door only")
endforeach()

file(GLOB transport ${ROOT}/src/core/processtransport* ${ROOT}/src/core/childstream* ${ROOT}/src/core/exitwatcher*
    ${ROOT}/include/offspring/processtransport.h)
foreach(file IN LISTS transport)
    file(STRINGS ${file} lines REGEX "^ *# *include .*(processprotocol|reactor)")
    if(lines)
        message("${file}: the transport knows neither protocol nor reactor")
        math(EXPR broken "${broken} + 1")
    endif()
endforeach()

file(GLOB_RECURSE drawers RELATIVE ${ROOT} ${ROOT}/src/*util* ${ROOT}/src/*common* ${ROOT}/src/*helper*)
foreach(drawer IN LISTS drawers)
    message("${drawer}: no drawer for odds and ends")
    math(EXPR broken "${broken} + 1")
endforeach()

if(broken)
    message(FATAL_ERROR "${broken} laws broken")
endif()
message("all floors hold")
