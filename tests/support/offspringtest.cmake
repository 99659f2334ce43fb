# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause

# How a test is built and run, and the headers that the tests of several folders share.

set(offspring_support_folder ${CMAKE_CURRENT_LIST_DIR})
set(offspring_support behaviourtest.h census.h leash.h lifeline.h platform.h recorder.h slowprogram.h)
list(TRANSFORM offspring_support PREPEND ${offspring_support_folder}/)

# Qt 6.8's QTRY macros narrow a long to an int, and g++ says so of the lines that use them. After
# offspring_ourcode, whose warnings it takes back.
add_library(offspring_qttest INTERFACE)
target_link_libraries(offspring_qttest INTERFACE Qt6::Test)
if(Qt6Test_VERSION VERSION_GREATER_EQUAL 6.8)
    target_compile_options(offspring_qttest INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-conversion>)
endif()

# The words are English, whoever runs the tests.
set(offspring_english LC_ALL=set:C.UTF-8 LANGUAGE=unset:)

# offspring_test(NAME [EVERYWHERE] [BACKGROUND] [LIBRARIES …])
# EVERYWHERE: the test runs four times: over both watchers and under both of Qt's dispatchers,
# with other random seeds each time, as far apart as the longest run needs.
# BACKGROUND: it runs once more, with children that are spawned in the background.
function(offspring_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "EVERYWHERE;BACKGROUND" "" "LIBRARIES")
    add_executable(${name} ${name}.cpp ${offspring_support})
    target_include_directories(${name} PRIVATE ${offspring_support_folder})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_link_libraries(${name} PRIVATE
        Offspring::Offspring offspring_ourcode offspring_qttest ${arg_LIBRARIES})
    target_compile_definitions(${name} PRIVATE
        TESTCHILD="$<TARGET_FILE:offspring_testchild>" BINARY_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}"
        OFFSPRING_PLATFORM="${OFFSPRING_PLATFORM}")
    add_dependencies(${name} offspring_testchild)
    if(arg_BACKGROUND)
        add_test(NAME ${name}.background COMMAND ${name})
        set_tests_properties(${name}.background PROPERTIES TIMEOUT 900
            ENVIRONMENT_MODIFICATION "${offspring_english}" ENVIRONMENT "OFFSPRING_TEST_SPAWNING=InBackground;OFFSPRING_TEST_SEED=20000")
    endif()
    if(NOT arg_EVERYWHERE)
        add_test(NAME ${name} COMMAND ${name})
        set_tests_properties(${name} PROPERTIES TIMEOUT 900
            ENVIRONMENT_MODIFICATION "${offspring_english}")
        return()
    endif()
    set(seed 0)
    foreach(watching IN ITEMS SharedSet NotifierPerDescriptor)
        foreach(dispatcher IN ITEMS glib unix)
            set(test ${name}.${watching}.${dispatcher})
            add_test(NAME ${test} COMMAND ${name})
            set(environment OFFSPRING_TEST_WATCHING=${watching} OFFSPRING_TEST_SEED=${seed})
            math(EXPR seed "${seed} + 5000")
            if(dispatcher STREQUAL unix)
                list(APPEND environment QT_NO_GLIB=1)
            endif()
            set_tests_properties(${test} PROPERTIES TIMEOUT 900 ENVIRONMENT "${environment}"
                ENVIRONMENT_MODIFICATION "${offspring_english}")
        endforeach()
    endforeach()
endfunction()

# offspring_window_test(NAME LIBRARY): on a screen of its own; without one, drawn but not shown.
function(offspring_window_test name library)
    add_executable(${name} ${name}.cpp ${offspring_support_folder}/windowtest.h)
    target_include_directories(${name} PRIVATE ${offspring_support_folder})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_link_libraries(${name} PRIVATE ${library} offspring_ourcode offspring_qttest)
    find_program(XVFB_RUN xvfb-run)
    if(XVFB_RUN)
        add_test(NAME ${name} COMMAND ${XVFB_RUN} -a -s "-screen 0 1280x900x24"
            $<TARGET_FILE:${name}> -platform xcb)
    else()
        add_test(NAME ${name} COMMAND ${name} -platform offscreen)
    endif()
    # And nothing of the desktop that it is started from: its fonts, scale, wheel, input method.
    set(settings XDG_CURRENT_DESKTOP DESKTOP_SESSION QT_QPA_PLATFORMTHEME QT_STYLE_OVERRIDE
        QT_SCALE_FACTOR QT_SCREEN_SCALE_FACTORS QT_FONT_DPI QT_IM_MODULE QT_IM_MODULES)
    list(TRANSFORM settings APPEND =unset:)
    list(APPEND settings ${offspring_english})
    set_tests_properties(${name} PROPERTIES TIMEOUT 900 ENVIRONMENT QT_QUICK_BACKEND=software
        ENVIRONMENT_MODIFICATION "${settings}")
endfunction()
