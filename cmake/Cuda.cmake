# Enables CUDA as a language and defines genserve::cudart, the CUDA runtime that libtorch itself uses.
#
# CMake's FindCUDAToolkit is not used: of the toolkit only nvcc and the runtime's headers are needed, which script/setup
# can bring from PyPI. Kernels are CUDA C++17, the newest that CMake 3.25 knows for nvcc 13.
if(NOT DEFINED CMAKE_CUDA_ARCHITECTURES AND NOT DEFINED ENV{CUDAARCHS})
    # One cubin per generation of cards; PTX of the last one for those to come.
    set(CMAKE_CUDA_ARCHITECTURES "75-real;80-real;86-real;89-real;90-real;100-real;120")
endif()
set(CMAKE_CUDA_STANDARD 17)
set(CMAKE_CUDA_STANDARD_REQUIRED ON)
set(CMAKE_CUDA_RUNTIME_LIBRARY None)
enable_language(CUDA)
if(CMAKE_CUDA_COMPILER_VERSION VERSION_LESS 13)
    message(FATAL_ERROR "GENSERVE_CUDA needs nvcc 13, the version that libtorch was built with; "
        "${CMAKE_CUDA_COMPILER} is ${CMAKE_CUDA_COMPILER_VERSION}")
endif()

# Two runtimes in one process would each keep their own idea of the last error.
file(GLOB _cudart_dirs "${Libtorch_ROOT}/../nvidia/*/lib")
find_library(Cudart_LIBRARY NAMES libcudart.so.13 cudart
    HINTS ${_cudart_dirs} "${Libtorch_ROOT}/lib" ${CMAKE_CUDA_HOST_IMPLICIT_LINK_DIRECTORIES} NO_DEFAULT_PATH)
if(NOT Cudart_LIBRARY)
    message(FATAL_ERROR "libcudart.so.13 is neither beside libtorch nor beside ${CMAKE_CUDA_COMPILER}")
endif()
get_filename_component(_cudart_dir "${Cudart_LIBRARY}" DIRECTORY)
add_library(genserve_cudart INTERFACE)
add_library(genserve::cudart ALIAS genserve_cudart)
target_include_directories(genserve_cudart SYSTEM INTERFACE ${CMAKE_CUDA_TOOLKIT_INCLUDE_DIRECTORIES})
target_link_libraries(genserve_cudart INTERFACE "${Cudart_LIBRARY}")
target_link_options(genserve_cudart INTERFACE "LINKER:-rpath,${_cudart_dir}")

target_compile_options(genserve_flags INTERFACE
    "$<$<COMPILE_LANGUAGE:CUDA>:-Xcompiler=-Wall,-Wextra>"
    "$<$<AND:$<COMPILE_LANGUAGE:CUDA>,$<BOOL:${GENSERVE_WERROR}>>:--Werror=all-warnings>")
