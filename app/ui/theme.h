#pragma once
// The look: colours, type and measures. Lengths are logical pixels (Frame::px() makes pixels of
// them).
//
// Blue is activity, amber is "drafted" or "hot", teal is well and vermilion wrong; nothing else has
// a colour. Text has at least 4.5 : 1 against every ground it stands on (WCAG 2.1 AA), in both
// themes; theme_test computes it. `faint` is for what is disabled and exempt.

#include <cstdint>

#include "app/ui/glyphs/font_list.h"

namespace octant::ui {

// As the renderer's vertices have it: red in the lowest byte, alpha in the highest.
using Colour = uint32_t;

constexpr Colour rgb(uint32_t rrggbb, float alpha = 1) {
  return static_cast<Colour>(alpha * 255 + 0.5F) << 24 | (rrggbb & 0xFF) << 16 | (rrggbb & 0xFF00) |
         rrggbb >> 16;
}

// The colour at a share of its own opacity.
constexpr Colour faded(Colour colour, float share) {
  const auto alpha = static_cast<float>(colour >> 24);
  return (colour & 0x00FFFFFF) | static_cast<Colour>(alpha * share + 0.5F) << 24;
}

struct Palette {
  // Grounds, from the window inwards.
  Colour app, sidebar, dashboard, card, raised, hover, selected, code, inline_code, user_bubble,
      tooltip, bar_track;
  // Edges.
  Colour line, line_strong, user_border;
  // Text.
  Colour text, dim, muted, faint;
  // Meanings. accent_deep is a ground for accent, on_accent is text on accent; amber_sign is for
  // bars and lines, which need no more than 3 : 1.
  Colour accent, accent_hover, accent_deep, on_accent, accent_text, bar, amber, amber_sign, ok,
      error;
  // What is marked, and the ring around what has the keyboard.
  Colour selection, focus_ring;
  // Code.
  Colour code_inline, code_keyword, code_string, code_number, code_comment, code_call;
  // Coverage exponent of text: see Glyphs::set_gamma().
  float text_gamma;
};

inline constexpr Palette kDark = {
    .app = rgb(0x0E1116),
    .sidebar = rgb(0x0A0C10),
    .dashboard = rgb(0x0B0D12),
    .card = rgb(0x12161D),
    .raised = rgb(0x181D26),
    .hover = rgb(0x1C222D),
    .selected = rgb(0x1A2433),
    .code = rgb(0x0A0D12),
    .inline_code = rgb(0x222A36),
    .user_bubble = rgb(0x1B2737),
    .tooltip = rgb(0x202735),
    .bar_track = rgb(0x1C222C),
    .line = rgb(0x1D232E),
    .line_strong = rgb(0x2A3240),
    .user_border = rgb(0x26374D),
    .text = rgb(0xE6EAF0),
    .dim = rgb(0xA3ADBB),
    .muted = rgb(0x838E9E),
    .faint = rgb(0x4B5565),
    .accent = rgb(0x5BA4F5),
    .accent_hover = rgb(0x7DB8F8),
    .accent_deep = rgb(0x1E3A5F),
    .on_accent = rgb(0x08131F),
    .accent_text = rgb(0xB7D6FA),
    .bar = rgb(0x4A83C4),
    .amber = rgb(0xE8A73A),
    .amber_sign = rgb(0xE8A73A),
    .ok = rgb(0x46B8A0),
    .error = rgb(0xE0705A),
    .selection = rgb(0x2F5D94, 0.59F),
    .focus_ring = rgb(0x5BA4F5, 0.75F),
    .code_inline = rgb(0xD9C9A3),
    .code_keyword = rgb(0x7FB4F0),
    .code_string = rgb(0xE0B46A),
    .code_number = rgb(0xD69A7E),
    .code_comment = rgb(0x768292),
    .code_call = rgb(0x8FD0C0),
    .text_gamma = 0.86F,
};

inline constexpr Palette kLight = {
    .app = rgb(0xFFFFFF),
    .sidebar = rgb(0xF3F5F8),
    .dashboard = rgb(0xF6F7F9),
    .card = rgb(0xFFFFFF),
    .raised = rgb(0xFFFFFF),
    .hover = rgb(0xE9ECF1),
    .selected = rgb(0xDFEAF8),
    .code = rgb(0xF4F6F9),
    .inline_code = rgb(0xEAEDF2),
    .user_bubble = rgb(0xE8F0FB),
    .tooltip = rgb(0xFFFFFF),
    .bar_track = rgb(0xE4E8EE),
    .line = rgb(0xE3E7ED),
    .line_strong = rgb(0xC9D0DA),
    .user_border = rgb(0xCDDDF3),
    .text = rgb(0x161B24),
    .dim = rgb(0x434D5C),
    .muted = rgb(0x5A6473),
    .faint = rgb(0x9BA4B1),
    .accent = rgb(0x1B5FB8),
    .accent_hover = rgb(0x164F9B),
    .accent_deep = rgb(0xDCE9FA),
    .on_accent = rgb(0xFFFFFF),
    .accent_text = rgb(0x134682),
    .bar = rgb(0x4A83C4),
    .amber = rgb(0x8A5700),
    .amber_sign = rgb(0xB97A10),
    .ok = rgb(0x0B6B5C),
    .error = rgb(0xB2351F),
    .selection = rgb(0x3B82DE, 0.28F),
    .focus_ring = rgb(0x1B5FB8, 0.75F),
    .code_inline = rgb(0x6B5312),
    .code_keyword = rgb(0x1B5AA8),
    .code_string = rgb(0x80540A),
    .code_number = rgb(0x94421C),
    .code_comment = rgb(0x616B79),
    .code_call = rgb(0x12665A),
    .text_gamma = 1.0F,
};

// How a text is set: face and size. Tabular digits are all as wide as 0, so that numbers that
// change do not jitter.
struct TypeStyle {
  Face face = Face::kText;
  float em = 15;
  bool tabular = false;
  bool operator==(const TypeStyle&) const = default;
};

namespace type {
inline constexpr TypeStyle kBody{Face::kText, 15};
inline constexpr TypeStyle kBold{Face::kTextSemiBold, 15};
inline constexpr TypeStyle kItalic{Face::kTextItalic, 15};
inline constexpr TypeStyle kBoldItalic{Face::kTextBoldItalic, 15};
inline constexpr TypeStyle kHeading1{Face::kTextSemiBold, 20};
inline constexpr TypeStyle kHeading2{Face::kTextSemiBold, 17};
inline constexpr TypeStyle kCode{Face::kMono, 13};
inline constexpr TypeStyle kInlineCode{Face::kMono, 13.5F};
inline constexpr TypeStyle kThinking{Face::kText, 13.5F};
inline constexpr TypeStyle kUi{Face::kText, 13.5F};
inline constexpr TypeStyle kUiMedium{Face::kTextMedium, 13.5F};
inline constexpr TypeStyle kHeader{Face::kTextSemiBold, 14};
inline constexpr TypeStyle kTitle{Face::kTextSemiBold, 15};
inline constexpr TypeStyle kSmall{Face::kText, 12, true};
inline constexpr TypeStyle kSmallMedium{Face::kTextMedium, 12, true};
inline constexpr TypeStyle kCaption{Face::kTextMedium, 11, true};
inline constexpr TypeStyle kAxis{Face::kText, 10.5F, true};
inline constexpr TypeStyle kValue{Face::kTextMedium, 12.5F, true};
inline constexpr TypeStyle kBigNumber{Face::kDisplay, 25, true};
}  // namespace type

// A grid of 4. Line heights belong to the type of the same name.
namespace metric {
inline constexpr float kBodyLine = 24;
inline constexpr float kThinkingLine = 20;
inline constexpr float kHeading1Line = 30;
inline constexpr float kHeading2Line = 28;
inline constexpr float kCodeLine = 20;
inline constexpr float kComposerLine = 23;

inline constexpr float kCardRadius = 10;
inline constexpr float kBubbleRadius = 14;
inline constexpr float kButtonRadius = 8;
inline constexpr float kRowRadius = 7;

inline constexpr float kCardPadding = 16;
inline constexpr float kGap = 12;
inline constexpr float kParagraphGap = 12;
inline constexpr float kListGap = 4;
inline constexpr float kHeadingGap = 18;

inline constexpr float kButtonHeight = 32;
inline constexpr float kChipHeight = 28;
inline constexpr float kFieldHeight = 34;
inline constexpr float kIconBox = 15;
inline constexpr float kIconStroke = 1.5F;
inline constexpr float kFocusRing = 1.4F;
inline constexpr float kScrollBar = 10;
}  // namespace metric

}  // namespace octant::ui
