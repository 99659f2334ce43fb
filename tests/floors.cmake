# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause

# The floors of the house, checked over the #include lines:
#   demo, qml, src/addons → include/offspring → nothing of ours;  src/core → include and src/os;
#   src/os → itself.
# An add-on may also use the rooms of src/core that keep a time beyond an event dispatcher, and those
# that serve a caller who blocks: the public API has no such things, an add-on's time-out must not be
# lost with a dispatcher, and who blocks may have no dispatcher at all.
# Only src/os speaks to the system, save for what the demos have to ask of it themselves:
# demo/gpg/files, for files whose names and links are strangers', and demo/signals, for the signals
# that end a window. Run by CTest:
# cmake -DROOT=<source folder> -P floors.cmake

set(system_headers "^<(unistd|fcntl|signal|csignal|pthread|termios|poll|sched|pwd|grp|dirent|spawn|dlfcn|wait)(\\.h)?>|^<(sys|linux|asm)/")
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

law(include/offspring "^\"" "the public API names everything <offspring/…>")
law(src/os "^<offspring/|^\".*/" "the OS layer knows nothing above it")
law(src/os "^<Qt(Core)?/?(QObject|QThread|QTimer|QSocketNotifier|QCoreApplication|QEvent)" "the OS layer has no QObject")
law(src/core "^\"([.][.]/os/)?[a-z_]+[.]h\"" "core knows the OS layer and itself" ONLY)
law(src/addons "^\"([a-z_]+|[.][.]/core/(countdown|dispatcherwatch|later|servicethread))[.]h\""
    "an add-on knows the public API" ONLY)
foreach(floor IN ITEMS include/offspring src/core src/addons qml qml/terminal)
    law(${floor} "${system_headers}" "only src/os speaks to the system")
endforeach()
foreach(floor IN ITEMS demo/controls demo/examples demo/gpg demo/gpg/window demo/viewer)
    law(${floor} "${system_headers}" "only src/os speaks to the system")
endforeach()
foreach(floor IN ITEMS demo/controls demo/examples demo/gpg demo/gpg/files demo/gpg/window
        demo/signals demo/viewer qml qml/terminal)
    law(${floor} "^\".*/" "demos and QML use the public API only")
endforeach()

file(GLOB transport ${ROOT}/src/core/processtransport* ${ROOT}/src/core/childstream* ${ROOT}/src/core/childlife*
    ${ROOT}/include/offspring/processtransport.h)
foreach(file IN LISTS transport)
    file(STRINGS ${file} lines REGEX "^ *# *include .*(processprotocol|reactor)")
    if(lines)
        message("${file}: the transport knows neither protocol nor reactor")
        math(EXPR broken "${broken} + 1")
    endif()
endforeach()

# forbid(WORDS DESCRIPTION FOLDER… [EXCEPT NAMES]): no line of the folders' files, comments included,
# matches WORDS. EXCEPT: files whose paths match NAMES.
function(forbid words description)
    cmake_parse_arguments(PARSE_ARGV 2 arg "" "EXCEPT" "")
    foreach(folder IN LISTS arg_UNPARSED_ARGUMENTS)
        file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/${folder}/*.h ${ROOT}/${folder}/*.cpp
            ${ROOT}/${folder}/*.qml)
        foreach(name IN LISTS files)
            if(arg_EXCEPT AND name MATCHES "${arg_EXCEPT}")
                continue()
            endif()
            file(STRINGS ${ROOT}/${name} lines REGEX "${words}")
            if(lines)
                message("${name}: ${description}: ${lines}")
                math(EXPR broken "${broken} + 1")
            endif()
        endforeach()
    endforeach()
    set(broken ${broken} PARENT_SCOPE)
endfunction()

# What one kernel has is named where its files are. The deprecated name of Watching::SharedSet stays
# for its users; clone(), without a section of the manual, is what Qt calls a copy of an object.
set(kernels_words "(^|[^d])[Ee][Pp][Oo][Ll][Ll]|[Pp][Ii][Dd]_?[Ff][Dd]|(^|[^A-Za-z_.>:])[Cc]lone($|[^A-Za-z0-9_(]|[(][0-9])|CLONE_")
forbid("${kernels_words}" "a word of one kernel's" src qml include EXCEPT "_linux[.]")
# A wait status is taken apart by the OS layer, which hands up code, signal and core flag.
forbid("(^|[^A-Za-z_])W(IF(EXITED|SIGNALED|STOPPED|CONTINUED)|EXITSTATUS|TERMSIG|STOPSIG|COREDUMP)"
    "only src/os takes a wait status apart" include src/core src/addons qml demo)

file(GLOB_RECURSE drawers RELATIVE ${ROOT} ${ROOT}/src/*util* ${ROOT}/src/*common* ${ROOT}/src/*helper*)
foreach(drawer IN LISTS drawers)
    message("${drawer}: no drawer for odds and ends")
    math(EXPR broken "${broken} + 1")
endforeach()

if(broken)
    message(FATAL_ERROR "${broken} laws broken")
endif()
message("all floors hold")
