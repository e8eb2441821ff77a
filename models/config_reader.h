#pragma once
// Typed, range-checked access to a config.json, which is untrusted input.
//
// Every getter names the type and the range it accepts. A field that does not fit is recorded as a
// problem, and the getter returns a harmless value, so that one reading finds all problems:
//   config.json: num_hidden_layers is "61", expected an integer from 1 to 1000
// After the last field the caller asks status(), and uses nothing it read unless that is ok.
//
// Integers must be written as integers (61.0 is refused). null counts as absent. Unknown fields are
// not looked at. Text is at most 4 MiB and 64 levels deep; a key may occur once in an object.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernels/core/status.h"

namespace octant {

class ConfigObject;

// Text of a file as messages show it: quoted, escaped to ASCII, cut after 60 bytes.
std::string quote_for_message(std::string_view text);

// A parsed config.json and the problems found in it so far. Movable; objects from root() live as
// long as the document, wherever it was moved to. One thread.
class ConfigDocument {
 public:
  // Published configs are below 10 KB; lists of unquantized modules bring some to a few hundred.
  static constexpr int64_t kMaxTextBytes = int64_t{4} << 20;

  // `where` names the file in every message. Errors: kCorrupt for text that is not one JSON object.
  static Result<ConfigDocument> parse(std::string_view text, std::string_view where);
  ConfigDocument(ConfigDocument&&) noexcept;
  ConfigDocument& operator=(ConfigDocument&&) noexcept;
  ~ConfigDocument();

  ConfigObject root() const;
  // All problems, a line each. kUnsupported if nothing is wrong but something is not supported,
  // else kCorrupt.
  Status status() const;

 private:
  friend class ConfigObject;
  struct Impl;
  explicit ConfigDocument(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// An object inside a document: the root, or a nested one whose fields are named "parent.field" in
// messages. A cheap handle, valid as long as the document.
class ConfigObject {
 public:
  // Present and not null.
  bool has(std::string_view field) const;
  // The value as messages show it, strings without quotes; empty if absent.
  std::string show(std::string_view field) const;

  // `require_x` records a missing field as a problem; `get_x` gives `otherwise` for it.
  int64_t require_int(std::string_view field, int64_t min, int64_t max) const;
  int64_t get_int(std::string_view field, int64_t min, int64_t max, int64_t otherwise) const;
  double require_float(std::string_view field, double min, double max) const;
  double get_float(std::string_view field, double min, double max, double otherwise) const;
  bool require_bool(std::string_view field) const;
  bool get_bool(std::string_view field, bool otherwise) const;
  std::string require_string(std::string_view field) const;
  std::string get_string(std::string_view field, std::string_view otherwise) const;
  std::optional<ConfigObject> get_object(std::string_view field) const;
  // An integer or a list of 1 to `max_count` integers; empty if absent.
  std::vector<int64_t> get_ints(std::string_view field, int64_t min, int64_t max,
                                int64_t max_count) const;
  // A list of at most `max_count` strings; empty if absent.
  std::vector<std::string> get_strings(std::string_view field, int64_t max_count) const;

  // Records that the value of `field` contradicts others: "<field> is <value>, <expected>".
  void reject(std::string_view field, std::string_view expected) const;
  // Records that the value of `field` is well-formed but not supported.
  void reject_unsupported(std::string_view field, std::string_view expected) const;

 private:
  friend class ConfigDocument;
  ConfigObject(ConfigDocument::Impl* document, const void* node, std::string path)
      : document_(document), node_(node), path_(std::move(path)) {}
  ConfigDocument::Impl* document_;
  const void* node_;  // the JSON object; its type is known to config_reader.cpp alone
  std::string path_;  // "" or "rope_scaling."
};

}  // namespace octant
