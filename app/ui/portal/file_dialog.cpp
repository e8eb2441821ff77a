#include "app/ui/portal/file_dialog.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <exception>
#include <string>
#include <thread>
#include <utility>

namespace octant::ui {

class FileDialog::Asking {
 public:
  Asking(FileQuestion question, std::function<void()> wake)
      : question_(std::move(question)), wake_(std::move(wake)), stop_(::eventfd(0, EFD_CLOEXEC)) {
    if (stop_ < 0) {
      answer_ = io_error(std::string("the file dialog: ") + std::strerror(errno));
      has_answer_ = true;
      return;
    }
    thread_ = std::thread([this] { run(); });
  }
  ~Asking() {
    if (stop_ < 0) return;
    ::eventfd_write(stop_, 1);
    thread_.join();
    ::close(stop_);
  }
  Asking(const Asking&) = delete;
  Asking& operator=(const Asking&) = delete;

  bool has_answer() const { return has_answer_.load(std::memory_order_acquire); }
  // Behind has_answer().
  FileAnswer take() { return std::move(answer_); }

 private:
  void run() {
    try {
      answer_ = ask_for_path(question_, stop_);
    } catch (const std::exception& error) {
      answer_ = internal_error(error.what());
    }
    // Release: whoever sees it sees the answer too.
    has_answer_.store(true, std::memory_order_release);
    if (wake_) wake_();
  }

  const FileQuestion question_;
  const std::function<void()> wake_;
  const int stop_;
  FileAnswer answer_{std::nullopt};
  std::atomic<bool> has_answer_{false};
  std::thread thread_;  // last: it uses all the others
};

FileDialog::FileDialog(std::function<void()> wake) : wake_(std::move(wake)) {}

FileDialog::~FileDialog() = default;

void FileDialog::open(FileQuestion question) {
  asking_.reset();
  asking_ = std::make_unique<Asking>(std::move(question), wake_);
}

std::optional<FileAnswer> FileDialog::poll() {
  if (asking_ == nullptr || !asking_->has_answer()) return std::nullopt;
  FileAnswer answer = asking_->take();
  asking_.reset();
  return answer;
}

}  // namespace octant::ui
