#include "runtime/load/strict_json.h"

#include <nlohmann/json.hpp>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "runtime/load/printable.h"

namespace octant {
namespace {

// Feeds the events of nlohmann's parser, which keeps its own stack on the heap, into JsonEvents.
class Adapter : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit Adapter(JsonEvents& events) : events_(events) {}

  Status take_status() { return std::move(status_); }

  bool null() override { return note(events_.other("null")); }
  bool boolean(bool) override { return note(events_.other("true or false")); }
  bool number_integer(number_integer_t) override {
    return note(events_.other("a negative number"));
  }
  bool number_unsigned(number_unsigned_t value) override { return note(events_.number(value)); }
  bool number_float(number_float_t, const string_t&) override {
    return note(events_.other("a number that is no integer or exceeds 2^64"));
  }
  bool string(string_t& value) override { return note(events_.text(value)); }
  bool binary(binary_t&) override { return note(events_.other("binary data")); }

  bool start_object(std::size_t) override {
    keys_.emplace_back();
    return deeper() && note(events_.begin_object());
  }
  bool end_object() override {
    keys_.pop_back();
    --depth_;
    return note(events_.end_object());
  }
  bool start_array(std::size_t) override { return deeper() && note(events_.begin_array()); }
  bool end_array() override {
    --depth_;
    return note(events_.end_array());
  }
  bool key(string_t& name) override {
    if (!keys_.back().insert(name).second) {
      return note(corrupt("JSON key \"" + printable(name) + "\" occurs twice in one object"));
    }
    return note(events_.key(name));
  }
  // The parser's own text is not passed on: it quotes raw bytes of the file.
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception&) override {
    return note(corrupt("JSON syntax error at byte " + std::to_string(position)));
  }

 private:
  bool note(Status status) {
    if (status.ok()) return true;
    if (status_.ok()) status_ = std::move(status);
    return false;
  }
  bool deeper() {
    if (++depth_ <= kMaxJsonDepth) return true;
    return note(corrupt("JSON is nested deeper than " + std::to_string(kMaxJsonDepth) + " levels"));
  }

  JsonEvents& events_;
  Status status_;
  int depth_ = 0;
  std::vector<std::unordered_set<std::string>> keys_;  // of the objects that are open
};

}  // namespace

Status parse_strict_json(std::string_view json, JsonEvents& events) {
  // A byte order mark, an array or white space in front all end here.
  if (json.empty() || json.front() != '{') return corrupt("JSON does not begin with \"{\"");
  // nlohmann's lexer takes a zero byte for the end of the text and would ignore what follows.
  if (const size_t zero = json.find('\0'); zero != std::string_view::npos) {
    return corrupt("JSON contains a zero byte at byte " + std::to_string(zero));
  }
  Adapter adapter(events);
  if (nlohmann::json::sax_parse(json, &adapter)) return {};
  return adapter.take_status();
}

}  // namespace octant
