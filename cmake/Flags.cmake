# genserve::flags: language standard, warnings, sanitizers and Qt defines of every target of ours.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

# ccache needs these liberties to reuse objects that were built with a precompiled header.
find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE_PROGRAM})
    set(CMAKE_CUDA_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()

add_library(genserve_flags INTERFACE)
add_library(genserve::flags ALIAS genserve_flags)
target_compile_features(genserve_flags INTERFACE cxx_std_20)
target_compile_options(genserve_flags INTERFACE
    $<$<COMPILE_LANGUAGE:CXX>:-Wall -Wextra -Wpedantic -Wold-style-cast -Wnon-virtual-dtor -Woverloaded-virtual>
    $<$<AND:$<COMPILE_LANGUAGE:CXX>,$<CXX_COMPILER_ID:GNU>>:-fpch-preprocess>
    $<$<AND:$<COMPILE_LANGUAGE:CXX>,$<BOOL:${GENSERVE_WERROR}>>:-Werror>
    # What GCC's optimiser believes to see inside the standard library differs from version to version (12 to 14) and
    # is often wrong, as in "text" + std::string (GCC bug 105651): shown, but no reason to stop a build.
    $<$<AND:$<COMPILE_LANGUAGE:CXX>,$<CXX_COMPILER_ID:GNU>,$<BOOL:${GENSERVE_WERROR}>>:-Wno-error=array-bounds
    -Wno-error=restrict -Wno-error=stringop-overflow -Wno-error=stringop-overread -Wno-error=maybe-uninitialized
    -Wno-error=free-nonheap-object>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(genserve_flags INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict>) # dozens of that bug's lines
endif()
target_compile_definitions(genserve_flags INTERFACE
    QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING
    QT_NO_CAST_FROM_BYTEARRAY QT_USE_QSTRINGBUILDER QT_DISABLE_DEPRECATED_BEFORE=0x060400)

if(GENSERVE_SANITIZE STREQUAL "address")
    target_compile_options(genserve_flags INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-fsanitize=address,undefined
        -fno-sanitize-recover=undefined -fno-omit-frame-pointer>)
    target_link_options(genserve_flags INTERFACE -fsanitize=address,undefined)
elseif(GENSERVE_SANITIZE STREQUAL "thread")
    target_compile_options(genserve_flags INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-fsanitize=thread -fno-omit-frame-pointer>)
    target_link_options(genserve_flags INTERFACE -fsanitize=thread)
elseif(GENSERVE_SANITIZE)
    message(FATAL_ERROR "GENSERVE_SANITIZE is '${GENSERVE_SANITIZE}'; it can be empty, address or thread")
endif()
