#include "app/ui/widgets/text_editor.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include "app/text/utf8.h"
#include "app/ui/glyphs/code_points.h"
#include "app/ui/widgets/line_break.h"
#include "kernels/core/check.h"

namespace octant::ui {
namespace {

// What stb_textedit calls its string, with the rows that it is laid out in.
struct Buffer {
  std::u32string text;
  bool single_line = false;
  float width = 1;
  float line_height = 1;
  TextEditor::Measure measure = [](char32_t) { return 1.0F; };
  bool laid_out = false;
  std::vector<TextEditor::Row> rows;

  const std::vector<TextEditor::Row>& layout() {
    if (laid_out) return rows;
    rows.clear();
    const std::u32string_view all = text;
    const int size = static_cast<int>(all.size());
    int at = 0;
    while (at < size) {
      const std::u32string_view rest = all.substr(static_cast<size_t>(at));
      const int length =
          single_line ? static_cast<int>(rest.size()) : row_length(rest, width, measure);
      float used = 0;
      for (const char32_t c : rest.substr(0, static_cast<size_t>(length))) {
        if (c != '\n') used += measure(c);
      }
      rows.push_back({at, length, used});
      at += length;
    }
    if (all.empty() || all.back() == '\n') rows.push_back({size, 0, 0});
    laid_out = true;
    return rows;
  }

  const TextEditor::Row& row_with(int position) {
    const auto& all = layout();
    const auto behind =
        std::upper_bound(all.begin(), all.end(), position,
                         [](int wanted, const TextEditor::Row& row) { return wanted < row.start; });
    return behind == all.begin() ? all.front() : *(behind - 1);
  }
};

constexpr int kPage = 8;  // rows: as many as the composer shows

enum class WordClass { kSpace, kWord, kSign };

WordClass class_of(char32_t c) {
  if (c == ' ' || c == '\n' || c == '\t' || c == 0x3000) return WordClass::kSpace;
  return is_word(c) ? WordClass::kWord : WordClass::kSign;
}

// Whether a word begins between the two.
bool is_word_border(char32_t before, char32_t after) {
  return class_of(after) != WordClass::kSpace && class_of(before) != class_of(after);
}

int previous_word(const Buffer& buffer, int at) {
  for (--at; at > 0; --at) {
    const auto i = static_cast<size_t>(at);
    if (is_word_border(buffer.text[i - 1], buffer.text[i])) return at;
  }
  return 0;
}

int next_word(const Buffer& buffer, int at) {
  const int size = static_cast<int>(buffer.text.size());
  for (++at; at < size; ++at) {
    const auto i = static_cast<size_t>(at);
    if (is_word_border(buffer.text[i - 1], buffer.text[i])) return at;
  }
  return size;
}

}  // namespace

// stb_textedit is configured by macros and included twice: once for its types, once, when the
// functions it calls are there, for its code.
namespace stb {
namespace {
#define STB_TEXTEDIT_CHARTYPE char32_t
#define STB_TEXTEDIT_STRING Buffer
#define STB_TEXTEDIT_KEYTYPE int
#define STB_TEXTEDIT_UNDOSTATECOUNT 400   // edits
#define STB_TEXTEDIT_UNDOCHARCOUNT 20000  // deleted characters that can come back: 80 kB
#define STB_TEXTEDIT_GETWIDTH_NEWLINE (-1.0F)
#define IM_ASSERT(condition) CHECK(condition)
#include <imstb_textedit.h>

int STB_TEXTEDIT_STRINGLEN(const Buffer* buffer) {
  return static_cast<int>(buffer->text.size());
}
char32_t STB_TEXTEDIT_GETCHAR(const Buffer* buffer, int at) {
  return buffer->text[static_cast<size_t>(at)];
}
float STB_TEXTEDIT_GETWIDTH(Buffer* buffer, int row_start, int offset) {
  const char32_t c = buffer->text[static_cast<size_t>(row_start + offset)];
  return c == '\n' ? STB_TEXTEDIT_GETWIDTH_NEWLINE : buffer->measure(c);
}
void STB_TEXTEDIT_LAYOUTROW(StbTexteditRow* row, Buffer* buffer, int start) {
  const TextEditor::Row& found = buffer->row_with(start);
  row->x0 = 0;
  row->x1 = found.width;
  row->baseline_y_delta = buffer->line_height;
  row->ymin = 0;
  row->ymax = buffer->line_height;
  row->num_chars = found.length;
}
void STB_TEXTEDIT_DELETECHARS(Buffer* buffer, int at, int count) {
  buffer->text.erase(static_cast<size_t>(at), static_cast<size_t>(count));
  buffer->laid_out = false;
}
bool STB_TEXTEDIT_INSERTCHARS(Buffer* buffer, int at, const char32_t* text, int count) {
  buffer->text.insert(static_cast<size_t>(at), text, static_cast<size_t>(count));
  buffer->laid_out = false;
  return true;
}
int move_word_left(Buffer* buffer, int at) {
  return previous_word(*buffer, at);
}
int move_word_right(Buffer* buffer, int at) {
  return next_word(*buffer, at);
}
#define STB_TEXTEDIT_MOVEWORDLEFT move_word_left
#define STB_TEXTEDIT_MOVEWORDRIGHT move_word_right
// Keys are numbers above all code points.
#define STB_TEXTEDIT_KEYTOTEXT(key) ((key) >= 0x200000 ? 0 : (key))
#define STB_TEXTEDIT_NEWLINE U'\n'
#define STB_TEXTEDIT_K_LEFT 0x200000
#define STB_TEXTEDIT_K_RIGHT 0x200001
#define STB_TEXTEDIT_K_UP 0x200002
#define STB_TEXTEDIT_K_DOWN 0x200003
#define STB_TEXTEDIT_K_LINESTART 0x200004
#define STB_TEXTEDIT_K_LINEEND 0x200005
#define STB_TEXTEDIT_K_TEXTSTART 0x200006
#define STB_TEXTEDIT_K_TEXTEND 0x200007
#define STB_TEXTEDIT_K_DELETE 0x200008
#define STB_TEXTEDIT_K_BACKSPACE 0x200009
#define STB_TEXTEDIT_K_UNDO 0x20000A
#define STB_TEXTEDIT_K_REDO 0x20000B
#define STB_TEXTEDIT_K_WORDLEFT 0x20000C
#define STB_TEXTEDIT_K_WORDRIGHT 0x20000D
#define STB_TEXTEDIT_K_PGUP 0x20000E
#define STB_TEXTEDIT_K_PGDOWN 0x20000F
#define STB_TEXTEDIT_K_SHIFT 0x400000
#define STB_TEXTEDIT_IMPLEMENTATION
#include <imstb_textedit.h>
}  // namespace
}  // namespace stb

struct TextEditor::Impl {
  Buffer buffer;
  stb::STB_TexteditState state;

