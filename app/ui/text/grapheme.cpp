#include "app/ui/text/grapheme.h"

#include "app/text/utf8.h"
#include "app/ui/text/unicode.h"

namespace octant::ui::text {

namespace {

// What the rules need to know of the code points read so far.
class ClusterState {
 public:
  // Whether there is no boundary before a code point of class `next` (rules GB6 to GB13).
  bool joins(GraphemeClass next) const {
    using enum GraphemeClass;
    switch (next) {
      case kExtend:
      case kJoiner:
      case kSpacingMark:
        return true;
      case kHangulL:
      case kHangulLV:
      case kHangulLVT:
        return last_ == kHangulL || last_ == kPrepend;
      case kHangulV:
        return last_ == kHangulL || last_ == kHangulV || last_ == kHangulLV || last_ == kPrepend;
      case kHangulT:
        return last_ == kHangulV || last_ == kHangulT || last_ == kHangulLV ||
               last_ == kHangulLVT || last_ == kPrepend;
      case kPictograph:
        return (last_ == kJoiner && picture_) || last_ == kPrepend;
      case kRegional:
        return (last_ == kRegional && num_regional_ % 2 == 1) || last_ == kPrepend;
      default:
        return last_ == kPrepend;
    }
  }

  void push(GraphemeClass next) {
    using enum GraphemeClass;
    if (next == kPictograph) {
      picture_ = true;
    } else if (last_ == kJoiner || (next != kExtend && next != kJoiner)) {
      picture_ = false;
    }
    num_regional_ = next == kRegional ? num_regional_ + 1 : 0;
    last_ = next;
  }

 private:
  GraphemeClass last_ = GraphemeClass::kOther;
  bool picture_ = false;  // a pictograph, since then only extenders and one joiner at the end
  int num_regional_ = 0;  // letters of flags, back to back
};

bool is_break_control(char32_t code_point) {
  return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0);
}

enum class WordKind { kWord, kHan, kKana, kBlank, kOther };

WordKind word_kind(char32_t code_point) {
  if (is_space(code_point)) return WordKind::kBlank;
  if (is_han(code_point)) return WordKind::kHan;
  if (is_kana(code_point)) return WordKind::kKana;
  return is_word(code_point) ? WordKind::kWord : WordKind::kOther;
}

WordKind kind_at(std::string_view text, size_t offset) {
  return word_kind(decode_utf8(text.substr(offset)).value);
}

// "don't", "3.14": one word, if letters or digits stand on both sides.
bool joins_words(char32_t code_point) {
  return code_point == '\'' || code_point == '.' || code_point == 0x2019;
}

}  // namespace

size_t next_grapheme(std::string_view text, size_t offset) {
  if (offset >= text.size()) return text.size();
  // ASCII joins nothing before it but Prepend, which ASCII is not. Most text ends here.
  const auto is_ascii = [text](size_t at) { return static_cast<unsigned char>(text[at]) < 0x80; };
  if (is_ascii(offset) && (offset + 1 >= text.size() || is_ascii(offset + 1))) return offset + 1;
  const CodePoint first = decode_utf8(text.substr(offset));
  offset += first.num_bytes;
  if (is_break_control(first.value)) return offset;
  ClusterState state;
  state.push(grapheme_class(first.value));
  while (offset < text.size()) {
    const CodePoint next = decode_utf8(text.substr(offset));
    if (is_break_control(next.value)) break;
    const GraphemeClass next_class = grapheme_class(next.value);
    if (!state.joins(next_class)) break;
    state.push(next_class);
    offset += next.num_bytes;
  }
  return offset;
}

size_t previous_grapheme(std::string_view text, size_t offset) {
  if (offset == 0) return 0;
  if (offset > text.size()) offset = text.size();
  // Back to a code point of class kOther whose neighbour behind cannot be bound to it by what
  // stands before: it begins a cluster, unless a Prepend stands before it.
  size_t begin = previous_code_point(text, offset);
  while (begin > 0) {
    const CodePoint here = decode_utf8(text.substr(begin));
    const size_t before = previous_code_point(text, begin);
    const bool anchored =
        grapheme_class(here.value) == GraphemeClass::kOther &&
        grapheme_class(decode_utf8(text.substr(before)).value) != GraphemeClass::kPrepend;
    if (anchored) break;
    begin = before;
  }
  for (size_t next = next_grapheme(text, begin); next < offset; next = next_grapheme(text, next)) {
    begin = next;
  }
  return begin;
}

size_t grapheme_begin(std::string_view text, size_t offset) {
  if (offset == 0 || offset >= text.size()) return offset == 0 ? 0 : text.size();
  const size_t begin = previous_grapheme(text, offset);
  return next_grapheme(text, begin) > offset ? begin : offset;
}

TextRange word_at(std::string_view text, size_t offset) {
  if (text.empty()) return {};
  if (offset >= text.size()) offset = previous_code_point(text, text.size());
  offset = grapheme_begin(text, offset);
  if (text[offset] == '\n') return {offset, offset};
  const WordKind kind = kind_at(text, offset);
  TextRange range{offset, next_grapheme(text, offset)};
  if (kind == WordKind::kOther) return range;
  while (range.begin > 0) {
    size_t before = previous_grapheme(text, range.begin);
    if (kind == WordKind::kWord && before > 0 &&
        joins_words(decode_utf8(text.substr(before)).value)) {
      before = previous_grapheme(text, before);
    }
    if (kind_at(text, before) != kind) break;
    range.begin = before;
  }
  while (range.end < text.size()) {
    size_t next = range.end;
    if (kind == WordKind::kWord && joins_words(decode_utf8(text.substr(next)).value)) {
      next = next_grapheme(text, next);
    }
    if (next >= text.size() || kind_at(text, next) != kind) break;
    range.end = next_grapheme(text, next);
  }
  return range;
}

size_t next_word_end(std::string_view text, size_t offset) {
  while (offset < text.size()) {
    const WordKind kind = kind_at(text, offset);
    if (kind != WordKind::kBlank && kind != WordKind::kOther) return word_at(text, offset).end;
    offset = next_grapheme(text, offset);
  }
  return text.size();
}

size_t previous_word_begin(std::string_view text, size_t offset) {
  while (offset > 0) {
    const size_t before = previous_grapheme(text, offset);
    const WordKind kind = kind_at(text, before);
    if (kind != WordKind::kBlank && kind != WordKind::kOther) return word_at(text, before).begin;
    offset = before;
  }
  return 0;
}

}  // namespace octant::ui::text
