#include "app/ui/views/transfer_paths.h"

#include "app/export/file_names.h"

namespace octant::ui {

bool makes_one_file(const exporting::Format& format, bool all_conversations) {
  return format.holds_several || !all_conversations;
}

std::filesystem::path suggested_path(const std::filesystem::path& folder,
                                     const exporting::Format& format, bool all_conversations,
                                     std::string_view title, std::string_view today) {
  const std::string_view extension =
      makes_one_file(format, all_conversations) ? format.extension : std::string_view();
  if (all_conversations) {
    return folder / ("octant-" + std::string(today) + std::string(extension));
  }
  exporting::FileNames names;
  return folder / names.name_for(title, extension);
}

std::string with_other_format(std::string_view path, const exporting::Format& before,
                              const exporting::Format& now) {
  std::string text(path);
  if (!path.ends_with(before.extension)) return text;
  text.resize(text.size() - before.extension.size());
  return text.append(now.extension);
}

}  // namespace octant::ui
