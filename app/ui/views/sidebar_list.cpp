#include "app/ui/views/sidebar_list.h"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <ctime>

#include <fmt/format.h>

#include "app/ui/draw.h"
#include "app/ui/glyphs/text_run.h"
#include "app/ui/widgets/buttons.h"
#include "app/ui/widgets/label.h"
#include "app/ui/widgets/press.h"

namespace octant::ui {
namespace {

// Logical pixels.
constexpr float kCaption = 26;
constexpr float kFold = 30;  // a caption that can be pressed
constexpr float kRow = 34;
constexpr float kGap = 8;      // between groups
constexpr float kIndent = 12;  // of rows in a folder
constexpr float kAhead = 200;  // so far below what is seen the next page is read

std::string caption_of(const store::ConversationGroup& group) {
  static constexpr std::array<const char*, 12> kMonths = {
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  switch (group.day) {
    case store::DayGroup::kPinned:
      return "Pinned";
    case store::DayGroup::kToday:
      return "Today";
    case store::DayGroup::kYesterday:
      return "Yesterday";
    case store::DayGroup::kLast7Days:
      return "Previous 7 days";
    case store::DayGroup::kLast30Days:
      return "Previous 30 days";
    case store::DayGroup::kMonth:
      break;
  }
  return fmt::format("{} {}", kMonths[std::clamp<size_t>(group.month, 1, 12) - 1], group.year);
}

std::string clock_text(int64_t ms, int64_t now_ms, bool pinned) {
  const int64_t minutes = (now_ms - ms) / 60'000;
  if (minutes < 1) return "now";
  if (minutes < 60) return fmt::format("{}m", minutes);
  const int64_t days = store::system_local_day(now_ms) - store::system_local_day(ms);
  if (days == 0) return fmt::format("{}h", minutes / 60);
  const std::time_t seconds = ms / 1000;
  std::tm local{};
  ::localtime_r(&seconds, &local);
  // Of yesterday; what is pinned stands without a caption that says so.
  if (days == 1 && !pinned) return fmt::format("{:02}:{:02}", local.tm_hour, local.tm_min);
  static constexpr std::array<const char*, 7> kDays = {"Sun", "Mon", "Tue", "Wed",
                                                       "Thu", "Fri", "Sat"};
  if (days < 7) return kDays[static_cast<size_t>(local.tm_wday)];
  static constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const char* const month = kMonths[static_cast<size_t>(local.tm_mon)];
  if (days < 330) return fmt::format("{} {}", local.tm_mday, month);
  return fmt::format("{} {}", month, local.tm_year + 1900);
}

}  // namespace

// Where the list is drawn, from y down.
struct SidebarList::Place {
  Frame& frame;
  Shell& shell;
  const OnOpen& on_open;
  ScrollArea::Inside& inside;
  Rect rect;
  float y = 0;

