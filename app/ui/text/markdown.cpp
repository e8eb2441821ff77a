#include "app/ui/text/markdown.h"

#include <md4c.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "app/text/utf8.h"
#include "app/ui/text/block_builder.h"
#include "app/ui/text/block_ranges.h"
#include "app/ui/text/entity.h"
#include "app/ui/text/highlight.h"
#include "app/ui/text/masked_text.h"
#include "app/ui/text/math_spans.h"
#include "app/ui/text/unfinished.h"
#include "app/ui/text/unicode.h"

namespace octant::ui::text {

namespace {

constexpr size_t kMaxDepth = 64;
// md4c fills rows up to the head's width, so a small text can ask for many cells.
constexpr size_t kMaxCells = 100'000;

class ChunkParser {
 public:
  ChunkParser(std::string_view shown, const MaskedText& masked, const Chunk& chunk,
              const std::vector<MathSpan>& math, TextStyle base)
      : shown_(shown),
        masked_(masked),
        buffer_(masked.text()),
        chunk_(chunk),
        base_(base),
        builder_(shown, chunk.begin, shown.size(), math, base) {}

  // False if the text asks for too much.
  bool run() {
    MD_PARSER parser{};
    parser.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_NOHTML |
                   MD_FLAG_PERMISSIVEURLAUTOLINKS;
    parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* self) {
      auto& me = *static_cast<ChunkParser*>(self);
      me.too_much_ = me.too_much_ || me.enter_block(type, detail) != 0;
      return me.too_much_ ? 1 : 0;
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void*, void* self) {
      static_cast<ChunkParser*>(self)->leave_block(type);
      return 0;
    };
    parser.enter_span = [](MD_SPANTYPE type, void* detail, void* self) {
      static_cast<ChunkParser*>(self)->enter_span(type, detail);
      return 0;
    };
    parser.leave_span = [](MD_SPANTYPE type, void*, void* self) {
      static_cast<ChunkParser*>(self)->leave_span(type);
      return 0;
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* self) {
      static_cast<ChunkParser*>(self)->text(type, {text, size});
      return 0;
    };
    return md_parse(buffer_.data(), static_cast<MD_SIZE>(buffer_.size()), &parser, this) == 0 &&
           !too_much_;
  }

  std::vector<Block> take() && { return std::move(builder_).take(); }

 private:
  struct List {
    bool numbered = false;
    uint32_t next = 0;
  };

  int enter_block(MD_BLOCKTYPE type, void* detail) {
    switch (type) {
      case MD_BLOCK_QUOTE:
        builder_.close_block();
        builder_.open_quote();
        break;
      case MD_BLOCK_UL:
        builder_.close_block();
        lists_.push_back({});
        break;
      case MD_BLOCK_OL: {
        builder_.close_block();
        const bool goes_on = chunk_.continues_list && !any_list_;
        lists_.push_back(
            {true, goes_on ? chunk_.number : static_cast<MD_BLOCK_OL_DETAIL*>(detail)->start});
        break;
      }
      case MD_BLOCK_LI:
        enter_item(*static_cast<MD_BLOCK_LI_DETAIL*>(detail));
        break;
      case MD_BLOCK_HR:
        builder_.open_block(BlockKind::kRule);
        break;
      case MD_BLOCK_H:
        builder_.open_block(BlockKind::kHeading);
        builder_.block().level =
            static_cast<uint8_t>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level);
        break;
      case MD_BLOCK_CODE:
        builder_.open_block(BlockKind::kCode);
        builder_.block().language =
            valid_utf8(attribute(static_cast<MD_BLOCK_CODE_DETAIL*>(detail)->lang));
        break;
      case MD_BLOCK_P:
        builder_.open_block(BlockKind::kParagraph);
        break;
      case MD_BLOCK_TABLE:
        builder_.open_block(BlockKind::kTable);
        break;
      case MD_BLOCK_TR:
        first_cell_ = true;
        break;
      case MD_BLOCK_TH:
      case MD_BLOCK_TD:
        if (++num_cells_ > kMaxCells) return 1;
        enter_cell(type, *static_cast<MD_BLOCK_TD_DETAIL*>(detail));
        break;
      default:
        break;
    }
    return builder_.depth() > kMaxDepth ? 1 : 0;
  }

