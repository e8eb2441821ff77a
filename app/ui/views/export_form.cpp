#include "app/ui/views/export_form.h"

#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "app/export/export.h"
#include "app/export/store_transfer.h"
#include "app/text/numbers.h"
#include "app/ui/views/paths_typed.h"
#include "app/ui/views/transfer_paths.h"

namespace octant::ui {
namespace {

namespace fs = std::filesystem;

}  // namespace

void ExportForm::follow(Shell& shell) {
  session::Workspace& workspace = shell.workspace;
  if (shell.transfer.conversation_id != 0) {
    last_one_ = shell.transfer.conversation_id;
  } else if (workspace.session().conversation_id() != 0) {
    last_one_ = workspace.session().conversation_id();
  }
  if (subject_ && subject_->conversation_id == shell.transfer.conversation_id) return;
  Subject subject{.conversation_id = shell.transfer.conversation_id, .title = {}};
  if (subject.conversation_id != 0) {
    const auto found = workspace.history().conversation(subject.conversation_id);
    if (!found.ok()) {
      // It was deleted meanwhile.
      shell.transfer = {};
      last_one_ = 0;
      subject = {};
    } else {
      subject.title = found->title;
    }
  }
  subject_ = std::move(subject);
  asks_ = false;
  outcome_.clear();
  suggest();
}

void ExportForm::suggest() {
  const fs::path path =
      suggested_path(documents_folder(process_environment()), *format_,
                     subject_->conversation_id == 0, subject_->title, today_text());
  suggested_ = path.string();
  path_.set_text(suggested_);
}

void ExportForm::choose(const exporting::Format& format) {
  const exporting::Format& before = *std::exchange(format_, &format);
  if (!format.keeps_recordings) routing_ = false;
  asks_ = false;
  outcome_.clear();
  if (path_.text() == suggested_) {
    suggest();
  } else {
    path_.set_text(with_other_format(path_.text(), before, format));
  }
}

void ExportForm::draw(Frame& frame, Form& form, Shell& shell) {
  follow(shell);
  if (std::exchange(due_, false)) {
    run(shell);
    frame.wake_no_later_than(frame.now);
  }
  form.card("Export");
  draw_what(form, shell);
  draw_format(form);
  const bool routing = format_->keeps_recordings;
  if (form.switch_row("export.routing", "With the experts of every token",
                      routing ? "Where they were recorded; some ten bytes for each token, layer "
                                "and expert. How often each was chosen is in it anyway"
                              : fmt::format("{} has no place for them, JSON has", format_->label),
                      routing_, routing)) {
    routing_ = !routing_;
  }
  const bool one_file = makes_one_file(*format_, subject_->conversation_id == 0);
  const auto outcome = form.path_row(
      path_, "export.path", one_file ? "File" : "Folder",
      one_file ? "" : "Each conversation gets a file of its own, named after its title",
      one_file ? "Path of the file" : "Path of the folder",
      {.kind = one_file ? FileQuestion::Kind::kSaveFile : FileQuestion::Kind::kOpenFolder,
       .title = "Export to"},
      shell);
  if (outcome.changed) {
    asks_ = false;
    outcome_.clear();
  }
  const Form::Button button = {"export.go", asks_ ? "Replace" : "Export", ButtonKind::kPrimary,
                               !typed_path(path_.text(), process_environment()).empty()};
  if ((form.buttons({&button, 1}) || outcome.submitted) && button.enabled) {
    // What is said first is seen while files are written.
    due_ = true;
    failed_ = false;
    outcome_ = "Writing …";
    frame.wake_no_later_than(frame.now);
  }
  draw_outcome(frame, form);
}

void ExportForm::draw_what(Form& form, Shell& shell) {
  std::vector<Form::Chip> chips;
  const bool all = shell.transfer.conversation_id == 0;
  if (last_one_ != 0) chips.push_back({"export.one", "One conversation", !all});
  chips.push_back({"export.all", "All conversations", all});
  const std::string what = all                       ? "Archived ones too, deleted ones not"
                           : subject_->title.empty() ? "Untitled"
                                                     : subject_->title;
  const auto pressed = form.chips_row("What", what, chips);
  if (!pressed) return;
  const bool wants_all = chips[*pressed].name == "export.all";
  shell.transfer.conversation_id = wants_all ? 0 : last_one_;
  follow(shell);
}

void ExportForm::draw_format(Form& form) {
  std::vector<Form::Chip> chips;
  const auto formats = exporting::all_formats();
  for (const exporting::Format& format : formats) {
    chips.push_back({"export.format." + std::string(format.name), std::string(format.label),
                     &format == format_});
  }
  const auto pressed = form.chips_row("Format", format_->what, chips);
  if (pressed && &formats[*pressed] != format_) choose(formats[*pressed]);
}

void ExportForm::run(Shell& shell) {
  store::HistoryStore& history = shell.workspace.history();
  const fs::path out = typed_path(path_.text(), process_environment());
  const bool all = subject_->conversation_id == 0;
  std::error_code ignored;
  const bool is_folder = fs::is_directory(out, ignored);
  outcome_.clear();
  failed_ = false;
  std::vector<int64_t> ids = {subject_->conversation_id};
  Status status;
  if (all) {
    auto found = exporting::all_conversations(history);
    status = found.status();
    if (found.ok()) ids = std::move(*found);
  }
  std::vector<fs::path> files;
  // A single one would become the file `out` itself, without an ending.
  if (all && ids.size() == 1 && !format_->holds_several && !fs::exists(out, ignored) &&
      fs::create_directory(out, ignored)) {
    fs::permissions(out, fs::perms::owner_all, ignored);
  }
  if (status.ok()) {
    auto written = exporting::export_conversations(
        history, ids, {.format = format_, .out = out, .replace = asks_, .routing = routing_});
    status = written.status();
    if (written.ok()) files = std::move(*written);
  }
  if (status.ok()) {
    asks_ = false;
    const auto count = static_cast<int64_t>(ids.size());
    outcome_ = fmt::format("Exported {} to {}", count_text(count, "conversation", "conversations"),
                           files.size() == 1 ? files.front().string() : out.string());
    shell.workspace.say(outcome_);
    return;
  }
  failed_ = true;
  outcome_ = status.message();
  // A file in the place is what a person can agree to; a folder in the place of a file is not.
  const bool writes_folder = !format_->holds_several && (all || is_folder);
  asks_ = !asks_ && status.code() == StatusCode::kInvalidArgument &&
          (writes_folder ? is_folder : !is_folder && fs::exists(out, ignored));
}

void ExportForm::draw_outcome(Frame& frame, Form& form) {
  const Colour colour = due_       ? frame.palette.dim
                        : !failed_ ? frame.palette.ok
                        : asks_    ? frame.palette.amber
                                   : frame.palette.error;
  form.note(outcome_, colour, "export.outcome");
}

}  // namespace octant::ui
