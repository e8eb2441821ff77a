#include "app/ui/text/latex.h"

#include <array>

#include "app/text/utf8.h"
#include "app/ui/text/grapheme.h"
#include "app/ui/text/latex_symbols.h"
#include "app/ui/text/unicode.h"

namespace octant::ui::text {

namespace {

// Deeper formulas are not for reading, and the parser calls itself.
constexpr int kMaxDepth = 32;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

template <size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  for (const std::string_view candidate : names) {
    if (candidate == name) return true;
  }
  return false;
}

// Arguments that are shown as they are.
constexpr std::array<std::string_view, 16> kPlainWrappers = {
    "text",   "mathrm", "mathbf",     "mathit",       "mathsf", "mathtt", "mathcal", "mathfrak",
    "textbf", "textit", "boldsymbol", "operatorname", "textrm", "mbox",   "bm",      "boxed"};
// Commands that only say how large or where.
constexpr std::array<std::string_view, 20> kSilent = {
    "left",   "right",    "big",    "Big",         "bigg",     "Bigg",         "bigl",
    "bigr",   "Bigl",     "Bigr",   "biggl",       "biggr",    "displaystyle", "textstyle",
    "limits", "nolimits", "middle", "scriptstyle", "nonumber", "notag"};

bool is_one_unit(std::string_view text) {
  if (text.empty()) return true;
  if (next_grapheme(text, 0) == text.size()) return true;
  for (size_t at = 0; at < text.size();) {  // a number or a name needs no brackets
    const CodePoint next = decode_utf8(text.substr(at));
    if (!is_word(next.value) && next.value != '.' && next.value != '\'') return false;
    at += next.num_bytes;
  }
  return true;
}

std::string bracketed(const std::string& text) {
  return is_one_unit(text) ? text : '(' + text + ')';
}

std::string trimmed(std::string text) {
  const size_t begin = text.find_first_not_of(" \n");
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \n") + 1 - begin);
}

class LatexReader {
 public:
  explicit LatexReader(std::string_view text) : text_(text) {}

  // Up to `closer` (a brace or a bracket, taken), to the end of an environment, or to the end.
  std::string read(char closer, int depth) {
    std::string out;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (closer != '\0' && c == closer) {
        ++at_;
        break;
      }
      if (c == '\\' && peek_command() == "end" && depth > 0 && closer == '\0') break;
      read_one(out, depth);
    }
    return trimmed(std::move(out));
  }

 private:
  // One character, command, group or script, appended.
  void read_one(std::string& out, int depth) {
    const char c = text_[at_];
    if (c == '\\') {
      read_command(out, depth);
    } else if (c == '^' || c == '_') {
      ++at_;
      read_script(out, c, depth);
    } else if (c == '{') {
      out += read_argument(depth);
    } else if (c == '}') {
      ++at_;
    } else if (c == '&' || c == '~' || static_cast<unsigned char>(c) <= ' ' || c == 0x7F) {
      ++at_;
      if (!out.empty() && out.back() != ' ' && out.back() != '\n') out += ' ';
    } else if (c == '-') {
      ++at_;
      out += "−";
    } else if (c == '\'') {
      ++at_;
      out += "′";
    } else {
      const CodePoint next = decode_utf8(text_.substr(at_));
      append_utf8(next.value >= 0x80 && next.value < 0xA0 ? kReplacement : next.value, out);
      at_ += next.num_bytes;
    }
  }

  std::string_view peek_command() const {
    size_t end = at_ + 1;
    while (end < text_.size() && is_letter(text_[end])) ++end;
    return text_.substr(at_ + 1, end - at_ - 1);
  }

  void read_command(std::string& out, int depth) {
    const std::string_view name = peek_command();
    at_ += 1 + name.size();
    if (name.empty()) return read_sign(out);
    if (is_one_of(name, kSilent)) return skip_delimiter_dot();
    if (name == "frac" || name == "dfrac" || name == "tfrac" || name == "cfrac") {
      const std::string upper = read_argument(depth);
      const std::string lower = read_argument(depth);
      out += bracketed(upper) + '/' + bracketed(lower);
    } else if (name == "sqrt") {
      read_root(out, depth);
    } else if (name == "binom") {
      const std::string upper = read_argument(depth);
      out += "C(" + upper + ", " + read_argument(depth) + ')';
    } else if (name == "mathbb") {
      out += double_struck(read_argument(depth));
    } else if (name == "not") {
      out += read_argument(depth);
      append_utf8(0x338, out);  // a stroke over the sign
    } else if (is_one_of(name, kPlainWrappers)) {
      if (at_ < text_.size() && text_[at_] == '*') ++at_;
      out += name.starts_with("text") || name == "mbox" ? read_verbatim() : read_argument(depth);
    } else if (name == "begin") {
      read_environment(out, depth);
    } else if (name == "end" || name == "label" || name == "tag") {
      read_verbatim();
    } else if (const char32_t mark = latex_accent(name)) {
      read_accented(out, mark, depth);
    } else if (is_latex_function(name)) {
      if (!out.empty() && is_word_end(out)) out += ' ';
      out += name;
      if (at_ < text_.size() && (is_letter(text_[at_]) || text_[at_] == '\\')) out += ' ';
    } else if (const auto symbol = latex_symbol(name)) {
      out += *symbol;
    } else {
      out += '\\';
      out += name;
    }
  }

