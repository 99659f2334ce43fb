# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause

# The OS layer's files, those of every platform, compile with the headers of musl, and need no function
# of the C library that it does not have. There is neither a libstdc++ nor a Qt for musl here: those of
# this system lend their headers. Run by CTest:
# cmake -DROOT=<source folder> -DBUILD=<folder> -DCOMPILER=<g++> -DNM=<nm> -DQT=<its folders of headers>
#     -DHEADERS=<musl's> -DLIBRARY=<its libc.a> -DKERNEL=<folder of linux/> -P musl.cmake

cmake_minimum_required(VERSION 3.25)

# Where g++ finds the headers of C++ and of its own, before those of the system.
execute_process(COMMAND ${COMPILER} -x c++ -E -v /dev/null OUTPUT_QUIET ERROR_VARIABLE said)
string(REGEX MATCHALL "\n /[^\n]+" found "${said}")
foreach(folder IN LISTS found)
    string(STRIP "${folder}" folder)
    if(folder MATCHES "/c[+][+]/|/lib/gcc/")
        list(APPEND own -isystem ${folder})
    elseif(EXISTS ${folder}/asm/unistd.h)
        set(asm ${folder}/asm)
    endif()
endforeach()
file(MAKE_DIRECTORY ${BUILD}/kernel)
file(CREATE_LINK ${KERNEL}/linux ${BUILD}/kernel/linux SYMBOLIC)
file(CREATE_LINK ${KERNEL}/asm-generic ${BUILD}/kernel/asm-generic SYMBOLIC)
file(CREATE_LINK ${asm} ${BUILD}/kernel/asm SYMBOLIC)

set(broken 0)
file(GLOB sources ${ROOT}/src/os/*.cpp)
foreach(source IN LISTS sources)
    get_filename_component(name ${source} NAME_WE)
    execute_process(
        COMMAND ${COMPILER} -std=c++20 -fPIC -nostdinc -nostdinc++ ${own} -isystem ${HEADERS}
            -isystem ${BUILD}/kernel -include ${ROOT}/tests/musl/libstdcxx.h
            "-D__GLIBC_PREREQ(major,minor)=0" -D_FILE_OFFSET_BITS=64 -DQT_NO_KEYWORDS ${QT}
            -c ${source} -o ${BUILD}/${name}.o
        RESULT_VARIABLE result ERROR_VARIABLE said)
    if(result)
        message("${source}:\n${said}")
        math(EXPR broken "${broken} + 1")
    else()
        list(APPEND objects ${BUILD}/${name}.o)
    endif()
endforeach()

# The names that symbols have, a line each: those of C, without what compilers add.
function(names variable)
    execute_process(COMMAND ${NM} ${ARGN} OUTPUT_VARIABLE said ERROR_QUIET COMMAND_ERROR_IS_FATAL ANY)
    string(REGEX MATCHALL "[^\n]+" lines "${said}")
    foreach(line IN LISTS lines)
        if(line MATCHES " ([A-Za-z_][A-Za-z0-9_]*)$")
            list(APPEND result ${CMAKE_MATCH_1})
        endif()
    endforeach()
    list(REMOVE_DUPLICATES result)
    set(${variable} ${result} PARENT_SCOPE)
endfunction()
names(needed --undefined-only ${objects})
list(FILTER needed EXCLUDE REGEX "^(_Z|qt_|__cxa_|__gxx_|_Unwind_|_GLOBAL_OFFSET_TABLE_$|__dso_handle$)")
names(there --defined-only ${LIBRARY})
foreach(name IN LISTS needed)
    if(NOT name IN_LIST there)
        message("musl has no ${name}")
        math(EXPR broken "${broken} + 1")
    endif()
endforeach()
list(LENGTH needed count)
if(broken OR count LESS 50)
    message(FATAL_ERROR "${broken} broken; ${count} functions of the C library looked for")
endif()
message("musl has all ${count} functions")
