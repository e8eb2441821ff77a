#pragma once
// Where the history lies and what is in it, as rows of the settings page: archived and deleted
// conversations to bring back, deleting for good, a copy.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/ui/views/form.h"
#include "app/ui/views/shell.h"

namespace octant::ui {

class HistoryForm {
 public:
  // Rows shown of each list until the rest is asked for.
  static constexpr size_t kFewRows = 5;

  void draw(Frame& frame, Form& form, Shell& shell);

 private:
  struct List {
    std::string name;  // "hist.restore": marks are this and the id
    std::string title;
    std::string button;
    std::vector<store::ConversationSummary> rows;
    bool all = false;  // rows are shown
  };

  // Writing holds the window up for as long as it takes, so it is said a frame before.
  enum class Work { kNone, kPurge, kBackUp };
  void ask_for(Frame& frame, Work work, std::string_view words, Shell& shell);
  void do_work(Frame& frame, Shell& shell);
  void refresh(Shell& shell);
  void draw_list(Frame& frame, Form& form, Shell& shell, List& list);
  void bring_back(Shell& shell, const store::ConversationSummary& conversation);
  void draw_purge(Frame& frame, Form& form, Shell& shell);
  void draw_backup(Frame& frame, Form& form, Shell& shell);
  void purge(Shell& shell);
  void ask_for_backup(Frame& frame, Shell& shell);
  void back_up(Shell& shell);

  std::optional<uint64_t> revision_;  // of the workspace's list, when this was read
  store::HistoryStatistics statistics_;
  bool purge_unfinished_ = false;
  List archived_{.name = "hist.unarchive", .title = "Archived", .button = "Take out", .rows = {}};
  List trashed_{.name = "hist.restore", .title = "Deleted", .button = "Restore", .rows = {}};
  bool sure_to_purge_ = false;
  PathField backup_path_;
  std::string backup_asks_;  // the path that is there already
  Work asked_ = Work::kNone;
  double asked_at_ = 0;  // Frame::now
};

}  // namespace octant::ui
