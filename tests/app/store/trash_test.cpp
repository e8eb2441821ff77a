#include <random>

#include "tests/app/store/store_harness.h"

namespace octant::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Trash : public testing::Test {
 protected:
  TestHistory history;
  HistoryStore store = history.open();
  int64_t conversation = take(store.create_conversation({.title = "talk"}));
};

TEST_F(Trash, ADeletedConversationIsGoneUntilItIsRestored) {
  add_turn(store, conversation, 0, "q", "a");
  EXPECT_OK(store.delete_conversation(conversation));
  EXPECT_EQ(store.conversation(conversation).status().code(), StatusCode::kNotFound);
  EXPECT_EQ(store.delete_conversation(conversation).code(), StatusCode::kNotFound);
  EXPECT_THAT(take(store.list_conversations({})).rows, IsEmpty());
  const auto trashed = take(store.trashed_conversations());
  ASSERT_EQ(trashed.size(), 1u);
  EXPECT_EQ(trashed[0].title, "talk");
  EXPECT_GT(trashed[0].trashed_ms, 0);

  EXPECT_OK(store.restore_conversation(conversation));
  EXPECT_THAT(contents(take(store.active_path(conversation))), ElementsAre("q", "a"));
  EXPECT_EQ(store.restore_conversation(conversation).code(), StatusCode::kNotFound);
}

TEST_F(Trash, ADeletedMessageTakesWhatFollowsAndBringsItBack) {
  const int64_t a1 = add_turn(store, conversation, 0, "q1", "a1");
  const int64_t a2 = add_turn(store, conversation, a1, "q2", "a2");
  const int64_t a3 = add_turn(store, conversation, a2, "q3", "a3");
  const int64_t q2 = take(store.message(a2)).parent_id;
  EXPECT_OK(store.delete_message(a3));
  EXPECT_OK(store.delete_message(q2));
  EXPECT_THAT(contents(take(store.active_path(conversation))), ElementsAre("q1", "a1"));
  EXPECT_EQ(store.message(a2).status().code(), StatusCode::kNotFound);
  EXPECT_EQ(store.restore_message(a3).code(), StatusCode::kInvalidArgument) << "hangs below q2";
  EXPECT_EQ(store.restore_message(a2).code(), StatusCode::kInvalidArgument) << "went with q2";

  EXPECT_OK(store.restore_message(q2));
  EXPECT_THAT(contents(take(store.active_path(conversation))),
              ElementsAre("q1", "a1", "q2", "a2", "q3"));
  EXPECT_OK(store.restore_message(a3));
  EXPECT_THAT(contents(take(store.active_path(conversation))),
              ElementsAre("q1", "a1", "q2", "a2", "q3", "a3"));
}

TEST_F(Trash, ADeletedVersionIsNotCounted) {
  const int64_t a1 = add_turn(store, conversation, 0, "one", "a1");
  const int64_t q1 = take(store.message(a1)).parent_id;
  add_turn(store, conversation, 0, "two", "a2");
  EXPECT_OK(store.delete_message(q1));
  EXPECT_THAT(take(store.children(conversation, 0)), testing::SizeIs(1));
  EXPECT_EQ(take(store.active_path(conversation))[0].num_versions, 1);
}

TEST_F(Trash, PurgingKeepsWhatWasDeletedLater) {
  const int64_t other = take(store.create_conversation({.title = "other"}));
  EXPECT_OK(store.delete_conversation(conversation));
  const int64_t between = history.now_ms;
  EXPECT_OK(store.delete_conversation(other));
  EXPECT_EQ(take(store.purge(between)).num_conversations, 1);
  EXPECT_EQ(store.restore_conversation(conversation).code(), StatusCode::kNotFound);
  EXPECT_OK(store.restore_conversation(other));
  EXPECT_OK(store.check_integrity());
}

TEST_F(Trash, PurgingMessagesTakesThoseBelowWhateverTheClockSaid) {
  const int64_t a1 = add_turn(store, conversation, 0, "q1", "a1");
  const int64_t a2 = add_turn(store, conversation, a1, "q2", "a2");
  EXPECT_OK(store.delete_message(a2));
  history.now_ms -= 1'000'000;  // the clock was set back
  EXPECT_OK(store.delete_message(a1));
  EXPECT_EQ(take(store.purge(history.now_ms)).num_messages, 3);
  EXPECT_THAT(contents(take(store.active_path(conversation))), ElementsAre("q1"));
  EXPECT_OK(store.check_integrity());
}

