#pragma once
// Character references of HTML, which Markdown takes over.

#include <optional>
#include <string>
#include <string_view>

namespace octant::ui::text {

// What "&amp;", "&#8364;" or "&#x20AC;" stands for, as UTF-8; nullopt for names that are not known.
// Numbers that are no code point, or a control character, give U+FFFD.
std::optional<std::string> entity_text(std::string_view entity);

}  // namespace octant::ui::text
