#include "app/ui/views/conversation_form.h"

#include <algorithm>

#include "app/session/presets.h"
#include "app/ui/views/option_fields.h"

namespace octant::ui {

void ConversationForm::draw(Frame& frame, Form& form, Shell& shell) {
  const session::Session& session = shell.workspace.session();
  follow(session);
  const std::string& title = session.conversation().title;
  form.card("This conversation", conversation_ == 0 ? "New chat"
                                 : title.empty()    ? "Untitled"
                                                    : title);
  if (form.area_row(system_, "set.system", "System prompt",
                    "What the model is told before your first message", "None")) {
    shown_system_ = system_.text();
    const Status done = shell.workspace.session().set_system_prompt(shown_system_);
    if (!shell.workspace.history().is_read_only()) shell.workspace.report(done);
  }
  draw_presets(form, shell);
  draw_fields(form, shell);
  const api::ModelInfo& model = shell.workspace.model();
  const bool reasons = !shell.workspace.is_ready() || model.supports_thinking;
  if (form.switch_row("set.thinking", "Thinking",
                      reasons ? "The model reasons before it answers"
                              : "The open model's chat format has no place for reasoning",
                      shown_.thinking, reasons || shown_.thinking)) {
    api::GenerateOptions options = shown_;
    options.thinking = !options.thinking;
    apply(shell, options);
  }
  draw_drafts(form, shell);
  draw_stop(form, shell);
  draw_new_default(frame, form, shell);
}

void ConversationForm::follow(const session::Session& session) {
  const auto rows = option_fields();
  const bool is_other = conversation_ != session.conversation_id() || fields_.empty();
  const api::GenerateOptions& options = session.options();
  if (fields_.empty()) fields_ = std::vector<Field>(rows.size());
  for (size_t i = 0; i < rows.size(); ++i) {
    const std::string text = rows[i].text(options);
    if (!is_other && text == rows[i].text(shown_)) continue;
    fields_[i].field.set_text(text);
    fields_[i].error.clear();
  }
  if (is_other || options.stop != shown_.stop) {
    stop_.set_text(stop_text(options.stop));
    stop_error_.clear();
  }
  const std::string& system = session.conversation().system_prompt;
  if (is_other || system != shown_system_) {
    system_.set_text(system);
    shown_system_ = system;
  }
  shown_ = options;
  conversation_ = session.conversation_id();
}

void ConversationForm::apply(Shell& shell, const api::GenerateOptions& options) {
  const Status done = shell.workspace.session().set_options(options);
  // What cannot be kept holds nevertheless; the page says so.
  if (!shell.workspace.history().is_read_only()) shell.workspace.report(done);
}

void ConversationForm::draw_presets(Form& form, Shell& shell) {
  std::vector<Form::Chip> chips;
  std::string_view hint = "How varied the answers are";
  for (const session::Preset& preset : session::all_presets()) {
    const bool on = session::follows(shown_, preset);
    if (on) hint = preset.what;
    chips.push_back({"set.preset." + std::string(preset.name), std::string(preset.label), on});
  }
  const auto pressed = form.chips_row("Sampling", hint, chips);
  if (!pressed) return;
  api::GenerateOptions options = shown_;
  session::apply(session::all_presets()[*pressed], options);
  apply(shell, options);
  // Also what was typed and refused gives way.
  conversation_ = -1;
  follow(shell.workspace.session());
}

void ConversationForm::draw_fields(Form& form, Shell& shell) {
  const auto rows = option_fields();
  for (size_t i = 0; i < rows.size(); ++i) {
    Field& field = fields_[i];
    const std::string name = "set." + std::string(rows[i].name);
    if (!form.field_row(field.field, name, rows[i].label, rows[i].hint, rows[i].placeholder,
                        field.error)) {
      continue;
    }
    api::GenerateOptions options = shown_;
    const Status taken = rows[i].take(field.field.text(), options);
    field.error = taken.message();
    if (!taken.ok()) continue;
    // Before the others look: this field shows what was typed.
    shown_ = options;
    apply(shell, options);
  }
}

void ConversationForm::draw_stop(Form& form, Shell& shell) {
  if (!form.area_row(stop_, "set.stop", "Stop strings",
                     "End the answer and are not part of it. One a line; \\n is a line break",
                     "None", stop_error_)) {
    return;
  }
  const auto stop = parse_stop(stop_.text());
  stop_error_ = stop.status().message();
  if (!stop.ok()) return;
  shown_.stop = *stop;
  apply(shell, shown_);
}

void ConversationForm::draw_drafts(Form& form, Shell& shell) {
  using Kind = api::DraftMode::Kind;
  std::vector<api::DraftMode> modes = {{.kind = Kind::kAuto}, {.kind = Kind::kOff}};
  std::vector<Form::Chip> chips = {{"set.draft.auto", "Auto", shown_.draft.kind == Kind::kAuto},
                                   {"set.draft.off", "Off", shown_.draft.kind == Kind::kOff}};
  for (int32_t count = 1; count <= api::kMaxDraftTokens; ++count) {
    modes.push_back({.kind = Kind::kFixed, .num_drafted = count});
    const std::string text = std::to_string(count);
    chips.push_back({"set.draft." + text, text, shown_.draft == modes.back()});
  }
  const bool drafts = !shell.workspace.is_ready() || shell.workspace.model().has_draft;
  const auto pressed = form.chips_row(
      "Drafts",
      drafts ? "Tokens proposed and verified a step: faster, with the same answers"
             : "The open model has no layer that drafts, so this changes nothing with it",
      chips);
  if (!pressed) return;
  api::GenerateOptions options = shown_;
  options.draft = modes[*pressed];
  apply(shell, options);
}

bool ConversationForm::has_errors() const {
  return !stop_error_.empty() ||
         std::any_of(fields_.begin(), fields_.end(),
                     [](const Field& field) { return !field.error.empty(); });
}

void ConversationForm::draw_new_default(Frame& frame, Form& form, Shell& shell) {
  const session::Preferences& kept = shell.workspace.preferences();
  const session::Session& session = shell.workspace.session();
  const std::string& system = session.conversation().system_prompt;
  const bool is_kept = kept.options == session.options() && kept.system_prompt == system;
  const Form::Button button = {"set.new_default", "Use for new conversations",
                               ButtonKind::kOutlined, !is_kept && !has_errors()};
  const bool pressed = form.buttons({&button, 1}).has_value();
  if (has_errors()) {
    form.note("What is marked red holds for nothing: it has to be mended or emptied first.",
              frame.palette.muted, "set.new_default.note");
  } else if (is_kept) {
    form.note("New conversations begin like this.", frame.palette.muted, "set.new_default.note");
  }
  if (!pressed) return;
  session::Preferences changed = kept;
  changed.options = session.options();
  changed.system_prompt = system;
  shell.workspace.set_preferences(changed);
  shell.workspace.say("New conversations begin with these settings");
}

}  // namespace octant::ui
