# Compile flags and the three functions every folder's CMakeLists.txt uses.

add_library(octant_flags INTERFACE)
target_include_directories(octant_flags INTERFACE ${CMAKE_SOURCE_DIR})
set(octant_cxx_options
  -Wall -Wextra -Wconversion -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Werror
  # GCC 12 takes string concatenation for an overlap (GCC bug 105651).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
  -Wno-missing-field-initializers  # designated initializers leave fields at their defaults on purpose
  -fstack-protector-strong)
# Registers that spill to memory are warnings, and so errors: kernels are written to do without.
set(octant_cuda_options --expt-relaxed-constexpr --Werror=all-warnings -Xptxas=--warn-on-spills)
target_compile_options(octant_flags INTERFACE
  "$<$<COMPILE_LANGUAGE:CXX>:${octant_cxx_options}>"
  "$<$<COMPILE_LANGUAGE:CUDA>:${octant_cuda_options}>")
target_compile_definitions(octant_flags INTERFACE _GLIBCXX_ASSERTIONS)
if(OCTANT_SANITIZE)
  set(octant_sanitize_options
    -fsanitize=${OCTANT_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_compile_options(octant_flags INTERFACE
    "$<$<COMPILE_LANGUAGE:CXX>:${octant_sanitize_options}>")
  target_link_options(octant_flags INTERFACE -fsanitize=${OCTANT_SANITIZE})
elseif(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
  # _FORTIFY_SOURCE needs optimisation and hides errors from the sanitizers.
  target_compile_options(octant_flags INTERFACE
    $<$<COMPILE_LANGUAGE:CXX>:-U_FORTIFY_SOURCE> $<$<COMPILE_LANGUAGE:CXX>:-D_FORTIFY_SOURCE=2>)
endif()

# octant_library(NAME SOURCES a.cpp ... DEPENDS lib ... [PRIVATE lib ...])
# One static library a folder. DEPENDS are seen by users of the headers, PRIVATE only by the sources.
function(octant_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;PRIVATE" ${ARGN})
  if(ARG_SOURCES)
    add_library(${name} STATIC ${ARG_SOURCES})
    target_link_libraries(${name} PUBLIC octant_flags Threads::Threads ${ARG_DEPENDS}
                                  PRIVATE ${ARG_PRIVATE})
  else()
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE octant_flags Threads::Threads ${ARG_DEPENDS})
  endif()
endfunction()

# octant_test(NAME SOURCES a_test.cpp ... DEPENDS lib ... [TIMEOUT seconds] [LABELS ...] [PREFIX text])
# One GoogleTest program; every test case becomes a ctest test, its name behind the prefix.
function(octant_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT;PREFIX" "SOURCES;DEPENDS;LABELS" ${ARGN})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 300)
  endif()
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE octant_flags ${ARG_DEPENDS} GTest::gmock GTest::gtest_main)
  target_compile_definitions(${name} PRIVATE OCTANT_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  gtest_discover_tests(${name} TEST_PREFIX "${ARG_PREFIX}" PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}"
                       DISCOVERY_TIMEOUT 60)
endfunction()

# octant_benchmark(NAME SOURCES ... DEPENDS ...): one Google Benchmark program.
function(octant_benchmark name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE octant_flags ${ARG_DEPENDS} benchmark::benchmark)
endfunction()
