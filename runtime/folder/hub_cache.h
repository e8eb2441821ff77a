#pragma once
// How the Hugging Face cache is laid out on disk; the header of runtime/api/model_list.h says it in
// words.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/api/model_list.h"

namespace octant {

// Where the cache would be; none if the environment names no place.
std::optional<std::filesystem::path> hub_cache(const api::Environment& environment);

// "org/model" -> "models--org--model"; nothing for what cannot be a name on the hub.
std::optional<std::string> hub_folder_name(std::string_view model);

// The name that hub_folder_name() gives this folder for; nothing if there is none.
std::optional<std::string> hub_model_name(std::string_view folder_name);

// The snapshot of refs/main, or without one the newest; empty if there is none. Names in refs/main
// lead nowhere else.
std::filesystem::path current_snapshot(const std::filesystem::path& model_folder);

}  // namespace octant
