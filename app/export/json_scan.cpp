#include "app/export/json_scan.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "app/export/json_fields.h"

namespace octant::exporting {

namespace {

constexpr std::string_view kSpace = " \t\r\n";

// Behind the string whose opening quote is at `at`; nothing if it has no end.
std::optional<size_t> end_of_string(std::string_view text, size_t at) {
  for (++at; at < text.size(); ++at) {
    at = text.find_first_of("\"\\", at);
    if (at == std::string_view::npos) return std::nullopt;
    if (text[at] == '"') return at + 1;
    ++at;  // the sign behind a backslash
  }
  return std::nullopt;
}

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  size_t at() const { return at_; }
  bool at_end() const { return at_ >= text_.size(); }

  void skip_space() { at_ = std::min(text_.find_first_not_of(kSpace, at_), text_.size()); }

  bool take(char sign) {
    skip_space();
    if (at_end() || text_[at_] != sign) return false;
    ++at_;
    return true;
  }

  // The next value; nothing if it has no end.
  std::optional<std::string_view> take_value() {
    skip_space();
    const size_t begin = at_;
    if (at_end()) return std::nullopt;
    const char first = text_[at_];
    if (first == '"') {
      const auto end = end_of_string(text_, at_);
      if (!end) return std::nullopt;
      at_ = *end;
    } else if (first == '{' || first == '[') {
      if (!skip_brackets()) return std::nullopt;
    } else {
      at_ = std::min(text_.find_first_of(",]}:\"[{ \t\r\n", at_), text_.size());
      if (at_ == begin) return std::nullopt;
    }
    return text_.substr(begin, at_ - begin);
  }

  std::string_view rest() const { return text_.substr(std::min(at_, text_.size())); }

  Status broken(std::string_view expected) const {
    return corrupt(at_end() ? fmt::format("ends where {} is expected", expected)
                            : fmt::format("byte {}: expected {}", at_ + 1, expected));
  }

 private:
  bool skip_brackets() {
    int64_t depth = 0;
    for (size_t at = at_;; ++at) {
      at = text_.find_first_of("\"[]{}", at);
      if (at == std::string_view::npos) return false;
      const char sign = text_[at];
      if (sign == '"') {
        const auto end = end_of_string(text_, at);
        if (!end) return false;
        at = *end - 1;
      } else if (sign == '[' || sign == '{') {
        ++depth;
      } else if (--depth == 0) {
        at_ = at + 1;
        return true;
      }
    }
  }

  std::string_view text_;
  size_t at_ = 0;
};

}  // namespace

int json_depth(std::string_view text) {
  int depth = 0;
  int deepest = 0;
  for (size_t at = text.find_first_of("\"[]{}"); at < text.size();
       at = text.find_first_of("\"[]{}", at)) {
    if (text[at] == '"') {
      at = end_of_string(text, at).value_or(text.size());
      continue;
    }
    depth += text[at] == '[' || text[at] == '{' ? 1 : -1;
    deepest = std::max(deepest, depth);
    // Deeper is of no interest, and the count stays small.
    if (deepest > kDeepestJson) return deepest;
    ++at;
  }
  return deepest;
}

std::string_view without_leading_space(std::string_view text) {
  return text.substr(std::min(text.find_first_not_of(kSpace), text.size()));
}

bool is_one_value(std::string_view text) {
  Scanner scanner(text);
  if (!scanner.take_value()) return false;
  scanner.skip_space();
  return scanner.at_end();
}

Status for_each_element(std::string_view text,
                        const std::function<Status(std::string_view value)>& use) {
  Scanner scanner(text);
  if (!scanner.take('[')) return scanner.broken("an array");
  if (scanner.take(']')) return {};
  for (;;) {
    const auto value = scanner.take_value();
    if (!value) return corrupt("breaks off in the middle of a value");
    RETURN_IF_ERROR(use(*value));
    if (scanner.take(']')) return {};
    if (!scanner.take(',')) return scanner.broken("a comma or the end of the array");
  }
}

Status for_each_member(
    std::string_view text,
    const std::function<Status(const std::string& key, std::string_view value)>& use) {
  Scanner scanner(text);
  if (!scanner.take('{')) return scanner.broken("an object");
  if (scanner.take('}')) return {};
  for (;;) {
    const auto quoted = scanner.take_value();
    if (!quoted || quoted->front() != '"') return scanner.broken("a field's name");
    ASSIGN_OR_RETURN(const Json key, parse_json(*quoted));
    if (!scanner.take(':')) return scanner.broken("a colon");
    scanner.skip_space();
    const std::string_view from_here = scanner.rest();
    const auto value = scanner.take_value();
    if (!value) {
      RETURN_IF_ERROR(use(key.get<std::string>(), from_here));
      return corrupt("breaks off in the middle of a value");
    }
    RETURN_IF_ERROR(use(key.get<std::string>(), *value));
    if (scanner.take('}')) return {};
    if (!scanner.take(',')) return scanner.broken("a comma or the end of the object");
  }
}

}  // namespace octant::exporting
