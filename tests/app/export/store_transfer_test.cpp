#include "app/export/store_transfer.h"

#include <gtest/gtest.h>

#include "app/export/octant_json.h"
#include "tests/app/export/export_harness.h"
#include "tests/app/store/store_harness.h"

namespace octant::exporting {
namespace {

using store::take;
using store::TestHistory;

constexpr ReadOptions kAll = {.histograms = true, .routing = true};

TEST(StoreTransfer, WhatGoesThroughAHistoryIsWrittenWithTheSameBytes) {
  TestHistory history;
  store::HistoryStore store = history.open();
  // So that ids in the history differ from those in the file.
  const int64_t other = take(store.create_conversation({.title = "other"}));
  store::add_turn(store, other, 0, "q", "a");
  const ConversationFile sample = sample_conversation();
  const int64_t first = take(put_conversation(store, sample));
  const ConversationFile read = take(read_conversation(store, first, kAll));
  EXPECT_EQ(octant_json_text(read), octant_json_text(sample));
  const int64_t second = take(put_conversation(store, read));
  EXPECT_NE(first, second);
  EXPECT_EQ(octant_json_text(take(read_conversation(store, second, kAll))),
            octant_json_text(sample));
}

TEST(StoreTransfer, ReadsRecordingsOnlyWhenAsked) {
  TestHistory history;
  store::HistoryStore store = history.open();
  const int64_t id = take(put_conversation(store, sample_conversation()));
  EXPECT_TRUE(take(read_conversation(store, id, {})).recordings.empty());
  const auto counted = take(read_conversation(store, id, {.histograms = true})).recordings;
  ASSERT_EQ(counted.size(), 1u);
  EXPECT_FALSE(counted.begin()->second.histogram.counts.empty());
  EXPECT_TRUE(counted.begin()->second.routing.tokens.empty());
}

TEST(StoreTransfer, AnAnswerThatWasStreamingBecomesInterrupted) {
  TestHistory history;
  store::HistoryStore store = history.open();
  ConversationFile file = sample_conversation();
  file.messages[5].state = store::MessageState::kStreaming;
  const int64_t id = take(put_conversation(store, file));
  EXPECT_EQ(take(read_conversation(store, id, {})).messages[5].state,
            store::MessageState::kInterrupted);
}

TEST(StoreTransfer, NamesAllConversationsButDeletedOnes) {
  TestHistory history;
  store::HistoryStore store = history.open();
  std::vector<int64_t> ids;
  for (int i = 0; i < 4; ++i) ids.push_back(take(store.create_conversation({})));
  EXPECT_OK(store.set_archived(ids[1], true));
  EXPECT_OK(store.delete_conversation(ids[2]));
  EXPECT_EQ(take(all_conversations(store)), (std::vector<int64_t>{ids[0], ids[1], ids[3]}));
}

TEST(StoreTransfer, WhatCouldNotBeAddedWholeIsNotThere) {
  TestHistory history;
  store::HistoryStore store = history.open();
  ConversationFile file = sample_conversation();
  file.recordings[3].histogram.counts.pop_back();
  EXPECT_EQ(put_conversation(store, file).status().code(), StatusCode::kInvalidArgument);
  EXPECT_TRUE(take(all_conversations(store)).empty());
}

}  // namespace
}  // namespace octant::exporting
