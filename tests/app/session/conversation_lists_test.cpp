#include "app/session/conversation_lists.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace octant::session {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class ConversationListsTest : public testing::Test {
 protected:
  int64_t add(const std::string& title, const std::string& folder = "") {
    return history_.create_conversation({.title = title, .folder = folder}).value();
  }
  static std::vector<std::string> titles(const ConversationPages& pages) {
    std::vector<std::string> all;
    for (const store::ConversationSummary& row : pages.rows()) all.push_back(row.title);
    return all;
  }
  std::vector<std::string> folder_names() {
    std::vector<std::string> names;
    for (const FolderList& folder : lists_.folders()) names.push_back(folder.name);
    return names;
  }

  store::HistoryStore history_ = store::HistoryStore::open_in_memory().value();
  ConversationLists lists_{history_};
};

TEST_F(ConversationListsTest, EachConversationStandsInOne) {
  add("plain");
  add("filed", "work");
  ASSERT_TRUE(history_.set_pinned(add("pinned and filed", "work"), true).ok());
  ASSERT_TRUE(history_.set_archived(add("archived and filed", "work"), true).ok());
  ASSERT_TRUE(history_.set_archived(add("archived, in a folder alone", "old"), true).ok());
  ASSERT_TRUE(lists_.list_again().ok());
  EXPECT_THAT(titles(lists_.pinned()), ElementsAre("pinned and filed"));
  EXPECT_THAT(titles(lists_.unfiled()), ElementsAre("plain"));
  EXPECT_THAT(folder_names(), ElementsAre("work"));
  EXPECT_EQ(lists_.folders()[0].num_conversations, 1);
  ASSERT_TRUE(lists_.list_more(lists_.folders()[0].pages).ok());
  EXPECT_THAT(titles(lists_.folders()[0].pages), ElementsAre("filed"));
  EXPECT_EQ(lists_.num_archived(), 2);
  ASSERT_TRUE(lists_.list_more(lists_.archived()).ok());
  EXPECT_EQ(lists_.archived().rows().size(), 2u);
}

TEST_F(ConversationListsTest, WhatNobodyLooksAtIsNotRead) {
  add("filed", "work");
  ASSERT_TRUE(history_.set_archived(add("archived"), true).ok());
  ASSERT_TRUE(lists_.list_again().ok());
  ASSERT_TRUE(lists_.list_again().ok());
  EXPECT_THAT(lists_.folders()[0].pages.rows(), IsEmpty());
  EXPECT_TRUE(lists_.folders()[0].pages.has_more());
  EXPECT_THAT(lists_.archived().rows(), IsEmpty());
  EXPECT_TRUE(lists_.archived().has_more());
}

TEST_F(ConversationListsTest, PagesFollowEachOtherAndStayWhereTheListIsReadAgain) {
  constexpr int kCount = ConversationPages::kPage * 2 + 50;
  for (int i = 0; i < kCount; ++i) add(std::to_string(i), "work");
  ASSERT_TRUE(lists_.list_again().ok());
  ConversationPages& pages = lists_.folders()[0].pages;
  ASSERT_TRUE(lists_.list_more(pages).ok());
  EXPECT_EQ(pages.rows().size(), 200u);
  ASSERT_TRUE(lists_.list_more(pages).ok());
  EXPECT_EQ(pages.rows().size(), 400u);
  const uint64_t revision = lists_.revision();
  add("new", "work");
  ASSERT_TRUE(lists_.list_again().ok());
  EXPECT_GT(lists_.revision(), revision);
  ConversationPages& again = lists_.folders()[0].pages;
  EXPECT_EQ(again.rows().size(), 400u);
  while (again.has_more()) ASSERT_TRUE(lists_.list_more(again).ok());
  std::vector<std::string> found = titles(again);
  std::sort(found.begin(), found.end());
  EXPECT_EQ(found.size(), size_t{kCount + 1});
  EXPECT_EQ(std::unique(found.begin(), found.end()), found.end());
}

TEST_F(ConversationListsTest, AFolderIsThereWhileSomethingIsInIt) {
  const int64_t id = add("filed", "work");
  ASSERT_TRUE(lists_.list_again().ok());
  ASSERT_TRUE(lists_.list_more(lists_.folders()[0].pages).ok());
  ASSERT_TRUE(history_.set_folder(id, "home").ok());
  ASSERT_TRUE(lists_.list_again().ok());
  EXPECT_THAT(folder_names(), ElementsAre("home"));
  ASSERT_TRUE(history_.delete_conversation(id).ok());
  ASSERT_TRUE(lists_.list_again().ok());
  EXPECT_THAT(folder_names(), IsEmpty());
}

TEST_F(ConversationListsTest, WhatIsForgottenIsReadAnew) {
  add("filed", "work");
  ASSERT_TRUE(lists_.list_again().ok());
  ConversationPages& pages = lists_.folders()[0].pages;
  ASSERT_TRUE(lists_.list_more(pages).ok());
  EXPECT_FALSE(pages.has_more());
  pages.forget();
  EXPECT_THAT(pages.rows(), IsEmpty());
  ASSERT_TRUE(lists_.list_more(pages).ok());
  EXPECT_THAT(titles(pages), ElementsAre("filed"));
}

}  // namespace
}  // namespace octant::session
