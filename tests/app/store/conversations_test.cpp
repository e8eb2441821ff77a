#include "tests/app/store/store_harness.h"

namespace octant::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> titles(const ListPage& page) {
  std::vector<std::string> result;
  for (const ConversationSummary& row : page.rows) result.push_back(row.title);
  return result;
}

class Conversations : public testing::Test {
 protected:
  int64_t add(std::string title) { return take(store.create_conversation({.title = title})); }

  TestHistory history;
  HistoryStore store = history.open();
};

TEST_F(Conversations, AreKeptWithEverythingThatWasSet) {
  const int64_t id = take(store.create_conversation({.title = "new",
                                                     .folder = "work",
                                                     .model = "demo",
                                                     .system_prompt = "Be brief.",
                                                     .settings_json = "{}"}));
  EXPECT_OK(store.rename(id, "mine"));
  EXPECT_OK(store.set_pinned(id, true));
  EXPECT_OK(store.set_archived(id, true));
  EXPECT_OK(store.set_tags(id, std::vector<std::string>{"b", "a", "", "b"}));
  EXPECT_OK(store.set_model(id, "other"));
  EXPECT_OK(store.set_system_prompt(id, "Be long."));
  EXPECT_OK(store.set_settings(id, "{\"top_p\":1}"));
  EXPECT_OK(store.set_draft(id, "half a sen"));
  EXPECT_OK(store.set_folder(id, "home"));

  const Conversation found = take(store.conversation(id));
  EXPECT_EQ(found.title, "mine");
  EXPECT_TRUE(found.title_is_own);
  EXPECT_TRUE(found.pinned);
  EXPECT_TRUE(found.archived);
  EXPECT_THAT(found.tags, ElementsAre("a", "b"));
  EXPECT_EQ(found.folder, "home");
  EXPECT_EQ(found.model, "other");
  EXPECT_EQ(found.system_prompt, "Be long.");
  EXPECT_EQ(found.settings_json, "{\"top_p\":1}");
  EXPECT_EQ(found.draft_text, "half a sen");
  EXPECT_EQ(found.active_leaf, 0);
  EXPECT_GT(found.created_ms, 1'700'000'000'000);
}

TEST_F(Conversations, ATitleOfTheUsersOwnStays) {
  const int64_t id = add("");
  EXPECT_OK(store.suggest_title(id, "from the text"));
  EXPECT_EQ(take(store.conversation(id)).title, "from the text");
  EXPECT_OK(store.rename(id, "mine"));
  EXPECT_OK(store.suggest_title(id, "from the text again"));
  EXPECT_EQ(take(store.conversation(id)).title, "mine");
}

TEST_F(Conversations, OnesThatAreNotThereAreNotFound) {
  EXPECT_EQ(store.conversation(1).status().code(), StatusCode::kNotFound);
  EXPECT_EQ(store.rename(1, "x").code(), StatusCode::kNotFound);
  EXPECT_EQ(store.set_tags(1, {}).code(), StatusCode::kNotFound);
  EXPECT_EQ(store.add_user_message(1, 0, "x").status().code(), StatusCode::kNotFound);
  EXPECT_EQ(store.active_path(1).status().code(), StatusCode::kNotFound);
}

TEST_F(Conversations, AreListedPinnedFirstThenNewest) {
  const int64_t a = add("a");
  add("b");
  const int64_t c = add("c");
  add("d");
  EXPECT_OK(store.set_pinned(a, true));
  take(store.add_user_message(c, 0, "hello"));  // makes it the newest
  EXPECT_THAT(titles(take(store.list_conversations({}))), ElementsAre("a", "c", "d", "b"));
}

TEST_F(Conversations, PagesFollowEachOtherWithoutGapOrRepetition) {
  for (int i = 0; i < 10; ++i) {
    history.now_ms = 1'800'000'000'000 + i / 3;  // several of the same time
    const int64_t id = add(std::to_string(i));
    EXPECT_OK(store.set_pinned(id, i % 4 == 0));
  }
  const std::vector<std::string> all = titles(take(store.list_conversations({})));
  ASSERT_EQ(all.size(), 10u);
  std::vector<std::string> paged;
  ListQuery query{.limit = 3};
  for (;;) {
    const ListPage page = take(store.list_conversations(query));
    for (const std::string& title : titles(page)) paged.push_back(title);
    if (!page.next) break;
    EXPECT_EQ(page.rows.size(), 3u);
    query.after = page.next;
  }
  EXPECT_EQ(paged, all);
}

TEST_F(Conversations, CanBeListedByArchiveFolderAndTag) {
  const int64_t a = add("a");
  const int64_t b = add("b");
  add("c");
  EXPECT_OK(store.set_archived(a, true));
  EXPECT_OK(store.set_folder(b, "work"));
  EXPECT_OK(store.set_tags(b, std::vector<std::string>{"x"}));
  EXPECT_THAT(titles(take(store.list_conversations({.archived = true}))), ElementsAre("a"));
  EXPECT_THAT(titles(take(store.list_conversations({.folder = "work"}))), ElementsAre("b"));
  EXPECT_THAT(titles(take(store.list_conversations({.tag = "x"}))), ElementsAre("b"));
  EXPECT_THAT(titles(take(store.list_conversations({.tag = "none"}))), IsEmpty());
  EXPECT_THAT(take(store.folders()), ElementsAre(NameCount{"work", 1}));
  EXPECT_THAT(take(store.tags()), ElementsAre(NameCount{"x", 1}));
}

