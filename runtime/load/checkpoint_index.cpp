#include "runtime/load/checkpoint_index.h"

#include <utility>

#include "runtime/load/printable.h"
#include "runtime/load/strict_json.h"

namespace octant {
namespace {

// NAME_MAX of Linux: a longer name cannot exist.
constexpr size_t kMaxFileNameBytes = 255;

bool is_plain_shard_name(std::string_view name) {
  return name.size() <= kMaxFileNameBytes && name.ends_with(".safetensors") &&
         !name.starts_with('.') && name.find_first_of("/\\") == std::string_view::npos &&
         name.find("..") == std::string_view::npos && !has_control_characters(name);
}

class IndexReader : public JsonEvents {
 public:
  std::vector<IndexedTensor> take_tensors() { return std::move(tensors_); }
  bool has_weight_map() const { return has_weight_map_; }

  Status begin_object() override {
    if (in_weight_map()) return unexpected("an object");
    ++depth_;
    if (depth_ == 2 && top_key_ == "weight_map") has_weight_map_ = true;
    return {};
  }
  Status end_object() override {
    --depth_;
    return {};
  }
  Status begin_array() override {
    RETURN_IF_ERROR(check_place("an array"));
    ++depth_;
    return {};
  }
  Status end_array() override {
    --depth_;
    return {};
  }
  Status key(std::string_view name) override {
    if (depth_ == 1) top_key_ = name;
    if (!in_weight_map()) return {};
    tensor_ = name;
    if (tensor_.empty()) return corrupt("weight_map: a tensor has an empty name");
    if (has_control_characters(tensor_)) {
      return corrupt(printable(tensor_) + ": the name contains control characters");
    }
    return {};
  }
  Status text(std::string_view value) override {
    if (!in_weight_map()) return check_place("a string");
    if (!is_plain_shard_name(value)) {
      return corrupt(printable(tensor_) + ": weight_map: \"" + printable(value) +
                     "\" is not a plain file name ending in .safetensors");
    }
    tensors_.push_back({tensor_, std::string(value)});
    return {};
  }
  Status number(uint64_t) override { return check_place("a number"); }
  Status other(std::string_view what) override { return check_place(what); }

 private:
  bool in_weight_map() const { return depth_ == 2 && top_key_ == "weight_map"; }

  // A value that is neither the weight_map nor a file name in it.
  Status check_place(std::string_view what) const {
    if (in_weight_map()) return unexpected(what);
    if (depth_ == 1 && top_key_ == "weight_map") {
      return corrupt("weight_map: is " + std::string(what) + ", expected an object");
    }
    return {};
  }
  Status unexpected(std::string_view what) const {
    return corrupt(printable(tensor_) + ": weight_map: is " + std::string(what) +
                   ", expected a file name");
  }

  std::vector<IndexedTensor> tensors_;
  int depth_ = 0;  // objects and arrays that are open
  bool has_weight_map_ = false;
  std::string top_key_;
  std::string tensor_;
};

}  // namespace

Result<std::vector<IndexedTensor>> parse_checkpoint_index(std::string_view json) {
  IndexReader reader;
  RETURN_IF_ERROR(parse_strict_json(json, reader));
  if (!reader.has_weight_map()) return corrupt("weight_map: is missing");
  std::vector<IndexedTensor> tensors = reader.take_tensors();
  if (tensors.empty()) return corrupt("weight_map: is empty");
  return tensors;
}

}  // namespace octant
