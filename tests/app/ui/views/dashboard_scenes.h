#pragma once
// States of an engine that never ran, for looking at the dashboard and testing it.

#include <optional>
#include <string_view>

#include "app/ui/views/dashboard_facts.h"

namespace octant::ui {

struct DashboardScene {
  session::RateHistory rates;
  DashboardFacts facts;  // with `rates` still to be set: a scene may move
};

//   busy     a large model on 8 GPUs in the middle of an answer, one GPU too busy
//   even     the same, as chance would have it
//   reading  its prompt is being read
//   idle     a small model on one processor, half a minute after its answer
//   loading  a model half read
//   opening  a model of which nothing has been read
//   empty    no model
// nullopt for another name.
std::optional<DashboardScene> dashboard_scene(std::string_view name);

}  // namespace octant::ui
