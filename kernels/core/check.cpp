#include "kernels/core/check.h"

#include <cstdio>
#include <cstdlib>

namespace octant::check_detail {

void fail(const Place& place, const std::string& values) {
  std::fprintf(stderr, "%s:%d: CHECK(%s) failed%s%s\n", place.file, place.line, place.expression,
               values.empty() ? "" : ": ", values.c_str());
  std::abort();
}

}  // namespace octant::check_detail