  // "\\" begins a row, "\," and the like are spaces, others stand for themselves.
  void read_sign(std::string& out) {
    if (at_ >= text_.size()) {
      out += '\\';
      return;
    }
    const char c = text_[at_];
    if (c == '\\') {
      ++at_;
      if (at_ < text_.size() && text_[at_] == '[') {  // the row's extra height
        const size_t end = text_.find(']', at_);
        if (end != std::string_view::npos) at_ = end + 1;
      }
      while (!out.empty() && out.back() == ' ') out.pop_back();
      out += '\n';
    } else if (c == ',' || c == ';' || c == ':' || c == ' ' || c == '>') {
      ++at_;
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else if (c == '!') {
      ++at_;
    } else if (c == '|') {
      ++at_;
      out += "‖";
    } else {
      const CodePoint next = decode_utf8(text_.substr(at_));
      at_ += next.num_bytes;
      const bool control = next.value < ' ' || (next.value >= 0x7F && next.value < 0xA0);
      append_utf8(control ? kReplacement : next.value, out);
    }
  }

  // "\left." draws nothing.
  void skip_delimiter_dot() {
    if (at_ < text_.size() && text_[at_] == '.') ++at_;
  }

  void read_script(std::string& out, char kind, int depth) {
    const std::string script = read_argument(depth);
    if (script.empty()) return;
    if (kind == '^' && script == "∘") {
      out += "°";
      return;
    }
    const auto direct = kind == '^' ? superscript(script) : subscript(script);
    const bool one = next_grapheme(script, 0) == script.size();
    out += direct ? *direct : one ? kind + script : std::string{kind, '('} + script + ')';
  }

  void read_root(std::string& out, int depth) {
    std::string index;
    if (at_ < text_.size() && text_[at_] == '[') {
      ++at_;
      index = depth < kMaxDepth ? read(']', depth + 1) : std::string();
    }
    if (!index.empty()) out += superscript(index).value_or('(' + index + ')');
    out += "√" + bracketed(read_argument(depth));
  }

  void read_accented(std::string& out, char32_t mark, int depth) {
    const std::string base = read_argument(depth);
    for (size_t at = 0; at < base.size();) {
      const size_t end = next_grapheme(base, at);
      out.append(base, at, end - at);
      append_utf8(mark, out);
      at = end;
    }
  }

  // A group, or the one character or command that takes its place.
  std::string read_argument(int depth) {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
    if (at_ >= text_.size() || text_[at_] == '}') return {};
    if (depth >= kMaxDepth) return read_verbatim();
    if (text_[at_] == '{') {
      ++at_;
      return read('}', depth + 1);
    }
    std::string out;
    if (text_[at_] == '^' || text_[at_] == '_') {
      out += text_[at_++];  // a script where a base should be
    } else {
      read_one(out, depth + 1);
    }
    return out;
  }

  // A group as it is written, without its braces; blanks matter in it.
  std::string read_verbatim() {
    if (at_ >= text_.size() || text_[at_] != '{') {
      if (at_ >= text_.size()) return {};
      const size_t size = decode_utf8(text_.substr(at_)).num_bytes;
      at_ += size;
      return shown(text_.substr(at_ - size, size));
    }
    const size_t begin = ++at_;
    for (int open = 1; at_ < text_.size(); ++at_) {
      if (text_[at_] == '{') ++open;
      if (text_[at_] == '}' && --open == 0) break;
    }
    const std::string_view group = text_.substr(begin, at_ - begin);
    if (at_ < text_.size()) ++at_;
    return shown(group);
  }

  static std::string shown(std::string_view bytes) {
    std::string out;
    while (!bytes.empty()) {
      const CodePoint next = decode_utf8(bytes);
      const bool control = next.value < ' ' || (next.value >= 0x7F && next.value < 0xA0);
      append_utf8(control ? U' ' : next.value, out);
      bytes.remove_prefix(next.num_bytes);
    }
    return out;
  }

  void read_environment(std::string& out, int depth) {
    const std::string name = read_verbatim();
    if (name == "array") read_verbatim();  // its columns
    if (depth >= kMaxDepth) return;
    const bool matrix = name == "array" || name.ends_with("matrix") || name == "matrix*";
    if (!matrix) {
      if (name == "cases") out += "{ ";
      out += read('\0', depth + 1);
    } else {
      read_matrix(out, name, depth);
    }
    if (at_ < text_.size() && peek_command() == "end") {
      at_ += 4;
      read_verbatim();
    }
  }

  void read_matrix(std::string& out, std::string_view name, int depth) {
    const bool bars = name == "vmatrix" || name == "Vmatrix";
    const bool round = name == "pmatrix";
    std::string cell;
    out += bars ? "|" : round ? "(" : "[";
    const auto flush = [&](std::string_view separator) {
      out += trimmed(std::move(cell));
      out += separator;
      cell.clear();
    };
    while (at_ < text_.size()) {
      if (text_[at_] == '&') {
        ++at_;
        flush(", ");
      } else if (text_[at_] == '\\' && peek_command() == "end") {
        break;
      } else if (text_[at_] == '\\' && at_ + 1 < text_.size() && text_[at_ + 1] == '\\') {
        at_ += 2;
        const size_t next = text_.find_first_not_of(" \n\t\r", at_);
        const bool last = next == std::string_view::npos || text_.substr(next).starts_with("\\end");
        flush(last ? "" : "; ");
      } else {
        read_one(cell, depth + 1);
      }
    }
    flush(bars ? "|" : round ? ")" : "]");
  }

  static bool is_word_end(const std::string& out) {
    return is_word(
        decode_utf8(std::string_view(out).substr(previous_code_point(out, out.size()))).value);
  }

  std::string_view text_;
  size_t at_ = 0;
};

}  // namespace

std::string latex_to_unicode(std::string_view latex) {
  std::string out = LatexReader(latex).read('\0', 0);
  if (!out.empty()) return out;
  // Nothing but spacing commands and braces: then the source says more than nothing.
  return trimmed(valid_utf8(std::string(latex)));
}

}  // namespace octant::ui::text
