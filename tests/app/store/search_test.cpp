#include "tests/app/store/store_harness.h"

namespace octant::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Search : public testing::Test {
 protected:
  // A conversation with a title and one finished answer.
  int64_t add(std::string title, std::string_view answer, std::string_view reasoning = "") {
    const int64_t id = take(store.create_conversation({.title = std::move(title)}));
    const int64_t asked = take(store.add_user_message(id, 0, "?"));
    const int64_t to = take(store.begin_answer({.conversation_id = id, .parent_id = asked}));
    EXPECT_OK(store.finish_answer(to, {.content = answer, .reasoning = reasoning}));
    return id;
  }
  std::vector<SearchHit> find(std::string_view query) { return take(store.search(query, 50)); }
  // What is marked in the snippet of each hit.
  std::vector<std::string> marked(std::string_view query) {
    std::vector<std::string> result;
    for (const SearchHit& hit : find(query)) {
      for (const Snippet::Mark& mark : hit.snippet.marks) {
        result.push_back(hit.snippet.text.substr(mark.begin, mark.length));
      }
    }
    return result;
  }

  TestHistory history;
  HistoryStore store = history.open();
};

TEST_F(Search, FindsPartsOfWordsInAnyCase) {
  add("", "The Mixture-of-Experts layer routes TOKENS.");
  EXPECT_THAT(marked("xture"), ElementsAre("xture"));
  EXPECT_THAT(marked("tokens"), ElementsAre("TOKENS"));
  EXPECT_THAT(marked("ToKeNs layer"), testing::UnorderedElementsAre("layer", "TOKENS"));
  EXPECT_THAT(find("tokens banana"), IsEmpty());
}

TEST_F(Search, FoldsCasesBeyondAscii) {
  add("", "Die Größe ÄNDERT sich, ПРИВЕТ");
  EXPECT_THAT(marked("ändert"), ElementsAre("ÄNDERT"));
  EXPECT_THAT(marked("привет"), ElementsAre("ПРИВЕТ"));
}

TEST_F(Search, FindsChineseWordsOfAnyLength) {
  add("", "今天的天气很好，我们去公园散步吧。");
  EXPECT_THAT(marked("天气"), ElementsAre("天气"));
  EXPECT_THAT(marked("公园散步"), ElementsAre("公园散步"));
  EXPECT_THAT(marked("园"), ElementsAre("园"));
  EXPECT_THAT(find("雨天"), IsEmpty());
}

TEST_F(Search, FindsCharactersBeyondTheBasicPlane) {
  add("", "在𠮷野家吃饭 👩‍🚀🎉 done");
  EXPECT_THAT(marked("𠮷野家"), ElementsAre("𠮷野家"));
  EXPECT_THAT(marked("𠮷"), ElementsAre("𠮷"));
  EXPECT_THAT(marked("𠮷野"), ElementsAre("𠮷野"));
  EXPECT_THAT(marked("🎉"), ElementsAre("🎉"));
  EXPECT_THAT(find("👩‍🚀🎉"), testing::SizeIs(1));
}

TEST_F(Search, ShortAndLongWordsNarrowEachOther) {
  add("", "天气 weather");
  add("", "weather only");
  EXPECT_THAT(find("weather"), testing::SizeIs(2));
  EXPECT_THAT(find("weather 天气"), testing::SizeIs(1));
}

TEST_F(Search, SignsOfTheQueryLanguagesAreOrdinaryCharacters) {
  add("", "a 100% sure_thing \"quoted\" (x* NOT y) ^z -- it's");
  for (const char* query : {"100%", "0%", "e_t", "\"(x* NOT\"", "NOT", "^z", "it's", "quoted"}) {
    EXPECT_THAT(find(query), testing::SizeIs(1)) << query;
  }
  EXPECT_THAT(find("1_0"), IsEmpty());
  EXPECT_THAT(find("%%"), IsEmpty());
}

TEST_F(Search, TitlesComeBeforeMessages) {
  const int64_t in_text = add("other", "about penguins");
  const int64_t in_title = add("Penguins", "nothing");
  const auto hits = find("penguin");
  ASSERT_EQ(hits.size(), 2u);
  EXPECT_EQ(hits[0].conversation_id, in_title);
  EXPECT_EQ(hits[0].message_id, 0);
  EXPECT_EQ(hits[0].snippet.text, "Penguins");
  EXPECT_EQ(hits[1].conversation_id, in_text);
  EXPECT_EQ(hits[1].role, Role::kAssistant);
  EXPECT_EQ(hits[1].title, "other");
}

