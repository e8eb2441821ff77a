#include "app/ui/views/history_form.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "app/text/numbers.h"
#include "app/ui/views/paths_typed.h"
#include "app/ui/widgets/label.h"

namespace octant::ui {
namespace {

namespace fs = std::filesystem;

constexpr double kStillWanted = 1;  // second

std::string title_of(const store::ConversationSummary& conversation) {
  return conversation.title.empty() ? "Untitled" : conversation.title;
}

// Pages of the list, one after the other: rows are small, and few people archive thousands.
Result<std::vector<store::ConversationSummary>> all_archived(store::HistoryStore& history) {
  store::ListQuery query{.archived = true, .limit = 1000};
  std::vector<store::ConversationSummary> rows;
  do {
    ASSIGN_OR_RETURN(store::ListPage page, history.list_conversations(query));
    rows.insert(rows.end(), page.rows.begin(), page.rows.end());
    query.after = page.next;
  } while (query.after);
  return rows;
}

}  // namespace

void HistoryForm::refresh(Shell& shell) {
  session::Workspace& workspace = shell.workspace;
  if (revision_ == workspace.list_revision()) return;
  revision_ = workspace.list_revision();
  store::HistoryStore& history = workspace.history();
  if (const auto found = history.statistics(); workspace.report(found.status())) {
    statistics_ = *found;
  }
  if (auto found = all_archived(history); workspace.report(found.status())) {
    archived_.rows = std::move(*found);
  }
  if (auto found = history.trashed_conversations(); workspace.report(found.status())) {
    trashed_.rows = std::move(*found);
  }
  const auto unfinished = history.purge_unfinished();
  purge_unfinished_ = unfinished.ok() && *unfinished;
  sure_to_purge_ = false;
}

void HistoryForm::draw(Frame& frame, Form& form, Shell& shell) {
  do_work(frame, shell);
  refresh(shell);
  const store::HistoryStore& history = shell.workspace.history();
  form.card("History", history.is_read_only() ? "open for reading only" : "");
  const Rect where = form.wide_row("Where it lies", "", frame.px(20));
  label(frame, where, history.path().string(), type::kInlineCode, frame.palette.dim, Align::kLeft,
        "hist.path");
  const store::HistoryStatistics& found = statistics_;
  form.wide_row("What is in it", "", 0);
  form.note(fmt::format("{} · {} · {} on the disk",
                        count_text(found.num_conversations, "conversation", "conversations"),
                        count_text(found.num_messages, "message", "messages"),
                        bytes_text(found.database_bytes)),
            frame.palette.dim, "hist.size");
  form.note(fmt::format("{} archived · {} deleted · routing kept of {}", found.num_archived,
                        found.num_trashed, count_text(found.num_traces, "answer", "answers")),
            frame.palette.muted, "hist.counts");
  draw_list(frame, form, shell, archived_);
  draw_list(frame, form, shell, trashed_);
  draw_purge(frame, form, shell);
  draw_backup(frame, form, shell);
}

void HistoryForm::draw_list(Frame& frame, Form& form, Shell& shell, List& list) {
  if (list.rows.empty()) return;
  const float height = frame.px(36);
  form.wide_row(list.title, "", 0);
  const size_t shown = list.all ? list.rows.size() : std::min(list.rows.size(), kFewRows);
  const bool may_write = !shell.workspace.history().is_read_only();
  const store::ConversationSummary* chosen = nullptr;
  for (size_t i = 0; i < shown; ++i) {
    const store::ConversationSummary& conversation = list.rows[i];
    const std::optional<Rect> rect = form.line(height);
    if (!rect) continue;
    const float width = text_button_width(frame, list.button);
    const float button = frame.px(28);
    const float y = std::round(rect->centre().y - button / 2);
    const std::string name = fmt::format("{}.{}", list.name, conversation.id);
    const Rect place = {rect->x1 - width, y, rect->x1, y + button};
    label(frame, {rect->x0, rect->y0, place.x0 - frame.px(12), rect->y1}, title_of(conversation),
          type::kUi, frame.palette.dim);
    form.reveal(name, place);
    if (text_button(frame, name, place, list.button, ButtonKind::kPlain, std::nullopt, may_write)) {
      chosen = &conversation;
    }
  }
  if (shown < list.rows.size()) {
    const Form::Button button = {list.name + ".all", fmt::format("Show all {}", list.rows.size()),
                                 ButtonKind::kPlain};
    if (form.buttons({&button, 1})) list.all = true;
  }
  if (chosen != nullptr) bring_back(shell, *chosen);
}

void HistoryForm::bring_back(Shell& shell, const store::ConversationSummary& conversation) {
  session::Workspace& workspace = shell.workspace;
  const std::string title = title_of(conversation);
  const Status done = conversation.trashed_ms != 0
                          ? workspace.history().restore_conversation(conversation.id)
                          : workspace.history().set_archived(conversation.id, false);
  if (!workspace.report(done)) return;
  workspace.list_again();
  workspace.say(fmt::format("“{}” is back", title));
}

void HistoryForm::draw_purge(Frame& frame, Form& form, Shell& shell) {
  const bool may_write = !shell.workspace.history().is_read_only();
  const std::string what =
      statistics_.num_trashed == 0
          ? "Removes messages that were deleted, from the file too"
          : fmt::format("Removes {} and messages that were deleted, from the file too",
                        count_text(statistics_.num_trashed, "deleted conversation",
                                   "deleted conversations"));
  form.wide_row("Delete for good", what, 0);
  if (purge_unfinished_) {
    form.note("The last time it was not finished; once more completes it.", frame.palette.error,
              "hist.purge.unfinished");
  }
  if (!sure_to_purge_) {
    const Form::Button button = {"hist.purge", "Delete for good", ButtonKind::kOutlined, may_write};
    if (form.buttons({&button, 1})) {
      sure_to_purge_ = true;
      frame.wake_no_later_than(frame.now);
    }
    return;
  }
  form.note("Nothing brings it back. A history of 100 MB takes some seconds.", frame.palette.error,
            "hist.purge.asks");
  const std::array<Form::Button, 2> buttons = {
      {{"hist.purge", "Yes, delete for good", ButtonKind::kOutlined, may_write},
       {"hist.purge.keep", "Keep", ButtonKind::kPlain}}};
  const auto pressed = form.buttons(buttons);
  if (!pressed) return;
  sure_to_purge_ = false;
  frame.wake_no_later_than(frame.now);
  if (*pressed == 0) ask_for(frame, Work::kPurge, "Deleting for good…", shell);
}

void HistoryForm::ask_for(Frame& frame, Work work, std::string_view words, Shell& shell) {
  asked_ = work;
  asked_at_ = frame.now;
  shell.workspace.say(std::string(words));
  frame.wake_no_later_than(frame.now);
}

void HistoryForm::do_work(Frame& frame, Shell& shell) {
  if (asked_ == Work::kNone || frame.now == asked_at_) return;
  const Work work = std::exchange(asked_, Work::kNone);
  // Who left the page in between does not find it done on coming back.
  if (frame.now - asked_at_ > kStillWanted) return;
  if (work == Work::kPurge) purge(shell);
  if (work == Work::kBackUp) back_up(shell);
  frame.wake_no_later_than(frame.now);
}

void HistoryForm::purge(Shell& shell) {
  session::Workspace& workspace = shell.workspace;
  // Whatever was deleted until now, also by a clock that was ahead.
  const auto purged = workspace.history().purge(std::numeric_limits<int64_t>::max());
  revision_.reset();
  workspace.list_again();
  if (!workspace.report(purged.status())) return;
  workspace.say(fmt::format("Deleted for good: {}, {}",
                            count_text(purged->num_conversations, "conversation", "conversations"),
                            count_text(purged->num_messages, "single message", "single messages")));
}

void HistoryForm::draw_backup(Frame& frame, Form& form, Shell& shell) {
  if (backup_path_.text().empty() && backup_asks_.empty() && !frame.focus.has("hist.backup.path")) {
    const fs::path file =
        documents_folder(process_environment()) / fmt::format("octant-history-{}.db", today_text());
    backup_path_.set_text(file.string());
  }
  const auto outcome = form.path_row(
      backup_path_, "hist.backup.path", "Back up",
      "A copy of everything as one file, which Octant opens as a history", "Path of the copy",
      {.kind = FileQuestion::Kind::kSaveFile, .title = "Back up the history"}, shell);
  if (outcome.changed) backup_asks_.clear();
  if (!backup_asks_.empty()) {
    form.note(backup_asks_ + " is there already.", frame.palette.amber, "hist.backup.asks");
  }
  const Form::Button button = {"hist.backup", backup_asks_.empty() ? "Back up" : "Replace it",
                               ButtonKind::kOutlined, !backup_path_.text().empty()};
  if (form.buttons({&button, 1}) || outcome.submitted) {
    ask_for_backup(frame, shell);
    frame.wake_no_later_than(frame.now);
  }
}

void HistoryForm::ask_for_backup(Frame& frame, Shell& shell) {
  const fs::path path = typed_path(backup_path_.text(), process_environment());
  if (path.empty()) return;
  std::error_code ignored;
  if (backup_asks_.empty() && fs::exists(path, ignored)) {
    backup_asks_ = path.string();
    return;
  }
  backup_asks_.clear();
  ask_for(frame, Work::kBackUp, "Backing up…", shell);
}

void HistoryForm::back_up(Shell& shell) {
  session::Workspace& workspace = shell.workspace;
  const fs::path path = typed_path(backup_path_.text(), process_environment());
  if (workspace.report(workspace.history().back_up_to(path))) {
    workspace.say(fmt::format("Backed up to {}", path.string()));
  }
}

}  // namespace octant::ui
