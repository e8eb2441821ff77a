#include "app/ui/views/prompt_rows.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "app/text/utf8.h"

namespace octant::ui {
namespace {

constexpr float kPadding = 2;         // logical pixels beside the text of a token
constexpr float kControlPadding = 6;  // and beside the name of a control token
constexpr float kGap = 1;             // between tokens
constexpr float kLeastWidth = 10;     // of a token without a text of its own: it can be pointed at

char32_t visible(char32_t character) {
  if (character == '\n') return U'⏎';
  if (character == '\t') return U'→';
  return character < 0x20 || character == 0x7F ? U'·' : character;
}

}  // namespace

void PromptRows::clear() {
  text_.clear();
  runs_.clear();
  rows_.clear();
}

void PromptRows::lay_out(Glyphs& glyphs, const std::vector<api::PromptToken>& tokens,
                         const PromptLayout& layout) {
  clear();
  if (tokens.empty()) return;
  const auto px = [&](float logical) { return std::round(logical * layout.scale); };
  float x = 0;
  rows_.push_back(0);
  const auto begin_row = [&] {
    if (rows_.back() == runs_.size()) return;  // nothing stands in this one
    rows_.push_back(runs_.size());
    x = 0;
  };
  for (size_t t = 0; t < tokens.size(); ++t) {
    const api::PromptToken& token = tokens[t];
    const TypeStyle& type = token.is_control ? kControl : kText;
    const float padding = px(token.is_control ? kControlPadding : kPadding);
    const std::u32string text = to_utf32(token.text);
    float id_width = px(kLeastWidth);
    if (layout.with_ids) {
      const auto digits = static_cast<float>(std::to_string(token.id).size());
      id_width = digits * glyphs.advance('0', kId) + 2 * px(kPadding);
    }
    float natural = 2 * padding;
    for (const char32_t c : text) natural += glyphs.advance(visible(c), type);
    if (x > 0 && x + std::max(natural, id_width) > layout.width) begin_row();

    bool is_first = true;
    PromptRun run{.token = static_cast<uint32_t>(t),
                  .begin = static_cast<uint32_t>(text_.size()),
                  .x = x,
                  .is_control = token.is_control};
    float pen = padding;
    const auto finish_run = [&] {
      run.end = static_cast<uint32_t>(text_.size());
      run.width = std::max(pen + padding, is_first ? id_width : 0);
      run.is_first = is_first;
      is_first = false;
      runs_.push_back(run);
      x = run.x + run.width + px(kGap);
    };
    const auto next_row = [&] {
      finish_run();
      begin_row();
      run.begin = static_cast<uint32_t>(text_.size());
      run.x = x = 0;
      pen = padding;
    };
    for (size_t i = 0; i < text.size(); ++i) {
      const char32_t shown = visible(text[i]);
      const float advance = glyphs.advance(shown, type);
      const bool has_text = text_.size() > run.begin;
      if (has_text && run.x + pen + advance + padding > layout.width) next_row();
      text_ += shown;
      pen += advance;
      if (text[i] == '\n' && i + 1 < text.size()) next_row();
    }
    finish_run();
    if (!text.empty() && text.back() == '\n') begin_row();
  }
  if (rows_.back() == runs_.size()) rows_.pop_back();
}

}  // namespace octant::ui
