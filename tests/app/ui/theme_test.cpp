// Contrast of text as WCAG 2.1 defines it: (L1 + 0.05) / (L2 + 0.05) of the relative luminances.

#include "app/ui/theme.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace octant::ui {
namespace {

double linear(Colour colour, int shift) {
  const double value = static_cast<double>(colour >> shift & 0xFF) / 255;
  return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(Colour colour) {
  return 0.2126 * linear(colour, 0) + 0.7152 * linear(colour, 8) + 0.0722 * linear(colour, 16);
}

double contrast(Colour a, Colour b) {
  const auto [low, high] = std::minmax({luminance(a), luminance(b)});
  return (high + 0.05) / (low + 0.05);
}

// `over` with its opacity on top of an opaque ground.
Colour blended(Colour over, Colour ground) {
  const double share = static_cast<double>(over >> 24) / 255;
  Colour mixed = 0xFF000000;
  for (const int shift : {0, 8, 16}) {
    const double value = share * static_cast<double>(over >> shift & 0xFF) +
                         (1 - share) * static_cast<double>(ground >> shift & 0xFF);
    mixed |= static_cast<Colour>(std::lround(value)) << shift;
  }
  return mixed;
}

struct Named {
  const char* name;
  Colour colour;
};

class Theme : public testing::TestWithParam<const Palette*> {
 protected:
  const Palette& p() const { return *GetParam(); }
  static void expect_readable(const Named& text, const Named& ground) {
    EXPECT_GE(contrast(text.colour, ground.colour), 4.5) << text.name << " on " << ground.name;
  }
};

TEST(Contrast, IsThatOfTheStandard) {
  EXPECT_NEAR(contrast(rgb(0xFFFFFF), rgb(0x000000)), 21, 1e-9);
  EXPECT_NEAR(contrast(rgb(0x767676), rgb(0xFFFFFF)), 4.54, 0.005);
}

TEST_P(Theme, TextIsReadableOnEveryGround) {
  const std::array<Named, 9> grounds = {{{"app", p().app},
                                         {"sidebar", p().sidebar},
                                         {"dashboard", p().dashboard},
                                         {"card", p().card},
                                         {"raised", p().raised},
                                         {"hover", p().hover},
                                         {"selected", p().selected},
                                         {"user_bubble", p().user_bubble},
                                         {"tooltip", p().tooltip}}};
  for (const Named& ground : grounds) {
    expect_readable({"text", p().text}, ground);
    expect_readable({"dim", p().dim}, ground);
    expect_readable({"muted", p().muted}, ground);
    expect_readable({"accent", p().accent}, ground);
    expect_readable({"text", p().text}, {"selection", blended(p().selection, ground.colour)});
  }
}

TEST_P(Theme, MeaningsAreReadableWhereTheyStand) {
  for (const Named& text :
       {Named{"amber", p().amber}, Named{"ok", p().ok}, Named{"error", p().error}}) {
    for (const Named& ground : {Named{"app", p().app}, Named{"card", p().card},
                                Named{"sidebar", p().sidebar}, Named{"raised", p().raised}}) {
      expect_readable(text, ground);
    }
  }
  expect_readable({"on_accent", p().on_accent}, {"accent", p().accent});
  expect_readable({"on_accent", p().on_accent}, {"accent_hover", p().accent_hover});
  // A sign, not a text: 3 : 1 is enough.
  EXPECT_GE(contrast(p().accent, p().accent_deep), 3);
  for (const Colour sign : {p().accent, p().amber_sign, p().bar}) {
    EXPECT_GE(contrast(sign, p().card), 3);
  }
  const Colour lit = blended(faded(p().accent, 0.13F), p().raised);
  expect_readable({"accent_text", p().accent_text}, {"a chip that is on", lit});
}

TEST_P(Theme, CodeIsReadable) {
  for (const Named& text : {Named{"keyword", p().code_keyword}, Named{"string", p().code_string},
                            Named{"number", p().code_number}, Named{"comment", p().code_comment},
                            Named{"call", p().code_call}, Named{"text", p().text}}) {
    expect_readable(text, {"code", p().code});
  }
  expect_readable({"inline", p().code_inline}, {"inline_code", p().inline_code});
}

TEST_P(Theme, GroundsAreOpaque) {
  for (const Colour ground : {p().app, p().sidebar, p().dashboard, p().card, p().raised}) {
    EXPECT_EQ(ground >> 24, 0xFFU);
  }
}

INSTANTIATE_TEST_SUITE_P(Both, Theme, testing::Values(&kDark, &kLight), [](const auto& which) {
  return which.param == &kDark ? "Dark" : "Light";
});

}  // namespace
}  // namespace octant::ui
