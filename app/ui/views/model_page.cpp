#include "app/ui/views/model_page.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "app/text/numbers.h"
#include "app/text/trimmed.h"
#include "app/ui/draw.h"
#include "app/ui/glyphs/text_run.h"
#include "app/ui/views/fit_bars.h"
#include "app/ui/views/model_facts.h"
#include "app/ui/widgets/buttons.h"
#include "app/ui/widgets/label.h"
#include "app/ui/widgets/paragraph.h"
#include "app/ui/widgets/press.h"

namespace octant::ui {
namespace {

using session::ModelChoice;
using session::ModelDetails;
using session::ModelRow;
using session::Verdict;

// Logical pixels.
constexpr float kList = 300;
constexpr float kInset = 24;
constexpr float kRow = 48;
constexpr float kCaption = 30;
constexpr float kFooter = 64;
constexpr float kMostWidth = 1180;  // wider lines are hard to follow
constexpr float kReasonLine = 20;
// Two clicks of one row within this many seconds open it, as on the rest of the desktop.
constexpr double kDoubleClick = 0.4;

std::string_view caption_of(ModelRow::Kind kind) {
  switch (kind) {
    case ModelRow::Kind::kDemo:
      return "Comes with Octant";
    case ModelRow::Kind::kRecent:
      return "Recent";
    case ModelRow::Kind::kCached:
      return "Hugging Face cache";
  }
  return "";
}

Colour colour_of(const Palette& palette, Verdict verdict) {
  switch (verdict) {
    case Verdict::kFits:
      return palette.ok;
    case Verdict::kTight:
    case Verdict::kContextTooLong:
    case Verdict::kNoGpu:
    case Verdict::kNoWeights:
      return palette.amber;
    case Verdict::kTooLarge:
    case Verdict::kNotComplete:
    case Verdict::kNotSupported:
    case Verdict::kNotFound:
      return palette.error;
  }
  return palette.text;
}

// One line: a model that is open.
std::string summary(const session::Workspace& workspace) {
  const api::ModelInfo& model = workspace.model();
  return model.device + " · " + with_thousands(model.num_ranks) +
         (model.num_ranks == 1 ? " rank · " : " ranks · ") + with_thousands(model.max_context) +
         " tokens of context";
}

// "demo" for a folder, the name itself for one of the cache.
std::string short_name(const ModelDetails& details) {
  if (details.given.find('/') != 0) return details.name;
  return session::folder_name(details.given);
}

}  // namespace

void ModelPage::follow(Shell& shell) {
  if (!opening_) return;
  if (shell.workspace.is_ready()) {
    shell.page = Page::kChat;
    opening_ = false;
  } else if (shell.page != Page::kModel || !shell.workspace.has_model()) {
    opening_ = false;
  }
}

void ModelPage::begin(Shell& shell) {
  begun_ = true;
  ModelChoice& choice = shell.workspace.model_choice();
  choice.list();
  if (shell.workspace.has_model()) options_.set_options(shell.workspace.engine_options());
  // What was used last, else the model that is there in any case, so that the page shows at once
  // what it is about.
  const auto& recent = shell.workspace.preferences().recent_models;
  const std::vector<ModelRow> rows = choice.rows(recent);
  if (!recent.empty()) {
    select(recent.front());
  } else if (!rows.empty()) {
    select(rows.front().given);
  }
}

void ModelPage::draw(Frame& frame, const Rect& rect, Shell& shell) {
  if (!begun_) begin(shell);
  const bool failed = shell.workspace.condition().state == engine_process::EngineState::kFailed;
  if (shell.workspace.has_model() && !shell.workspace.is_ready()) {
    // Also where the program was started with a model.
    opening_ |= !failed;
    loading_.draw(frame, rect, shell);
    return;
  }
  follow(shell);
  draw_choice(frame, rect, shell);
}

void ModelPage::draw_choice(Frame& frame, const Rect& rect, Shell& shell) {
  ModelChoice& choice = shell.workspace.model_choice();
  rows_ = choice.rows(shell.workspace.preferences().recent_models);
  choice.choose(std::string(trimmed(path_.text())), options_.options());
  if (open_when_known_ && !choice.is_looking()) {
    open_when_known_ = false;
    open_chosen(shell);
  }
  const float inset = frame.px(kInset);
  const float width = std::min(rect.width(), frame.px(kMostWidth));
  const float left = std::round(rect.centre().x - width / 2);
  const Rect page = {left + inset, rect.y0, left + width - inset, rect.y1};
  const float footer = frame.px(kFooter);
  const Rect body = {page.x0, page.y0, page.x1, page.y1 - footer};
  if (width >= frame.px(kGoodWidth)) {
    const float split = page.x0 + std::min(frame.px(kList), page.width() * 0.4F);
    const float y = draw_path(frame, {page.x0, body.y0, split, body.y1}, shell);
    {
      ScrollArea::Inside inside(list_, frame, "model.list", {page.x0, y, split, body.y1});
      const float top = inside.top();
      const float rows =
          draw_rows(frame, {page.x0, top, split - frame.px(metric::kScrollBar + 2), top}, shell);
      inside.finish(rows + frame.px(16));
    }
    const float x = split + inset;
    ScrollArea::Inside inside(details_, frame, "model.details",
                              {x, body.y0, page.x1 + inset, body.y1});
    const float top = inside.top();
    inside.finish(draw_details(frame, {x, top, page.x1, top}, shell));
    line(frame, {split + inset / 2, body.y0 + frame.px(20)}, {split + inset / 2, body.y1},
         frame.palette.line, frame.fine(1));
  } else {
    const float y = draw_path(frame, body, shell);
    ScrollArea::Inside inside(details_, frame, "model.details",
                              {page.x0, y, page.x1 + inset, body.y1});
    float at = inside.top();
    at += draw_details(frame, {page.x0, at, page.x1, at}, shell);
    at += draw_rows(frame, {page.x0, at, page.x1, at}, shell);
    inside.finish(at - inside.top() + frame.px(16));
  }
  draw_footer(frame, {rect.x0, body.y1, rect.x1, rect.y1}, shell);
}

float ModelPage::draw_path(Frame& frame, const Rect& rect, Shell& shell) {
  const float top = rect.y0 + frame.px(20);
  const Rect field = {rect.x0, top, rect.x1, top + frame.px(metric::kFieldHeight)};
  const auto outcome =
      path_.draw(frame, "model.path", field, "A folder, or org/name",
                 {.kind = FileQuestion::Kind::kOpenFolder, .title = "A model's folder"}, shell);
  if (outcome.submitted) open_when_known_ = true;
  if (outcome.changed) {
    open_when_known_ = false;
    frame.wake_no_later_than(frame.now);
  }
  return field.y1 + frame.px(6);
}

float ModelPage::draw_rows(Frame& frame, const Rect& area, Shell& shell) {
  ModelChoice& choice = shell.workspace.model_choice();
  const Palette& palette = frame.palette;
  float y = area.y0;
  const auto caption = [&](std::string_view text) {
    const Rect rect = {area.x0, y, area.x1, y + frame.px(kCaption)};
    label(frame, {rect.x0 + frame.px(2), rect.y0 + frame.px(4), rect.x1, rect.y1}, text,
          type::kCaption, palette.muted);
    y = rect.y1;
    return rect;
  };
  const auto cache_caption = [&] {
    const Rect rect = caption(caption_of(ModelRow::Kind::kCached));
    const float side = frame.px(24);
    if (icon_button(frame, "model.list_again", {rect.x1 - side, rect.y1 - side, rect.x1, rect.y1},
                    Icon::kRefresh, "Look again")) {
      choice.list();
    }
  };
  std::optional<ModelRow::Kind> group;
  for (size_t i = 0; i < rows_.size(); ++i) {
    if (group != rows_[i].kind) {
      group = rows_[i].kind;
      if (i > 0) y += frame.px(6);
      if (group == ModelRow::Kind::kCached) {
        cache_caption();
      } else {
        caption(caption_of(*group));
      }
    }
    draw_row(frame, {area.x0, y, area.x1, y + frame.px(kRow)}, i);
    y += frame.px(kRow + 2);
  }
  if (group != ModelRow::Kind::kCached) {
    y += frame.px(6);
    cache_caption();
    label(frame, {area.x0 + frame.px(2), y, area.x1, y + frame.px(24)},
          choice.is_listing() ? "Looking…" : "Nothing more is there", type::kSmall, palette.muted);
    y += frame.px(28);
  }
  return y - area.y0;
}

void ModelPage::draw_row(Frame& frame, const Rect& rect, size_t index) {
  const Palette& palette = frame.palette;
  const ModelRow& row = rows_[index];
  const Press press = press_area(frame, "model.row." + std::to_string(index), rect, row.title);
  const bool selected = trimmed(path_.text()) == row.given;
  if (press.clicked) {
    const bool twice = pressed_row_ == index && frame.now - pressed_at_ < kDoubleClick;
    pressed_row_ = index;
    pressed_at_ = twice ? -1 : frame.now;
    select(row.given);
    if (twice) open_when_known_ = true;
    frame.wake_no_later_than(frame.now);
  }
  const float radius = frame.px(metric::kRowRadius);
  if (selected || press.hovered) {
    panel(frame, rect, selected ? palette.selected : palette.hover, radius);
  }
  if (selected) {
    panel(frame, {rect.x0, rect.y0 + frame.px(12), rect.x0 + frame.px(3), rect.y1 - frame.px(12)},
          palette.accent, frame.px(1.5F));
  }
  Rect inside = rect.inset(frame.px(12), frame.px(4));
  if (row.bytes > 0) {
    const float taken = label(frame, {inside.x0, inside.y0, inside.x1, inside.centre().y},
                              bytes_text(row.bytes), type::kSmall, palette.muted, Align::kRight);
    inside.x1 -= taken + frame.px(8);
  }
  label(frame, {inside.x0, inside.y0, inside.x1, inside.centre().y + frame.px(1)}, row.title,
        type::kUi, selected ? palette.text : palette.dim);
  const bool has_problem = !row.problem.empty();
  label(frame, {inside.x0, inside.centre().y, rect.x1 - frame.px(12), inside.y1},
        has_problem ? row.problem : row.detail, type::kSmall,
        has_problem ? palette.amber : palette.muted);
  if (press.ring) focus_ring(frame, rect.inset(frame.px(2), frame.px(2)), radius);
}

float ModelPage::draw_details(Frame& frame, const Rect& area, Shell& shell) {
  const Palette& palette = frame.palette;
  ModelChoice& choice = shell.workspace.model_choice();
  float y = area.y0 + frame.px(20);
  if (shell.workspace.is_ready()) {
    y += draw_open_model(frame, {area.x0, y, area.x1, y}, shell) + frame.px(20);
  }
  if (!choice.details()) {
    const char* const text =
        choice.is_looking() ? "Looking at it…" : "Choose a model, or type where one lies.";
    label(frame, {area.x0, y, area.x1, y + frame.px(metric::kFieldHeight)}, text, type::kUi,
          palette.muted, Align::kLeft, "model.hint");
    return y + frame.px(60) - area.y0;
  }
  // A copy: a button below may look again.
  const ModelDetails details = *choice.details();
  const float side = frame.px(metric::kButtonHeight);
  const float title = frame.px(metric::kHeading2Line);
  label(frame, {area.x0, y, area.x1 - side, y + title}, short_name(details), type::kHeading2,
        palette.text, Align::kLeft, "model.name");
  if (icon_button(frame, "model.look_again", {area.x1 - side, y, area.x1, y + side}, Icon::kRefresh,
                  "Look again: files and free memory change")) {
    choice.look_again();
  }
  y += title;
  if (!details.path.empty()) {
    label(frame, {area.x0, y, area.x1 - side, y + frame.px(18)}, details.path, type::kSmall,
          palette.muted);
  }
  y += frame.px(30);
  y += draw_verdict(frame, {area.x0, y, area.x1, y}, details, choice) + frame.px(18);
  const float bars = draw_fit_bars(frame, {area.x0, y, area.x1, y}, details.fit);
  if (bars > 0) y += bars + frame.px(18);
  const float options = options_.draw(frame, {area.x0, y, area.x1, y});
  y += options + frame.px(22);
  const std::vector<Fact> facts = facts_of(details);
  if (!facts.empty()) {
    line(frame, {area.x0, y - 0.5F}, {area.x1, y - 0.5F}, palette.line, frame.fine(1));
    y += frame.px(12);
    y += draw_facts(frame, {area.x0, y, area.x1, y}, facts) + frame.px(16);
  }
  return y - area.y0;
}

float ModelPage::draw_open_model(Frame& frame, const Rect& area, Shell& shell) {
  const Palette& palette = frame.palette;
  const Rect card = {area.x0, area.y0, area.x1, area.y0 + frame.px(56)};
  panel(frame, card, palette.card, frame.px(metric::kCardRadius), palette.line);
  const float button = frame.px(metric::kButtonHeight);
  const float width = text_button_width(frame, "Close");
  const Rect place = {card.x1 - frame.px(12) - width, card.centre().y - button / 2,
                      card.x1 - frame.px(12), card.centre().y + button / 2};
  frame.list().AddCircleFilled({card.x0 + frame.px(20), card.centre().y}, frame.px(4), palette.ok);
  const Rect words = {card.x0 + frame.px(36), card.y0 + frame.px(8), place.x0 - frame.px(12),
                      card.y1 - frame.px(8)};
  label(frame, {words.x0, words.y0, words.x1, words.centre().y},
        "Open now: " + shell.workspace.model_name(), type::kUiMedium, palette.text, Align::kLeft,
        "model.now");
  label(frame, {words.x0, words.centre().y, words.x1, words.y1}, summary(shell.workspace),
        type::kSmall, palette.muted);
  if (text_button(frame, "model.close", place, "Close", ButtonKind::kOutlined)) {
    shell.workspace.close_model();
    shell.workspace.model_choice().look_again();  // its memory is free now
  }
  return card.height();
}

float ModelPage::draw_verdict(Frame& frame, const Rect& area, const ModelDetails& details,
                              ModelChoice& choice) {
  const Palette& palette = frame.palette;
  const session::ModelFit& fit = details.fit;
  const Colour colour = colour_of(palette, fit.verdict);
  const float height = frame.px(metric::kChipHeight);
  const float width = text_width(frame.glyphs, fit.words, type::kUiMedium) + frame.px(40);
  const Rect pill = {area.x0, area.y0, area.x0 + width, area.y0 + height};
  panel(frame, pill, faded(colour, 0.13F), height / 2, faded(colour, 0.5F));
  const bool fits = session::can_open(fit.verdict);
  draw_icon(frame, fits ? Icon::kCheck : Icon::kClose, {pill.x0 + frame.px(16), pill.centre().y},
            fits ? 11 : 9, colour, 1.8F);
  label(frame, {pill.x0 + frame.px(28), pill.y0, pill.x1, pill.y1}, fit.words, type::kUiMedium,
        colour);
  frame.mark("model.verdict", pill, fit.words);
  if (fit.context_that_fits) {
    const std::string text = "Use " + with_thousands(*fit.context_that_fits) + " tokens";
    const float x = pill.x1 + frame.px(10);
    const Rect button = {x, pill.y0, x + text_button_width(frame, text), pill.y1};
    if (text_button(frame, "model.use_context", button, text, ButtonKind::kOutlined)) {
      options_.set_context(*fit.context_that_fits);
      frame.wake_no_later_than(frame.now);
    }
  } else if (choice.is_looking()) {
    label(frame, {pill.x1 + frame.px(12), pill.y0, area.x1, pill.y1}, "Looking…", type::kSmall,
          palette.muted);
  }
  const float y = pill.y1 + frame.px(8);
  return y - area.y0 +
         paragraph(frame, {area.x0, y, area.x1, y}, fit.reason, type::kUi, kReasonLine, palette.dim,
                   "model.reason");
}

void ModelPage::draw_footer(Frame& frame, const Rect& rect, Shell& shell) {
  const Palette& palette = frame.palette;
  line(frame, {rect.x0, rect.y0 + 0.5F}, {rect.x1, rect.y0 + 0.5F}, palette.line, frame.fine(1));
  const float width = std::min(rect.width(), frame.px(kMostWidth));
  const float right = std::round(rect.centre().x + width / 2) - frame.px(kInset);
  const float height = frame.px(metric::kButtonHeight + 4);
  const float wide = text_button_width(frame, "Open model") + frame.px(20);
  const Rect button = {right - wide, rect.centre().y - height / 2, right,
                       rect.centre().y + height / 2};
  const ModelChoice& choice = shell.workspace.model_choice();
  const bool can_open = choice.details() && session::can_open(choice.details()->fit.verdict) &&
                        options_.problem().empty();
  if (text_button(frame, "model.open", button, "Open model", ButtonKind::kPrimary, std::nullopt,
                  can_open)) {
    if (choice.is_looking()) {
      open_when_known_ = true;
    } else {
      open_chosen(shell);
    }
  }
  const std::string hint = !options_.problem().empty() ? options_.problem()
                           : shell.workspace.is_ready() && can_open
                               ? "Takes the place of the model that is open now."
                               : "";
  label(
      frame,
      {rect.centre().x - width / 2 + frame.px(kInset), rect.y0, button.x0 - frame.px(16), rect.y1},
      hint, type::kSmall, palette.muted, Align::kRight);
}

void ModelPage::select(std::string given) {
  path_.set_text(given);
  open_when_known_ = false;
}

void ModelPage::open_chosen(Shell& shell) {
  const auto& details = shell.workspace.model_choice().details();
  if (!details || !session::can_open(details->fit.verdict) || !options_.problem().empty()) return;
  api::EngineOptions options = options_.options();
  options.model_dir = details->path;
  // By its name in the cache it is found again, even after a newer snapshot has come; a folder also
  // from where Octant is started the next time.
  std::error_code ignored;
  const std::string recent = details->name == details->given
                                 ? details->given
                                 : std::filesystem::absolute(details->path, ignored).string();
  opening_ = true;
  shell.workspace.open_model(options, short_name(*details), recent);
}

}  // namespace octant::ui
