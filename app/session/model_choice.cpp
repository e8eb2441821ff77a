#include "app/session/model_choice.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "app/session/demo_model.h"

namespace octant::session {
namespace {

// Of what changes the plan; model_dir is found from what was given.
bool same_options(const api::EngineOptions& a, const api::EngineOptions& b) {
  return a.num_ranks == b.num_ranks && a.device == b.device && a.backend == b.backend &&
         a.max_context == b.max_context && a.prefill_chunk == b.prefill_chunk &&
         a.page_block_size == b.page_block_size && a.cache_dtype == b.cache_dtype &&
         a.load_draft == b.load_draft && a.chat_format == b.chat_format;
}

ModelDetails look_at(const ModelSources& sources, const std::string& given,
                     const api::EngineOptions& options) {
  ModelDetails details{.given = given, .name = given, .path = {}, .options = options, .fit = {}};
  // A lone config.json can be planned, though not opened.
  const Result<api::ModelPath> found = sources.find(given);
  if (!found.ok()) {
    details.fit = not_found_fit(found.status());
    return details;
  }
  details.name = found->name;
  details.path = found->path;
  details.options.model_dir = found->path;
  if (Result<api::InspectReport> report = sources.inspect(found->path); report.ok()) {
    details.report = std::move(report).value();
  }
  const Result<api::MemoryPlan> plan = sources.plan(details.options);
  details.fit = judge(details.report, plan, options);
  if (plan.ok()) details.max_context = plan->max_context;
  return details;
}

}  // namespace

ModelSources runtime_model_sources() {
  const api::Environment environment = [](const std::string& name) -> std::optional<std::string> {
    const char* const value = std::getenv(name.c_str());
    return value != nullptr ? std::optional<std::string>(value) : std::nullopt;
  };
  return {.find =
              [environment](const std::string& given) {
                // As a shell would: people copy paths from there.
                const auto home = given.starts_with("~/") ? environment("HOME") : std::nullopt;
                return api::find_model(home ? *home + given.substr(1) : given, true, environment);
              },
          .inspect = [](const std::string& path) { return api::inspect(path); },
          .plan = [](const api::EngineOptions& options) { return api::plan(options); },
          .list = [environment] { return api::list_models(environment); },
          .demo = find_demo_model(environment)};
}

std::string folder_name(const std::string& path) {
  const std::filesystem::path plain = std::filesystem::path(path + "/").lexically_normal();
  return plain.parent_path().filename().string();
}

ModelChoice::ModelChoice(ModelSources sources, std::function<void()> wake)
    : sources_(std::move(sources)), background_(std::move(wake)) {}

void ModelChoice::list() {
  background_.run<std::vector<api::ListedModel>>(
      "list", [this]() -> Result<std::vector<api::ListedModel>> { return sources_.list(); },
      [this](Result<std::vector<api::ListedModel>> listed) {
        if (!listed.ok()) return;
        cached_ = std::move(listed).value();
        ++list_revision_;
      });
}

std::vector<ModelRow> ModelChoice::rows(const std::vector<std::string>& recent_models) const {
  std::vector<ModelRow> rows;
  if (!sources_.demo.empty()) {
    rows.push_back({.kind = ModelRow::Kind::kDemo,
                    .given = sources_.demo,
                    .title = "Demo model",
                    .detail = "small; shows everything at once",
                    .problem = {}});
  }
  const auto is_listed = [&](const std::string& given) {
    return std::any_of(rows.begin(), rows.end(),
                       [&](const ModelRow& row) { return row.given == given; });
  };
  for (const std::string& given : recent_models) {
    if (is_listed(given)) continue;
    const auto cached = std::find_if(cached_.begin(), cached_.end(),
                                     [&](const auto& model) { return model.name == given; });
    if (cached != cached_.end()) {
      rows.push_back({ModelRow::Kind::kRecent, given, given, cached->architecture,
                      cached->weight_bytes, cached->problem});
    } else {
      const bool is_path = given.find('/') == 0;
      rows.push_back({.kind = ModelRow::Kind::kRecent,
                      .given = given,
                      .title = is_path ? folder_name(given) : given,
                      .detail = is_path ? given : "",
                      .problem = {}});
    }
  }
  for (const api::ListedModel& model : cached_) {
    if (is_listed(model.name)) continue;
    rows.push_back({ModelRow::Kind::kCached, model.name, model.name, model.architecture,
                    model.weight_bytes, model.problem});
  }
  return rows;
}

void ModelChoice::choose(std::string_view given, const api::EngineOptions& options) {
  if (given == given_ && same_options(options, options_)) return;
  if (given != given_) details_.reset();
  given_ = given;
  options_ = options;
  look();
}

void ModelChoice::look_again() {
  look();
}

void ModelChoice::look() {
  if (given_.empty()) {
    background_.forget("look");
    return;
  }
  background_.run<ModelDetails>(
      "look",
      [this, given = given_, options = options_]() -> Result<ModelDetails> {
        return look_at(sources_, given, options);
      },
      [this, given = given_](Result<ModelDetails> details) {
        if (given != given_) return;  // of an earlier choice
        if (details.ok()) {
          details_ = std::move(details).value();
        } else {
          details_ = ModelDetails{.given = given,
                                  .name = given,
                                  .path = {},
                                  .options = options_,
                                  .fit = not_found_fit(details.status())};
        }
      });
}

}  // namespace octant::session
