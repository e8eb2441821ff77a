#pragma once
// LaTeX as readable Unicode: "\frac{a}{b} \le \sqrt{x_1}" becomes "a/b ≤ √x₁".
//
// A useful subset for reading, not typesetting: fractions on the line, super- and subscripts in
// Unicode where it has all of them and as ^(...) and _(...) where not, Greek, operators, arrows,
// relations, roots, accents, \text and the like, letters of \mathbb, matrices as [a, b; c, d],
// rows of aligned and cases on lines of their own. What is unknown is shown as it is written.

#include <string>
#include <string_view>

namespace octant::ui::text {

// Well-formed UTF-8 without control characters but line feeds, whatever comes in; never empty if
// `latex` is not blank. Linear, and nests at most 32 deep: what is deeper is shown as it is
// written.
std::string latex_to_unicode(std::string_view latex);

}  // namespace octant::ui::text