  void enter_item(const MD_BLOCK_LI_DETAIL& detail) {
    any_list_ = true;
    Container item;
    List& list = lists_.back();
    if (detail.is_task) {
      item.kind = Container::Kind::kTask;
      item.checked = detail.task_mark != ' ';
    } else if (list.numbered) {
      item.kind = Container::Kind::kNumbered;
    } else {
      item.kind = Container::Kind::kBullet;
    }
    item.number = list.numbered ? list.next++ : 0;
    builder_.open_item(item);
  }

  void enter_cell(MD_BLOCKTYPE type, const MD_BLOCK_TD_DETAIL& detail) {
    if (type == MD_BLOCK_TH) {
      const Table::Align align = detail.align == MD_ALIGN_LEFT     ? Table::Align::kLeft
                                 : detail.align == MD_ALIGN_CENTER ? Table::Align::kCenter
                                 : detail.align == MD_ALIGN_RIGHT  ? Table::Align::kRight
                                                                   : Table::Align::kDefault;
      builder_.block().table.columns.push_back(align);
    }
    builder_.open_cell(std::exchange(first_cell_, false));
  }

  void leave_block(MD_BLOCKTYPE type) {
    switch (type) {
      case MD_BLOCK_QUOTE:
      case MD_BLOCK_LI:
        builder_.close_container();
        break;
      case MD_BLOCK_UL:
      case MD_BLOCK_OL:
        lists_.pop_back();
        break;
      case MD_BLOCK_TH:
      case MD_BLOCK_TD:
        builder_.close_cell();
        break;
      case MD_BLOCK_CODE:
        finish_code();
        builder_.close_block();
        break;
      case MD_BLOCK_P:
      case MD_BLOCK_H:
      case MD_BLOCK_HR:
      case MD_BLOCK_TABLE:
        builder_.close_block();
        break;
      default:
        break;
    }
  }

  // The line feed of the last line is the fence's, not the code's.
  void finish_code() {
    Block& block = builder_.block();
    if (!block.text.ends_with('\n')) return;
    block.text.pop_back();
    Span& last = block.spans.back();
    --last.text_end;
    if (last.exact) --last.source_end;
    if (last.text_begin == last.text_end) block.spans.pop_back();
  }

  static Inline::Kind kind_of(MD_SPANTYPE type) {
    switch (type) {
      case MD_SPAN_STRONG:
        return Inline::Kind::kStrong;
      case MD_SPAN_CODE:
        return Inline::Kind::kCode;
      case MD_SPAN_DEL:
        return Inline::Kind::kStrike;
      case MD_SPAN_IMG:
        return Inline::Kind::kImage;
      default:
        return Inline::Kind::kEmphasis;
    }
  }

  void enter_span(MD_SPANTYPE type, void* detail) {
    if (type == MD_SPAN_A) {
      std::string target = attribute(static_cast<MD_SPAN_A_DETAIL*>(detail)->href);
      const bool alive = is_followable(target);
      links_.push_back(alive ? Inline::Kind::kLink : Inline::Kind::kDeadLink);
      builder_.open_inline(links_.back(), alive ? std::move(target) : std::string());
    } else if (type == MD_SPAN_IMG) {
      builder_.open_inline(Inline::Kind::kImage,
                           attribute(static_cast<MD_SPAN_IMG_DETAIL*>(detail)->src));
    } else {
      builder_.open_inline(kind_of(type));
    }
  }

  void leave_span(MD_SPANTYPE type) {
    if (type == MD_SPAN_A) {
      builder_.close_inline(links_.back());
      links_.pop_back();
    } else {
      builder_.close_inline(kind_of(type));
    }
  }

  void text(MD_TEXTTYPE type, std::string_view text) {
    const auto begin = reinterpret_cast<std::uintptr_t>(text.data());
    const auto first = reinterpret_cast<std::uintptr_t>(buffer_.data());
    const bool ours = begin >= first && begin + text.size() <= first + buffer_.size();
    const size_t at =
        ours ? masked_.source_offset(static_cast<size_t>(begin - first)) : builder_.cursor();
    const size_t end =
        ours ? masked_.source_offset(static_cast<size_t>(begin - first) + text.size()) : at;
    switch (type) {
      case MD_TEXT_NULLCHAR:
        builder_.add_atom("\uFFFD", at, end);
        break;
      case MD_TEXT_BR:
        builder_.add_line_feed("\n");
        break;
      case MD_TEXT_SOFTBR:
        builder_.add_line_feed(soft_break());
        break;
      case MD_TEXT_ENTITY:
        if (const auto shown = entity_text(text); ours && shown && at < shown_.size()) {
          builder_.add_atom(*shown, at, end);
          break;
        }
        [[fallthrough]];
      default:
        if (ours) {
          builder_.add_source(at, end, type == MD_TEXT_CODE);
        } else if (text == "\n") {
          builder_.add_line_feed(text);
        } else if (at < shown_.size()) {
          add_indent(text);
        }
    }
  }

