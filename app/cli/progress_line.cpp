#include "app/cli/progress_line.h"

#include <fmt/format.h>

#include "app/text/numbers.h"

namespace octant::cli {

void ProgressLine::show(const api::LoadProgress& progress) {
  const std::string left = seconds_left_text(progress.seconds_left);
  draw(fmt::format("loading {} of {}, {}/s{}", bytes_text(progress.bytes_read),
                   bytes_text(progress.bytes_total), bytes_figure(progress.bytes_per_second).text(),
                   left.empty() ? left : ", " + left));
}

void ProgressLine::show(const api::PrefillProgress& progress) {
  draw(fmt::format("reading {} of {} tokens", with_thousands(progress.tokens_done),
                   with_thousands(progress.tokens_total)));
}

void ProgressLine::show(const std::string& text) {
  draw(text);
}

void ProgressLine::clear() {
  if (!visible_) return;
  services_.err << "\r\x1b[K" << std::flush;
  visible_ = false;
}

void ProgressLine::draw(const std::string& text) {
  if (!services_.terminal.err) return;
  const auto now = std::chrono::steady_clock::now();
  if (visible_ && now - drawn_at_ < std::chrono::milliseconds(100)) return;
  visible_ = true;
  drawn_at_ = now;
  services_.err << "\r\x1b[K" << text << std::flush;
}

}  // namespace octant::cli
