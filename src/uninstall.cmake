# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause

# Takes away what `cmake --install` has put there, which it has listed in the build folder, and the
# folders named after us that are empty then. What is no longer there is no error.
# cmake -DBUILD=<build folder> -P uninstall.cmake, with DESTDIR as it was at the installation

file(GLOB manifests ${BUILD}/install_manifest*.txt)
if(NOT manifests)
    message(FATAL_ERROR "nothing was installed from ${BUILD}: it has no install_manifest.txt")
endif()

set(folders)
foreach(manifest IN LISTS manifests)
    file(STRINGS ${manifest} files)
    foreach(file IN LISTS files)
        set(file $ENV{DESTDIR}${file})
        if(EXISTS ${file} OR IS_SYMLINK ${file})
            message(STATUS "Removing ${file}")
            file(REMOVE ${file})
            if(EXISTS ${file} OR IS_SYMLINK ${file})
                message(FATAL_ERROR "${file} cannot be removed")
            endif()
        endif()
        # From the inside out: the longest names come first, below.
        cmake_path(GET file PARENT_PATH folder)
        while(folder MATCHES "/[^/]*[Oo]ffspring[^/]*(/|$)")
            list(APPEND folders ${folder})
            cmake_path(GET folder PARENT_PATH folder)
        endwhile()
    endforeach()
endforeach()

list(REMOVE_DUPLICATES folders)
list(SORT folders ORDER DESCENDING)
foreach(folder IN LISTS folders)
    file(GLOB content ${folder}/*)
    # Also whoever has built in a folder of this name keeps what he has there.
    if(IS_DIRECTORY ${folder} AND NOT content)
        message(STATUS "Removing ${folder}")
        file(REMOVE_RECURSE ${folder})
    endif()
endforeach()
file(REMOVE ${manifests})
