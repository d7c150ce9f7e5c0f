# Finds OpenCV's core and imgproc and defines opencv::core_imgproc.
#
# Debian's small packages (libopencv-core-dev, libopencv-imgproc-dev: 0.8 GB less than libopencv-dev) come without
# OpenCVConfig.cmake, so headers and libraries are looked up directly; a config file is used where there is one.
find_package(OpenCV QUIET CONFIG COMPONENTS core imgproc)
if(OpenCV_FOUND)
    set(OpenCVCore_INCLUDE_DIR "${OpenCV_INCLUDE_DIRS}")
    set(OpenCVCore_LIBRARIES "${OpenCV_LIBS}")
else()
    find_path(OpenCVCore_INCLUDE_DIR opencv2/imgproc.hpp PATH_SUFFIXES opencv4)
    find_library(OpenCVCore_core_LIBRARY opencv_core)
    find_library(OpenCVCore_imgproc_LIBRARY opencv_imgproc)
    if(OpenCVCore_core_LIBRARY AND OpenCVCore_imgproc_LIBRARY)
        set(OpenCVCore_LIBRARIES "${OpenCVCore_imgproc_LIBRARY}" "${OpenCVCore_core_LIBRARY}")
    endif()
endif()
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(OpenCVCore REQUIRED_VARS OpenCVCore_INCLUDE_DIR OpenCVCore_LIBRARIES)
if(OpenCVCore_FOUND AND NOT TARGET opencv::core_imgproc)
    add_library(opencv::core_imgproc INTERFACE IMPORTED)
    target_include_directories(opencv::core_imgproc SYSTEM INTERFACE "${OpenCVCore_INCLUDE_DIR}")
    target_link_libraries(opencv::core_imgproc INTERFACE "${OpenCVCore_LIBRARIES}")
endif()