  // Where up and down want to go, while nothing else is pressed.
  std::optional<float> preferred_x;

  void press(int key) { stb::stb_textedit_key(&buffer, &state, key); }
  void move_rows(int by, bool selecting);
  int nearest_in(const Row& row, float x) const;
};

// Dear ImGui's copy of stb_textedit goes down from rows that end with a new line only, so that
// moving over wrapped rows is done here.
void TextEditor::Impl::move_rows(int by, bool selecting) {
  const std::vector<Row>& rows = buffer.layout();
  const Row& from = buffer.row_with(state.cursor);
  if (!preferred_x) {
    preferred_x = 0;
    for (int i = from.start; i < state.cursor; ++i) {
      *preferred_x += buffer.measure(buffer.text[static_cast<size_t>(i)]);
    }
  }
  const auto count = static_cast<int>(rows.size());
  const int target = static_cast<int>(&from - rows.data()) + by;
  int to = target < 0 ? 0 : static_cast<int>(buffer.text.size());
  if (target >= 0 && target < count)
    to = nearest_in(rows[static_cast<size_t>(target)], *preferred_x);
  const bool has_selection = state.select_start != state.select_end;
  const int anchor = !selecting ? to : has_selection ? state.select_start : state.cursor;
  state.select_start = anchor;
  state.select_end = state.cursor = to;
}

int TextEditor::Impl::nearest_in(const Row& row, float x) const {
  // Behind its last character begins the next row, unless there is none.
  const bool is_last = row.start + row.length == static_cast<int>(buffer.text.size());
  const int end = row.start + row.length - (is_last || row.length == 0 ? 0 : 1);
  float at = 0;
  for (int i = row.start; i < end; ++i) {
    const float advance = buffer.measure(buffer.text[static_cast<size_t>(i)]);
    if (x < at + advance / 2) return i;
    at += advance;
  }
  return end;
}

TextEditor::TextEditor(Lines lines) : impl_(std::make_unique<Impl>()) {
  impl_->buffer.single_line = lines == Lines::kOne;
  clear();
}

TextEditor::~TextEditor() = default;

void TextEditor::set_layout(float width, float line_height, const Measure& measure) {
  Buffer& buffer = impl_->buffer;
  if (buffer.width == width && buffer.line_height == line_height) return;
  buffer.width = width;
  buffer.line_height = line_height;
  buffer.measure = measure;
  buffer.laid_out = false;
}

std::u32string_view TextEditor::text() const {
  return impl_->buffer.text;
}

std::string TextEditor::utf8() const {
  return to_utf8(text());
}

void TextEditor::set_text(std::string_view utf8) {
  impl_->buffer.text = to_utf32(utf8);
  impl_->buffer.laid_out = false;
  stb::stb_textedit_initialize_state(&impl_->state, impl_->buffer.single_line ? 1 : 0);
  select(static_cast<int>(text().size()), static_cast<int>(text().size()));
}

void TextEditor::insert(std::u32string_view text) {
  std::u32string clean;
  for (const char32_t c : text) {
    const bool is_line_end = c == '\n';
    if (is_line_end && impl_->buffer.single_line) {
      clean += U' ';
    } else if (is_line_end || c == '\t' || (c >= ' ' && c != 0x7F)) {
      clean += c == '\t' ? U' ' : c;
    }
  }
  stb::stb_textedit_paste(&impl_->buffer, &impl_->state, clean.data(),
                          static_cast<int>(clean.size()));
  impl_->preferred_x.reset();
}

void TextEditor::key(EditKey key, bool selecting) {
  Impl& impl = *impl_;
  const int shift = selecting ? STB_TEXTEDIT_K_SHIFT : 0;
  const auto [first, last] = selection();
  const auto rows_moved = [&]() -> int {
    if (key == EditKey::kUp) return -1;
    if (key == EditKey::kDown) return 1;
    if (key == EditKey::kPageUp) return -kPage;
    return key == EditKey::kPageDown ? kPage : 0;
  }();
  if (rows_moved != 0) return impl.move_rows(rows_moved, selecting);
  impl.preferred_x.reset();
  switch (key) {
    case EditKey::kLeft:
      return impl.press(STB_TEXTEDIT_K_LEFT | shift);
    case EditKey::kRight:
      return impl.press(STB_TEXTEDIT_K_RIGHT | shift);
    case EditKey::kWordLeft:
      return impl.press(STB_TEXTEDIT_K_WORDLEFT | shift);
    case EditKey::kWordRight:
      return impl.press(STB_TEXTEDIT_K_WORDRIGHT | shift);
    case EditKey::kLineStart:
      return impl.press(STB_TEXTEDIT_K_LINESTART | shift);
    case EditKey::kLineEnd:
      return impl.press(STB_TEXTEDIT_K_LINEEND | shift);
    case EditKey::kTextStart:
      return impl.press(STB_TEXTEDIT_K_TEXTSTART | shift);
    case EditKey::kTextEnd:
      return impl.press(STB_TEXTEDIT_K_TEXTEND | shift);
    case EditKey::kBackspaceWord:
      if (first == last) impl.press(STB_TEXTEDIT_K_WORDLEFT | STB_TEXTEDIT_K_SHIFT);
      return impl.press(STB_TEXTEDIT_K_BACKSPACE);
    case EditKey::kBackspace:
      return impl.press(STB_TEXTEDIT_K_BACKSPACE);
    case EditKey::kDeleteWord:
      if (first == last) impl.press(STB_TEXTEDIT_K_WORDRIGHT | STB_TEXTEDIT_K_SHIFT);
      return impl.press(STB_TEXTEDIT_K_DELETE);
    case EditKey::kDelete:
      return impl.press(STB_TEXTEDIT_K_DELETE);
    case EditKey::kUndo:
      return impl.press(STB_TEXTEDIT_K_UNDO);
    case EditKey::kRedo:
      return impl.press(STB_TEXTEDIT_K_REDO);
    case EditKey::kUp:
    case EditKey::kDown:
    case EditKey::kPageUp:
    case EditKey::kPageDown:
      return;
  }
}

void TextEditor::cut() {
  stb::stb_textedit_cut(&impl_->buffer, &impl_->state);
}

int TextEditor::caret() const {
  return impl_->state.cursor;
}

std::pair<int, int> TextEditor::selection() const {
  const auto& state = impl_->state;
  return std::minmax<int>({state.select_start, state.select_end});
}

std::string TextEditor::selected_utf8() const {
  const auto [first, last] = selection();
  return to_utf8(text().substr(static_cast<size_t>(first), static_cast<size_t>(last - first)));
}

void TextEditor::select(int from, int to) {
  impl_->state.select_start = from;
  impl_->state.select_end = impl_->state.cursor = to;
  impl_->preferred_x.reset();
}

void TextEditor::select_all() {
  select(0, static_cast<int>(text().size()));
}

void TextEditor::select_word() {
  const std::u32string_view all = text();
  if (all.empty()) return;
  const int size = static_cast<int>(all.size());
  int from = std::min(caret(), size - 1);
  int to = from + 1;
  const auto kind = [&](int at) { return class_of(all[static_cast<size_t>(at)]); };
  const WordClass wanted = kind(from);
  if (wanted != WordClass::kSign) {
    while (from > 0 && kind(from - 1) == wanted) --from;
    while (to < size && kind(to) == wanted) ++to;
  }
  select(from, to);
}

void TextEditor::click(Point at, bool extending) {
  impl_->preferred_x.reset();
  if (extending) {
    drag(at);
  } else {
    stb::stb_textedit_click(&impl_->buffer, &impl_->state, at.x, at.y);
  }
}

void TextEditor::drag(Point at) {
  stb::stb_textedit_drag(&impl_->buffer, &impl_->state, at.x, at.y);
}

const std::vector<TextEditor::Row>& TextEditor::rows() const {
  return impl_->buffer.layout();
}

float TextEditor::line_height() const {
  return impl_->buffer.line_height;
}

Point TextEditor::position_of(int position) const {
  Buffer& buffer = impl_->buffer;
  const Row& row = buffer.row_with(position);
  float x = 0;
  for (int i = row.start; i < position && i < row.start + row.length; ++i) {
    x += buffer.measure(buffer.text[static_cast<size_t>(i)]);
  }
  const auto index = static_cast<float>(&row - rows().data());
  return {x, index * buffer.line_height};
}

}  // namespace octant::ui
