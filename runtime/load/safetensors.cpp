#include "runtime/load/safetensors.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>
#include <optional>
#include <utility>

#include "runtime/load/printable.h"
#include "runtime/load/strict_json.h"

namespace octant {
namespace {

static_assert(std::endian::native == std::endian::little,
              "lengths and elements are used as the file stores them");

constexpr int64_t kPrefixBytes = 8;

// Element types of the format that DType lacks.
constexpr std::array<std::string_view, 10> kForeignDTypes = {
    "F8_E5M2", "F8_E8M0", "F4", "F6_E2M3", "F6_E3M2", "U16", "U32", "U64", "C64", "F8_E4M3FNUZ"};

Result<int64_t> byte_size(const std::vector<int64_t>& shape, DType dtype) {
  int64_t bytes = size_of(dtype);
  for (const int64_t extent : shape) {
    if (__builtin_mul_overflow(bytes, extent, &bytes)) {
      return corrupt("shape: " + shape_text(shape) + " is too large to count its bytes");
    }
  }
  return bytes;
}

// Builds the entries while the JSON is parsed. Offsets are relative to the data.
class HeaderReader : public JsonEvents {
 public:
  explicit HeaderReader(int64_t data_bytes) : data_bytes_(data_bytes) {}

  std::vector<TensorEntry> take_entries() { return std::move(entries_); }

  Status begin_object() override {
    if (place_ == Place::kOutside) {
      place_ = Place::kTop;
      return {};
    }
    if (place_ != Place::kTop) return unexpected("an object");
    place_ = name_ == "__metadata__" ? Place::kMetadata : Place::kRecord;
    dtype_.reset();
    shape_.reset();
    offsets_.reset();
    return {};
  }

  Status end_object() override {
    if (place_ == Place::kRecord) RETURN_IF_ERROR(in_tensor(finish_record()));
    place_ = place_ == Place::kTop ? Place::kOutside : Place::kTop;
    return {};
  }

  Status key(std::string_view key_name) override {
    if (place_ == Place::kMetadata) return {};
    if (place_ == Place::kTop) {
      name_ = key_name;
      if (name_.empty()) return corrupt("a tensor has an empty name");
      if (has_control_characters(name_)) {
        return in_tensor(corrupt("the name contains control characters"));
      }
      return {};
    }
    field_ = key_name;
    if (field_ == "dtype" || field_ == "shape" || field_ == "data_offsets") return {};
    return in_tensor(corrupt("unknown field \"" + printable(field_) + "\""));
  }

  Status begin_array() override {
    if (place_ != Place::kRecord || field_ == "dtype") return unexpected("an array");
    place_ = Place::kArray;
    numbers_.clear();
    return {};
  }

  Status end_array() override {
    place_ = Place::kRecord;
    (field_ == "shape" ? shape_ : offsets_) = numbers_;
    return {};
  }

  Status text(std::string_view value) override {
    if (place_ == Place::kMetadata) return {};
    if (place_ != Place::kRecord || field_ != "dtype") return unexpected("a string");
    dtype_ = parse_dtype(value);
    if (dtype_) return {};
    const bool foreign =
        std::find(kForeignDTypes.begin(), kForeignDTypes.end(), value) != kForeignDTypes.end();
    const std::string quoted = "dtype: \"" + printable(value) + "\" is ";
    return in_tensor(foreign ? unsupported(quoted + "not supported")
                             : corrupt(quoted + "not an element type"));
  }

  Status number(uint64_t value) override {
    if (place_ != Place::kArray) return unexpected("a number");
    if (value > static_cast<uint64_t>(std::numeric_limits<int64_t>::max())) {
      return unexpected("a number of 2^63 or more");
    }
    if (numbers_.size() == kMaxDimensions) {
      return in_tensor(
          corrupt(field_ + ": has more than " + std::to_string(kMaxDimensions) + " numbers"));
    }
    numbers_.push_back(static_cast<int64_t>(value));
    return {};
  }

  Status other(std::string_view what) override { return unexpected(what); }

 private:
  enum class Place { kOutside, kTop, kMetadata, kRecord, kArray };

  Status in_tensor(Status status) const { return std::move(status).with_context(printable(name_)); }

  Status unexpected(std::string_view what) const {
    std::string found(what);
    if (place_ == Place::kTop) return in_tensor(corrupt("is " + found + ", expected an object"));
    if (place_ == Place::kMetadata) {
      return corrupt("__metadata__: holds " + found + ", expected strings only");
    }
    if (place_ == Place::kArray) {
      return in_tensor(corrupt(field_ + ": holds " + found + ", expected unsigned integers"));
    }
    return in_tensor(corrupt(field_ + ": is " + found + ", expected " +
                             (field_ == "dtype" ? "a string" : "an array")));
  }

