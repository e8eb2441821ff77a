#pragma once
// An environment that a test makes up.

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "runtime/api/model_list.h"

namespace octant::test {

inline api::Environment with(std::map<std::string, std::string> variables) {
  return [variables = std::move(variables)](const std::string& name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    if (found == variables.end()) return std::nullopt;
    return found->second;
  };
}

}  // namespace octant::test
