#pragma once
// The whole window: which view stands where, shortcuts, and what lies above everything else.

#include "app/ui/platform/host.h"
#include "app/ui/views/chat_page.h"
#include "app/ui/views/composer_bar.h"
#include "app/ui/views/dashboard.h"
#include "app/ui/views/header.h"
#include "app/ui/views/model_page.h"
#include "app/ui/views/notice_bar.h"
#include "app/ui/views/prompt_panel.h"
#include "app/ui/views/settings_page.h"
#include "app/ui/views/shell.h"
#include "app/ui/views/shortcuts.h"
#include "app/ui/views/shortcuts_page.h"
#include "app/ui/views/sidebar.h"
#include "app/ui/views/transfer_page.h"

namespace octant::ui {

class AppView final : public View {
 public:
  // `shell` and `host` outlive it.
  AppView(Shell& shell, Host& host);

  void draw(Frame& frame) override;
  bool may_close() override;

 private:
  void draw_window(Frame& frame);
  void draw_page(Frame& frame, const Rect& rect);
  void draw_side(Frame& frame, const Rect& rect);
  void take_shortcuts(Frame& frame);
  void copy_last_answer(Frame& frame);
  void edit_last(Frame& frame);
  void stop_or_close(Frame& frame);
  void follow_preferences();

  Shell& shell_;
  Host& host_;
  Sidebar sidebar_;
  Header header_;
  ChatPage chat_;
  ComposerBar composer_;
  SettingsPage settings_;
  TransferPage transfer_;
  ShortcutsPage shortcuts_;
  ModelPage model_;
  NoticeBar notices_;
  Dashboard dashboard_;
  PromptPanel prompt_;
  bool had_caret_ = false;  // a field was typed in, in the last frame
  std::string warned_of_;   // what closing the window would lose, as it was said
};

}  // namespace octant::ui
