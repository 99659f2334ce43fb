# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause

# The Debian packages that cpack makes, each of one component of what is installed. Who builds them is
# their maintainer, by Debian's variables DEBFULLNAME and DEBEMAIL.

set(maintainer "The Offspring Authors <maintainers@offspring.invalid>")
if(DEFINED ENV{DEBEMAIL})
    set(maintainer "$ENV{DEBFULLNAME} <$ENV{DEBEMAIL}>")
endif()

set(debian_revision 1)
set(debian_version ${PROJECT_VERSION}-${debian_revision})
set(exactly "(= ${debian_version})")
set(library liboffspring${offspring_soversion})
set(qml_library liboffspringqml${offspring_soversion})
set(terminal_library liboffspringterminal${offspring_soversion})

# What every package has in /usr/share/doc.
file(READ LICENSE licence)
string(REGEX REPLACE "^[^\n]*\n+" "" licence "${licence}")
string(REGEX REPLACE "\n\n" "\n.\n" licence "${licence}")
string(STRIP "${licence}" licence)
string(REGEX REPLACE "\n" "\n " licence " ${licence}")
configure_file(src/deb/copyright src/deb/copyright @ONLY)
configure_file(src/deb/changelog src/deb/changelog.Debian @ONLY)
configure_file(src/doc/changelog.md src/deb/changelog COPYONLY)
set(debian_changelog ${PROJECT_BINARY_DIR}/src/deb/changelog.Debian)
compress_for_package(debian_changelog)
set(changelog ${PROJECT_BINARY_DIR}/src/deb/changelog)
compress_for_package(changelog)

# deb(COMPONENT NAME SECTION DEPENDS … DESCRIPTION the short one, and the long one)
function(deb component name section)
    cmake_parse_arguments(PARSE_ARGV 3 arg "SHARED;ALL" "" "DEPENDS;RECOMMENDS;DESCRIPTION")
    install(FILES ${PROJECT_BINARY_DIR}/src/deb/copyright ${debian_changelog} ${changelog}
        DESTINATION share/doc/${name} COMPONENT ${component})
    if(EXISTS ${PROJECT_SOURCE_DIR}/src/deb/${name}.lintian-overrides)
        install(FILES ${PROJECT_SOURCE_DIR}/src/deb/${name}.lintian-overrides
            DESTINATION share/lintian/overrides RENAME ${name} COMPONENT ${component})
    endif()
    list(APPEND CPACK_COMPONENTS_ALL ${component})
    set(CPACK_COMPONENTS_ALL ${CPACK_COMPONENTS_ALL} PARENT_SCOPE)

    string(TOUPPER ${component} key)
    list(JOIN arg_DEPENDS ", " depends)
    list(JOIN arg_RECOMMENDS ", " recommends)
    list(JOIN arg_DESCRIPTION "\n" description)
    set(CPACK_DEBIAN_${key}_PACKAGE_NAME ${name} PARENT_SCOPE)
    set(CPACK_DEBIAN_${key}_PACKAGE_SOURCE offspring PARENT_SCOPE)
    set(CPACK_DEBIAN_${key}_PACKAGE_SECTION ${section} PARENT_SCOPE)
    set(CPACK_DEBIAN_${key}_PACKAGE_DEPENDS "${depends}" PARENT_SCOPE)
    set(CPACK_DEBIAN_${key}_PACKAGE_RECOMMENDS "${recommends}" PARENT_SCOPE)
    set(CPACK_DEBIAN_${key}_DESCRIPTION "${description}" PARENT_SCOPE)
    set(CPACK_DEBIAN_${key}_PACKAGE_CONTROL_STRICT_PERMISSION ON PARENT_SCOPE)
    if(arg_ALL)
        set(CPACK_DEBIAN_${key}_PACKAGE_ARCHITECTURE all PARENT_SCOPE)
        set(CPACK_DEBIAN_${key}_PACKAGE_SHLIBDEPS OFF PARENT_SCOPE)
    endif()
    if(arg_SHARED)
        # The shared libraries of a package are known to the loader from now on, and to who depends.
        set(folder ${PROJECT_BINARY_DIR}/src/deb/${name})
        file(WRITE ${folder}/triggers "activate-noawait ldconfig\n")
        string(REGEX REPLACE "[0-9.]+$" "" bare ${name})
        file(WRITE ${folder}/shlibs
            "${bare} ${offspring_soversion} ${name} (>= ${PROJECT_VERSION})\n")
        # The scripts are not there, which cpack warns of; but as they are named it makes none of its
        # own, which would call ldconfig once more.
        set(CPACK_DEBIAN_${key}_PACKAGE_CONTROL_EXTRA ${folder}/triggers ${folder}/shlibs
            ${folder}/postinst ${folder}/postrm PARENT_SCOPE)
    endif()
endfunction()

