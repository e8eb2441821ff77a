#include "app/cli/answer_printer.h"

#include "app/cli/style.h"

namespace octant::cli {

AnswerPrinter::AnswerPrinter(Services& services, bool show_reasoning)
    : services_(services), show_reasoning_(show_reasoning), progress_(services) {}

AnswerObserver AnswerPrinter::observer() {
  return {
      .on_prefill = [this](const api::PrefillProgress& event) { progress_.show(event); },
      .on_text = [this](api::TextKind kind, std::string_view text) { print(kind, text); },
  };
}

void AnswerPrinter::print(api::TextKind kind, std::string_view text) {
  progress_.clear();
  const bool reasoning = kind == api::TextKind::kReasoning;
  if (reasoning && !show_reasoning_) return;
  if (kind_ != kind) {
    if (kind_) write(filter_.finish());
    if (kind_ == api::TextKind::kReasoning) leave_reasoning();
    if (reasoning) services_.out << (services_.terminal.colour ? kDim : "[reasoning]\n");
    kind_ = kind;
  }
  write(filter_.push(text));
  services_.out << std::flush;
}

void AnswerPrinter::finish() {
  progress_.clear();
  write(filter_.finish());
  if (services_.terminal.colour && kind_ == api::TextKind::kReasoning) services_.out << kPlain;
  if (!at_line_start_) services_.out << "\n";
  at_line_start_ = true;
  kind_.reset();
  services_.out << std::flush;
}

void AnswerPrinter::write(const std::string& shown) {
  if (shown.empty()) return;
  services_.out << shown;
  at_line_start_ = shown.back() == '\n';
}

void AnswerPrinter::leave_reasoning() {
  if (services_.terminal.colour) services_.out << kPlain;
  if (!at_line_start_) services_.out << "\n";
  if (!services_.terminal.colour) services_.out << "[answer]\n";
  at_line_start_ = true;
}

}  // namespace octant::cli
