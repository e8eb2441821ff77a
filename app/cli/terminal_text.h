#pragma once
// The filter that everything foreign passes on its way to a terminal: answers, prompts, file names,
// tensor names, error messages. A model's text cannot move the cursor, change the window's title,
// answer a terminal's query or reverse the reading order; it shows what it tried.
//
//   escaped as \xNN:    C0 controls except newline and tab, DEL, bytes that are not valid UTF-8
//   escaped as \uNNNN:  C1 controls (U+0080 .. U+009F), bidirectional controls (U+061C, U+200E,
//                       U+200F, U+202A .. U+202E, U+2066 .. U+2069)
//
// A backslash is left alone: the form is for reading, not for reading back.

#include <string>
#include <string_view>

namespace octant::cli {

// For text that comes in pieces; a code point may be split over them. After any pushes and a
// finish(), the output joined is terminal_text() of the input joined.
class TerminalFilter {
 public:
  // What can be shown now. Holds back at most three bytes.
  std::string push(std::string_view bytes);
  // The bytes held back, which now stay incomplete. The filter starts anew.
  std::string finish();

 private:
  std::string held_;
};

// All of `text` at once.
std::string terminal_text(std::string_view text);
// The same on one line: newline, tab and backslash are escaped too (\n, \t, \\).
std::string terminal_line(std::string_view text);

// True for the code points that are escaped as \uNNNN, and DEL.
bool is_hidden_control(char32_t code_point);

}  // namespace octant::cli