  // A part of this height, within the list's margins; nothing if it cannot be seen.
  std::optional<Rect> take(float height) {
    const Rect part = {rect.x0 + frame.px(8), y, rect.x1 - frame.px(10), y + frame.px(height)};
    y = part.y1;
    if (!inside.shows(part.y0, part.height())) return std::nullopt;
    return part;
  }
};

namespace {

void open_row_menu(const Rect& anchor, Shell& shell, const store::ConversationSummary& row) {
  const auto choose = [&shell, row](const std::string& chosen) {
    session::Workspace& workspace = shell.workspace;
    if (chosen == "pin") {
      workspace.set_pinned(row.id, !row.pinned);
    } else if (chosen == "rename" || chosen == "organise") {
      workspace.open(row.id);
      // Where that failed, another one is still open, which is not meant.
      if (workspace.session().conversation_id() != row.id) return;
      shell.page = chosen == "rename" ? Page::kChat : Page::kSettings;
      shell.renaming = chosen == "rename";
      shell.organising = chosen == "organise";
    } else if (chosen == "archive" || chosen == "unarchive") {
      workspace.set_archived(row.id, !row.archived);
    } else if (chosen == "export") {
      shell.transfer = {.conversation_id = row.id};
      shell.page = Page::kTransfer;
    } else if (chosen == "delete") {
      workspace.remove_conversation(row.id);
    }
  };
  shell.open_menu(
      anchor,
      {{"pin", row.pinned ? "Unpin" : "Pin"},
       {"rename", "Rename"},
       {"organise", "Folder and tags…"},
       row.archived ? Menu::Item{"unarchive", "Unarchive"} : Menu::Item{"archive", "Archive"},
       {"export", "Export…"},
       {"delete", "Delete", "", true}},
      choose);
}

void draw_row(Frame& frame, const Rect& rect, Shell& shell, const store::ConversationSummary& row,
              float indent, const SidebarList::OnOpen& on_open) {
  const Palette& palette = frame.palette;
  session::Workspace& workspace = shell.workspace;
  const std::string name = "conversation." + std::to_string(row.id);
  const std::string title = shown_title(row.title);
  const bool selected = workspace.session().conversation_id() == row.id;
  const std::string more_name = name + ".more";
  const bool lit =
      frame.pointer_in(rect) || frame.focus.shows_ring(name) || frame.focus.shows_ring(more_name);
  const float side = frame.px(26);
  Rect press_rect = rect;
  if (lit || selected) press_rect.x1 -= side;
  const Press press = press_area(frame, name, press_rect, title);
  const float radius = frame.px(metric::kRowRadius);
  if (selected || lit) panel(frame, rect, selected ? palette.selected : palette.hover, radius);
  if (selected) {
    panel(frame, {rect.x0, rect.y0 + frame.px(9), rect.x0 + frame.px(3), rect.y1 - frame.px(9)},
          palette.accent, frame.px(1.5F));
  }
  float right = rect.x1 - frame.px(10);
  const bool streams =
      workspace.session().running() && workspace.session().running()->conversation_id == row.id;
  if (lit) {
    const Rect more = {rect.x1 - side - frame.px(2), rect.centre().y - side / 2,
                       rect.x1 - frame.px(2), rect.centre().y + side / 2};
    if (icon_button(frame, more_name, more, Icon::kMore,
                    "Pin, rename, folder, archive, export, delete")) {
      open_row_menu(more, shell, row);
      frame.wake_no_later_than(frame.now);
    }
    right = more.x0;
  } else if (streams) {
    frame.list().AddCircleFilled({right - frame.fine(3), rect.centre().y}, frame.fine(3.5F),
                                 palette.ok, 16);
    right -= frame.px(14);
  } else {
    const std::string time = clock_text(row.updated_ms, store::system_now_ms(), row.pinned);
    const float width = text_width(frame.glyphs, time, type::kCaption);
    label(frame, {right - width, rect.y0, right + 1, rect.y1}, time, type::kCaption, palette.muted);
    right -= width + frame.px(8);
  }
  label(frame, {rect.x0 + frame.px(12 + indent), rect.y0, right, rect.y1}, title, type::kUi,
        selected ? palette.text : palette.dim);
  if (press.ring) focus_ring(frame, rect.inset(frame.px(2), frame.px(2)), radius);
  if (press.clicked) {
    workspace.open(row.id);
    on_open(0);
    frame.wake_no_later_than(frame.now);
  }
}

float row_step(const Frame& frame) {
  return frame.px(kRow + 1);
}

// A caption with a sign before it and a number behind it, to be pressed.
bool draw_fold(Frame& frame, const Rect& rect, const std::string& name, const std::string& mark,
               Icon icon, const std::string& text, int64_t count) {
  const Palette& palette = frame.palette;
  const Press press = press_area(frame, name, rect, mark);
  const float radius = frame.px(metric::kRowRadius);
  if (press.hovered) panel(frame, rect, palette.hover, radius);
  draw_icon(frame, icon, {rect.x0 + frame.px(17), rect.centre().y}, 8, palette.muted);
  const std::string number = fmt::format("{}", count);
  const float right = rect.x1 - frame.px(10);
  const float width = text_width(frame.glyphs, number, type::kCaption);
  label(frame, {right - width, rect.y0, right + 1, rect.y1}, number, type::kCaption, palette.muted);
  label(frame, {rect.x0 + frame.px(28), rect.y0, right - width - frame.px(8), rect.y1}, text,
        type::kSmallMedium, palette.dim);
  if (press.ring) focus_ring(frame, rect.inset(frame.px(2), frame.px(2)), radius);
  if (press.clicked) frame.wake_no_later_than(frame.now);
  return press.clicked;
}

}  // namespace

std::string shown_title(const std::string& title) {
  return title.empty() ? "Untitled" : title;
}

void SidebarList::draw(Frame& frame, const Rect& rect, Shell& shell, const OnOpen& on_open) {
  if (shell.workspace.lists().num_archived() == 0) in_archive_ = false;
  Rect below = rect;
  if (in_archive_) {
    const Rect back = {rect.x0 + frame.px(8), rect.y0, rect.x1 - frame.px(10),
                       rect.y0 + frame.px(kFold)};
    const int64_t count = shell.workspace.lists().num_archived();
    if (draw_fold(frame, back, "archive.close", fmt::format("Archived · {}", count),
                  Icon::kChevronLeft, "Archived", count)) {
      in_archive_ = false;
    }
    below.y0 = back.y1;
  }
  const bool archive = in_archive_;
  ScrollArea::Inside inside(archive ? archive_area_ : area_, frame,
                            archive ? "archive" : "conversations", below);
  Place place{frame, shell, on_open, inside, below, inside.top()};
  if (archive) {
    draw_days(place, shell.workspace.lists().archived(), archive_days_);
  } else {
    draw_all(place);
  }
  inside.finish(place.y - inside.top() + frame.px(12));
}

void SidebarList::draw_all(Place& place) {
  Frame& frame = place.frame;
  session::Workspace& workspace = place.shell.workspace;
  session::ConversationLists& lists = workspace.lists();
  draw_days(place, lists.pinned(), pinned_days_);
  for (session::FolderList& folder : lists.folders()) draw_folder(place, folder);
  if (!lists.folders().empty()) place.y += frame.px(kGap);
  draw_days(place, lists.unfiled(), days_);
  if (lists.pinned().rows().empty() && lists.folders().empty() && lists.unfiled().rows().empty()) {
    label(frame, {place.rect.x0, place.y, place.rect.x1, place.y + frame.px(60)},
          lists.num_archived() == 0 ? "No conversations yet" : "All are archived", type::kSmall,
          frame.palette.muted, Align::kCentre);
    place.y += frame.px(60);
  }
  // Behind the last of them, so that it does not run away from who scrolls to it.
  if (lists.num_archived() == 0 || lists.unfiled().has_more()) return;
  if (const auto rect = place.take(kFold)) {
    in_archive_ =
        draw_fold(frame, *rect, "archive.open", fmt::format("Archived · {}", lists.num_archived()),
                  Icon::kChevronRight, "Archived", lists.num_archived());
  }
}

void SidebarList::draw_folder(Place& place, session::FolderList& folder) {
  session::Workspace& workspace = place.shell.workspace;
  const bool folded = session::is_folded(workspace.preferences(), folder.name);
  bool pressed = false;
  if (const auto rect = place.take(kFold)) {
    pressed = draw_fold(place.frame, *rect, "folder." + folder.name,
                        fmt::format("{} · {}", folder.name, folder.num_conversations),
                        folded ? Icon::kChevronRight : Icon::kChevronDown, folder.name,
                        folder.num_conversations);
  }
  if (!folded) {
    read_on(place, folder.pages,
            place.y + static_cast<float>(folder.pages.rows().size()) * row_step(place.frame));
    for (const store::ConversationSummary& row : folder.pages.rows()) {
      draw_row_at(place, row, kIndent);
    }
    place.y += place.frame.px(kGap / 2);
  }
  if (pressed) workspace.fold(folder, !folded);
}

void SidebarList::draw_days(Place& place, session::ConversationPages& pages, Days& days) {
  Frame& frame = place.frame;
  const std::vector<store::ConversationSummary>& rows = pages.rows();
  read_on(place, pages, place.y + static_cast<float>(rows.size()) * row_step(frame));
  const uint64_t revision = place.shell.workspace.list_revision();
  const int64_t now_ms = store::system_now_ms();
  const int64_t today = store::system_local_day(now_ms);
  if (days.revision != revision || days.today != today) {
    days = {revision, today, store::group_by_day(rows, now_ms)};
  }
  for (const store::ConversationGroup& group : days.groups) {
    if (const auto rect = place.take(kCaption)) {
      label(frame, {rect->x0 + frame.px(14), rect->y0, rect->x1, rect->y1}, caption_of(group),
            type::kCaption, frame.palette.muted);
    }
    for (size_t i = group.begin; i < group.end; ++i) draw_row_at(place, rows[i], 0);
    place.y += frame.px(kGap);
  }
}

void SidebarList::draw_row_at(Place& place, const store::ConversationSummary& row, float indent) {
  const float next = place.y + row_step(place.frame);
  if (const auto rect = place.take(kRow)) {
    draw_row(place.frame, *rect, place.shell, row, indent, place.on_open);
  }
  place.y = next;
}

// Captions make a list longer than its rows, so this is a little early and never late.
void SidebarList::read_on(Place& place, session::ConversationPages& pages, float end) {
  if (!pages.has_more() || end > place.rect.y1 + place.frame.px(kAhead)) return;
  // What lies above the part that is seen would push it down.
  if (end < place.rect.y0 && !pages.rows().empty()) return;
  place.shell.workspace.list_more(pages);
  place.frame.wake_no_later_than(place.frame.now);
}

}  // namespace octant::ui
