#include "app/ui/text/latex.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "app/ui/text/latex_symbols.h"
#include "app/ui/text/math_spans.h"

namespace octant::ui::text {
namespace {

TEST(Latex, BecomesReadableUnicode) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"a + b", "a + b"},
      {"\\frac{a}{b}", "a/b"},
      {"\\frac{a+1}{2n}", "(a+1)/2n"},
      {"\\frac12", "1/2"},
      {"x^2 + y_{10}", "x² + y₁₀"},
      {"e^{-x/2}", "e^(−x/2)"},
      {"x^{\\prime}", "x′"},
      {"90^\\circ", "90°"},
      {"a_Q", "a_Q"},
      {"\\alpha\\beta \\Omega", "αβ Ω"},
      {"\\sqrt{2}", "√2"},
      {"\\sqrt[3]{x+1}", "³√(x+1)"},
      {"\\sum_{i=1}^{n} i", "∑ᵢ₌₁ⁿ i"},
      {"\\int_0^\\infty f(x)\\,dx", "∫₀^∞ f(x) dx"},
      {"a \\le b \\ne c \\to d", "a ≤ b ≠ c → d"},
      {"\\text{if } x > 0", "if x > 0"},
      {"\\mathbb{R}^n", "ℝⁿ"},
      {"\\mathbf{W}_q", "W_q"},
      {"\\hat{x}", "x̂"},
      {"\\left( \\frac{1}{2} \\right)", "( 1/2 )"},
      {"\\sin x + \\log_2 n", "sin x + log₂ n"},
      {"2\\sin\\theta", "2 sin θ"},
      {"\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}", "(a, b; c, d)"},
      {"\\begin{bmatrix} 1 \\\\ 2 \\\\ \\end{bmatrix}", "[1; 2]"},
      {"\\begin{cases} 1 & x > 0 \\\\ 0 & x \\le 0 \\end{cases}", "{ 1 x > 0\n0 x ≤ 0"},
      {"\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}", "a = b\nc = d"},
      {"\\operatorname{softmax}(z)", "softmax(z)"},
      {"\\unknown{x}", "\\unknownx"},
      {"50\\%", "50%"},
      {"\\{1, 2\\}", "{1, 2}"},
      {"\\not=", "≠"},
      {"}", "}"},
      {"\\", "\\"},
  };
  for (const auto& [latex, shown] : cases) {
    // A stroke through a sign is a mark behind it; one character looks the same.
    if (latex == "\\not=") {
      EXPECT_EQ(latex_to_unicode(latex), "=\u0338");
      continue;
    }
    EXPECT_EQ(latex_to_unicode(latex), shown) << latex;
  }
}

TEST(Latex, StopsNestingSomewhere) {
  std::string deep;
  for (int i = 0; i < 10'000; ++i) deep += "\\frac{";
  EXPECT_FALSE(latex_to_unicode(deep).empty());
  EXPECT_FALSE(latex_to_unicode(std::string(10'000, '^')).empty());
  std::string hats;
  for (int i = 0; i < 10'000; ++i) hats += "\\hat";
  EXPECT_FALSE(latex_to_unicode(hats).empty());
  std::string environments;
  for (int i = 0; i < 1'000; ++i) environments += "\\begin{aligned}";
  latex_to_unicode(environments);
}

TEST(Latex, FindsEverySymbolOfItsTables) {
  for (const char* name : {"Delta", "zeta", "alpha", "in", "int", "lVert", "le", "leftarrow"}) {
    EXPECT_TRUE(latex_symbol(name)) << name;
  }
  EXPECT_FALSE(latex_symbol("frac"));
}

std::vector<std::string> formulas(const std::string& text) {
  std::vector<std::string> found;
  for (const MathSpan& span : find_math(text)) {
    found.push_back((span.display ? "D:" : "") +
                    text.substr(span.content.begin, span.content.end - span.content.begin));
  }
  return found;
}

TEST(MathSpans, AreFoundAndMoneyIsNot) {
  using Found = std::vector<std::string>;
  EXPECT_EQ(formulas("a \\(x\\) b \\[y\\] c $$z$$"), (Found{"x", "D:y", "D:z"}));
  EXPECT_EQ(formulas("$5 and $6"), Found{});
  EXPECT_EQ(formulas("costs $5, or $x=1$ more"), (Found{"x=1"}));
  EXPECT_EQ(formulas("US$5 = 5$ or $n$"), (Found{"n"}));
  EXPECT_EQ(formulas("\\$x^2\\$ and \\\\(x\\\\)"), Found{});
  EXPECT_EQ(formulas("`\\(x\\)` \\(y\\)"), (Found{"y"}));
  EXPECT_EQ(formulas("``a ` \\(x\\)`` \\(y\\)"), (Found{"y"}));
  EXPECT_EQ(formulas("```\n\\(x\\)\n```\n\\(y\\)"), (Found{"y"}));
  EXPECT_EQ(formulas("- ```\n  $$x$$\n  ```\n\\(y\\)"), (Found{"y"}));
  EXPECT_EQ(formulas("\\[ a\n\nb \\]"), Found{});
  EXPECT_EQ(formulas("- \\(a\n- b\\)"), Found{});
  EXPECT_EQ(formulas("\\[ \\text{a} \\\\ b \\]"), (Found{"D: \\text{a} \\\\ b "}));
  EXPECT_EQ(formulas("\\(\\) $$ $$ \\(open"), Found{});
}

}  // namespace
}  // namespace octant::ui::text
