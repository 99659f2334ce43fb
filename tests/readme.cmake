# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause

# README shows demo/examples/wordcount.cpp word for word. Each other piece of C++ in it is, but for
# the indentation, a part of the example that was linked to last before it. It links to nothing that
# is not there. Run by CTest:
# cmake -DROOT=<source folder> -P readme.cmake

file(READ ${ROOT}/README.md readme)
file(READ ${ROOT}/demo/examples/wordcount.cpp demo)
string(REGEX REPLACE "^// SPDX[^\n]*\n// SPDX[^\n]*\n\n" "" demo "${demo}")
string(FIND "${readme}" "```cpp\n${demo}```\n" found)
if(found EQUAL -1)
    message(FATAL_ERROR "README.md does not show demo/examples/wordcount.cpp as it is")
endif()

string(REGEX MATCHALL "\\((demo|include|src|tests|LICENSE)[^)]*\\)" links "${readme}")
foreach(link IN LISTS links)
    string(REGEX REPLACE "[()]" "" path "${link}")
    if(NOT EXISTS ${ROOT}/${path})
        message(FATAL_ERROR "README.md links to ${path}, which is not there")
    endif()
endforeach()

# A list would come apart at each semicolon, so the text is cut by hand.
set(rest "${readme}")
set(example "")
set(pieces 0)
while(rest MATCHES "\\((demo/examples/[a-z]+\\.cpp)\\)|```cpp\n")
    set(found "${CMAKE_MATCH_0}")
    set(path "${CMAKE_MATCH_1}")
    string(FIND "${rest}" "${found}" at)
    string(LENGTH "${found}" length)
    math(EXPR at "${at} + ${length}")
    string(SUBSTRING "${rest}" ${at} -1 rest)
    if(path)
        set(example ${path})
        continue()
    endif()
    string(FIND "${rest}" "```" end)
    string(SUBSTRING "${rest}" 0 ${end} piece)
    math(EXPR end "${end} + 3")
    string(SUBSTRING "${rest}" ${end} -1 rest)
    file(READ ${ROOT}/${example} whole)
    foreach(text IN ITEMS piece whole)
        string(REGEX REPLACE "[ \n]+" " " ${text} "${${text}}")
        string(STRIP "${${text}}" ${text})
    endforeach()
    string(FIND "${whole}" "${piece}" found)
    if(found EQUAL -1)
        message(FATAL_ERROR "README.md shows what is no part of ${example}: ${piece}")
    endif()
    math(EXPR pieces "${pieces} + 1")
endwhile()
if(pieces LESS 6)
    message(FATAL_ERROR "README.md shows ${pieces} pieces of C++, which are too few")
endif()
