#pragma once
// Export and import.
//
// An export happens within one frame, behind one that says so. 500 conversations of eight messages
// take 0.1 s into one file; into a folder of 500 files, each brought to the disk, 0.5 to 1.5 s.
// (On four cores that had other work for fourteen.)

#include "app/ui/views/export_form.h"
#include "app/ui/views/form.h"
#include "app/ui/views/import_form.h"
#include "app/ui/views/page_frame.h"
#include "app/ui/views/shell.h"

namespace octant::ui {

class TransferPage {
 public:
  void draw(Frame& frame, const Rect& rect, Shell& shell);
  // Once a frame, whether the page is open or not.
  void work(Frame& frame, Shell& shell) { import_.work(frame, shell); }
  // Closing the window would leave something out.
  bool is_busy() const { return import_.is_busy(); }

 private:
  PageFrame page_;
  Form form_;
  ExportForm export_;
  ImportForm import_;
};

}  // namespace octant::ui
