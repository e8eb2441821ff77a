#include "app/ui/views/path_field.h"

#include "app/ui/views/paths_typed.h"
#include "app/ui/widgets/buttons.h"

namespace octant::ui {
namespace {

constexpr float kGap = 4;  // logical pixels, between field and button

}  // namespace

Rect PathField::button_place(const Frame& frame, const Rect& rect) {
  return {rect.x1 - frame.px(metric::kFieldHeight), rect.y0, rect.x1, rect.y1};
}

EditBox::Outcome PathField::draw(Frame& frame, std::string_view name, const Rect& rect,
                                 std::string_view placeholder, const Browse& browse, Shell& shell) {
  const bool chosen = take_chosen(name, shell);
  const Rect button = button_place(frame, rect);
  EditBox::Outcome outcome = field_.draw(
      frame, name, {rect.x0, rect.y0, button.x0 - frame.px(kGap), rect.y1}, placeholder);
  outcome.changed |= chosen;
  // It can be tried again: a desktop's portal may start later than the window.
  const std::string& problem = shell.paths.problem();
  if (icon_button(frame, button_name(name), button, Icon::kFolder,
                  problem.empty() ? "Browse…" : problem)) {
    FileQuestion question = question_for(browse.kind, field_.text(), process_environment());
    question.title = browse.title;
    question.parent_window = frame.surface.portal_handle();
    shell.paths.browse(name, std::move(question));
  }
  return outcome;
}

bool PathField::take_chosen(std::string_view name, Shell& shell) {
  const auto path = shell.paths.take(name);
  if (!path) return false;
  const std::string before = field_.text();
  field_.set_text(path->string());
  if (typed_path(field_.text(), process_environment()) == *path) return field_.text() != before;
  const std::string shown = field_.text();
  field_.set_text(before);
  shell.workspace.report(
      invalid_argument(shown + ": a name that no field can hold; rename it, or choose another"));
  return false;
}

}  // namespace octant::ui
