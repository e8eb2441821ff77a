#pragma once
// What a model is, in a table of words: architecture, size, element types, chat format.

#include <string>
#include <vector>

#include "app/session/model_choice.h"
#include "app/ui/frame.h"

namespace octant::ui {

struct Fact {
  std::string name;
  std::string value;
};

// What is known of it; nothing without a report.
std::vector<Fact> facts_of(const session::ModelDetails& details);

// Two columns of facts where there is room. Marks: model.fact.N with "<name>: <value>". Returns the
// height drawn.
float draw_facts(Frame& frame, const Rect& area, const std::vector<Fact>& facts);

}  // namespace octant::ui
