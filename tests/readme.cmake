# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause

# README shows demo/examples/wordcount.cpp word for word, and links to nothing that is not there. Run by CTest:
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
