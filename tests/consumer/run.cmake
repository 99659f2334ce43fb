# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause

# Installs the library into a folder of its own, builds the consumers against it, with CMake and
# with pkg-config, and runs them. QML: the module is there too.

set(stage ${BUILD}/consumer)
file(REMOVE_RECURSE ${stage})

function(run)
    execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET)
endfunction()

function(expect_installed program)
    execute_process(COMMAND ${CMAKE_COMMAND} -E env LD_LIBRARY_PATH=${stage}/prefix/${LIBDIR} ${program}
        OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
    if(NOT output STREQUAL "installed\n")
        message(FATAL_ERROR "${program} printed '${output}'")
    endif()
endfunction()

run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${stage}/prefix)

# Asks for a component that is not there: an error that says so.
function(expect_missing component message)
    execute_process(COMMAND ${configure} -B ${stage}/missing -DCOMPONENT=${component}
        RESULT_VARIABLE result OUTPUT_QUIET ERROR_VARIABLE errors)
    string(REGEX REPLACE "[ \n]+" " " errors "${errors}")
    string(FIND "${errors}" "${message}" found)
    if(result EQUAL 0 OR found EQUAL -1)
        message(FATAL_ERROR "component ${component}: ${result}: ${errors}")
    endif()
endfunction()

set(configure ${CMAKE_COMMAND} -S ${CONSUMER} -G ${GENERATOR} -DCMAKE_CXX_COMPILER=${COMPILER}
    -DCMAKE_PREFIX_PATH=${stage}/prefix -DCMAKE_CXX_FLAGS=${FLAGS})
run(${configure} -B ${stage}/build)
run(${CMAKE_COMMAND} --build ${stage}/build)
expect_installed(${stage}/build/consumer)

expect_missing(Nonsense "Offspring has no component Nonsense")
if(QML)
    run(${configure} -B ${stage}/build -DCOMPONENT=Qml)
    run(${CMAKE_COMMAND} --build ${stage}/build)
    expect_installed(${stage}/build/consumer_qml)
else()
    expect_missing(Qml "This Offspring was built without its QML module")
endif()

set(ENV{PKG_CONFIG_PATH} ${stage}/prefix/${LIBDIR}/pkgconfig)
execute_process(COMMAND pkg-config --cflags --libs offspring
    OUTPUT_VARIABLE flags OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
separate_arguments(flags UNIX_COMMAND "${flags}")
separate_arguments(compile UNIX_COMMAND "${FLAGS}")
run(${COMPILER} ${compile} -std=c++17 -fPIC ${CONSUMER}/main.cpp -o ${stage}/consumer ${flags})
expect_installed(${stage}/consumer)
