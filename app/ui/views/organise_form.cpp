#include "app/ui/views/organise_form.h"

#include <algorithm>
#include <span>

#include "app/session/tag_text.h"
#include "app/ui/views/sidebar_list.h"

namespace octant::ui {
namespace {

constexpr size_t kMostOffered = 16;  // some three rows of chips; the others can be typed

bool contains(std::span<const std::string> names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// The names in use beside this conversation's own, the most used ones, by name.
std::vector<std::string> names_elsewhere(std::vector<store::NameCount> counts,
                                         std::span<const std::string> own) {
  for (store::NameCount& count : counts) {
    if (contains(own, count.name)) --count.num_conversations;
  }
  std::erase_if(counts, [](const store::NameCount& count) { return count.num_conversations == 0; });
  std::stable_sort(counts.begin(), counts.end(), [](const auto& a, const auto& b) {
    return a.num_conversations > b.num_conversations;
  });
  if (counts.size() > kMostOffered) counts.resize(kMostOffered);
  std::vector<std::string> names;
  for (store::NameCount& count : counts) names.push_back(std::move(count.name));
  std::sort(names.begin(), names.end());
  return names;
}

std::optional<size_t> offer(Form& form, const std::string& mark, std::string_view label,
                            std::span<const std::string> names, std::span<const std::string> on) {
  if (names.empty()) return std::nullopt;
  std::vector<Form::Chip> chips;
  for (const std::string& name : names) chips.push_back({mark + name, name, contains(on, name)});
  return form.chips_row(label, "", chips);
}

}  // namespace

void OrganiseForm::draw(Frame& frame, Form& form, Shell& shell) {
  const store::Conversation& open = shell.workspace.session().conversation();
  form.card("Folder and tags", open.id == 0 ? "New chat" : shown_title(open.title));
  const bool is_read_only = shell.workspace.history().is_read_only();
  if (open.id == 0 || is_read_only) {
    form.wide_row("", "", 0);
    form.note(is_read_only ? "Another Octant has this history open, so they can only be changed "
                             "there."
                           : "A new chat can have them once its first message is sent.",
              frame.palette.muted, "set.organise.note");
    return;
  }
  follow(open);
  find_offers(shell, open);
  draw_folder(form, shell);
  draw_tags(form, shell);
}

void OrganiseForm::follow(const store::Conversation& open) {
  const bool is_other = conversation_ != open.id;
  if (is_other || open.folder != shown_folder_) {
    folder_.set_text(open.folder);
    folder_error_.clear();
    shown_folder_ = open.folder;
  }
  if (is_other || open.tags != shown_tags_) {
    tags_.set_text(session::tags_text(open.tags));
    tags_error_.clear();
    shown_tags_ = open.tags;
  }
  if (is_other) revision_.reset();
  conversation_ = open.id;
}

void OrganiseForm::find_offers(Shell& shell, const store::Conversation& open) {
  session::Workspace& workspace = shell.workspace;
  if (revision_ == workspace.list_revision()) return;
  revision_ = workspace.list_revision();
  if (auto found = workspace.history().folders(); workspace.report(found.status())) {
    offered_folders_ = names_elsewhere(std::move(*found), {&open.folder, 1});
  }
  if (auto found = workspace.history().tags(); workspace.report(found.status())) {
    offered_tags_ = names_elsewhere(std::move(*found), open.tags);
  }
}

void OrganiseForm::draw_folder(Form& form, Shell& shell) {
  if (form.field_row(folder_, "set.folder", "Folder", "The list has it under this name", "None",
                     folder_error_)) {
    const Result<std::string> folder = session::parse_folder(folder_.text());
    folder_error_ = folder.status().message();
    if (folder.ok()) set_folder(shell, *folder);
  }
  const auto pressed =
      offer(form, "set.folder.", "Existing folders", offered_folders_, {&shown_folder_, 1});
  if (!pressed) return;
  const std::string chosen = offered_folders_[*pressed];
  folder_error_.clear();
  const bool was_on = chosen == shown_folder_;
  folder_.set_text(was_on ? "" : chosen);
  set_folder(shell, was_on ? "" : chosen);
}

void OrganiseForm::draw_tags(Form& form, Shell& shell) {
  if (form.field_row(tags_, "set.tags", "Tags", "With commas between them", "None", tags_error_)) {
    const Result<std::vector<std::string>> tags = session::parse_tags(tags_.text());
    tags_error_ = tags.status().message();
    if (tags.ok()) set_tags(shell, *tags);
  }
  const auto pressed = offer(form, "set.tag.", "Existing tags", offered_tags_, shown_tags_);
  if (!pressed) return;
  const std::string chosen = offered_tags_[*pressed];
  std::vector<std::string> tags = shown_tags_;
  if (std::erase(tags, chosen) == 0) {
    tags.push_back(chosen);
    std::sort(tags.begin(), tags.end());
  }
  tags_error_.clear();
  tags_.set_text(session::tags_text(tags));
  set_tags(shell, tags);
}

// What could not be kept stays typed, and what holds stays known: the next change tries again.
void OrganiseForm::set_folder(Shell& shell, const std::string& folder) {
  if (shell.workspace.set_folder(conversation_, folder)) shown_folder_ = folder;
}

void OrganiseForm::set_tags(Shell& shell, const std::vector<std::string>& tags) {
  if (shell.workspace.set_tags(conversation_, tags)) shown_tags_ = tags;
}

}  // namespace octant::ui
