# OCTANT_HAS_CUDA: whether kernels for GPUs are built, from OCTANT_CUDA and what the machine has.
#   -DOCTANT_CUDA=AUTO  where a CUDA toolkit of 12.4 or newer is found (earlier ones lack parts of C++20)
#   -DOCTANT_CUDA=ON    an error where there is none
#   -DOCTANT_CUDA=OFF   CPUs only
# -DCMAKE_CUDA_ARCHITECTURES names the GPUs; without it those of this machine, and where it has none,
# Hopper (90a). scripts/build_cuda_kernels.sh compiles for all that are supported.

option(OCTANT_GPU_TESTS "Build the tests that need a GPU; elsewhere they are skipped" OFF)
set(OCTANT_CUDA AUTO CACHE STRING "Kernels for NVIDIA GPUs: AUTO, ON or OFF")
set(OCTANT_HAS_CUDA OFF)

# Sanitizers look at host code only, so their builds do without unless asked.
if(OCTANT_CUDA STREQUAL "ON" OR (OCTANT_CUDA STREQUAL "AUTO" AND NOT OCTANT_SANITIZE))
  include(CheckLanguage)
  check_language(CUDA)
  if(CMAKE_CUDA_COMPILER)
    find_package(CUDAToolkit QUIET)
  endif()
  if(CUDAToolkit_FOUND AND CUDAToolkit_VERSION VERSION_GREATER_EQUAL 12.4)
    set(OCTANT_HAS_CUDA ON)
  elseif(OCTANT_CUDA STREQUAL "ON")
    message(FATAL_ERROR "OCTANT_CUDA is ON, but no CUDA toolkit of 12.4 or newer is found: is nvcc in PATH?")
  endif()
endif()

if(OCTANT_HAS_CUDA)
  if(NOT DEFINED CMAKE_CUDA_ARCHITECTURES)
    execute_process(COMMAND nvidia-smi -L RESULT_VARIABLE no_gpu OUTPUT_QUIET ERROR_QUIET)
    if(no_gpu)
      set(CMAKE_CUDA_ARCHITECTURES 90a-real)
    else()
      set(CMAKE_CUDA_ARCHITECTURES native)
    endif()
  endif()
  enable_language(CUDA)
  if(NOT DEFINED CMAKE_CUDA20_STANDARD_COMPILE_OPTION)  # CMake 3.25 does not know that nvcc can
    set(CMAKE_CUDA20_STANDARD_COMPILE_OPTION -std=c++20)
    set(CMAKE_CUDA20_EXTENSION_COMPILE_OPTION -std=c++20)
  endif()
  if(OCTANT_CCACHE)
    set(CMAKE_CUDA_COMPILER_LAUNCHER ${OCTANT_CCACHE})
  endif()
  # Only the header of cuBLASLt is needed: the program looks for the library when it runs.
  find_file(OCTANT_CUBLASLT_HEADER cublasLt.h PATHS ${CUDAToolkit_INCLUDE_DIRS} NO_DEFAULT_PATH)
  if(NOT OCTANT_CUBLASLT_HEADER)
    message(STATUS "CUDA kernels: this toolkit has no cublasLt.h (package libcublas-dev), so products of "
                   "long prompts are built without cuBLASLt")
  endif()
  message(STATUS "CUDA kernels: toolkit ${CUDAToolkit_VERSION}, architectures ${CMAKE_CUDA_ARCHITECTURES}")
else()
  if(OCTANT_GPU_TESTS)
    message(FATAL_ERROR "OCTANT_GPU_TESTS needs OCTANT_CUDA, which found no CUDA toolkit")
  endif()
  message(STATUS "CUDA kernels: none, CPUs only")
endif()
