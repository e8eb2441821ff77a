#pragma once
// Where an export goes, as long as a person has not said otherwise. No drawing.

#include <filesystem>
#include <string>
#include <string_view>

#include "app/export/formats.h"

namespace octant::ui {

// Whether it becomes one file; else a folder with a file for each conversation.
bool makes_one_file(const exporting::Format& format, bool all_conversations);

// In `folder`. One conversation has its title, all have `today`: "octant-2026-03-01.json".
std::filesystem::path suggested_path(const std::filesystem::path& folder,
                                     const exporting::Format& format, bool all_conversations,
                                     std::string_view title, std::string_view today);

// A path that a person wrote, for another format: its ending follows if it was the format's before.
std::string with_other_format(std::string_view path, const exporting::Format& before,
                              const exporting::Format& now);

}  // namespace octant::ui
