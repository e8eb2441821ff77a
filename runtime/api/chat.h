#pragma once
// A conversation as the app hands it to the engine.

#include <string>
#include <vector>

namespace octant::api {

enum class Role { kSystem, kUser, kAssistant };

struct Message {
  Role role = Role::kUser;
  std::string content;  // of an answer: with its reasoning, as the model wrote it
};

}  // namespace octant::api
