#include "app/ui/text/table_layout.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string_view>
#include <vector>

#include "app/ui/text/flow.h"

namespace octant::ui::text {

namespace {

// "1,204", "-3.5 %", "$12": digits with what stands around them.
bool is_number(std::string_view cell) {
  bool digit = false;
  for (const char c : cell) {
    if (c >= '0' && c <= '9') {
      digit = true;
    } else if (std::string_view("+-.,%$ ~<>=xKMGkme").find(c) == std::string_view::npos) {
      return false;
    }
  }
  return digit;
}

std::string_view cell_text(const Block& block, size_t row, size_t column) {
  const TextRange cell = block.table.cells[row * block.table.columns.size() + column];
  return std::string_view(block.text).substr(cell.begin, cell.end - cell.begin);
}

Alignment alignment_of(const Block& block, size_t column) {
  switch (block.table.columns[column]) {
    case Table::Align::kLeft:
      return Alignment::kLeft;
    case Table::Align::kCenter:
      return Alignment::kCenter;
    case Table::Align::kRight:
      return Alignment::kRight;
    case Table::Align::kDefault:
      break;
  }
  bool any = false;
  for (size_t row = 1; row < block.table.num_rows(); ++row) {
    const std::string_view text = cell_text(block, row, column);
    if (text.empty()) continue;
    if (!is_number(text)) return Alignment::kLeft;
    any = true;
  }
  return any ? Alignment::kRight : Alignment::kLeft;
}

// Widths that add up to at most `room`, unless the least ones alone are more.
std::vector<float> column_widths(const std::vector<NaturalWidth>& natural, float room,
                                 float least) {
  std::vector<float> widths;
  for (const NaturalWidth& column : natural) widths.push_back(std::max(column.whole, 1.0f));
  const float asked = std::accumulate(widths.begin(), widths.end(), 0.0f);
  if (asked <= room) return widths;
  const float fair = std::max(least, room / static_cast<float>(natural.size()));
  // Columns below the fair share keep their width; the rest is shared in proportion.
  float kept = 0;
  float shared = 0;
  for (const float width : widths) (width <= fair ? kept : shared) += width;
  const float left = std::max(0.0f, room - kept);
  for (size_t i = 0; i < widths.size(); ++i) {
    if (widths[i] <= fair) continue;
    const float share = left * widths[i] / shared;
    widths[i] = std::floor(std::max(share, std::min(natural[i].longest_word, fair)));
  }
  return widths;
}

class TableLayouter {
 public:
  TableLayouter(const Block& block, const LayoutContext& context, BlockLayout& out)
      : block_(block), context_(context), flow_(block, context), out_(out) {}

  void run(float x, float width) {
    const size_t num_columns = block_.table.columns.size();
    if (num_columns == 0) return;
    const Spacing& spacing = context_.spacing;
    std::vector<NaturalWidth> natural(num_columns);
    for (size_t i = 0; i < block_.table.cells.size(); ++i) {
      const NaturalWidth cell = flow_.measure(block_.table.cells[i]);
      NaturalWidth& column = natural[i % num_columns];
      column.whole = std::max(column.whole, std::ceil(cell.whole));
      column.longest_word = std::max(column.longest_word, std::ceil(cell.longest_word));
    }
    const float padding = 2 * spacing.cell_padding_x * static_cast<float>(num_columns);
    const std::vector<float> widths =
        column_widths(natural, std::max(0.0f, width - padding), spacing.least_column);
    const float all = std::accumulate(widths.begin(), widths.end(), padding);
    std::vector<Alignment> alignments;
    for (size_t i = 0; i < num_columns; ++i) alignments.push_back(alignment_of(block_, i));

    out_.boxes.resize(2);
    float y = 0;
    for (size_t row = 0; row < block_.table.num_rows(); ++row) {
      const float top = y;
      y = lay_out_row(row, x, top, widths, alignments);
      if (row == 0) out_.boxes[1] = {BoxKind::kTableHead, {x, 0, all, y}};
      if (row > 0) {
        out_.boxes.push_back({BoxKind::kTableLine, {x, top, all, spacing.rule_height}});
      }
    }
    out_.boxes[0] = {BoxKind::kTable, {x, 0, all, y}};
    out_.height = y;
  }

 private:
  float lay_out_row(size_t row, float x, float top, const std::vector<float>& widths,
                    const std::vector<Alignment>& alignments) {
    const Spacing& spacing = context_.spacing;
    float bottom = top;
    for (size_t column = 0; column < widths.size(); ++column) {
      TextRange cell = block_.table.cells[row * widths.size() + column];
      bottom = std::max(bottom,
                        flow_.wrap(cell, x + spacing.cell_padding_x, top + spacing.cell_padding_y,
                                   widths[column], alignments[column], out_));
      x += widths[column] + 2 * spacing.cell_padding_x;
    }
    return bottom + spacing.cell_padding_y;
  }

  const Block& block_;
  const LayoutContext& context_;
  Flow flow_;
  BlockLayout& out_;
};

}  // namespace

void lay_out_table(const Block& block, const LayoutContext& context, float x, float width,
                   BlockLayout& out) {
  TableLayouter(block, context, out).run(x, width);
}

}  // namespace octant::ui::text
