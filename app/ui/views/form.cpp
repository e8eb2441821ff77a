#include "app/ui/views/form.h"

#include <algorithm>
#include <cmath>

#include "app/ui/draw.h"
#include "app/ui/glyphs/text_run.h"
#include "app/ui/widgets/label.h"
#include "app/ui/widgets/paragraph.h"
#include "app/ui/widgets/switch.h"

namespace octant::ui {
namespace {

constexpr float kRowPadding = 12;  // above and below what is in a row
constexpr float kCardTitle = 44;
constexpr float kCardGap = 16;
constexpr float kLabelLine = 20;
constexpr float kHintLine = 17;
constexpr float kBeside = 24;       // between words and what is at their right
constexpr float kLeastWords = 220;  // narrower, words wrap too often: the control goes below
constexpr float kSmallGap = 8;
constexpr float kNoteGap = 4;

}  // namespace

void Form::begin(Frame& frame, ScrollArea& area, const Rect& column, float top) {
  frame_ = &frame;
  area_ = &area;
  column_ = column;
  top_ = y_ = top;
  left_ = column.x0 + frame.px(metric::kCardPadding);
  right_ = column.x1 - frame.px(metric::kCardPadding);
  num_cards_ = 0;
  in_card_ = false;
}

float Form::finish() {
  end_card();
  card_heights_.resize(num_cards_);
  frame_ = nullptr;
  area_ = nullptr;
  return y_;
}

void Form::card(std::string_view title, std::string_view subtitle) {
  end_card();
  Frame& frame = *frame_;
  if (num_cards_ > 0) y_ += frame.px(kCardGap);
  in_card_ = true;
  card_top_ = y_;
  if (num_cards_ < card_heights_.size()) {
    panel(frame, {column_.x0, y_, column_.x1, y_ + card_heights_[num_cards_]}, frame.palette.card,
          frame.px(metric::kCardRadius), frame.palette.line);
  }
  const Rect head = {left_, y_ + frame.px(4), right_, y_ + frame.px(4 + kCardTitle)};
  const float used = label(frame, head, title, type::kTitle, frame.palette.text);
  label(frame, {head.x0 + used + frame.px(10), head.y0, head.x1, head.y1}, subtitle, type::kSmall,
        frame.palette.muted);
  y_ = head.y1;
  first_row_ = true;
}

void Form::end_card() {
  if (!in_card_) return;
  in_card_ = false;
  y_ += frame_->px(kRowPadding);
  const float height = y_ - card_top_;
  if (num_cards_ >= card_heights_.size()) card_heights_.resize(num_cards_ + 1);
  if (card_heights_[num_cards_] != height) frame_->wake_no_later_than(frame_->now);
  card_heights_[num_cards_++] = height;
}

void Form::begin_row() {
  Frame& frame = *frame_;
  if (!first_row_) {
    y_ += frame.px(kRowPadding);
    ui::line(frame, {left_, y_ + 0.5F}, {right_, y_ + 0.5F}, frame.palette.line, frame.fine(1));
    y_ += frame.px(kRowPadding);
  }
  first_row_ = false;
}

float Form::words_height(std::string_view label, std::string_view hint, float width) const {
  Frame& frame = *frame_;
  return paragraph_height(frame, label, type::kUiMedium, kLabelLine, width) +
         paragraph_height(frame, hint, type::kSmall, kHintLine, width);
}

void Form::draw_words(float y, std::string_view label, std::string_view hint, float width) {
  Frame& frame = *frame_;
  const Rect rect = {left_, y, left_ + width, y};
  const float used = paragraph(frame, rect, label, type::kUiMedium, kLabelLine, frame.palette.text);
  paragraph(frame, rect.moved(0, used), hint, type::kSmall, kHintLine, frame.palette.muted);
}

Rect Form::row(std::string_view label, std::string_view hint, float width, float height) {
  Frame& frame = *frame_;
  width = std::min(width, inner_width());
  const float beside = inner_width() - width - frame.px(kBeside);
  if (beside < frame.px(kLeastWords)) {
    const Rect below = wide_row(label, hint, height);
    return {below.x0, below.y0, below.x0 + width, below.y1};
  }
  begin_row();
  const float words = words_height(label, hint, beside);
  const float all = std::max(words, height);
  draw_words(std::round(y_ + (all - words) / 2), label, hint, beside);
  const float y = std::round(y_ + (all - height) / 2);
  y_ += all;
  return {right_ - width, y, right_, y + height};
}

Rect Form::wide_row(std::string_view label, std::string_view hint, float height) {
  begin_row();
  const float words = words_height(label, hint, inner_width());
  draw_words(y_, label, hint, inner_width());
  const float gap = words > 0 && height > 0 ? frame_->px(kSmallGap) : 0;
  const float y = y_ + words + gap;
  y_ = y + height;
  return {left_, y, right_, y + height};
}

void Form::draw_error(std::string_view name, std::string_view error, const Rect& below) {
  if (error.empty()) return;
  Frame& frame = *frame_;
  const Rect rect = {below.x0, y_ + frame.px(4), right_, y_};
  const float height = paragraph(frame, rect, error, type::kSmall, kHintLine, frame.palette.error,
                                 std::string(name) + ".error");
  panel(frame, below, 0, frame.px(metric::kButtonRadius), frame.palette.error);
  y_ += frame.px(4) + height;
}

bool Form::field_row(TextField& field, std::string_view name, std::string_view label,
                     std::string_view hint, std::string_view placeholder, std::string_view error) {
  Frame& frame = *frame_;
  const Rect rect = row(label, hint, frame.px(kFieldWidth), frame.px(metric::kFieldHeight));
  reveal(name, rect);
  const bool changed = field.draw(frame, name, rect, placeholder).changed;
  draw_error(name, error, rect);
  return changed;
}

EditBox::Outcome Form::path_row(PathField& field, std::string_view name, std::string_view label,
                                std::string_view hint, std::string_view placeholder,
                                const PathField::Browse& browse, Shell& shell) {
  const Rect rect = wide_row(label, hint, frame_->px(metric::kFieldHeight));
  reveal(name, rect);
  reveal(PathField::button_name(name), rect);
  return field.draw(*frame_, name, rect, placeholder, browse, shell);
}

bool Form::area_row(TextArea& area, std::string_view name, std::string_view label,
                    std::string_view hint, std::string_view placeholder, std::string_view error) {
  Frame& frame = *frame_;
  const Rect rect = wide_row(label, hint, area.height(frame, inner_width()));
  reveal(name, rect);
  const bool changed = area.draw(frame, name, rect, placeholder).changed;
  // A row more or less is laid out with the next frame.
  if (changed) frame.wake_no_later_than(frame.now);
  draw_error(name, error, rect);
  return changed;
}

bool Form::switch_row(std::string_view name, std::string_view label, std::string_view hint, bool on,
                      bool enabled) {
  Frame& frame = *frame_;
  const Rect rect = row(label, hint, frame.px(kSwitchWidth), frame.px(kSwitchHeight));
  reveal(name, rect);
  return toggle_switch(frame, name, rect, on, enabled);
}

std::optional<size_t> Form::chips_row(std::string_view label, std::string_view hint,
                                      std::span<const Chip> chips) {
  Frame& frame = *frame_;
  const float gap = frame.px(kSmallGap);
  const float height = frame.px(metric::kChipHeight);
  float total = -gap;
  int rows = 1;
  float used = 0;
  for (const Chip& chip : chips) {
    const float width = toggle_chip_width(frame, chip.text);
    total += width + gap;
    if (used > 0 && used + width > inner_width()) {
      ++rows;
      used = 0;
    }
    used += width + gap;
  }
  Rect place;
  const bool beside = total + frame.px(kBeside + kLeastWords) <= inner_width();
  if (beside) {
    place = row(label, hint, total, height);
  } else {
    const auto count = static_cast<float>(rows);
    place = wide_row(label, hint, count * height + (count - 1) * gap);
  }
  std::optional<size_t> pressed;
  float x = place.x0;
  float y = place.y0;
  for (size_t i = 0; i < chips.size(); ++i) {
    const float width = toggle_chip_width(frame, chips[i].text);
    if (!beside && x > place.x0 && x + width > place.x1) {
      x = place.x0;
      y += height + gap;
    }
    const Rect rect = {x, y, x + width, y + height};
    reveal(chips[i].name, rect);
    if (toggle_chip(frame, chips[i].name, rect, chips[i].text, chips[i].on)) pressed = i;
    x += width + gap;
  }
  return pressed;
}

void Form::note(std::string_view text, Colour colour, std::string_view name) {
  if (text.empty()) return;
  Frame& frame = *frame_;
  y_ += frame.px(kNoteGap);
  y_ += paragraph(frame, {left_, y_, right_, y_}, text, type::kSmall, kHintLine, colour, name);
}

std::optional<size_t> Form::buttons(std::span<const Button> buttons) {
  Frame& frame = *frame_;
  y_ += frame.px(kRowPadding);
  const float height = frame.px(metric::kButtonHeight);
  std::optional<size_t> pressed;
  float x = left_;
  for (size_t i = 0; i < buttons.size(); ++i) {
    const Button& button = buttons[i];
    const float width = text_button_width(frame, button.text);
    if (x > left_ && x + width > right_) {
      x = left_;
      y_ += height + frame.px(kSmallGap);
    }
    const Rect rect = {x, y_, std::min(x + width, right_), y_ + height};
    reveal(button.name, rect);
    if (text_button(frame, button.name, rect, button.text, button.kind, std::nullopt,
                    button.enabled)) {
      pressed = i;
    }
    x = rect.x1 + frame.px(kSmallGap);
  }
  y_ += height;
  return pressed;
}

std::optional<Rect> Form::line(float height) {
  const Rect rect = {left_, y_, right_, y_ + height};
  y_ += height;
  // One more at either end, so that Tab goes on.
  if (rect.y0 - height > column_.y1 || rect.y1 + height < column_.y0) return std::nullopt;
  return rect;
}

void Form::reveal(std::string_view name, const Rect& rect) {
  if (!frame_->focus.shows_ring(name)) return;
  if (revealed_ == name) return;
  revealed_ = name;
  const float margin = frame_->px(kCardGap);
  area_->reveal(rect.y0 - top_ - margin, rect.y1 - top_ + margin);
  frame_->wake_no_later_than(frame_->now);
}

}  // namespace octant::ui
