# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause

# What is installed of the library. Runtime: what a built program needs; Devel: what is needed to
# build one, with CMake, pkg-config, Meson or qmake. The other components are those of the modules,
# the programs and the manual; together they are everything.

include(CMakePackageConfigHelpers)

target_include_directories(Offspring PUBLIC $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
install(TARGETS Offspring EXPORT OffspringTargets
    LIBRARY COMPONENT Runtime NAMELINK_COMPONENT Devel
    ARCHIVE COMPONENT Devel)
install(FILES ${offspring_headers}
    DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/offspring COMPONENT Devel)

# A program that speaks other languages than English makes them a part of itself.
include(translations/lrelease.cmake)
file(GLOB offspring_languages CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/translations/*.ts)
offspring_release(offspring_words ${offspring_languages})
if(offspring_words)
    add_custom_target(offspring_translations ALL DEPENDS ${offspring_words})
    install(FILES ${offspring_words}
        DESTINATION ${CMAKE_INSTALL_DATADIR}/offspring/translations COMPONENT Devel)
endif()

set(cmake_folder ${CMAKE_INSTALL_LIBDIR}/cmake/Offspring)
install(EXPORT OffspringTargets NAMESPACE Offspring::
    DESTINATION ${cmake_folder} COMPONENT Devel)
set(installed_import_path ${CMAKE_INSTALL_LIBDIR}/qt6/qml)
configure_package_config_file(OffspringConfig.cmake.in OffspringConfig.cmake
    INSTALL_DESTINATION ${cmake_folder}
    PATH_VARS installed_import_path)
write_basic_package_version_file(OffspringConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES
    ${CMAKE_CURRENT_BINARY_DIR}/OffspringConfig.cmake
    ${CMAKE_CURRENT_BINARY_DIR}/OffspringConfigVersion.cmake
    DESTINATION ${cmake_folder} COMPONENT Devel)

set(definition)
set(module_config)
if(NOT OFFSPRING_SHARED_LIBS)
    set(definition OFFSPRING_STATIC)
    set(module_config staticlib)
endif()

# prefix_from(RESULT OWN_FOLDER FOLDER): the prefix, as a file that is installed in FOLDER knows it.
# OWN_FOLDER is its word for where it is, so that the whole installed tree may be moved.
function(prefix_from result own_folder folder)
    set(prefix ${CMAKE_INSTALL_PREFIX})
    if(NOT IS_ABSOLUTE "${folder}")
        file(RELATIVE_PATH prefix /prefix/${folder} /prefix)
        file(RELATIVE_PATH prefix /prefix/${folder} /prefix)
        string(REGEX REPLACE "/$" "" prefix "${own_folder}/${prefix}")
    endif()
    set(${result} ${prefix} PARENT_SCOPE)
endfunction()

# below(RESULT PREFIX FOLDER): FOLDER may be absolute.
function(below result prefix folder)
    if(NOT IS_ABSOLUTE "${folder}")
        string(PREPEND folder "${prefix}/")
    endif()
    set(${result} ${folder} PARENT_SCOPE)
endfunction()

# pkg-config offspring.
set(pc_folder ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
prefix_from(pc_prefix "\${pcfiledir}" ${pc_folder})
below(pc_libdir "\${prefix}" ${CMAKE_INSTALL_LIBDIR})
below(pc_includedir "\${prefix}" ${CMAKE_INSTALL_INCLUDEDIR})
list(TRANSFORM definition PREPEND " -D" OUTPUT_VARIABLE pc_definition)
configure_file(offspring.pc.in offspring.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/offspring.pc
    DESTINATION ${pc_folder} COMPONENT Devel)

# QT += Offspring. This is where Qt itself looks when it has the same prefix, as a distribution's
# has; for another prefix, QMAKEPATH names its lib/qt6.
set(pri_folder ${CMAKE_INSTALL_LIBDIR}/qt6/mkspecs/modules)
prefix_from(pri_prefix "\$\$PWD" ${pri_folder})
below(pri_libdir ${pri_prefix} ${CMAKE_INSTALL_LIBDIR})
below(pri_includedir ${pri_prefix} ${CMAKE_INSTALL_INCLUDEDIR})
configure_file(qt_Offspring.pri.in qt_Offspring.pri @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/qt_Offspring.pri
    DESTINATION ${pri_folder} COMPONENT Devel)
