# Finds libtorch (the PyPI package "torch" or an unpacked libtorch) in CMAKE_PREFIX_PATH or GENSERVE_TORCH_DIR
# and defines libtorch::libtorch.
#
# TorchConfig.cmake is not used: it probes the GPU, insists on a full CUDA toolkit and links the CUDA libraries
# even where none is wanted. A program built with GENSERVE_CUDA=OFF links libtorch_cpu alone, which starts faster
# and needs none of the 2 GB of CUDA libraries.
set(GENSERVE_TORCH_DIR "" CACHE PATH "Folder that holds libtorch's include/ and lib/")
find_path(Libtorch_INCLUDE_DIR ATen/ATen.h
    HINTS "${GENSERVE_TORCH_DIR}" PATH_SUFFIXES include torch/include)
get_filename_component(Libtorch_ROOT "${Libtorch_INCLUDE_DIR}" DIRECTORY)
set(_libtorch_parts torch_cpu c10)
if(GENSERVE_CUDA)
    list(APPEND _libtorch_parts torch_cuda c10_cuda)
endif()
set(_libtorch_required Libtorch_INCLUDE_DIR)
foreach(part IN LISTS _libtorch_parts)
    find_library(Libtorch_${part}_LIBRARY ${part} HINTS "${Libtorch_ROOT}/lib" NO_DEFAULT_PATH)
    list(APPEND _libtorch_required Libtorch_${part}_LIBRARY)
endforeach()
if(EXISTS "${Libtorch_INCLUDE_DIR}/torch/headeronly/version.h")
    file(STRINGS "${Libtorch_INCLUDE_DIR}/torch/headeronly/version.h" _version REGEX "define TORCH_VERSION ")
elseif(EXISTS "${Libtorch_INCLUDE_DIR}/torch/csrc/api/include/torch/version.h")
    file(STRINGS "${Libtorch_INCLUDE_DIR}/torch/csrc/api/include/torch/version.h" _version REGEX "define TORCH_VERSION ")
endif()
string(REGEX REPLACE ".*\"([0-9.]+).*" "\\1" Libtorch_VERSION "${_version}")

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Libtorch REQUIRED_VARS ${_libtorch_required} VERSION_VAR Libtorch_VERSION
    REASON_FAILURE_MESSAGE "script/run installs it, or set CMAKE_PREFIX_PATH to a libtorch folder")

if(Libtorch_FOUND AND NOT TARGET libtorch::libtorch)
    add_library(libtorch::libtorch INTERFACE IMPORTED)
    target_include_directories(libtorch::libtorch SYSTEM INTERFACE "${Libtorch_INCLUDE_DIR}")
    target_link_options(libtorch::libtorch INTERFACE "LINKER:-rpath,${Libtorch_ROOT}/lib")
    # at::parallel_for is an inline template that is sequential unless its user is compiled with OpenMP. The runtime is
    # the libgomp.so.1 that comes with libtorch, found first through the rpath.
    target_compile_options(libtorch::libtorch INTERFACE $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-fopenmp>)
    target_link_options(libtorch::libtorch INTERFACE $<$<LINK_LANG_AND_ID:CXX,GNU>:-fopenmp>)
    foreach(part IN LISTS _libtorch_parts)
        if(part MATCHES "cuda")
            # Nothing of ours refers to a symbol of libtorch_cuda: its operators register themselves when it is loaded.
            target_link_libraries(libtorch::libtorch INTERFACE
                "-Wl,--no-as-needed,${Libtorch_${part}_LIBRARY},--as-needed")
        else()
            target_link_libraries(libtorch::libtorch INTERFACE "${Libtorch_${part}_LIBRARY}")
        endif()
    endforeach()
    # The PyPI package keeps CUDA's libraries beside torch; libtorch_cpu itself needs libcudart and libcupti.
    file(GLOB _nvidia_libs "${Libtorch_ROOT}/../nvidia/*/lib")
    foreach(dir IN LISTS _nvidia_libs)
        target_link_options(libtorch::libtorch INTERFACE "LINKER:-rpath-link,${dir}")
    endforeach()
endif()
mark_as_advanced(Libtorch_INCLUDE_DIR)
