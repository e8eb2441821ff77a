#pragma once
// What the dashboard shows, taken from the workspace once a frame: its cards know nothing else.

#include <cstdint>
#include <optional>
#include <string>

#include "app/session/rate_history.h"
#include "app/session/workspace.h"
#include "runtime/api/snapshot.h"

namespace octant::ui {

struct DashboardFacts {
  enum class Phase {
    kIdle,
    kReading,  // the prompt
    kWriting,  // the answer
  };

  std::string model_name;
  std::optional<api::LoadProgress> loading;  // nothing: no model is being loaded
  Phase phase = Phase::kIdle;
  // Of the answer on its way, or else of the last one; nothing: not known yet.
  std::optional<double> tokens_per_second;  // now; of kReading, tokens read
  std::optional<double> drafts_accepted;    // share of those proposed
  std::optional<double> ttft_ms;            // of the last answer
  int64_t num_experts_per_tok = 0;
  // Never null once made by facts_of().
  const session::RateHistory* rates = nullptr;
  api::SnapshotPtr now;
  api::SnapshotPtr answer_begin;
};

// Valid until the workspace's next poll().
DashboardFacts facts_of(const session::Workspace& workspace);

}  // namespace octant::ui
