# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause

# What a shared library of ours shows to others: its SONAME, which carries both numbers of the version
# until 1.0, and its symbols, of which each must belong to the public API. Run by CTest:
# cmake -DLIBRARY=<file> -DSONAME=<its bare name> -DVERSION=… -DNM=… -DREADELF=… -DROOT=… -P exports.cmake

string(REGEX MATCH "^([0-9]+)\\.([0-9]+)" numbers ${VERSION})
if(NOT CMAKE_MATCH_1 EQUAL 0)
    set(numbers ${CMAKE_MATCH_1})
endif()
execute_process(COMMAND ${READELF} -d ${LIBRARY} OUTPUT_VARIABLE dynamic COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCH "SONAME[^\n]*\\[([^\n]*)\\]" found "${dynamic}")
if(NOT CMAKE_MATCH_1 STREQUAL "lib${SONAME}.so.${numbers}")
    message(FATAL_ERROR "SONAME ${CMAKE_MATCH_1}, expected lib${SONAME}.so.${numbers}")
endif()

# The classes and functions that are declared with OFFSPRING_EXPORT or OFFSPRING_QML_EXPORT.
set(public)
file(GLOB headers ${ROOT}/include/offspring/*.h ${ROOT}/qml/*.h)
foreach(header IN LISTS headers)
    file(READ ${header} text)
    string(REGEX MATCHALL "OFFSPRING_(QML_)?EXPORT[ \n]+[^;{(]*" declarations "${text}")
    foreach(declaration IN LISTS declarations)
        string(REGEX REPLACE "[ \n]+(final[ \n]+)?(:[ \n].*)?$" "" declaration "${declaration}")
        string(REGEX MATCH "(operator[^A-Za-z0-9_ ]+|[A-Za-z0-9_]+)$" name "${declaration}")
        string(REGEX REPLACE "([][|+*?.^$()])" "\\\\\\1" name "${name}")
        list(APPEND public "${name}")
    endforeach()
endforeach()
list(APPEND public staticMetaObject) # of the namespace: Q_NAMESPACE_EXPORT
list(JOIN public "|" public)

execute_process(COMMAND ${NM} -D -C --defined-only ${LIBRARY}
    OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[^\n]+" symbols "${symbols}")
list(LENGTH symbols count)
set(foreign)
foreach(symbol IN LISTS symbols)
    string(REGEX REPLACE "^[0-9a-f]+ . " "" name "${symbol}")
    if(NOT name MATCHES "^((vtable|typeinfo|typeinfo name) for )?Offspring::(${public})(::|\\(|\\[|$)"
        AND NOT name MATCHES "^qml_register_types_[A-Za-z_]+\\(\\)$")
        list(APPEND foreign "${name}")
    endif()
endforeach()
if(foreign OR count EQUAL 0)
    list(JOIN foreign "\n" foreign)
    message(FATAL_ERROR "of ${count} symbols these are not public:\n${foreign}")
endif()
message("${count} symbols, all public")
