#include "app/ui/script/script_runner.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

#include "app/text/utf8.h"

namespace octant::ui {
namespace {

// Frames that an event needs to be seen, and its consequences to be laid out.
constexpr int kSettle = 3;

std::optional<Point> find(const Spot& spot, const Marks& marks) {
  const Mark* mark = marks.find(spot.mark);
  if (mark == nullptr) return std::nullopt;
  return Point{mark->rect.x0 + mark->rect.width() * spot.x,
               mark->rect.y0 + mark->rect.height() * spot.y};
}

std::string shown(const Rect& rect) {
  std::ostringstream out;
  out << rect.x0 << "," << rect.y0 << " to " << rect.x1 << "," << rect.y1;
  return out.str();
}

std::optional<std::string> check_text(Condition condition, const std::string& name,
                                      const std::string& text, const std::string& wanted) {
  const bool holds =
      condition == Condition::kIs ? text == wanted : text.find(wanted) != std::string::npos;
  if (holds) return std::nullopt;
  return name + " is \"" + text + "\", expected " +
         (condition == Condition::kIs ? "" : "something with ") + "\"" + wanted + "\"";
}

std::optional<std::string> check(const Command& command, const Marks& marks,
                                 const Surface& surface) {
  const std::string& name = command.from.mark;
  const bool asks_text =
      command.condition == Condition::kIs || command.condition == Condition::kHas;
  if (name == "clipboard" && asks_text) {
    return check_text(command.condition, name, surface.clipboard(), command.text);
  }
  const Mark* mark = marks.find(name);
  if (command.condition == Condition::kAbsent) {
    if (mark == nullptr) return std::nullopt;
    return name + " is there";
  }
  if (mark == nullptr) return name + " is not there";
  if (asks_text) return check_text(command.condition, name, mark->text, command.text);
  const Rect& rect = mark->rect;
  const Rect& clip = mark->clip;
  constexpr float kTolerance = 1;  // edges are rounded to pixels
  const bool inside = rect.x0 >= clip.x0 - kTolerance && rect.y0 >= clip.y0 - kTolerance &&
                      rect.x1 <= clip.x1 + kTolerance && rect.y1 <= clip.y1 + kTolerance;
  if (inside) return std::nullopt;
  return name + " is cut off: " + shown(rect) + " in " + shown(clip);
}

// All at once, so that who waits for the file never reads half of it.
Status dump(const Marks& marks, const std::string& path) {
  const std::string unfinished = path + ".tmp";
  std::ofstream out(unfinished);
  for (const auto& [name, mark] : marks.all()) {
    out << name << '\t' << shown(mark.rect) << '\t' << mark.text << '\n';
  }
  out.close();
  std::error_code error;
  if (out) std::filesystem::rename(unfinished, path, error);
  return out && !error ? Status() : io_error(path + ": cannot be written");
}

void push_clicks(EventQueue& queue, Point at, int count) {
  queue.push(Event::move(at.x, at.y));
  for (int i = 0; i < count; ++i) {
    queue.push(Event::press(0, true));
    queue.push(Event::press(0, false));
  }
}

void push_drag(EventQueue& queue, Point from, Point to) {
  constexpr int kSteps = 4;
  queue.push(Event::move(from.x, from.y));
  queue.push(Event::press(0, true));
  for (int i = 1; i <= kSteps; ++i) {
    const float share = static_cast<float>(i) / kSteps;
    queue.push(Event::move(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share));
  }
  queue.push(Event::press(0, false));
}

}  // namespace

void ScriptRunner::step(const Marks& marks, EventQueue& queue, Surface& surface) {
  if (wait_ > 0) {
    --wait_;
    return;
  }
  while (!done_ && wait_ == 0 && !shot_) {
    if (next_ == commands_.size()) {
      done_ = true;
      return;
    }
    const Command& command = commands_[next_];
    const auto reason = attempt(command, marks, queue, surface);
    if (!reason) {
      ++next_;
      attempts_ = 0;
      continue;
    }
    const int patience = command.verb == Verb::kUntil ? kLongPatience : kPatience;
    if (++attempts_ > patience) fail(command, *reason);
    return;
  }
}

std::optional<std::string> ScriptRunner::attempt(const Command& command, const Marks& marks,
                                                 EventQueue& queue, Surface& surface) {
  const std::optional<Point> from = find(command.from, marks);
  const auto is_not_there = [](const Spot& spot) { return spot.mark + " is not there"; };
  switch (command.verb) {
    case Verb::kClick:
    case Verb::kDoubleClick:
      if (!from) return is_not_there(command.from);
      push_clicks(queue, *from, command.verb == Verb::kClick ? 1 : 2);
      wait_ = kSettle;
      break;
    case Verb::kMove:
      if (!from) return is_not_there(command.from);
      queue.push(Event::move(from->x, from->y));
      wait_ = kSettle;
      break;
    case Verb::kDrag: {
      const std::optional<Point> to = find(command.to, marks);
      if (!from) return is_not_there(command.from);
      if (!to) return is_not_there(command.to);
      push_drag(queue, *from, *to);
      wait_ = kSettle;
      break;
    }
    case Verb::kWheel:
      if (!from) return is_not_there(command.from);
      queue.push(Event::move(from->x, from->y));
      queue.push(Event::wheel(0, command.numbers[0]));
      wait_ = kSettle;
      break;
    case Verb::kType:
      for (const char32_t character : to_utf32(command.text)) {
        queue.push(character == '\n' ? Event::of_key(Key::kEnter, true, {.shift = true})
                                     : Event::of_character(character));
      }
      wait_ = kSettle;
      break;
    case Verb::kKey:
      queue.push(Event::of_key(command.key, true, command.mods));
      queue.push(Event::of_key(command.key, false));
      wait_ = kSettle;
      break;
    case Verb::kClipboard:
      surface.set_clipboard(command.text);
      break;
    case Verb::kResize:
      surface.resize({static_cast<int>(command.numbers[0]), static_cast<int>(command.numbers[1])});
      wait_ = kSettle;
      break;
    case Verb::kScale:
      scale_ = command.numbers[0];
      wait_ = kSettle;
      break;
    case Verb::kWait:
      wait_ = static_cast<int>(command.numbers[0]);
      break;
    case Verb::kExpect:
    case Verb::kUntil:
      return check(command, marks, surface);
    case Verb::kShot:
      shot_ = command.text;
      wait_ = 1;
      break;
    case Verb::kDump:
      if (Status written = dump(marks, command.text); !written.ok()) {
        return std::string(written.message());
      }
      break;
    case Verb::kQuit:
      done_ = true;
      break;
  }
  return std::nullopt;
}

void ScriptRunner::finish_shot(const Status& status) {
  if (!status.ok() && next_ > 0) fail(commands_[next_ - 1], std::string(status.message()));
}

void ScriptRunner::fail(const Command& command, const std::string& reason) {
  done_ = true;
  status_ = invalid_argument("line " + std::to_string(command.line) + ": " + reason);
}

}  // namespace octant::ui
