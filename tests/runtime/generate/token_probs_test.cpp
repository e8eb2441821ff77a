// A distribution as a list decides as the same distribution of all ids does, to the bit.

#include "runtime/generate/token_probs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "runtime/api/options.h"
#include "runtime/generate/accept.h"

namespace octant {
namespace {

// One distribution in both forms.
struct BothForms {
  std::vector<float> all;
  std::vector<int32_t> ids;
  std::vector<float> listed;

  TokenProbs dense() const { return TokenProbs::of_all(all); }
  TokenProbs list() const { return {.vocab_size = std::ssize(all), .probs = listed, .ids = ids}; }
  TokenProbs form(bool as_list) const { return as_list ? list() : dense(); }
};

BothForms both_forms(std::vector<float> all) {
  BothForms made{.all = std::move(all), .ids = {}, .listed = {}};
  for (size_t id = 0; id < made.all.size(); ++id) {
    if (made.all[id] == 0) continue;
    made.ids.push_back(static_cast<int32_t>(id));
    made.listed.push_back(made.all[id]);
  }
  return made;
}

// On random ids, some of them the same. Spread over 58 bits of magnitude, so that sums round and
// the order in which they are added shows.
BothForms random_row(int64_t vocab_size, int64_t num_listed, RandomStream& stream) {
  std::vector<float> all(static_cast<size_t>(vocab_size));
  double sum = 0;
  for (int64_t i = 0; i < num_listed; ++i) {
    const size_t id = stream.next() % all.size();
    all[id] = static_cast<float>(std::exp(-40 * stream.uniform()));
  }
  for (const float p : all) sum += static_cast<double>(p);
  for (float& p : all) p = static_cast<float>(static_cast<double>(p) / sum);
  return both_forms(std::move(all));
}

// Sizes around the chunks and lanes in which draw() adds up; those whose last lanes are not filled
// several times, since their order shows least.
const std::vector<int64_t> kVocabSizes = {1,  2,  3,  5,  64, 65,  66,  131, 700, 7,
                                          63, 63, 63, 63, 31, 127, 127, 127, 47,  47};

// Random ones, the ends, and pairs of neighbours between which `id_of` changes.
template <typename IdOf>
std::vector<double> telling_uniforms(const IdOf& id_of, RandomStream& stream) {
  std::vector<double> uniforms = {0, 1 - 0x1p-53};
  for (int i = 0; i < 30; ++i) {
    double low = stream.uniform() * stream.uniform();
    double high = low + (1 - low) * stream.uniform();
    uniforms.push_back(low);
    if (high >= 1 || id_of(low) == id_of(high)) continue;
    for (double middle = low + (high - low) / 2; middle > low && middle < high;
         middle = low + (high - low) / 2) {
      (id_of(middle) == id_of(low) ? low : high) = middle;
    }
    uniforms.push_back(low);
    uniforms.push_back(high);
  }
  return uniforms;
}

TEST(TokenProbs, AListHoldsTheProbabilitiesOfTheRow) {
  const BothForms row = both_forms({0, 0.25f, 0, 0, 0.75f, 0});
  EXPECT_TRUE(row.list().is_list());
  EXPECT_FALSE(row.dense().is_list());
  for (int32_t id = 0; id < 6; ++id) {
    EXPECT_EQ(row.list().at(id), row.all[static_cast<size_t>(id)]) << id;
    EXPECT_EQ(row.dense().at(id), row.all[static_cast<size_t>(id)]) << id;
  }
  EXPECT_EQ(row.list().find(4), 1);
  EXPECT_EQ(row.list().find(5), -1);
}

TEST(TokenProbs, AListDrawsTheSameIdAsTheRowAtEveryEdge) {
  RandomStream stream(1);
  for (const int64_t vocab_size : kVocabSizes) {
    for (const int64_t num_listed : {int64_t{1}, vocab_size / 4 + 1, 3 * vocab_size}) {
      const BothForms row = random_row(vocab_size, num_listed, stream);
      const auto id_of = [&](double u) { return draw(row.all, u); };
      for (const double u : telling_uniforms(id_of, stream)) {
        const int32_t id = draw(row.list(), u);
        ASSERT_EQ(id, draw(row.dense(), u)) << vocab_size << " ids, u " << u;
        ASSERT_EQ(id, id_of(u)) << vocab_size << " ids, u " << u;
      }
    }
  }
}

TEST(TokenProbs, DifferencesDrawTheSameIdInEveryForm) {
  RandomStream stream(2);
  for (const int64_t vocab_size : kVocabSizes) {
    const BothForms p = random_row(vocab_size, vocab_size / 3 + 1, stream);
    const BothForms q = random_row(vocab_size, vocab_size / 2 + 1, stream);
    for (const BothForms& other : {q, p}) {
      const auto id_of = [&](double u) { return draw_difference(p.dense(), other.dense(), u); };
      for (const double u : telling_uniforms(id_of, stream)) {
        const int32_t expected = id_of(u);
        const auto id = static_cast<size_t>(std::max(expected, 0));
        EXPECT_TRUE(expected < 0 || p.all[id] > other.all[id]) << vocab_size;
        EXPECT_EQ(draw_difference(p.list(), other.list(), u), expected) << vocab_size;
        EXPECT_EQ(draw_difference(p.list(), other.dense(), u), expected) << vocab_size;
        EXPECT_EQ(draw_difference(p.dense(), other.list(), u), expected) << vocab_size;
      }
    }
  }
}

// Any mixture of lists and rows of all ids, as steps give where some rows had to be brought whole.
TEST(TokenProbs, DraftsAreAcceptedTheSameInEveryForm) {
  constexpr int64_t kVocab = 300;
  RandomStream stream(3);
  int32_t num_accepted = 0;
  int32_t num_corrected = 0;
  for (int trial = 0; trial < 400; ++trial) {
    const auto k = static_cast<size_t>(trial % (api::kMaxDraftTokens + 1));
    const bool greedy_drafts = trial % 3 == 0;
    std::vector<BothForms> target;
    std::vector<BothForms> draft;
    std::vector<int32_t> drafted;
    for (size_t i = 0; i <= k; ++i) {
      target.push_back(random_row(kVocab, 40, stream));
      if (i == k) break;
      // Mostly the target's own, so that some drafts are accepted.
      draft.push_back(stream.uniform() < 0.7 ? target.back() : random_row(kVocab, 40, stream));
      drafted.push_back(draw(draft.back().dense(), stream.uniform()));
    }
    std::vector<double> uniforms(k + 1);
    for (double& u : uniforms) u = stream.uniform();
    const auto decide = [&](uint64_t listed) {
      std::vector<TokenProbs> p;
      std::vector<TokenProbs> q;
      for (size_t i = 0; i <= k; ++i) p.push_back(target[i].form((listed >> i & 1) != 0));
      for (size_t i = 0; i < k && !greedy_drafts; ++i) {
        q.push_back(draft[i].form((listed >> (8 + i) & 1) != 0));
      }
      return accept_sampled({.drafted = drafted, .draft_probs = q, .target_probs = p}, uniforms);
    };
    const Acceptance expected = decide(0);
    num_accepted += expected.num_accepted;
    num_corrected += expected.num_accepted < static_cast<int32_t>(k) ? 1 : 0;
    for (const uint64_t listed : {~uint64_t{0}, uint64_t{0xff}, stream.next(), stream.next()}) {
      const Acceptance got = decide(listed);
      EXPECT_EQ(got.num_accepted, expected.num_accepted) << "trial " << trial;
      EXPECT_EQ(got.next_token, expected.next_token) << "trial " << trial;
      EXPECT_EQ(got.num_uniforms, expected.num_uniforms) << "trial " << trial;
    }
  }
  // Both rules had much to decide.
  EXPECT_GT(num_accepted, 300);
  EXPECT_GT(num_corrected, 100);
}

}  // namespace
}  // namespace octant
