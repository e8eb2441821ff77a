#include "app/ui/views/transfer_page.h"

namespace octant::ui {

void TransferPage::draw(Frame& frame, const Rect& rect, Shell& shell) {
  page_.draw(frame, rect, shell, "transfer", "Export and import",
             [&](const Rect& column, float top) {
               form_.begin(frame, page_.area(), column, top);
               export_.draw(frame, form_, shell);
               import_.draw(frame, form_, shell);
               return form_.finish();
             });
}

}  // namespace octant::ui
