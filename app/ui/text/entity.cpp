#include "app/ui/text/entity.h"

#include <charconv>
#include <iterator>

#include "app/text/utf8.h"

namespace octant::ui::text {

namespace {

struct Named {
  std::string_view name;
  char32_t value;
};

// Those that are written in practice; HTML has 2,231.
constexpr Named kNamed[] = {
    {"amp", '&'},      {"lt", '<'},       {"gt", '>'},        {"quot", '"'},     {"apos", '\''},
    {"nbsp", 0xA0},    {"ensp", 0x2002},  {"emsp", 0x2003},   {"copy", 0xA9},    {"reg", 0xAE},
    {"trade", 0x2122}, {"deg", 0xB0},     {"plusmn", 0xB1},   {"times", 0xD7},   {"divide", 0xF7},
    {"middot", 0xB7},  {"bull", 0x2022},  {"hellip", 0x2026}, {"ndash", 0x2013}, {"mdash", 0x2014},
    {"lsquo", 0x2018}, {"rsquo", 0x2019}, {"ldquo", 0x201C},  {"rdquo", 0x201D}, {"laquo", 0xAB},
    {"raquo", 0xBB},   {"sect", 0xA7},    {"para", 0xB6},     {"cent", 0xA2},    {"pound", 0xA3},
    {"yen", 0xA5},     {"euro", 0x20AC},  {"larr", 0x2190},   {"uarr", 0x2191},  {"rarr", 0x2192},
    {"darr", 0x2193},  {"harr", 0x2194},  {"rArr", 0x21D2},   {"hArr", 0x21D4},  {"infin", 0x221E},
    {"ne", 0x2260},    {"le", 0x2264},    {"ge", 0x2265},     {"asymp", 0x2248}, {"sum", 0x2211},
    {"radic", 0x221A}, {"pi", 0x3C0},     {"micro", 0xB5},    {"check", 0x2713}, {"lbrace", '{'},
    {"rbrace", '}'},   {"lbrack", '['},   {"rbrack", ']'},    {"lpar", '('},     {"rpar", ')'},
    {"num", '#'},      {"ast", '*'},      {"lowbar", '_'},    {"grave", '`'},    {"vert", '|'},
    {"dollar", '$'},   {"percnt", '%'},   {"bsol", '\\'},     {"frac12", 0xBD},
};

std::optional<char32_t> number_of(std::string_view digits) {
  int base = 10;
  if (digits.starts_with('x') || digits.starts_with('X')) {
    base = 16;
    digits.remove_prefix(1);
  }
  unsigned long value = 0;
  const char* end = digits.data() + digits.size();
  const auto result = std::from_chars(digits.data(), end, value, base);
  if (result.ptr != end) return std::nullopt;
  const bool scalar = result.ec == std::errc() && value < 0x110000 &&
                      (value < 0xD800 || value > 0xDFFF) && value >= 0x20 &&
                      (value < 0x7F || value >= 0xA0);
  return scalar ? static_cast<char32_t>(value) : kReplacement;
}

}  // namespace

std::optional<std::string> entity_text(std::string_view entity) {
  if (entity.size() < 3 || entity.front() != '&' || entity.back() != ';') return std::nullopt;
  const std::string_view name = entity.substr(1, entity.size() - 2);
  std::optional<char32_t> value;
  if (name.front() == '#') {
    value = number_of(name.substr(1));
  } else {
    for (const Named& named : kNamed) {
      if (named.name == name) value = named.value;
    }
  }
  if (!value) return std::nullopt;
  std::string out;
  append_utf8(*value, out);
  return out;
}

}  // namespace octant::ui::text
