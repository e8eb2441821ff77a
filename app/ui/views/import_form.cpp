#include "app/ui/views/import_form.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/export/store_transfer.h"
#include "app/text/numbers.h"
#include "app/ui/views/paths_typed.h"

namespace octant::ui {
namespace {

// A frame at 30 a second has 33 ms: the window stays usable.
constexpr std::chrono::milliseconds kShareOfFrame{20};

constexpr std::string_view kRead = "read";  // the reader's only kind of job

}  // namespace

void ImportForm::draw(Frame& frame, Form& form, Shell& shell) {
  const bool may_write = !shell.workspace.history().is_read_only();
  form.card("Import", may_write ? "" : "not while another Octant has this history open");
  const auto outcome = form.path_row(
      path_, "import.path", "File",
      "Octant's JSON, OpenAI messages (JSON Lines), ShareGPT, and exports of Open WebUI and "
      "ChatGPT; what it is, is told by what it holds. Conversations are added, also a second time",
      "Path of the file", {.kind = FileQuestion::Kind::kOpenFile, .title = "Import"}, shell);
  if (outcome.changed && !is_busy()) {
    outcome_.clear();
    reasons_.clear();
  }
  const Form::Button button = {
      "import.go", "Import", ButtonKind::kOutlined,
      may_write && !is_busy() && !typed_path(path_.text(), process_environment()).empty()};
  if ((form.buttons({&button, 1}) || outcome.submitted) && button.enabled) {
    begin(shell);
    frame.wake_no_later_than(frame.now);
  }
  const Colour colour = failed_     ? frame.palette.error
                        : is_busy() ? frame.palette.dim
                                    : frame.palette.ok;
  form.note(outcome_, colour, "import.outcome");
  const size_t shown = std::min(reasons_.size(), kFewReasons);
  for (size_t i = 0; i < shown; ++i) {
    form.note(reasons_[i], frame.palette.dim, fmt::format("import.reason.{}", i + 1));
  }
  if (shown < reasons_.size()) {
    form.note(fmt::format("and {} more", reasons_.size() - shown), frame.palette.muted);
  }
}

bool ImportForm::is_reading() const {
  return reader_ && reader_->is_busy(kRead);
}

void ImportForm::begin(Shell& shell) {
  if (!reader_) reader_.emplace(shell.wake);
  const std::filesystem::path path = typed_path(path_.text(), process_environment());
  reasons_.clear();
  failed_ = false;
  outcome_ = fmt::format("Reading {}", path.filename().string());
  reader_->run<Running>(
      kRead,
      [path]() -> Result<Running> {
        Running running;
        const auto take = [&](exporting::ConversationFile file) -> Status {
          running.files.push_back(std::move(file));
          return {};
        };
        ASSIGN_OR_RETURN(running.report,
                         exporting::import_file(path, {.now_ms = store::system_now_ms()}, take));
        return running;
      },
      [this](Result<Running> running) {
        failed_ = !running.ok();
        if (failed_) {
          outcome_ = running.status().message();
        } else {
          running_ = std::move(running).value();
        }
      });
}

void ImportForm::work(Frame& frame, Shell& shell) {
  if (reader_) reader_->poll();
  if (!running_) return;
  frame.moving = true;
  Running& running = *running_;
  const auto start = std::chrono::steady_clock::now();
  while (running.next < running.files.size()) {
    if (std::chrono::steady_clock::now() - start > kShareOfFrame) {
      outcome_ = fmt::format("Adding {} of {}", running.next, running.files.size());
      return;
    }
    const auto put = exporting::put_conversation(shell.workspace.history(),
                                                 std::move(running.files[running.next]));
    if (!put.ok()) return end(shell, put.status());
    ++running.next;
  }
  end(shell, {});
}

void ImportForm::end(Shell& shell, const Status& status) {
  const Running ended = *std::exchange(running_, std::nullopt);
  session::Workspace& workspace = shell.workspace;
  workspace.list_again();
  const auto added = static_cast<int64_t>(ended.next);
  failed_ = !status.ok();
  if (failed_) {
    outcome_ = fmt::format("{} ({} before that)", status.message(),
                           count_text(added, "conversation was added", "conversations were added"));
    workspace.report(status);
    return;
  }
  outcome_ = fmt::format("Imported {}", count_text(added, "conversation", "conversations"));
  const exporting::ImportReport& report = ended.report;
  if (!report.formats.empty()) {
    outcome_ += fmt::format(" ({})", fmt::join(report.formats, ", "));
  }
  if (report.num_left_out > 0) outcome_ += fmt::format(", left out {}", report.num_left_out);
  reasons_ = report.reasons;
  workspace.say(outcome_);
}

}  // namespace octant::ui
