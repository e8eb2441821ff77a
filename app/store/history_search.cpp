// Search in titles and messages.
//
// Words of three code points and more are looked up in the trigram index. Shorter ones, e.g. most
// Chinese words, have no trigram: their rows are read with LIKE, among those that the longer words
// left, or among all, newest first. SQLite folds cases in the index for all of Unicode, in LIKE
// for A to Z.

#include <string>

#include <fmt/format.h>

#include "app/store/history_store.h"
#include "app/store/rows.h"
#include "app/store/search_query.h"

namespace octant::store {

namespace {

constexpr size_t kTrigram = 3;

struct Words {
  std::vector<std::string> indexed;
  std::vector<std::string> shorter;
};

Words split(const std::vector<std::string>& words) {
  Words result;
  for (const std::string& word : words) {
    (num_code_points(word) >= kTrigram ? result.indexed : result.shorter).push_back(word);
  }
  return result;
}

// A SELECT that is put together, with the values of its parameters in order.
class Select {
 public:
  void add(std::string_view sql) { sql_ += sql; }
  // A piece with parameters "?", each of which takes `value`.
  void add(std::string_view sql, std::string value) {
    add(sql);
    for (const char c : sql) {
      if (c == '?') values_.push_back(value);
    }
  }

  void add_filters(const SearchQuery& query) {
    for (const std::string& tag : query.tags) {
      add(" AND EXISTS (SELECT 1 FROM conversation_tag AS t"
          " WHERE t.conversation_id = c.id AND t.tag = ?)",
          tag);
    }
    if (query.folder) add(" AND c.folder = ?", *query.folder);
    if (query.pinned) add(*query.pinned ? " AND c.pinned = 1" : " AND c.pinned = 0");
    if (query.archived) add(*query.archived ? " AND c.archived = 1" : " AND c.archived = 0");
  }

  Result<Statement> prepare(Database& database) const {
    ASSIGN_OR_RETURN(Statement statement, database.prepare_once(sql_));
    int index = 0;
    for (const std::string& value : values_) {
      RETURN_IF_ERROR(statement.bind(++index, std::string_view(value)));
    }
    return statement;
  }

