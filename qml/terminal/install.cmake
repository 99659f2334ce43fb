# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause

# What is installed of the terminal's module, beside the other one, in components of the same kind.

# Beside the libraries, wherever the installed tree is.
file(RELATIVE_PATH libraries_from_plugin
    /libraries/qt6/qml/Offspring/Terminal /libraries)
set_target_properties(OffspringTerminal PROPERTIES INSTALL_RPATH $ORIGIN)
set_target_properties(OffspringTerminalplugin PROPERTIES
    INSTALL_RPATH $ORIGIN/${libraries_from_plugin})

set(module_folder ${installed_import_path}/Offspring/Terminal)
install(TARGETS OffspringTerminal ${further_targets} EXPORT OffspringTerminalTargets
    LIBRARY COMPONENT TerminalRuntime NAMELINK_COMPONENT Devel
    OBJECTS COMPONENT Devel)
install(TARGETS OffspringTerminalplugin EXPORT OffspringTerminalTargets
    LIBRARY DESTINATION ${module_folder} COMPONENT Terminal
    ARCHIVE DESTINATION ${module_folder} COMPONENT Terminal)
install(FILES ${import_path}/Offspring/Terminal/qmldir
        ${import_path}/Offspring/Terminal/OffspringTerminal.qmltypes
    DESTINATION ${module_folder} COMPONENT Terminal)
install(EXPORT OffspringTerminalTargets NAMESPACE Offspring::
    DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/Offspring COMPONENT Devel)
