#include <memory>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "kernels/reference/reference_backend.h"
#include "tests/support/compare.h"
#include "tests/support/stage_cases.h"

namespace octant {
namespace {

using test::HostTensor;

class ReferenceResidual : public testing::Test {
 protected:
  std::unique_ptr<Backend> backend_ = make_reference_backend();
};

HostTensor<float, 2> matrix(int64_t rows, int64_t cols, const std::vector<float>& values) {
  HostTensor<float, 2> made({rows, cols}, 0.0f);
  made.assign(values);
  return made;
}

HostTensor<float, 1> vector(const std::vector<float>& values) {
  HostTensor<float, 1> made({static_cast<int64_t>(values.size())}, 0.0f);
  made.assign(values);
  return made;
}

TEST_F(ReferenceResidual, EmbedCopiesTheRowsOfTheTokens) {
  const HostTensor<float, 2> table = matrix(3, 2, {0, 1, 10, 11, 20, 21});
  HostTensor<int32_t, 1> tokens({3}, 0);
  tokens.assign({2, 0, 2});
  HostTensor<float, 2> x = test::unwritten<2>({3, 2});
  ASSERT_TRUE(backend_
                  ->embed({.tokens = tokens.const_view(),
                           .table = weight_view(table.const_view()),
                           .x = x.view()})
                  .ok());
  EXPECT_EQ(x.values(), (std::vector<float>{20, 21, 0, 1, 20, 21}));
  EXPECT_TRUE(x.padding_intact());
}

TEST_F(ReferenceResidual, EmbedReadsBf16Tables) {
  test::EmbedCase made = test::make_embed_case(5, 7, 9, {.dtype = DType::kBF16});
  ASSERT_TRUE(backend_->embed(made.args()).ok());
  const WeightView table = made.table.view();
  for (int64_t t = 0; t < 5; ++t) {
    for (int64_t i = 0; i < 9; ++i) {
      EXPECT_EQ(made.x.view()(t, i), table.at(made.tokens.view()(t), i));
    }
  }
}

TEST_F(ReferenceResidual, AddNormSumsThePartialsAndNorms) {
  const HostTensor<float, 2> first = matrix(1, 2, {1, 1});
  const HostTensor<float, 2> second = matrix(1, 2, {1, 2});
  const std::vector<View<const float, 2>> partials = {first.view(), second.view()};
  const HostTensor<float, 1> weight = vector({2, 10});
  HostTensor<float, 2> x = matrix(1, 2, {1, 1});
  HostTensor<float, 2> normed = test::unwritten<2>({1, 2});
  AddNormArgs args = {.partials = partials,
                      .accumulate = true,
                      .x = x.view(),
                      .norm_weight = weight.const_view(),
                      .eps = 0.0f,
                      .normed = normed.view()};
  ASSERT_TRUE(backend_->add_norm(args).ok());
  EXPECT_EQ(x.values(), (std::vector<float>{3, 4}));
  // mean(9, 16) = 12.5, root 3.5355339
  EXPECT_FLOAT_EQ(normed.view()(0, 0), 2.0f * 3.0f / 3.5355339f);
  EXPECT_FLOAT_EQ(normed.view()(0, 1), 10.0f * 4.0f / 3.5355339f);

  args.accumulate = false;
  args.norm_weight = {};
  args.normed = {};
  ASSERT_TRUE(backend_->add_norm(args).ok());
  EXPECT_EQ(x.values(), (std::vector<float>{2, 3}));
}

TEST_F(ReferenceResidual, NormWithEpsOfZeroVectorIsZero) {
  const HostTensor<float, 1> weight = vector({1, 1});
  HostTensor<float, 2> x = matrix(1, 2, {0, 0});
  HostTensor<float, 2> normed = test::unwritten<2>({1, 2});
  ASSERT_TRUE(backend_
                  ->add_norm({.partials = {},
                              .accumulate = true,
                              .x = x.view(),
                              .norm_weight = weight.const_view(),
                              .eps = 1e-6f,
                              .normed = normed.view()})
                  .ok());
  EXPECT_EQ(normed.values(), (std::vector<float>{0, 0}));
}

TEST_F(ReferenceResidual, HeadWritesColumnsOfAWiderMatrix) {
  const HostTensor<float, 2> x = matrix(2, 2, {1, 2, 3, 4});
  const HostTensor<float, 2> lm_head = matrix(3, 2, {1, 0, 0, 1, 1, 1});
  HostTensor<float, 2> logits = matrix(2, 5, std::vector<float>(10, -1.0f));
  ASSERT_TRUE(backend_
                  ->head({.x = x.const_view(),
                          .lm_head = weight_view(lm_head.const_view()),
                          .logits = logits.view().slice(1, 1, 4)})
                  .ok());
  EXPECT_EQ(logits.values(), (std::vector<float>{-1, 1, 2, 3, -1, -1, 3, 4, 7, -1}));
}

TEST_F(ReferenceResidual, DraftInPutsTheEmbeddingFirst) {
  const HostTensor<float, 2> embedding = matrix(1, 2, {3, 4});
  const HostTensor<float, 2> hidden = matrix(1, 2, {6, 8});
  const HostTensor<float, 1> enorm = vector({1, 1});
  const HostTensor<float, 1> hnorm = vector({10, 10});
  // Row 0 picks the first column of u, row 1 the last.
  const HostTensor<float, 2> eh_proj = matrix(2, 4, {1, 0, 0, 0, 0, 0, 0, 1});
  HostTensor<float, 2> out = test::unwritten<2>({1, 2});
  ASSERT_TRUE(backend_
                  ->draft_in({.embedding = embedding.const_view(),
                              .hidden = hidden.const_view(),
                              .enorm = enorm.const_view(),
                              .hnorm = hnorm.const_view(),
                              .eps = 0.0f,
                              .eh_proj = weight_view(eh_proj.const_view()),
                              .col_begin = 0,
                              .out = out.view()})
                  .ok());
  EXPECT_FLOAT_EQ(out.view()(0, 0), 3.0f / 3.5355339f);
  EXPECT_FLOAT_EQ(out.view()(0, 1), 10.0f * 8.0f / 7.0710678f);
}

TEST_F(ReferenceResidual, DraftInPartialsOfColumnSlicesAddUpToTheWhole) {
  constexpr int64_t kHidden = 12;
  test::DraftInCase whole = test::make_draft_in_case(3, kHidden, 0, 2 * kHidden, {.seed = 5});
  ASSERT_TRUE(backend_->draft_in(whole.args()).ok());
  const std::vector<float> expected = whole.out.values();
  std::vector<float> sum(expected.size(), 0.0f);
  // The second of the three slices lies across the border of the two halves; the last is empty.
  for (const auto& [begin, end] : {std::pair{0, 5}, {5, 17}, {17, 24}, {24, 24}}) {
    DraftInArgs args = whole.args();
    args.col_begin = begin;
    args.eh_proj = whole.eh_proj.view().slice_cols(begin, end);
    ASSERT_TRUE(backend_->draft_in(args).ok());
    const std::vector<float> part = whole.out.values();
    for (size_t i = 0; i < sum.size(); ++i) sum[i] += part[i];
  }
  // Each of three partials, and each sum of them, is rounded once.
  test::expect_close(sum, expected, test::chain_tolerance(expected, 6), "slices of draft_in");
}

}  // namespace
}  // namespace octant
