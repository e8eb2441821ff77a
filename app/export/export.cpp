#include "app/export/export.h"

#include <sys/stat.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "app/export/file_names.h"
#include "app/export/file_writer.h"
#include "app/export/store_transfer.h"

namespace octant::exporting {

namespace {

namespace fs = std::filesystem;
using store::HistoryStore;

constexpr mode_t kOwnerOnly = 0700;

Result<ConversationFile> read(HistoryStore& store, int64_t id, const ExportOptions& options) {
  return read_conversation(
      store, id, {.histograms = options.format->keeps_recordings, .routing = options.routing});
}

Status write_one_file(HistoryStore& store, std::span<const int64_t> ids,
                      const ExportOptions& options) {
  const Format& format = *options.format;
  ASSIGN_OR_RETURN(FileWriter writer, FileWriter::open(options.out, options.replace));
  RETURN_IF_ERROR(writer.append(format.head));
  for (size_t i = 0; i < ids.size(); ++i) {
    // One conversation in memory at a time.
    ASSIGN_OR_RETURN(const ConversationFile file, read(store, ids[i], options));
    if (i > 0) RETURN_IF_ERROR(writer.append(format.separator));
    RETURN_IF_ERROR(writer.append(format.text(file)));
  }
  // An empty file has no line that would need an end.
  if (!ids.empty() || !format.head.empty()) RETURN_IF_ERROR(writer.append(format.tail));
  return writer.commit();
}

Status make_folder(const fs::path& folder) {
  if (::mkdir(folder.c_str(), kOwnerOnly) == 0) return {};
  const int error = errno;
  std::error_code ignored;
  if (error == EEXIST && fs::is_directory(folder, ignored)) return {};
  if (error == EEXIST) return invalid_argument(folder.string() + ": is a file, not a folder");
  return io_error(folder.string() + ": " + std::generic_category().message(error));
}

Result<std::vector<fs::path>> write_folder(HistoryStore& store, std::span<const int64_t> ids,
                                           const ExportOptions& options) {
  RETURN_IF_ERROR(make_folder(options.out));
  FileNames names;
  std::vector<fs::path> files;
  for (const int64_t id : ids) {
    ASSIGN_OR_RETURN(const ConversationFile file, read(store, id, options));
    const fs::path path =
        options.out / names.name_for(file.conversation.title, options.format->extension);
    RETURN_IF_ERROR(write_file(path, options.format->text(file), options.replace));
    files.push_back(path);
  }
  return files;
}

}  // namespace

Result<std::vector<fs::path>> export_conversations(HistoryStore& store,
                                                   std::span<const int64_t> ids,
                                                   const ExportOptions& options) {
  const Format& format = *options.format;
  if (options.routing && !format.keeps_recordings) {
    return invalid_argument(fmt::format("{} cannot keep routing, json can", format.name));
  }
  std::error_code ignored;
  const bool one_file =
      format.holds_several || (ids.size() == 1 && !fs::is_directory(options.out, ignored));
  if (!one_file) return write_folder(store, ids, options);
  RETURN_IF_ERROR(write_one_file(store, ids, options));
  return std::vector<fs::path>{options.out};
}

}  // namespace octant::exporting
