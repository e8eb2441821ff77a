#include "app/ui/text/highlight.h"

#include <algorithm>
#include <string>

#include "app/ui/text/languages.h"

namespace octant::ui::text {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Bytes of other scripts count as letters, so that names stay whole.
bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

class Scanner {
 public:
  Scanner(std::string_view code, const Language& language) : code_(code), language_(language) {}

  std::vector<Token> run() && {
    while (at_ < code_.size()) {
      const size_t begin = at_;
      const TokenKind kind = next();
      push(begin, kind);
    }
    return std::move(tokens_);
  }

 private:
  void push(size_t begin, TokenKind kind) {
    if (!tokens_.empty() && tokens_.back().kind == kind) {
      tokens_.back().range.end = at_;
    } else {
      tokens_.push_back({{begin, at_}, kind});
    }
  }

  bool here(std::string_view what) const {
    return !what.empty() && code_.substr(at_).starts_with(what);
  }

  void pass_to(std::string_view what) {
    const size_t found = code_.find(what, at_);
    at_ = found == std::string_view::npos ? code_.size() : found + what.size();
  }

  TokenKind next() {
    if (here(language_.comment_begin)) {
      at_ += language_.comment_begin.size();
      pass_to(language_.comment_end);
      return TokenKind::kComment;
    }
    if (is_line_comment()) {
      at_ = std::min(code_.find('\n', at_), code_.size());
      return TokenKind::kComment;
    }
    const char c = code_[at_];
    const bool in_text = language_.tags && !in_tag_;
    if (!in_text && language_.quotes.find(c) != std::string_view::npos) return string(c);
    if (language_.tags) return markup(c);
    if (is_digit(c)) return number();
    if (is_name(c)) return name();
    ++at_;
    return TokenKind::kPlain;
  }

  bool is_line_comment() const {
    if (!here(language_.line_comment)) return false;
    // "$#" and "a#b" of shells are no comments.
    return language_.line_comment != "#" || at_ == 0 || code_[at_ - 1] == ' ' ||
           code_[at_ - 1] == '\n' || code_[at_ - 1] == '\t' || language_.triple_quotes;
  }

  TokenKind string(char quote) {
    const std::string triple(3, quote);
    if (language_.triple_quotes && here(triple)) {
      at_ += 3;
      pass_to(triple);
      return TokenKind::kString;
    }
    if (language_.lifetimes && quote == '\'' && !is_char_literal()) {
      ++at_;
      return TokenKind::kPlain;
    }
    const bool may_go_on = language_.long_quotes.find(quote) != std::string_view::npos;
    for (++at_; at_ < code_.size(); ++at_) {
      if (code_[at_] == '\\') {
        if (++at_ >= code_.size()) break;
      } else if (code_[at_] == quote) {
        ++at_;
        break;
      } else if (code_[at_] == '\n' && !may_go_on) {
        break;
      }
    }
    at_ = std::min(at_, code_.size());
    return TokenKind::kString;
  }

  bool is_char_literal() const {
    if (at_ + 1 < code_.size() && code_[at_ + 1] == '\\') return true;
    constexpr size_t kLongest = 5;  // one code point of four bytes, and the quote
    const size_t end = code_.find('\'', at_ + 1);
    return end != std::string_view::npos && end - at_ <= kLongest && end > at_ + 1 &&
           (end - at_ == 2 || static_cast<unsigned char>(code_[at_ + 1]) >= 0x80);
  }

  TokenKind number() {
    while (at_ < code_.size() && (is_name(code_[at_]) || code_[at_] == '.' || code_[at_] == '\'')) {
      // 1'000 is a number of C++, 1' the end of somebody's string.
      if (code_[at_] == '\'' && (at_ + 1 >= code_.size() || !is_digit(code_[at_ + 1]))) break;
      const bool exponent = code_[at_] == 'e' || code_[at_] == 'E';
      ++at_;
      if (exponent && at_ < code_.size() && (code_[at_] == '-' || code_[at_] == '+')) ++at_;
    }
    return TokenKind::kNumber;
  }

  TokenKind name() {
    const size_t begin = at_;
    while (at_ < code_.size() && is_name(code_[at_])) ++at_;
    if (is_keyword(code_.substr(begin, at_ - begin))) return TokenKind::kKeyword;
    const bool call = language_.calls && at_ < code_.size() && code_[at_] == '(';
    return call ? TokenKind::kCall : TokenKind::kPlain;
  }

  bool is_keyword(std::string_view word) const {
    std::string lower;
    if (language_.ignore_case) {
      lower = word;
      for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
      }
      word = lower;
    }
    return std::binary_search(language_.keywords.begin(), language_.keywords.end(), word);
  }

  // HTML: names behind < and </ are keywords, names of attributes calls.
  TokenKind markup(char c) {
    ++at_;
    if (c == '<') {
      in_tag_ = at_ < code_.size() && (is_name(code_[at_]) || code_[at_] == '/' ||
                                       code_[at_] == '!' || code_[at_] == '?');
      if (!in_tag_) return TokenKind::kPlain;
      while (at_ < code_.size() && (is_name(code_[at_]) || code_[at_] == '/' || code_[at_] == '!' ||
                                    code_[at_] == '?' || code_[at_] == '-')) {
        ++at_;
      }
      return TokenKind::kKeyword;
    }
    if (c == '>' && in_tag_) {
      in_tag_ = false;
      return TokenKind::kKeyword;
    }
    if (!in_tag_ || !is_name(c)) return TokenKind::kPlain;
    while (at_ < code_.size() && (is_name(code_[at_]) || code_[at_] == '-')) ++at_;
    return TokenKind::kCall;
  }

  std::string_view code_;
  const Language& language_;
  size_t at_ = 0;
  bool in_tag_ = false;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> highlight(std::string_view code, std::string_view name) {
  const Language* language = find_language(name);
  if (language == nullptr) {
    if (code.empty()) return {};
    return {{{0, code.size()}, TokenKind::kPlain}};
  }
  return Scanner(code, *language).run();
}

void colour_code(Block& block) {
  const std::vector<Token> tokens = highlight(block.text, block.language);
  std::vector<Span> divided;
  size_t token = 0;
  for (const Span& span : block.spans) {
    Span rest = span;
    while (token < tokens.size() && tokens[token].range.end <= rest.text_begin) ++token;
    while (token < tokens.size() && rest.text_begin < rest.text_end) {
      Span part = rest;
      part.token = tokens[token].kind;
      // A span that is one unit takes the colour that it begins with.
      const auto end = static_cast<uint32_t>(tokens[token].range.end);
      if (span.exact && end < rest.text_end) {
        part.text_end = end;
        part.source_end = part.source_begin + (part.text_end - part.text_begin);
        rest.source_begin = part.source_end;
        ++token;
      }
      rest.text_begin = part.text_end;
      divided.push_back(part);
    }
  }
  block.spans = std::move(divided);
}

}  // namespace octant::ui::text
