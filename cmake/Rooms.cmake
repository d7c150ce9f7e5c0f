# genserve_room(NAME SOURCES a.cpp ... [PUBLIC lib ...] [PRIVATE lib ...] [TORCH])
# One static library per room with the alias genserve::NAME; it exports only its own include/ folder.
# TORCH: the room's sources use libtorch, so they share one precompiled ATen header.
function(genserve_room name)
    cmake_parse_arguments(ROOM "TORCH" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    add_library(genserve_${name} STATIC ${ROOM_SOURCES})
    add_library(genserve::${name} ALIAS genserve_${name})
    target_include_directories(genserve_${name} PUBLIC include PRIVATE src)
    target_link_libraries(genserve_${name} PUBLIC ${ROOM_PUBLIC} PRIVATE genserve::flags ${ROOM_PRIVATE})
    if(ROOM_TORCH)
        genserve_use_torch(genserve_${name})
    endif()
    if(CMAKE_CURRENT_SOURCE_DIR MATCHES "/engine(/|$)")
        target_compile_options(genserve_${name} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-Wsign-conversion>)
    endif()
endfunction()

# Parsing ATen takes 15 s a file; one precompiled header is shared by every target that uses it.
# The root calls this once.
function(genserve_torch_pch)
    file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/torch_pch.cpp" CONTENT "// Exists to build the precompiled header.\n")
    add_library(genserve_torch_pch OBJECT "${CMAKE_BINARY_DIR}/torch_pch.cpp")
    target_link_libraries(genserve_torch_pch PRIVATE genserve::flags libtorch::libtorch)
    target_precompile_headers(genserve_torch_pch PRIVATE <ATen/ATen.h>)
endfunction()

function(genserve_use_torch target)
    target_link_libraries(${target} PRIVATE genserve::flags libtorch::libtorch)
    target_precompile_headers(${target} REUSE_FROM genserve_torch_pch)
endfunction()