TEST_F(Search, TheTextWithMoreOfItComesFirst) {
  std::string filler;
  for (int i = 0; i < 50; ++i) filler += "lorem ipsum dolor ";
  const int64_t much = add("", "penguin penguin penguin");
  add("", filler + "penguin");
  const auto hits = find("penguin");
  ASSERT_EQ(hits.size(), 2u);
  EXPECT_EQ(hits[0].conversation_id, much);
}

TEST_F(Search, AnAnswersTextCountsMoreThanItsReasoning) {
  add("", "nothing here", "a penguin");
  const int64_t answered = add("", "a penguin", "nothing here");
  const auto hits = find("penguin");
  ASSERT_EQ(hits.size(), 2u);
  EXPECT_EQ(hits[0].conversation_id, answered);
  EXPECT_THAT(marked("penguin"), ElementsAre("penguin", "penguin"));
  EXPECT_THAT(marked("pe"), ElementsAre("pe", "pe"));
}

TEST_F(Search, SnippetsAreCutAroundTheHit) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "lorem ipsum ";
  add("", text + "penguin" + text);
  const auto hits = find("penguin");
  ASSERT_EQ(hits.size(), 1u);
  EXPECT_LT(hits[0].snippet.text.size(), 100u);
  EXPECT_THAT(hits[0].snippet.text, testing::StartsWith("…"));
  EXPECT_THAT(hits[0].snippet.text, testing::EndsWith("…"));
  EXPECT_THAT(marked("penguin"), ElementsAre("penguin"));
}

TEST_F(Search, FiltersNarrowAndAloneListConversations) {
  const int64_t a = add("alpha", "penguin");
  const int64_t b = add("beta", "penguin");
  EXPECT_OK(store.set_tags(a, std::vector<std::string>{"x", "y z"}));
  EXPECT_OK(store.set_folder(b, "work"));
  EXPECT_OK(store.set_pinned(b, true));
  const auto only = [&](std::string_view query) {
    const auto hits = find(query);
    return hits.size() == 1 ? hits[0].conversation_id : 0;
  };
  EXPECT_EQ(only("tag:x penguin"), a);
  EXPECT_EQ(only("tag:x tag:\"y z\""), a);
  EXPECT_EQ(only("folder:work penguin"), b);
  EXPECT_EQ(only("pinned:yes"), b);
  EXPECT_EQ(only("pinned:no pe"), a);
  EXPECT_THAT(find("tag:x folder:work"), IsEmpty());
  EXPECT_THAT(find("archived:no"), testing::SizeIs(2));
  EXPECT_THAT(find("archived:yes"), IsEmpty());
}

TEST_F(Search, AnEmptyQueryFindsNothing) {
  add("title", "text");
  EXPECT_THAT(find(""), IsEmpty());
  EXPECT_THAT(find(" \n"), IsEmpty());
  EXPECT_THAT(take(store.search("title", 0)), IsEmpty());
}

TEST_F(Search, GivesNoMoreHitsThanAskedFor) {
  for (int i = 0; i < 5; ++i) add("penguin", "penguin");
  EXPECT_THAT(take(store.search("penguin", 3)), testing::SizeIs(3));
  EXPECT_THAT(take(store.search("penguin", 7)), testing::SizeIs(7));
  EXPECT_THAT(take(store.search("pe", 7)), testing::SizeIs(7));
}

TEST_F(Search, FollowsTextAsItChanges) {
  const int64_t id = add("first title", "first text");
  EXPECT_OK(store.rename(id, "second"));
  EXPECT_THAT(find("\"first title\""), IsEmpty());
  EXPECT_THAT(find("second"), testing::SizeIs(1));

  const int64_t answer = take(store.conversation(id)).active_leaf;
  EXPECT_OK(store.resume_answer(answer));
  EXPECT_THAT(find("\"first text\""), IsEmpty()) << "streaming";
  EXPECT_THAT(find("fi"), IsEmpty()) << "streaming";
  EXPECT_OK(store.finish_answer(answer, {.content = "other words"}));
  EXPECT_THAT(find("\"first text\""), IsEmpty());
  EXPECT_THAT(find("words"), testing::SizeIs(1));
  EXPECT_OK(store.check_integrity());
}

TEST_F(Search, DoesNotFindWhatIsDeletedUntilItIsRestored) {
  const int64_t id = add("penguin title", "penguin text");
  EXPECT_OK(store.delete_conversation(id));
  EXPECT_THAT(find("penguin"), IsEmpty());
  EXPECT_THAT(find("pe"), IsEmpty());
  EXPECT_OK(store.restore_conversation(id));
  EXPECT_THAT(find("penguin"), testing::SizeIs(2));
  EXPECT_OK(store.delete_message(take(store.conversation(id)).active_leaf));
  EXPECT_THAT(find("penguin"), testing::SizeIs(1));
}

}  // namespace
}  // namespace octant::store
