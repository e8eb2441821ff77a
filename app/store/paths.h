#pragma once
// Where the history lies, and who may read it.

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "kernels/core/status.h"

namespace octant::store {

// An environment variable; nothing if it is not set.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

// $OCTANT_HOME/history.db, else $XDG_DATA_HOME/octant/history.db, else
// ~/.local/share/octant/history.db. Variables that are empty count as not set, and so does a
// relative XDG_DATA_HOME, as its specification demands.
// Errors: kNotFound if HOME is needed and not set.
Result<std::filesystem::path> history_path(const Environment& environment);

// `path` without symbolic links, so that everybody who means the same file locks the same file.
// Folders that are missing are made with mode 0700; those that are there are left as they are.
// Errors: kIo.
Result<std::filesystem::path> prepare_folder(const std::filesystem::path& path);

// Brings the names of the files in a folder to the disk. Errors: kIo.
Status sync_folder(const std::filesystem::path& folder);

// Makes the file, empty, if it is not there, and in any case takes all rights from group and
// others, also of the -wal and -shm files beside it, which SQLite makes with the rights of `path`.
// A file that is there is not opened: closing it again would drop the locks that SQLite holds on
// it in this process. Errors: kIo.
Status make_private_file(const std::filesystem::path& path);

}  // namespace octant::store
