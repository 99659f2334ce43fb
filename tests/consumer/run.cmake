# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause

# The library as other projects meet it: installed and moved, installed static at absolute places, and
# inside another project. Every program prints "installed", which it reads from a child. With PACKAGES
# only as packages have installed it, in /usr: nobody is told where it is.

set(stage ${BUILD}/consumer)
file(REMOVE_RECURSE ${stage})

# A compiler's errors are in the output of who called it.
function(run)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output)
    if(NOT result EQUAL 0)
        list(JOIN ARGN " " command)
        message(FATAL_ERROR "${output}\n${command}: ${result}")
    endif()
endfunction()

function(expect_installed)
    execute_process(COMMAND ${CMAKE_COMMAND} -E env LD_LIBRARY_PATH=${libraries} ${ARGN}
        OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY TIMEOUT 60)
    if(NOT output STREQUAL "installed\n")
        message(FATAL_ERROR "${ARGN} printed '${output}'")
    endif()
endfunction()

function(expect_files folder)
    file(GLOB_RECURSE found RELATIVE ${folder} ${folder}/*)
    list(SORT found)
    set(expected ${ARGN})
    list(SORT expected)
    if(NOT "${found}" STREQUAL "${expected}")
        message(FATAL_ERROR "${folder} has ${found}\nexpected ${expected}")
    endif()
endfunction()

set(configure ${CMAKE_COMMAND} -G ${GENERATOR} -DCMAKE_CXX_COMPILER=${COMPILER})

# --- The ways to find an installed library, which stands at PREFIX with its LIBRARIES.

# Asks for a component that is not there: an error that says so.
function(expect_missing component message)
    execute_process(
        COMMAND ${configure} -S ${CONSUMER} -B ${stage}/missing -DCMAKE_PREFIX_PATH=${prefix}
            -DCOMPONENT=${component}
        RESULT_VARIABLE result OUTPUT_QUIET ERROR_VARIABLE errors)
    string(REGEX REPLACE "[ \n]+" " " errors "${errors}")
    string(FIND "${errors}" "${message}" found)
    if(result EQUAL 0 OR found EQUAL -1)
        message(FATAL_ERROR "component ${component}: ${result}: ${errors}")
    endif()
endfunction()

# Also a plugin, which is unloaded while its abandoned child lives.
function(through_find_package)
    set(build ${stage}/find_package)
    file(REMOVE_RECURSE ${build})
    set(where)
    if(NOT PACKAGES)
        set(where -DCMAKE_PREFIX_PATH=${prefix})
    endif()
    # Debian's Qt warns of its own plugins. None of ours is among them.
    execute_process(
        COMMAND ${configure} -S ${CONSUMER} -B ${build} ${where} -DCMAKE_CXX_FLAGS=${FLAGS} ${ARGN}
        RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE errors)
    if(NOT result EQUAL 0 OR errors MATCHES "plugin 'Offspring")
        message(FATAL_ERROR "${output}\n${errors}")
    endif()
    run(${CMAKE_COMMAND} --build ${build})
    expect_installed(${build}/consumer)
    foreach(way IN ITEMS QPluginLoader QLibrary dlopen)
        expect_installed(${build}/host ${build}/plugin.so ${way})
    endforeach()
    if("${ARGN}" MATCHES COMPONENT)
        expect_installed(${build}/consumer_qml)
    endif()
    if("${ARGN}" MATCHES TERMINAL)
        foreach(program IN ITEMS consumer_terminal consumer_terminal_plugin)
            expect_installed(QT_QPA_PLATFORM=offscreen QT_QUICK_BACKEND=software
                ${build}/${program})
        endforeach()
    endif()
endfunction()

function(through_pkg_config)
    if(NOT PACKAGES)
        set(ENV{PKG_CONFIG_PATH} ${libraries}/pkgconfig)
    endif()
    execute_process(COMMAND pkg-config --cflags --libs offspring
        OUTPUT_VARIABLE flags OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
    separate_arguments(flags UNIX_COMMAND "${flags}")
    separate_arguments(compile UNIX_COMMAND "${FLAGS}")
    run(${COMPILER} ${compile} -std=c++17 -fPIC ${CONSUMER}/main.cpp -o ${stage}/pkg_config ${flags})
    expect_installed(${stage}/pkg_config)
endfunction()

function(through_meson)
    find_program(MESON meson)
    if(NOT MESON)
        message("no meson: not tried")
        return()
    endif()
    set(build ${stage}/meson)
    file(REMOVE_RECURSE ${build})
    set(where)
    if(NOT PACKAGES)
        set(where PKG_CONFIG_PATH=${libraries}/pkgconfig CMAKE_PREFIX_PATH=${prefix})
    endif()
    run(${CMAKE_COMMAND} -E env CXX=${COMPILER} CXXFLAGS=${FLAGS} LDFLAGS=${FLAGS} ${where}
        ${MESON} setup ${build} ${CONSUMER})
    run(${MESON} compile -C ${build})
    expect_installed(${build}/consumer_cmake)
    expect_installed(${build}/consumer_pkgconfig)
endfunction()

function(through_qmake)
    find_program(QMAKE NAMES qmake6 qmake-qt6)
    find_program(MAKE make)
    if(NOT QMAKE OR NOT MAKE)
        message("no qmake or no make: not tried")
        return()
    endif()
    set(build ${stage}/qmake)
    file(REMOVE_RECURSE ${build})
    file(MAKE_DIRECTORY ${build})
    set(where)
    if(NOT PACKAGES)
        set(where QMAKEPATH=${libraries}/qt6)
    endif()
    execute_process(COMMAND ${CMAKE_COMMAND} -E env ${where}
        ${QMAKE} ${CONSUMER}/consumer.pro QMAKE_CXX=${COMPILER} QMAKE_LINK=${COMPILER}
            "QMAKE_CXXFLAGS+=${FLAGS}" "QMAKE_LFLAGS+=${FLAGS}"
        WORKING_DIRECTORY ${build} COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET)
    run(${MAKE} -C ${build})
    expect_installed(${build}/consumer)
endfunction()

if(PACKAGES)
    set(libraries "")
    foreach(tool IN ITEMS meson qmake6 make)
        find_program(TOOL_${tool} ${tool} REQUIRED)
    endforeach()
    through_find_package(-DCOMPONENT=Qml -DTERMINAL=ON)
    through_pkg_config()
    through_meson()
    through_qmake()
    return()
endif()

# --- Installed, and moved. The components, each with its own, make up everything.

run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${stage}/prefix)
file(GLOB_RECURSE everything RELATIVE ${stage}/prefix ${stage}/prefix/*)
set(components)
foreach(component IN ITEMS Runtime Devel QmlRuntime Qml TerminalRuntime Terminal Viewer GpgDesk
        Manual)
    set(folder ${stage}/components/${component})
    run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${folder} --component ${component})
    file(GLOB_RECURSE files RELATIVE ${folder} ${folder}/*)
    list(APPEND components ${files})
endforeach()
expect_files(${stage}/prefix ${components})
if(SHARED)
    expect_files(${stage}/components/Runtime
        ${LIBDIR}/liboffspring.so.${SOVERSION} ${LIBDIR}/liboffspring.so.${VERSION})
endif()

file(RENAME ${stage}/prefix ${stage}/moved)
set(prefix ${stage}/moved)
set(libraries ${prefix}/${LIBDIR})
if(TERMINAL)
    through_find_package(-DCOMPONENT=Qml -DTERMINAL=ON)
elseif(QML)
    through_find_package(-DCOMPONENT=Qml)
    expect_missing(Terminal "This Offspring was built without its terminal")
else()
    through_find_package()
    expect_missing(Qml "This Offspring was built without its QML module")
endif()
expect_missing(Nonsense "Offspring has no component Nonsense, only Qml and Terminal")
through_pkg_config()
through_meson()
through_qmake()

# --- Static, its folders absolute.

# Not in the build folder: CMake refuses to export an absolute folder that is in the source folder,
# where a build folder may be.
set(temporary $ENV{TMPDIR})
if(NOT temporary)
    set(temporary /tmp)
endif()
string(RANDOM LENGTH 12 name)
set(prefix ${temporary}/offspring-${name})
set(libraries ${prefix}/lib)
run(${configure} -S ${SOURCE} -B ${stage}/static -DCMAKE_CXX_FLAGS=${FLAGS}
    -DCMAKE_BUILD_TYPE=Debug -DCMAKE_INSTALL_PREFIX=${stage}/elsewhere
    -DCMAKE_INSTALL_LIBDIR=${libraries} -DCMAKE_INSTALL_INCLUDEDIR=${prefix}/include
    -DCMAKE_INSTALL_DATADIR=${prefix}/share
    -DOFFSPRING_SHARED_LIBS=OFF -DOFFSPRING_TESTS=OFF -DOFFSPRING_DEMO=OFF -DOFFSPRING_QML=OFF)
run(${CMAKE_COMMAND} --build ${stage}/static)
run(${CMAKE_COMMAND} --install ${stage}/static)
expect_files(${stage}/elsewhere)
through_find_package()
through_pkg_config()
through_qmake()

# What was installed goes away again, and nothing else does.
file(WRITE ${prefix}/lib/cmake/Foreign/ForeignConfig.cmake "")
run(${CMAKE_COMMAND} --build ${stage}/static --target uninstall)
expect_files(${prefix} lib/cmake/Foreign/ForeignConfig.cmake)
foreach(folder IN ITEMS lib/cmake/Offspring include/offspring)
    if(EXISTS ${prefix}/${folder})
        message(FATAL_ERROR "an uninstallation has left ${folder}")
    endif()
endforeach()
execute_process(COMMAND ${CMAKE_COMMAND} --build ${stage}/static --target uninstall
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(result EQUAL 0 OR NOT output MATCHES "nothing was installed")
    message(FATAL_ERROR "a second uninstallation: ${result}: ${output}")
endif()
file(REMOVE_RECURSE ${prefix})

# --- Inside another project, of which it changes nothing, and in whose package it is not.

function(inside way)
    set(build ${stage}/${way})
    run(${configure} -S ${CONSUMER}/parent -B ${build} -DCMAKE_CXX_FLAGS=${FLAGS}
        -DOFFSPRING=${SOURCE} -DWAY=${way} ${ARGN})
    run(${CMAKE_COMMAND} --build ${build})
    set(libraries "")
    expect_installed(${build}/consumer)
    run(${CMAKE_COMMAND} --install ${build} --prefix ${build}/installed)
    expect_files(${build}/installed bin/consumer)
endfunction()

inside(add_subdirectory -DSHARED=OFF -DTYPE=STATIC_LIBRARY)
inside(FetchContent -DTYPE=SHARED_LIBRARY)
