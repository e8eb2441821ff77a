#pragma once
// The list of conversations: pinned ones, folders that fold, the others by days, and at its end the
// way into the archive, which is shown in its place.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/store/day_groups.h"
#include "app/ui/views/shell.h"
#include "app/ui/widgets/scroll_area.h"

namespace octant::ui {

// What stands for a title that is empty.
std::string shown_title(const std::string& title);

class SidebarList {
 public:
  // `found`: 0, the conversation itself.
  using OnOpen = std::function<void(int64_t found)>;

  void draw(Frame& frame, const Rect& rect, Shell& shell, const OnOpen& on_open);

 private:
  // Rows under their days. Made when the rows or the day change: thousands take milliseconds.
  struct Days {
    std::optional<uint64_t> revision;
    int64_t today = 0;
    std::vector<store::ConversationGroup> groups;
  };
  struct Place;  // where it draws, while it does

  void draw_all(Place& place);
  void draw_archive(Place& place);
  void draw_folder(Place& place, session::FolderList& folder);
  void draw_days(Place& place, session::ConversationPages& pages, Days& days);
  void draw_row_at(Place& place, const store::ConversationSummary& row, float indent);
  // Reads the next page if the list's end, at this height, is near what is seen.
  void read_on(Place& place, session::ConversationPages& pages, float end);

  ScrollArea area_;
  ScrollArea archive_area_;
  Days pinned_days_;
  Days days_;
  Days archive_days_;
  bool in_archive_ = false;
};

}  // namespace octant::ui
