#pragma once
// The commands and characters that LaTeX formulas are translated with.

#include <optional>
#include <string>
#include <string_view>

namespace octant::ui::text {

// What a command without arguments stands for ("alpha": α); nullopt if there is none.
std::optional<std::string_view> latex_symbol(std::string_view command);
// Names that are set upright and apart: sin, log, lim, ...
bool is_latex_function(std::string_view command);
// The combining mark of an accent ("hat"), 0 if it is none.
char32_t latex_accent(std::string_view command);

// `text` raised or lowered; nullopt unless Unicode has every character of it.
std::optional<std::string> superscript(std::string_view text);
std::optional<std::string> subscript(std::string_view text);
// The double-struck form of a letter, the letter itself where there is none.
std::string double_struck(std::string_view text);

}  // namespace octant::ui::text
