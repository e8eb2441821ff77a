#pragma once
// What all views of the window share: the workspace, and which of them are on the screen. Each view
// is a small class with
//
//   void draw(Frame& frame, const Rect& rect, Shell& shell);
//
// that draws itself into `rect` from the workspace, and calls it when the person wants something.
// A view keeps what only it needs (a field's text, how far it is scrolled).

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "app/session/workspace.h"
#include "app/ui/views/path_chooser.h"
#include "app/ui/widgets/menu.h"

namespace octant::ui {

// What fills the middle of the window.
enum class Page { kChat, kModel, kSettings, kTransfer, kShortcuts };
// What stands at its right.
enum class Side { kNone, kDashboard, kPrompt };

// An action on one conversation that a page carries out.
struct TransferTarget {
  int64_t conversation_id = 0;  // 0: all
};

struct Shell {
  // `wake` draws the window again; called by other threads.
  Shell(session::Workspace& the_workspace, std::function<void()> the_wake)
      : workspace(the_workspace), wake(std::move(the_wake)), paths(wake) {}

  session::Workspace& workspace;
  const std::function<void()> wake;  // draws the window again; from any thread
  PathChooser paths;
  Page page = Page::kChat;
  Side side = Side::kDashboard;
  TransferTarget transfer;
  std::string composer_text;     // what is typed and not sent, as of the last frame
  bool renaming = false;         // the open conversation's title is being typed
  bool organising = false;       // the keyboard goes to the open conversation's folder next
  std::string search_for;        // what the sidebar searches for next; empty: nothing new
  bool unfolded_narrow = false;  // the sidebar is wanted in a window that is too narrow for it
  std::function<void()> close_window;

  // Shown, or not if it was. Behind the exact prompt stands what was there before it.
  void toggle_side(Side wanted) {
    const bool has_dashboard = wanted == Side::kPrompt && workspace.preferences().dashboard;
    side = side != wanted ? wanted : has_dashboard ? Side::kDashboard : Side::kNone;
  }

  // The one menu that can be open. `on_choice` gets the chosen item's name.
  Menu menu;
  std::function<void(const std::string&)> on_choice;
  void open_menu(const Rect& anchor, std::vector<Menu::Item> items,
                 std::function<void(const std::string&)> then) {
    menu.open(anchor, std::move(items));
    on_choice = std::move(then);
  }
};

}  // namespace octant::ui