# What Debian's modules of Qt Quick do not say that they need of one another.
set(quick_modules qml6-module-qtqml qml6-module-qtqml-models qml6-module-qtqml-workerscript
    qml6-module-qtquick qml6-module-qtquick-controls qml6-module-qtquick-layouts
    qml6-module-qtquick-templates qml6-module-qtquick-window)
# The modules themselves are in the libraries, which the programs link.
set(platform_plugin "qt6-qpa-plugins | qt6-wayland")
set(offspring_is
    "Offspring runs child processes in Qt programs: any file descriptor of the"
    "child, errors with a stage and an errno, an end that loses no byte,"
    "back-pressure, pipelines, terminals, and thousands of children in one event"
    "loop."
    ".")

deb(Runtime ${library} libs SHARED DESCRIPTION
    "child processes for Qt 6 programs"
    ${offspring_is}
    "This is the library.")
deb(QmlRuntime ${qml_library} libs SHARED DEPENDS "${library} ${exactly}" DESCRIPTION
    "child processes for Qt Quick programs - library of the QML module"
    ${offspring_is}
    "This is the library behind the QML module Offspring. A program that uses the"
    "module's classes in C++ links it, too.")
deb(TerminalRuntime ${terminal_library} libs SHARED
    DEPENDS "${library} ${exactly}" "${qml_library} ${exactly}" qml6-module-qtquick DESCRIPTION
    "terminal for Qt Quick programs - library of the QML module"
    ${offspring_is}
    "This is the library behind the QML module Offspring.Terminal. A program that"
    "uses the module's classes in C++ links it, too.")
deb(Qml qml6-module-offspring libs DEPENDS "${qml_library} ${exactly}" DESCRIPTION
    "child processes for Qt Quick programs - QML module"
    ${offspring_is}
    "This is the QML module Offspring: processes, pipelines and what they write, as"
    "a list.")
deb(Terminal qml6-module-offspring-terminal libs
    DEPENDS "${terminal_library} ${exactly}" "qml6-module-offspring ${exactly}" qml6-module-qtquick
    DESCRIPTION
    "terminal for Qt Quick programs - QML module"
    ${offspring_is}
    "This is the QML module Offspring.Terminal: an item that shows what xterm shows,"
    "with a program on its terminal.")
deb(Devel liboffspring-dev libdevel
    DEPENDS "${library} ${exactly}" "${qml_library} ${exactly}" "${terminal_library} ${exactly}"
        "qml6-module-offspring ${exactly}" "qml6-module-offspring-terminal ${exactly}"
        "qt6-base-dev (>= 6.4)" "qt6-declarative-dev (>= 6.4)"
    DESCRIPTION
    "child processes for Qt 6 programs - development files"
    ${offspring_is}
    "These are the headers, and what CMake, pkg-config, Meson and qmake find.")
deb(Manual liboffspring-doc doc ALL DESCRIPTION
    "child processes for Qt 6 programs - manual"
    ${offspring_is}
    "This is the manual: a tutorial, pages for who comes from QProcess, KPty or"
    "Twisted, and the reference, as HTML and for Qt Assistant.")
deb(Viewer offspring-viewer utils
    DEPENDS "${library} ${exactly}" "${qml_library} ${exactly}" "${terminal_library} ${exactly}"
        ${quick_modules} "${platform_plugin}"
    DESCRIPTION
    "viewer of commands, several side by side"
    "Commands run in a window, each in a tab: what they write comes line by line,"
    "what goes to stderr is marked, and how each has ended is told. Output can be"
    "paused, filtered, searched, selected and saved; links and places in files can"
    "be opened. A command that wants a terminal has one.")
deb(GpgDesk gpgdesk utils
    DEPENDS "${library} ${exactly}" ${quick_modules} "${platform_plugin}" gnupg
    RECOMMENDS "pinentry-qt | pinentry-gnome3 | pinentry"
    DESCRIPTION
    "desk for GnuPG"
    "Files, folders and texts are encrypted, decrypted, signed and verified; keys"
    "are made, certified, renewed, exported and deleted. A signature is shown as"
    "good only when gpg said that it is and that its key is certified. The same can"
    "be done without a window, from the command line.")

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME offspring)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "") # each package has its own
set(CPACK_DEBIAN_PACKAGE_HOMEPAGE "${OFFSPRING_HOMEPAGE}")
set(CPACK_PACKAGE_VENDOR "The Offspring Authors")
set(CPACK_PACKAGE_CONTACT "${maintainer}")
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/packages)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE ${debian_revision})
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Where dpkg-shlibdeps finds those of ours; that they are needed is said above, with their version.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS
    ${PROJECT_BINARY_DIR}/src ${PROJECT_BINARY_DIR}/qml ${PROJECT_BINARY_DIR}/qml/terminal
    ${import_path}/Offspring ${import_path}/Offspring/Terminal)
include(CPack)
