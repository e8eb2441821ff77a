#pragma once
// The open conversation's folder and tags, as a card of the settings page. What is typed holds at
// once; names that other conversations have are offered below. A name that cannot be taken changes
// nothing and is marked.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/ui/views/form.h"
#include "app/ui/views/shell.h"

namespace octant::ui {

class OrganiseForm {
 public:
  void draw(Frame& frame, Form& form, Shell& shell);

 private:
  // Fields show what holds, whoever has changed it.
  void follow(const store::Conversation& open);
  void find_offers(Shell& shell, const store::Conversation& open);
  void draw_folder(Form& form, Shell& shell);
  void draw_tags(Form& form, Shell& shell);
  void set_folder(Shell& shell, const std::string& folder);
  void set_tags(Shell& shell, const std::vector<std::string>& tags);

  TextField folder_;
  TextField tags_;
  std::string folder_error_;
  std::string tags_error_;

  // What the fields show.
  int64_t conversation_ = -1;
  std::string shown_folder_;
  std::vector<std::string> shown_tags_;

  // Of other conversations, as of this revision of the list.
  std::optional<uint64_t> revision_;
  std::vector<std::string> offered_folders_;
  std::vector<std::string> offered_tags_;
};

}  // namespace octant::ui