TEST_F(Conversations, AreListedWithTheirTags) {
  const int64_t a = add("a");
  const int64_t b = add("b");
  add("c");
  EXPECT_OK(store.set_tags(a, std::vector<std::string>{"z", "long name, with a comma", "中文"}));
  EXPECT_OK(store.set_tags(b, std::vector<std::string>{"z"}));
  const ListPage page = take(store.list_conversations({}));
  ASSERT_EQ(page.rows.size(), 3u);
  EXPECT_THAT(page.rows[0].tags, IsEmpty());
  EXPECT_THAT(page.rows[1].tags, ElementsAre("z"));
  EXPECT_THAT(page.rows[2].tags, ElementsAre("long name, with a comma", "z", "中文"));
  EXPECT_OK(store.delete_conversation(a));
  EXPECT_EQ(take(store.trashed_conversations())[0].tags, page.rows[2].tags);
}

TEST_F(Conversations, CanBeListedInPartsThatAreAllOfThem) {
  const int64_t a = add("a");
  const int64_t b = add("b");
  const int64_t c = add("c");
  add("d");
  EXPECT_OK(store.set_pinned(a, true));
  EXPECT_OK(store.set_folder(a, "work"));
  EXPECT_OK(store.set_folder(b, "work"));
  EXPECT_OK(store.set_pinned(c, true));
  EXPECT_THAT(titles(take(store.list_conversations({.pinned = true}))), ElementsAre("c", "a"));
  EXPECT_THAT(titles(take(store.list_conversations({.pinned = false, .folder = "work"}))),
              ElementsAre("b"));
  EXPECT_THAT(titles(take(store.list_conversations({.pinned = false, .folder = ""}))),
              ElementsAre("d"));
  EXPECT_THAT(titles(take(store.list_conversations({.folder = "work"}))), ElementsAre("a", "b"));
}

TEST_F(Conversations, PartsHavePagesToo) {
  for (int i = 0; i < 12; ++i) {
    history.now_ms = 1'800'000'000'000 + i / 3;  // several of the same time
    const int64_t id = add(std::to_string(i));
    EXPECT_OK(store.set_folder(id, i % 2 == 0 ? "work" : ""));
    EXPECT_OK(store.set_pinned(id, i % 5 == 0));
  }
  std::vector<std::string> paged;
  for (const ListQuery& part : {ListQuery{.pinned = true}, ListQuery{.pinned = false, .folder = ""},
                                ListQuery{.pinned = false, .folder = "work"}}) {
    ListQuery query = part;
    query.limit = 2;
    do {
      const ListPage page = take(store.list_conversations(query));
      for (const std::string& title : titles(page)) paged.push_back(title);
      query.after = page.next;
    } while (query.after);
  }
  EXPECT_THAT(paged,
              testing::UnorderedElementsAreArray(titles(take(store.list_conversations({})))));
}

TEST_F(Conversations, AreCountedAsTheSidebarHasThem) {
  for (const char* folder : {"work", "work", "work", "home", "old", ""}) {
    take(store.create_conversation({.title = "x", .folder = folder}));
  }
  EXPECT_OK(store.set_pinned(1, true));
  EXPECT_OK(store.set_archived(2, true));
  EXPECT_OK(store.set_archived(5, true));
  EXPECT_OK(store.delete_conversation(4));
  const SidebarCounts counts = take(store.sidebar_counts());
  EXPECT_THAT(counts.folders, ElementsAre(NameCount{"work", 1}));
  EXPECT_EQ(counts.num_archived, 2);
}

TEST_F(Conversations, AWholeOneCanBeAddedWithItsBranches) {
  Conversation conversation{.title = "imported", .tags = {"t"}, .active_leaf = 70};
  std::vector<Message> messages = {
      {.id = 50, .content = "question"},
      {.id = 60, .parent_id = 50, .role = Role::kAssistant, .content = "first"},
      {.id = 70, .parent_id = 50, .role = Role::kAssistant, .content = "second"},
  };
  const int64_t id = take(store.add_conversation(conversation, messages));
  const auto path = take(store.active_path(id));
  EXPECT_THAT(contents(path), ElementsAre("question", "second"));
  EXPECT_EQ(path[1].version, 2);
  EXPECT_EQ(path[1].num_versions, 2);
  EXPECT_THAT(take(store.conversation(id)).tags, ElementsAre("t"));
}

TEST_F(Conversations, OneThatContradictsItselfIsNotAdded) {
  const std::vector<Message> orphan = {{.id = 5, .parent_id = 4}};
  EXPECT_EQ(store.add_conversation({}, orphan).status().code(), StatusCode::kInvalidArgument);
  EXPECT_EQ(store.add_conversation({.active_leaf = 3}, {}).status().code(),
            StatusCode::kInvalidArgument);
  const std::vector<Message> streaming = {{.id = 5, .state = MessageState::kStreaming}};
  EXPECT_EQ(store.add_conversation({}, streaming).status().code(), StatusCode::kInvalidArgument);
  EXPECT_THAT(take(store.list_conversations({})).rows, IsEmpty());
}

}  // namespace
}  // namespace octant::store
