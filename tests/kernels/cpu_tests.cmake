octant_test(kernels_cpu_test
  SOURCES
    cpu_attention_test.cpp
    cpu_experts_test.cpp
    cpu_linear_test.cpp
    cpu_residual_test.cpp
    cpu_rows_test.cpp
    cpu_sample_test.cpp
  DEPENDS octant_cpu octant_reference octant_test_support PkgConfig::HWY)
