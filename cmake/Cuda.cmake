# Enables CUDA as a language and defines genserve::cuda_libraries: the CUDA runtime and cuBLASLt.
#
# CMake's FindCUDAToolkit is not used: of the toolkit only nvcc and headers are needed, which script/setup
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

# The libraries that libtorch itself uses: two runtimes in one process would each keep their own last error.
file(GLOB _cuda_dirs "${Libtorch_ROOT}/../nvidia/*/lib")
file(GLOB _cuda_includes "${Libtorch_ROOT}/../nvidia/*/include") # where the toolkit is nvcc alone
add_library(genserve_cuda_libraries INTERFACE)
add_library(genserve::cuda_libraries ALIAS genserve_cuda_libraries)
target_include_directories(genserve_cuda_libraries SYSTEM INTERFACE ${CMAKE_CUDA_TOOLKIT_INCLUDE_DIRECTORIES}
    ${_cuda_includes})
foreach(name cudart cublasLt)
    find_library(Cuda_${name}_LIBRARY NAMES lib${name}.so.13 ${name}
        HINTS ${_cuda_dirs} "${Libtorch_ROOT}/lib" ${CMAKE_CUDA_HOST_IMPLICIT_LINK_DIRECTORIES} NO_DEFAULT_PATH)
    if(NOT Cuda_${name}_LIBRARY)
        message(FATAL_ERROR "lib${name}.so.13 is neither beside libtorch nor beside ${CMAKE_CUDA_COMPILER}")
    endif()
    get_filename_component(_cuda_dir "${Cuda_${name}_LIBRARY}" DIRECTORY)
    target_link_libraries(genserve_cuda_libraries INTERFACE "${Cuda_${name}_LIBRARY}")
    target_link_options(genserve_cuda_libraries INTERFACE "LINKER:-rpath,${_cuda_dir}")
endforeach()

target_compile_options(genserve_flags INTERFACE
    "$<$<COMPILE_LANGUAGE:CUDA>:-Xcompiler=-Wall,-Wextra>"
    "$<$<AND:$<COMPILE_LANGUAGE:CUDA>,$<BOOL:${GENSERVE_WERROR}>>:--Werror=all-warnings>")