TEST_F(Trash, AConversationOfThousandsOfMessagesCanBePurged) {
  std::vector<Message> messages;
  for (int64_t id = 1; id <= 3000; ++id) messages.push_back({.id = id, .parent_id = id - 1});
  const int64_t id = take(store.add_conversation({.active_leaf = 3000}, messages));
  EXPECT_OK(store.delete_message(take(store.children(id, 0))[0]));
  EXPECT_EQ(take(store.purge(history.now_ms)).num_messages, 3000);
  EXPECT_OK(store.delete_conversation(id));
  EXPECT_EQ(take(store.purge(history.now_ms)).num_conversations, 1);
}

// Sizes from a few bytes, in leaf pages, to several overflow pages; twenty answers grow in turn, so
// that rows move between pages, which leaves copies of them behind: with secure_delete and without
// VACUUM the first of these histories still has the word six times.
TEST(Purge, LeavesNothingOfDeletedTextInTheFiles) {
  const std::string needle = "Zq7vSecret";
  for (uint32_t seed = 0; seed < 3; ++seed) {
    std::mt19937 random(seed);
    TestHistory history;
    HistoryOptions options = history.options();
    options.strongest = Durability::kOff;  // nobody cuts the power here
    HistoryStore store = take(HistoryStore::open(options));
    std::vector<int64_t> conversations;
    for (int i = 0; i < 10; ++i) {
      conversations.push_back(
          take(store.create_conversation({.title = i == 3 ? needle : "harmless"})));
    }
    EXPECT_OK(store.set_draft(conversations[3], needle));
    EXPECT_OK(store.rename(conversations[3], needle + " renamed"));
    for (int round = 0; round < 20; ++round) {
      struct Answer {
        int64_t id = 0;
        std::string word;
        std::string text;
      };
      std::vector<Answer> answers;
      for (int i = 0; i < 20; ++i) {
        const size_t which = random() % conversations.size();
        const int64_t id = take(store.begin_answer({.conversation_id = conversations[which]}));
        answers.push_back({id, which == 3 ? needle : "harmless", ""});
      }
      for (int i = 0; i < 60; ++i) {
        Answer& answer = answers[random() % answers.size()];
        constexpr size_t kSizes[] = {2, 9, 36, 80, 270};
        std::string piece;
        for (size_t n = kSizes[random() % 5]; n > 0; --n) piece.append(answer.word) += ' ';
        EXPECT_OK(store.append_answer(answer.id, {.content = piece}));
        answer.text += piece;
      }
      for (const Answer& answer : answers) {
        EXPECT_OK(store.finish_answer(answer.id, {.content = answer.text}));
      }
    }
    EXPECT_OK(store.delete_conversation(conversations[3]));
    EXPECT_GT(count_in_files(history.path(), needle), 0);
    take(store.purge(history.now_ms));
    EXPECT_EQ(count_in_files(history.path(), needle), 0) << "seed " << seed;
    // No trigram of the word is left in the index either, which folds cases.
    EXPECT_EQ(count_in_files(history.path(), "zq7"), 0) << "seed " << seed;
    EXPECT_FALSE(take(store.purge_unfinished()));
    EXPECT_GE(take(store.search("harmless", 100)).size(), 1u);
    EXPECT_OK(store.check_integrity());
  }
}

TEST_F(Trash, APurgeThatAReaderHoldsUpIsCompletedByTheNextOne) {
  const std::string needle = "Zq7vSecret";
  add_turn(store, conversation, 0, needle, needle);
  EXPECT_OK(store.delete_conversation(conversation));
  Database reader = take(Database::open(history.path(), {.read_only = true}));
  {
    Statement reading = take(reader.prepare("SELECT content FROM message"));
    ASSERT_TRUE(take(reading.step()));
    const auto purged = store.purge(history.now_ms);
    EXPECT_EQ(purged.status().code(), StatusCode::kIo);
    EXPECT_TRUE(take(store.purge_unfinished()));
  }
  EXPECT_OK(store.purge(history.now_ms).status());
  EXPECT_FALSE(take(store.purge_unfinished()));
  EXPECT_EQ(count_in_files(history.path(), needle), 0);
}

}  // namespace
}  // namespace octant::store
