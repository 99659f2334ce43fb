# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause

# What is installed of the QML module. QmlRuntime: the library, which a program may link; Qml: what
# `import Offspring` finds; Devel: find_package's part.

set(installed_import_path ${CMAKE_INSTALL_LIBDIR}/qt6/qml)

# Beside the libraries, wherever the installed tree is.
file(RELATIVE_PATH libraries_from_plugin
    /libraries/qt6/qml/Offspring /libraries)
set_target_properties(OffspringQml PROPERTIES INSTALL_RPATH $ORIGIN)
set_target_properties(OffspringQmlplugin PROPERTIES
    INSTALL_RPATH $ORIGIN/${libraries_from_plugin})

install(TARGETS OffspringQml ${further_targets} EXPORT OffspringQmlTargets
    LIBRARY COMPONENT QmlRuntime NAMELINK_COMPONENT Devel
    OBJECTS COMPONENT Devel)
install(TARGETS OffspringQmlplugin EXPORT OffspringQmlTargets
    LIBRARY DESTINATION ${installed_import_path}/Offspring COMPONENT Qml
    ARCHIVE DESTINATION ${installed_import_path}/Offspring COMPONENT Qml)
install(FILES ${import_path}/Offspring/qmldir ${import_path}/Offspring/OffspringQml.qmltypes
    DESTINATION ${installed_import_path}/Offspring COMPONENT Qml)
# The headers of the types, and those that they need: <offspring/qml/qmlprocess.h>.
set(installed_headers
    collectedtext.h linepattern.h linesplitter.h offspringqmlglobal.h outputfilter.h outputmodel.h
    processcontrols.h processproperties.h processtext.h qmlpipeline.h qmlprocess.h restartclock.h
    rowgate.h terminalmodes.h utf8decoder.h)
install(FILES ${installed_headers}
    DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/offspring/qml COMPONENT Devel)
install(EXPORT OffspringQmlTargets NAMESPACE Offspring::
    DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/Offspring COMPONENT Devel)