  Status finish_record() {
    if (!dtype_) return corrupt("dtype: is missing");
    if (!shape_) return corrupt("shape: is missing");
    if (!offsets_) return corrupt("data_offsets: is missing");
    if (offsets_->size() != 2) {
      return corrupt("data_offsets: has " + std::to_string(offsets_->size()) +
                     " numbers, expected 2");
    }
    const int64_t begin = (*offsets_)[0];
    const int64_t end = (*offsets_)[1];
    const std::string quoted = "data_offsets: " + shape_text(*offsets_);
    if (begin > end) return corrupt(quoted + " ends before it begins");
    if (end > data_bytes_) {
      return corrupt(quoted + " reaches beyond the data, which has " + std::to_string(data_bytes_) +
                     " bytes");
    }
    ASSIGN_OR_RETURN(const int64_t bytes, byte_size(*shape_, *dtype_));
    if (end - begin != bytes) {
      return corrupt(quoted + " spans " + std::to_string(end - begin) + " bytes, " +
                     shape_text(*shape_) + " of " + std::string(to_string(*dtype_)) + " has " +
                     std::to_string(bytes));
    }
    entries_.push_back({.name = name_,
                        .dtype = *dtype_,
                        .shape = *shape_,
                        .file = 0,
                        .offset_bytes = begin,
                        .size_bytes = bytes});
    return {};
  }

  const int64_t data_bytes_;
  std::vector<TensorEntry> entries_;
  Place place_ = Place::kOutside;
  std::string name_;   // key of the record that is open, or about to be
  std::string field_;  // key inside the record
  std::optional<DType> dtype_;
  std::optional<std::vector<int64_t>> shape_;
  std::optional<std::vector<int64_t>> offsets_;
  std::vector<int64_t> numbers_;  // of the array that is open
};

// `entries` are sorted by offset.
Status check_tiling(const std::vector<TensorEntry>& entries, int64_t data_bytes) {
  int64_t expected = 0;
  for (const TensorEntry& entry : entries) {
    if (entry.offset_bytes != expected) {
      return corrupt(printable(entry.name) + ": data_offsets: begins at " +
                     std::to_string(entry.offset_bytes) + ", " +
                     (entry.offset_bytes < expected ? "inside the tensor" : "behind a hole") +
                     " before it, which ends at " + std::to_string(expected));
    }
    expected += entry.size_bytes;
  }
  if (expected == data_bytes) return {};
  const std::string last = entries.empty() ? "" : printable(entries.back().name) + ": ";
  return corrupt(last + "the last tensor ends at byte " + std::to_string(expected) +
                 " of the data, which has " + std::to_string(data_bytes) + " bytes");
}

}  // namespace

std::string shape_text(const std::vector<int64_t>& shape) {
  std::string text = "[";
  for (const int64_t extent : shape) {
    if (text.size() > 1) text += ", ";
    text += std::to_string(extent);
  }
  return text + "]";
}

Result<std::vector<TensorEntry>> parse_safetensors_header(std::string_view header_json,
                                                          int64_t data_begin, int64_t data_bytes) {
  HeaderReader reader(data_bytes);
  RETURN_IF_ERROR(parse_strict_json(header_json, reader));
  std::vector<TensorEntry> entries = reader.take_entries();
  // Tensors without bytes come before the one that begins at the same place.
  std::sort(entries.begin(), entries.end(), [](const TensorEntry& a, const TensorEntry& b) {
    return std::pair(a.offset_bytes, a.size_bytes) < std::pair(b.offset_bytes, b.size_bytes);
  });
  RETURN_IF_ERROR(check_tiling(entries, data_bytes));
  for (TensorEntry& entry : entries) entry.offset_bytes += data_begin;
  return entries;
}

Result<std::vector<TensorEntry>> read_safetensors_header(const File& file) {
  const auto refuse = [&](const std::string& reason) {
    return corrupt(file.name() + ": " + reason);
  };
  const std::string size_text = "the file has " + std::to_string(file.size_bytes()) + " bytes";
  if (file.size_bytes() < kPrefixBytes) {
    return refuse("header length: needs 8 bytes, " + size_text);
  }
  std::array<std::byte, kPrefixBytes> prefix{};
  RETURN_IF_ERROR(file.read_at(0, prefix));
  if (std::memcmp(prefix.data(), "version ", prefix.size()) == 0) {
    return refuse("is a Git LFS pointer; download the file that it stands for");
  }
  uint64_t length = 0;
  std::memcpy(&length, prefix.data(), sizeof(length));
  if (length > static_cast<uint64_t>(kMaxHeaderBytes)) {
    return refuse("header length: is " + std::to_string(length) + ", at most " +
                  std::to_string(kMaxHeaderBytes) + " is allowed");
  }
  const auto header_bytes = static_cast<int64_t>(length);
  if (header_bytes > file.size_bytes() - kPrefixBytes) {
    return refuse("header length: is " + std::to_string(length) + ", " + size_text);
  }
  std::string json(length, '\0');
  RETURN_IF_ERROR(file.read_at(kPrefixBytes, std::as_writable_bytes(std::span(json))));
  const int64_t data_begin = kPrefixBytes + header_bytes;
  Result<std::vector<TensorEntry>> entries =
      parse_safetensors_header(json, data_begin, file.size_bytes() - data_begin);
  if (!entries.ok()) return std::move(entries).status().with_context(file.name());
  return entries;
}

}  // namespace octant