 private:
  std::string sql_;
  std::vector<std::string> values_;
};

// What the index marks in one of its rows, around what `expression` finds; `sql` takes expression,
// row and both marks. A snippet has up to 64 trigrams, the most that FTS5 gives: 66 code points.
Result<Snippet> snippet_of(Database& database, std::string_view sql, const std::string& expression,
                           int64_t row) {
  ASSIGN_OR_RETURN(const auto marked,
                   database.query<std::string>(sql, expression, row, kMarkBegin, kMarkEnd));
  return snippet_from_marked(marked);
}

Result<std::vector<SearchHit>> search_titles(Database& database, const SearchQuery& query,
                                             const Words& words, int64_t limit) {
  Select select;
  select.add("SELECT c.id, c.title, c.updated_ms FROM ");
  const std::string expression = match_expression(words.indexed);
  if (words.indexed.empty()) {
    select.add("conversation AS c WHERE c.trashed_ms IS NULL");
  } else {
    select.add(
        "conversation_index AS i JOIN conversation AS c ON c.id = i.rowid"
        " WHERE conversation_index MATCH ? AND c.trashed_ms IS NULL",
        expression);
  }
  for (const std::string& word : words.shorter) {
    select.add(" AND c.title LIKE ? ESCAPE '\\'", like_pattern(word));
  }
  select.add_filters(query);
  select.add(words.indexed.empty() ? " ORDER BY c.updated_ms DESC, c.id DESC"
                                   : " ORDER BY i.rank, c.updated_ms DESC, c.id DESC");
  select.add(fmt::format(" LIMIT {}", limit));

  ASSIGN_OR_RETURN(Statement statement, select.prepare(database));
  std::vector<SearchHit> hits;
  RETURN_IF_ERROR(statement.for_each_row([&] {
    SearchHit& hit = hits.emplace_back();
    return statement.read(hit.conversation_id, hit.title, hit.created_ms);
  }));
  for (SearchHit& hit : hits) {
    if (words.indexed.empty()) {
      hit.snippet = make_snippet(hit.title, words.shorter);
      continue;
    }
    ASSIGN_OR_RETURN(hit.snippet, snippet_of(database,
                                             "SELECT highlight(conversation_index, 0, ?3, ?4)"
                                             " FROM conversation_index"
                                             " WHERE conversation_index MATCH ?1 AND rowid = ?2",
                                             expression, hit.conversation_id));
  }
  return hits;
}

Status read_message_hit(Statement& statement, SearchHit& hit) {
  std::string role;
  RETURN_IF_ERROR(
      statement.read(hit.message_id, hit.conversation_id, hit.title, role, hit.created_ms));
  ASSIGN_OR_RETURN(hit.role, parse_role(role));
  return {};
}

Result<std::vector<SearchHit>> search_messages(Database& database, const SearchQuery& query,
                                               const Words& words, int64_t limit) {
  Select select;
  select.add("SELECT m.id, m.conversation_id, c.title, m.role, m.created_ms FROM ");
  const std::string expression = match_expression(words.indexed);
  if (words.indexed.empty()) {
    // CROSS JOIN: from the newest message on, so that the limit ends it early.
    select.add(
        "message AS m CROSS JOIN conversation AS c ON c.id = m.conversation_id"
        " WHERE m.state <> 'streaming'");
  } else {
    select.add(
        "message_index AS i JOIN message AS m ON m.id = i.rowid"
        " JOIN conversation AS c ON c.id = m.conversation_id WHERE message_index MATCH ?",
        expression);
  }
  select.add(" AND m.trashed_ms IS NULL AND c.trashed_ms IS NULL");
  for (const std::string& word : words.shorter) {
    select.add(" AND (m.content LIKE ? ESCAPE '\\' OR m.reasoning LIKE ? ESCAPE '\\')",
               like_pattern(word));
  }
  select.add_filters(query);
  select.add(words.indexed.empty() ? " ORDER BY m.id DESC" : " ORDER BY i.rank, m.id DESC");
  select.add(fmt::format(" LIMIT {}", limit));

  ASSIGN_OR_RETURN(Statement statement, select.prepare(database));
  std::vector<SearchHit> hits;
  RETURN_IF_ERROR(
      statement.for_each_row([&] { return read_message_hit(statement, hits.emplace_back()); }));
  for (SearchHit& hit : hits) {
    if (!words.indexed.empty()) {
      ASSIGN_OR_RETURN(hit.snippet, snippet_of(database,
                                               "SELECT snippet(message_index, -1, ?3, ?4, '…', 64)"
                                               " FROM message_index"
                                               " WHERE message_index MATCH ?1 AND rowid = ?2",
                                               expression, hit.message_id));
      continue;
    }
    ASSIGN_OR_RETURN(
        const auto content,
        database.query<std::string>("SELECT content FROM message WHERE id = ?1", hit.message_id));
    hit.snippet = make_snippet(content, words.shorter);
    if (!hit.snippet.marks.empty()) continue;
    ASSIGN_OR_RETURN(
        const auto reasoning,
        database.query<std::string>("SELECT reasoning FROM message WHERE id = ?1", hit.message_id));
    hit.snippet = make_snippet(reasoning, words.shorter);
  }
  return hits;
}

}  // namespace

Result<std::vector<SearchHit>> HistoryStore::search(std::string_view text, int32_t limit) {
  const SearchQuery query = parse_search(text);
  if (limit <= 0 || (query.words.empty() && !query.has_filter())) {
    return std::vector<SearchHit>();
  }
  const Words words = split(query.words);
  ASSIGN_OR_RETURN(std::vector<SearchHit> hits, search_titles(database_, query, words, limit));
  const int64_t left = limit - std::ssize(hits);
  if (query.words.empty() || left == 0) return hits;
  ASSIGN_OR_RETURN(const std::vector<SearchHit> in_messages,
                   search_messages(database_, query, words, left));
  hits.insert(hits.end(), in_messages.begin(), in_messages.end());
  return hits;
}

}  // namespace octant::store
