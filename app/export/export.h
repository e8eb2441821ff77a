#pragma once
// Conversations of a history into files.

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "app/export/formats.h"
#include "app/store/history_store.h"
#include "kernels/core/status.h"

namespace octant::exporting {

struct ExportOptions {
  const Format* format = nullptr;  // of all_formats()
  std::filesystem::path out;
  bool replace = false;  // files that are there
  bool routing =
      false;  // adds traces and tokens; histograms are kept in any case where they can be
};

// Writes the conversations with these ids and returns the files. A format that holds several writes
// the file `out`. Any other writes the file `out` if it is one conversation and `out` is no folder;
// else a file each into the folder `out`, which is made with mode 0700 if it is not there, under
// names made from titles (file_names.h).
//
// Each file is whole or not there (file_writer.h). With a file each, those before a failure stay.
// Errors: kInvalidArgument for `routing` with a format that cannot keep it, and for a file that is
// there; kNotFound for an id that is not; kIo, e.g. a full disk; and those of HistoryStore.
Result<std::vector<std::filesystem::path>> export_conversations(store::HistoryStore& store,
                                                                std::span<const int64_t> ids,
                                                                const ExportOptions& options);

}  // namespace octant::exporting
