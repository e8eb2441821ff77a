#include "tests/app/ui/gallery_page.h"

#include <imgui.h>

#include <array>
#include <string>

#include "app/ui/draw.h"
#include "app/ui/widgets/buttons.h"
#include "app/ui/widgets/label.h"

namespace octant::ui {
namespace {

struct Specimen {
  const char* what;
  TypeStyle type;
  const char* text;
};

constexpr std::array<Specimen, 9> kType = {{
    {"Heading 1", type::kHeading1, "Experts share the work"},
    {"Heading 2", type::kHeading2, "Balance over eight ranks"},
    {"Body", type::kBody, "A router sends every token to 8 of 256 experts."},
    {"SemiBold", type::kBold, "A router sends every token to 8 of 256 experts."},
    {"Italic", type::kItalic, "A router sends every token to 8 of 256 experts."},
    {"Bold italic", type::kBoldItalic, "A router sends every token to 8 of 256 experts."},
    {"Code", type::kCode, "auto top = nth_element(scores, 8);  // != 0"},
    {"Small", type::kSmall, "412 tokens · 38.4 tok/s · 71 % of drafts accepted"},
    {"Number", type::kBigNumber, "38.4  111.1  2,048"},
}};

constexpr std::array<Specimen, 6> kScripts = {{
    {"Latin", type::kBody, "Größe, naïve, Łódź, smørrebrød, “quoted” — dash"},
    {"Chinese", type::kBody, "专家负载不均衡，会拖慢整个批次。𠮷野家（日本語）"},
    {"Bold", type::kBold, "专家并行 mit 8 GPUs"},
    {"Emoji", type::kBody, "Hot expert 🔥 🚀 done ✅ 🎉 👍 ⚡ 😀"},
    {"Math", type::kBody, "∑ᵢ gᵢ·Eᵢ(x) ≤ √d, ∀x ∈ ℝⁿ, 𝛼 → ∞, ∂L/∂θ"},
    {"Mono", type::kCode, "│ 列 │ a→b │ 0O1lI │ ≠ ≤ ≥ │"},
}};

class Column {
 public:
  Column(Frame& frame, float x, float y, float width)
      : frame_(frame), x_(x), y_(y), width_(width) {}

  float y() const { return y_; }
  void skip(float logical) { y_ += frame_.px(logical); }

  void caption(const char* text) {
    label(frame_, {x_, y_, x_ + width_, y_ + frame_.px(22)}, text, type::kCaption,
          frame_.palette.muted);
    y_ += frame_.px(26);
  }

  void specimen(const Specimen& specimen) {
    const float height = frame_.px(specimen.type.em * 1.6F);
    const float name_width = frame_.px(92);
    label(frame_, {x_, y_, x_ + name_width, y_ + height}, specimen.what, type::kSmall,
          frame_.palette.muted);
    label(frame_, {x_ + name_width, y_, x_ + width_, y_ + height}, specimen.text, specimen.type,
          frame_.palette.text, Align::kLeft, std::string("specimen.") + specimen.what);
    y_ += height;
  }

  // A card of `height` logical pixels; its inside.
  Rect card(float height) {
    const Rect rect = {x_, y_, x_ + width_, y_ + frame_.px(height)};
    panel(frame_, rect, frame_.palette.card, frame_.px(metric::kCardRadius), frame_.palette.line);
    y_ = rect.y1 + frame_.px(metric::kGap);
    const float padding = frame_.px(metric::kCardPadding);
    return rect.inset(padding, padding);
  }

 private:
  Frame& frame_;
  float x_;
  float y_;
  float width_;
};

void draw_colours(Frame& frame, const Rect& inside) {
  const Palette& p = frame.palette;
  struct Swatch {
    const char* name;
    Colour colour;
  };
  const std::array<Swatch, 9> swatches = {{{"text", p.text},
                                           {"dim", p.dim},
                                           {"muted", p.muted},
                                           {"faint", p.faint},
                                           {"accent", p.accent},
                                           {"bar", p.bar},
                                           {"amber", p.amber},
                                           {"ok", p.ok},
                                           {"error", p.error}}};
  const float step = inside.width() / static_cast<float>(swatches.size());
  float x = inside.x0;
  for (const Swatch& swatch : swatches) {
    const float side = frame.px(22);
    const float top = inside.y0 + frame.px(24);
    panel(frame, {x, top, x + side, top + side}, swatch.colour, frame.px(6));
    label(frame, {x, top + side + frame.px(6), x + step, top + side + frame.px(22)}, swatch.name,
          type::kCaption, p.muted);
    x += step;
  }
}

void draw_icons(Frame& frame, const Rect& inside) {
  const float step = inside.width() / kNumIcons;
  for (int i = 0; i < kNumIcons; ++i) {
    const Point at = {inside.x0 + step * (static_cast<float>(i) + 0.5F), inside.y0 + frame.px(36)};
    draw_icon(frame, static_cast<Icon>(i), at, metric::kIconBox, frame.palette.dim);
  }
}

void draw_buttons(Frame& frame, const Rect& inside, int& presses) {
  const float height = frame.px(metric::kButtonHeight);
  float y = inside.y0 + frame.px(24);
  float x = inside.x0;
  const auto place = [&](float width) {
    if (x + width > inside.x1) {
      x = inside.x0;
      y += height + frame.px(10);
    }
    const Rect rect = {x, y, x + width, y + height};
    x += width + frame.px(10);
    return rect;
  };
  const auto words = [&](const char* name, const char* text, ButtonKind kind,
                         std::optional<Icon> icon = std::nullopt, bool enabled = true) {
    const float width = text_button_width(frame, text, icon.has_value());
    if (text_button(frame, name, place(width), text, kind, icon, enabled)) ++presses;
  };
  words("button.primary", "Load model", ButtonKind::kPrimary);
  words("button.outlined", "New chat", ButtonKind::kOutlined, Icon::kPlus);
  words("button.plain", "Cancel", ButtonKind::kPlain);
  words("button.disabled", "Disabled", ButtonKind::kOutlined, std::nullopt, false);
  for (const auto& [name, icon, hint] :
       {std::tuple{"button.copy", Icon::kCopy, "Copy as Markdown"},
        std::tuple{"button.again", Icon::kRefresh, "Answer again"},
        std::tuple{"button.edit", Icon::kPencil, "Edit and resend"}}) {
    if (icon_button(frame, name, place(height), icon, hint)) ++presses;
  }
  label(frame, {x, y, inside.x1, y + height}, std::to_string(presses) + " pressed", type::kSmall,
        frame.palette.muted, Align::kRight, "button.count");
}

}  // namespace

float draw_specimens(Frame& frame, float x, float y, float width, int& presses) {
  Column column(frame, x, y, width);
  column.caption("TYPE");
  for (const Specimen& specimen : kType) column.specimen(specimen);
  column.skip(14);
  column.caption("SCRIPTS");
  for (const Specimen& specimen : kScripts) column.specimen(specimen);
  column.skip(18);
  const auto titled_card = [&](const char* title, float height) {
    const Rect inside = column.card(height);
    label(frame, {inside.x0, inside.y0, inside.x1, inside.y0 + frame.px(12)}, title, type::kCaption,
          frame.palette.muted);
    return inside;
  };
  const bool wraps = width < frame.px(640);
  draw_buttons(frame, titled_card("BUTTONS", wraps ? 132 : 90), presses);
  draw_icons(frame, titled_card("ICONS", 80));
  draw_colours(frame, titled_card("COLOURS", 100));
  return column.y();
}

}  // namespace octant::ui
