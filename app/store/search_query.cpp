#include "app/store/search_query.h"

#include <algorithm>

namespace octant::store {

namespace {

constexpr std::string_view kWhiteSpace = " \t\n\r\f\v";
constexpr std::string_view kEllipsis = "\xe2\x80\xa6";
// Code points on either side of the first hit: a snippet is about two lines of the sidebar.
constexpr size_t kBefore = 24;
constexpr size_t kAfter = 64;

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

char to_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Takes a word off the beginning of `text`, which is not empty and begins with no white space.
std::string take_word(std::string_view& text) {
  const bool quoted = text.front() == '"';
  if (quoted) text.remove_prefix(1);
  const size_t end = quoted ? text.find('"') : text.find_first_of(kWhiteSpace);
  std::string word(text.substr(0, end));
  text.remove_prefix(std::min(text.size(), word.size() + (quoted ? 1 : 0)));
  return word;
}

// Takes "tag:" and the like off, if a value follows.
bool take_prefix(std::string_view& text, std::string_view prefix) {
  if (text.substr(0, prefix.size()) != prefix || text.size() == prefix.size() ||
      kWhiteSpace.find(text[prefix.size()]) != std::string_view::npos) {
    return false;
  }
  text.remove_prefix(prefix.size());
  return true;
}

// "yes" or "no" as a whole item behind the prefix.
std::optional<bool> take_yes_no(std::string_view& text, std::string_view prefix) {
  std::string_view rest = text;
  if (!take_prefix(rest, prefix)) return std::nullopt;
  const std::string word = take_word(rest);
  if (word != "yes" && word != "no") return std::nullopt;
  text = rest;
  return word == "yes";
}

size_t find_folded(std::string_view text, std::string_view word, size_t from) {
  const auto same = [](char a, char b) { return to_lower(a) == to_lower(b); };
  const auto found = std::search(text.begin() + static_cast<std::ptrdiff_t>(from), text.end(),
                                 word.begin(), word.end(), same);
  return found == text.end() ? std::string_view::npos : static_cast<size_t>(found - text.begin());
}

// The next hit of any word at or behind `from`; the longest of those that begin there.
std::optional<Snippet::Mark> next_hit(std::string_view text, const std::vector<std::string>& words,
                                      size_t from) {
  std::optional<Snippet::Mark> best;
  for (const std::string& word : words) {
    const size_t at = find_folded(text, word, from);
    if (at == std::string_view::npos) continue;
    if (!best || at < best->begin || (at == best->begin && word.size() > best->length)) {
      best = Snippet::Mark{at, word.size()};
    }
  }
  return best;
}

size_t steps_back(std::string_view text, size_t at, size_t count) {
  for (; at > 0 && count > 0; --count) {
    do {
      --at;
    } while (at > 0 && is_continuation(text[at]));
  }
  return at;
}

size_t steps_on(std::string_view text, size_t at, size_t count) {
  for (; at < text.size() && count > 0; --count) {
    do {
      ++at;
    } while (at < text.size() && is_continuation(text[at]));
  }
  return at;
}

}  // namespace

SearchQuery parse_search(std::string_view text) {
  SearchQuery query;
  for (;;) {
    text.remove_prefix(std::min(text.size(), text.find_first_not_of(kWhiteSpace)));
    if (text.empty()) return query;
    if (take_prefix(text, "tag:")) {
      query.tags.push_back(take_word(text));
    } else if (take_prefix(text, "folder:")) {
      query.folder = take_word(text);
    } else if (const auto pinned = take_yes_no(text, "pinned:")) {
      query.pinned = pinned;
    } else if (const auto archived = take_yes_no(text, "archived:")) {
      query.archived = archived;
    } else if (std::string word = take_word(text); !word.empty()) {
      query.words.push_back(std::move(word));
    }
  }
}

std::string tag_filter(std::string_view tag) {
  const bool quoted = tag.find_first_of(kWhiteSpace) != std::string_view::npos;
  std::string filter = "tag:";
  if (quoted) filter += '"';
  filter += tag;
  if (quoted) filter += '"';
  return filter;
}

size_t num_code_points(std::string_view text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

std::string match_expression(const std::vector<std::string>& words) {
  std::string expression;
  for (const std::string& word : words) {
    if (!expression.empty()) expression += ' ';
    expression += '"';
    for (const char c : word) {
      if (c == '"') expression += '"';
      expression += c;
    }
    expression += '"';
  }
  return expression;
}

std::string like_pattern(std::string_view word) {
  std::string pattern = "%";
  for (const char c : word) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + "%";
}

Snippet make_snippet(std::string_view text, const std::vector<std::string>& words) {
  std::optional<Snippet::Mark> hit = next_hit(text, words, 0);
  const size_t at = hit ? hit->begin : 0;
  const size_t begin = steps_back(text, at, kBefore);
  const size_t end = steps_on(text, at, kAfter);
  Snippet snippet;
  if (begin > 0) snippet.text += kEllipsis;
  const size_t shift = snippet.text.size();
  snippet.text += text.substr(begin, end - begin);
  if (end < text.size()) snippet.text += kEllipsis;
  for (; hit && hit->begin + hit->length <= end;
       hit = next_hit(text, words, hit->begin + hit->length)) {
    snippet.marks.push_back({hit->begin - begin + shift, hit->length});
  }
  return snippet;
}

Snippet snippet_from_marked(std::string_view marked) {
  Snippet snippet;
  for (;;) {
    const size_t begin = std::min(marked.find(kMarkBegin), marked.size());
    snippet.text += marked.substr(0, begin);
    if (begin == marked.size()) return snippet;
    marked.remove_prefix(begin + kMarkBegin.size());
    const size_t end = std::min(marked.find(kMarkEnd), marked.size());
    snippet.marks.push_back({snippet.text.size(), end});
    snippet.text += marked.substr(0, end);
    marked.remove_prefix(std::min(marked.size(), end + kMarkEnd.size()));
  }
}

}  // namespace octant::store