  // md4c tells how far a line of code is indented, with blanks of its own.
  void add_indent(std::string_view blanks) {
    const size_t at = builder_.cursor();
    const size_t code = std::min(shown_.find_first_not_of(' ', at), shown_.size());
    if (code - at >= blanks.size()) {
      builder_.add_source(code - blanks.size(), code, true);
    } else {
      builder_.add_atom(blanks, at, at);  // a tab stood there
    }
  }

  // Chinese and Japanese lines are joined without a blank.
  std::string_view soft_break() const {
    // A model that reasons writes line by line, and means the lines.
    if (base_ == TextStyle::kThinking) return "\n";
    const size_t at = builder_.cursor();
    const size_t next = shown_.find_first_not_of(" \t\r\n>", at);
    if (at == 0 || next == std::string_view::npos) return " ";
    const char32_t before = decode_utf8(shown_.substr(previous_code_point(shown_, at))).value;
    return is_cjk(before) && is_cjk(decode_utf8(shown_.substr(next)).value) ? "" : " ";
  }

  std::string attribute(const MD_ATTRIBUTE& attribute) const {
    const std::string_view text(attribute.text ? attribute.text : "", attribute.size);
    if (text.empty()) return {};
    std::string out;
    for (size_t i = 0; attribute.substr_offsets[i] < attribute.size; ++i) {
      const size_t begin = attribute.substr_offsets[i];
      const std::string_view part = text.substr(begin, attribute.substr_offsets[i + 1] - begin);
      const auto shown =
          attribute.substr_types[i] == MD_TEXT_ENTITY ? entity_text(part) : std::nullopt;
      out += shown ? std::string_view(*shown) : part;
    }
    return out;
  }

  std::string_view shown_;  // what is read from
  const MaskedText& masked_;
  std::string_view buffer_;  // its text: what md4c reads
  const Chunk& chunk_;
  TextStyle base_;
  BlockBuilder builder_;
  std::vector<List> lists_;
  std::vector<Inline::Kind> links_;
  bool any_list_ = false;
  bool first_cell_ = false;
  size_t num_cells_ = 0;
  bool too_much_ = false;  // md4c does not always pass on that a callback gave up
};

// What asks for too much, as it is written.
std::vector<Block> verbatim(std::string_view shown, size_t offset, TextStyle base) {
  const std::vector<MathSpan> none;
  BlockBuilder builder(shown, offset, shown.size(), none, base);
  builder.open_block(BlockKind::kCode);
  builder.add_source(0, shown.size(), true);
  builder.close_block();
  return std::move(builder).take();
}

}  // namespace

std::vector<Block> parse_chunk(std::string_view source, const Chunk& chunk, bool growing,
                               TextStyle base) {
  std::string_view shown = source.substr(chunk.begin, chunk.end - chunk.begin);
  std::string text(shown);
  if (growing) {
    Unfinished unfinished = finish(shown);
    shown = shown.substr(0, unfinished.shown_end);
    text = shown;
    text += unfinished.closers;
  }
  const std::vector<MathSpan> math = find_math(text);
  const MaskedText masked(text, math);
  ChunkParser parser(shown, masked, chunk, math, base);
  std::vector<Block> blocks =
      parser.run() ? std::move(parser).take() : verbatim(shown, chunk.begin, base);
  set_source_ranges(blocks, source, {chunk.begin, chunk.begin + shown.size()});
  for (Block& block : blocks) {
    if (block.kind == BlockKind::kCode) colour_code(block);
  }
  return blocks;
}

bool is_followable(std::string_view address) {
  for (const std::string_view scheme : {"http://", "https://", "mailto:"}) {
    if (address.size() <= scheme.size()) continue;
    const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; };
    if (std::equal(scheme.begin(), scheme.end(), address.begin(), same)) return true;
  }
  return false;
}

}  // namespace octant::ui::text
