#include "tests/app/ui/text/block_dump.h"

#include <sstream>

namespace octant::ui::text::test {

namespace {

constexpr const char* kStyles[kNumTextStyles] = {
    "body",      "bold",        "italic",   "bold-italic",   "code",
    "code-bold", "inline-code", "math",     "heading1",      "heading2",
    "heading3",  "small",       "thinking", "thinking-bold", "thinking-italic"};
constexpr const char* kTokens[] = {"", ":keyword", ":string", ":number", ":comment", ":call"};
constexpr const char* kKinds[] = {"paragraph", "heading", "code", "table", "rule", "math"};
constexpr const char* kInlines[] = {"emphasis", "strong",    "strike", "code",
                                    "link",     "dead-link", "image",  "math"};
constexpr const char* kAligns[] = {"default", "left", "center", "right"};

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else {
      out += c;
    }
  }
  return out + '"';
}

void dump_head(std::ostream& out, const Block& block) {
  out << kKinds[static_cast<int>(block.kind)];
  if (block.level > 0) out << ' ' << int{block.level};
  if (!block.language.empty()) out << ' ' << block.language;
  out << " [" << block.source.begin << ',' << block.source.end << ')';
  if (block.spaced) out << " spaced";
  for (const Container& container : block.containers) {
    if (container.kind == Container::Kind::kQuote) {
      out << " >";
    } else {
      out << (container.first ? " " : " (") << marker_text(container)
          << (container.first ? "" : ")");
    }
  }
  out << '\n';
}

void dump_block(std::ostream& out, const Block& block) {
  dump_head(out, block);
  for (const Span& span : block.spans) {
    out << "  " << kStyles[static_cast<int>(span.style)] << kTokens[static_cast<int>(span.token)]
        << (span.strike ? "-" : "") << (span.link ? "@" : "") << ' '
        << quoted(std::string_view(block.text)
                      .substr(span.text_begin, span.text_end - span.text_begin))
        << (span.exact ? " = " : " ") << span.source_begin << ".." << span.source_end << '\n';
  }
  for (const Inline& markup : block.inlines) {
    out << "  <" << (markup.display ? "display " : "") << kInlines[static_cast<int>(markup.kind)]
        << "> " << markup.text.begin << ".." << markup.text.end << " in " << markup.source.begin
        << ".." << markup.source.end;
    if (!markup.target.empty()) out << ' ' << quoted(markup.target);
    out << '\n';
  }
  for (size_t i = 0; i < block.table.cells.size(); ++i) {
    const TextRange cell = block.table.cells[i];
    out << "  cell "
        << kAligns[static_cast<int>(block.table.columns[i % block.table.columns.size()])] << ' '
        << quoted(std::string_view(block.text).substr(cell.begin, cell.end - cell.begin)) << '\n';
  }
}

}  // namespace

std::string dump(const Document& document) {
  std::ostringstream out;
  for (const Block& block : document.blocks()) dump_block(out, block);
  return out.str();
}

}  // namespace octant::ui::text::test
