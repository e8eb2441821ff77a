#pragma once
// Scripts that use the interface like a person: a command a line, # begins a comment.
//
//   click NAME                 dblclick NAME            move NAME
//   drag NAME NAME             wheel NAME NOTCHES       (positive towards the beginning)
//   type TEXT                  key ctrl+shift+Enter     clipboard TEXT
//   resize WIDTH HEIGHT        scale FACTOR             wait FRAMES
//   expect NAME is|has TEXT    expect NAME visible|absent
//   until NAME is|has TEXT     until NAME visible|absent
//   shot FILE.png              dump FILE                quit
//
// `until` is `expect` with a minute of patience.
//
// NAME is a mark (marks.h), with @X,Y behind it for a point at those shares of its width and
// height; "clipboard" is a name that expect and until know. TEXT may stand in double quotes; \n and
// \t in it are a new line and a tab, \\ is a backslash. `visible` fails if a part of the mark is
// cut off.

#include <string>
#include <string_view>
#include <vector>

#include "app/ui/platform/event.h"
#include "kernels/core/status.h"

namespace octant::ui {

enum class Verb {
  kClick,
  kDoubleClick,
  kMove,
  kDrag,
  kWheel,
  kType,
  kKey,
  kClipboard,
  kResize,
  kScale,
  kWait,
  kExpect,
  kUntil,
  kShot,
  kDump,
  kQuit,
};

enum class Condition { kIs, kHas, kVisible, kAbsent };

// Where on the screen: a mark, and a point of it.
struct Spot {
  std::string mark;
  float x = 0.5F;
  float y = 0.5F;
};

struct Command {
  int line = 0;
  Verb verb = Verb::kQuit;
  Spot from;                   // click, move, wheel, drag; the mark of expect and until
  Spot to;                     // drag
  std::string text;            // type, clipboard, expect, until; the file of shot and dump
  std::vector<float> numbers;  // wheel, resize, scale, wait
  Condition condition = Condition::kVisible;
  Key key = Key::kNone;
  Mods mods;
};

// kInvalidArgument names the first line that is not a command.
Result<std::vector<Command>> parse_script(std::string_view text);

}  // namespace octant::ui
