# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause

# How Debian's packages are built: to /usr, with the compiler's flags that Debian hardens programs by,
# and without a word of the folder that they were built in.

if(NOT PROJECT_IS_TOP_LEVEL)
    message(FATAL_ERROR "OFFSPRING_PACKAGES makes packages of Offspring alone, not of a project around it")
endif()
find_program(DPKG_BUILDFLAGS dpkg-buildflags REQUIRED)
find_program(GZIP gzip REQUIRED)
mark_as_advanced(DPKG_BUILDFLAGS GZIP)

set(CMAKE_INSTALL_PREFIX /usr CACHE PATH "Where the packages' files are" FORCE)
set(CMAKE_INSTALL_DOCDIR share/doc/liboffspring-doc CACHE PATH "Where the manual is" FORCE)
set(CMAKE_BUILD_TYPE None CACHE STRING "The flags are Debian's" FORCE)
set(CMAKE_SKIP_INSTALL_RPATH ON) # the libraries are where the loader looks
foreach(option IN ITEMS QML DEMO MANUAL INSTALL SHARED_LIBS)
    set(OFFSPRING_${option} ON)
endforeach()
set(OFFSPRING_TESTS OFF)

function(debian_flags result name)
    execute_process(
        COMMAND ${CMAKE_COMMAND} -E env DEB_BUILD_MAINT_OPTIONS=hardening=+all DEB_CXXFLAGS_MAINT_STRIP=-g
            ${DPKG_BUILDFLAGS} --get ${name}
        WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
        OUTPUT_VARIABLE flags OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
    set(${result} "${flags}" PARENT_SCOPE)
endfunction()
debian_flags(cppflags CPPFLAGS)
debian_flags(cxxflags CXXFLAGS)
debian_flags(ldflags LDFLAGS)
string(APPEND CMAKE_CXX_FLAGS " ${cppflags} ${cxxflags} -DNDEBUG"
    " -ffile-prefix-map=${PROJECT_BINARY_DIR}=. -ffile-prefix-map=${PROJECT_SOURCE_DIR}=.")
foreach(kind IN ITEMS EXE SHARED MODULE)
    string(APPEND CMAKE_${kind}_LINKER_FLAGS " ${ldflags}")
endforeach()

# compress_for_package(VARIABLE): a file's name becomes that of a copy which is compressed as Debian
# wants manual pages and changelogs, without its time.
function(compress_for_package variable)
    set(file ${${variable}})
    execute_process(COMMAND ${GZIP} -9nc ${file} OUTPUT_FILE ${file}.gz COMMAND_ERROR_IS_FATAL ANY)
    set(${variable} ${file}.gz PARENT_SCOPE)
endfunction()
