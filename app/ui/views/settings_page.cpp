#include "app/ui/views/settings_page.h"

#include "app/ui/views/look_form.h"
#include "app/ui/widgets/paragraph.h"

namespace octant::ui {

void SettingsPage::draw(Frame& frame, const Rect& rect, Shell& shell) {
  if (shell.organising) {
    shell.organising = false;
    page_.area().scroll_to(0);
    frame.focus.give("set.folder");
    frame.wake_no_later_than(frame.now);
  }
  page_.draw(frame, rect, shell, "settings", "Settings", [&](const Rect& column, float top) {
    if (shell.workspace.history().is_read_only()) {
      const Rect line = {column.x0, top, column.x1, top};
      top += paragraph(frame, line,
                       "Another Octant has this history open: it can be read here and not "
                       "changed. What you set holds until this window is closed.",
                       type::kUi, 20, frame.palette.amber, "settings.read_only");
      top += frame.px(metric::kGap);
    }
    form_.begin(frame, page_.area(), column, top);
    organise_.draw(frame, form_, shell);
    conversation_.draw(frame, form_, shell);
    draw_look_form(frame, form_, shell);
    draw_recording_form(frame, form_, shell);
    history_.draw(frame, form_, shell);
    return form_.finish();
  });
}

}  // namespace octant::ui
