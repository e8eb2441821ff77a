-- A database of version 1 as it was released, with a row of each kind. Never changed: a later program
-- must open it and find what is here. The schema is a copy of assets/migrations/0001_history.sql.

-- Version 1: conversations, their messages, what was recorded of answers, and the search index.
--
-- Times are milliseconds since 1970 (UTC). Empty text and 0 mean "none" where nothing else is said.
-- Rows that were deleted and may be restored have trashed_ms; what has none is there.
-- Tables are STRICT: a column holds the type it says, so that a damaged row is noticed.

-- conversation = a title, what its next answers are made with, and a tree of messages
CREATE TABLE conversation (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again, so an old id finds nothing
  created_ms    INTEGER NOT NULL,
  updated_ms    INTEGER NOT NULL,                   -- of the newest message, or its end
  trashed_ms    INTEGER,
  pinned        INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1)),
  archived      INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  title_is_own  INTEGER NOT NULL DEFAULT 0 CHECK (title_is_own IN (0, 1)),  -- typed by the user
  active_leaf   INTEGER REFERENCES message (id) ON DELETE SET NULL,  -- end of the path on screen
  title         TEXT NOT NULL,
  folder        TEXT NOT NULL DEFAULT '',
  model         TEXT NOT NULL DEFAULT '',
  system_prompt TEXT NOT NULL DEFAULT '',
  settings_json TEXT NOT NULL DEFAULT '',           -- sampling, drafts; the app's own format
  draft_text    TEXT NOT NULL DEFAULT ''            -- typed and not sent
) STRICT;

-- The sidebar: pinned first, then newest first.
CREATE INDEX conversation_in_sidebar ON conversation (archived, pinned DESC, updated_ms DESC, id DESC)
  WHERE trashed_ms IS NULL;
CREATE INDEX conversation_in_folder ON conversation (folder) WHERE trashed_ms IS NULL;
CREATE INDEX conversation_in_trash ON conversation (trashed_ms) WHERE trashed_ms IS NOT NULL;
-- Without it, deleting a message would look at every conversation.
CREATE INDEX conversation_of_leaf ON conversation (active_leaf);

CREATE TABLE conversation_tag (
  conversation_id INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  tag             TEXT NOT NULL CHECK (tag <> ''),
  PRIMARY KEY (conversation_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX conversation_with_tag ON conversation_tag (tag);

-- message = a node of its conversation's tree; messages with one parent are versions of each other.
-- A parent is older than its children (parent_id < id), so that there are no circles, and of the
-- same conversation. Long text stands last: what lies before it is read without it.
CREATE TABLE message (
  id                INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id   INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  parent_id         INTEGER CHECK (parent_id < id),  -- NULL: the first message of a path
  created_ms        INTEGER NOT NULL,
  finished_ms       INTEGER NOT NULL DEFAULT 0,
  trashed_ms        INTEGER,
  trash_root        INTEGER,  -- the message whose deletion took this one along
  role              TEXT NOT NULL CHECK (role IN ('system', 'user', 'assistant')),
  state             TEXT NOT NULL
                    CHECK (state IN ('streaming', 'complete', 'stopped', 'interrupted', 'failed')),
  prompt_tokens     INTEGER NOT NULL DEFAULT 0,
  completion_tokens INTEGER NOT NULL DEFAULT 0,
  cached_tokens     INTEGER NOT NULL DEFAULT 0,
  draft_proposed    INTEGER NOT NULL DEFAULT 0,
  draft_accepted    INTEGER NOT NULL DEFAULT 0,
  ttft_ms           REAL NOT NULL DEFAULT 0,
  prefill_ms        REAL NOT NULL DEFAULT 0,
  decode_ms         REAL NOT NULL DEFAULT 0,
  reasoning_ms      REAL NOT NULL DEFAULT 0,
  finish_reason     TEXT NOT NULL DEFAULT '',
  model             TEXT NOT NULL DEFAULT '',
  params_json       TEXT NOT NULL DEFAULT '',  -- how it was generated
  error             TEXT NOT NULL DEFAULT '',
  content           TEXT NOT NULL,
  reasoning         TEXT NOT NULL DEFAULT '',
  UNIQUE (conversation_id, id),
  FOREIGN KEY (conversation_id, parent_id) REFERENCES message (conversation_id, id)
) STRICT;

-- Versions of a message, and the check of the foreign key when messages are deleted.
CREATE INDEX message_of_parent ON message (conversation_id, parent_id, trashed_ms);
CREATE INDEX message_in_trash ON message (trashed_ms) WHERE trashed_ms IS NOT NULL;
CREATE INDEX message_trashed_with ON message (trash_root) WHERE trash_root IS NOT NULL;
-- What a program that died left behind.
CREATE INDEX message_streaming ON message (id) WHERE state = 'streaming';

-- What was recorded of an answer. The formats of the blobs: app/store/recording_codec.h.
-- histogram = how often each layer chose each expert
CREATE TABLE expert_histogram (
  message_id INTEGER PRIMARY KEY REFERENCES message (id) ON DELETE CASCADE,
  data       BLOB NOT NULL
) STRICT;

-- routing trace = { routing_chunk }, tokens one after the other, appended while the answer streams
CREATE TABLE routing_chunk (
  id         INTEGER PRIMARY KEY,
  message_id INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,
  chunk      INTEGER NOT NULL,  -- 0, 1, ...
  data       BLOB NOT NULL,
  UNIQUE (message_id, chunk)
) STRICT;

-- tokens of an answer = { token_chunk }
CREATE TABLE token_chunk (
  id         INTEGER PRIMARY KEY,
  message_id INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,
  chunk      INTEGER NOT NULL,
  data       BLOB NOT NULL,
  UNIQUE (message_id, chunk)
) STRICT;

CREATE TABLE setting (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One row: whether deleted text may still lie in the file, since a purge did not get to its end.
CREATE TABLE upkeep (
  id               INTEGER PRIMARY KEY CHECK (id = 1),
  purge_unfinished INTEGER NOT NULL CHECK (purge_unfinished IN (0, 1))
) STRICT;
INSERT INTO upkeep (id, purge_unfinished) VALUES (1, 0);

-- The search index. It holds trigrams, not words: Chinese has no spaces, and parts of words are found
-- too. It has no copy of the text, so it must be told the old text when that goes: the triggers do so,
-- and nothing else writes to it. Streaming answers are not in it: each piece of text that arrives
-- would index all the text before it again.
CREATE VIEW searchable_message AS
  SELECT id, content, reasoning FROM message WHERE state <> 'streaming';
CREATE VIRTUAL TABLE conversation_index
  USING fts5 (title, content = 'conversation', content_rowid = 'id', tokenize = 'trigram');
CREATE VIRTUAL TABLE message_index
  USING fts5 (content, reasoning, content = 'searchable_message', content_rowid = 'id', tokenize = 'trigram');
-- A hit in the answer counts four times one in its reasoning, which is long and says much in passing.
INSERT INTO message_index (message_index, rank) VALUES ('rank', 'bm25(1.0, 0.25)');

CREATE TRIGGER conversation_inserted AFTER INSERT ON conversation BEGIN
  INSERT INTO conversation_index (rowid, title) VALUES (new.id, new.title);
END;
CREATE TRIGGER conversation_deleted AFTER DELETE ON conversation BEGIN
  INSERT INTO conversation_index (conversation_index, rowid, title) VALUES ('delete', old.id, old.title);
END;
CREATE TRIGGER conversation_retitled AFTER UPDATE OF title ON conversation
  WHEN old.title <> new.title BEGIN
  INSERT INTO conversation_index (conversation_index, rowid, title) VALUES ('delete', old.id, old.title);
  INSERT INTO conversation_index (rowid, title) VALUES (new.id, new.title);
END;

CREATE TRIGGER message_inserted AFTER INSERT ON message
  WHEN new.state <> 'streaming' BEGIN
  INSERT INTO message_index (rowid, content, reasoning) VALUES (new.id, new.content, new.reasoning);
END;
CREATE TRIGGER message_deleted AFTER DELETE ON message
  WHEN old.state <> 'streaming' BEGIN
  INSERT INTO message_index (message_index, rowid, content, reasoning)
    VALUES ('delete', old.id, old.content, old.reasoning);
END;
-- Leaves the index: it streams again.
CREATE TRIGGER message_resumed AFTER UPDATE OF state ON message
  WHEN old.state <> 'streaming' AND new.state = 'streaming' BEGIN
  INSERT INTO message_index (message_index, rowid, content, reasoning)
    VALUES ('delete', old.id, old.content, old.reasoning);
END;
-- Enters the index: an answer came to its end.
CREATE TRIGGER message_finished AFTER UPDATE OF state ON message
  WHEN old.state = 'streaming' AND new.state <> 'streaming' BEGIN
  INSERT INTO message_index (rowid, content, reasoning) VALUES (new.id, new.content, new.reasoning);
END;
-- Text that is in the index changes.
CREATE TRIGGER message_changed AFTER UPDATE OF content, reasoning ON message
  WHEN old.state <> 'streaming' AND new.state <> 'streaming'
       AND (old.content <> new.content OR old.reasoning <> new.reasoning)
BEGIN
  INSERT INTO message_index (message_index, rowid, content, reasoning)
    VALUES ('delete', old.id, old.content, old.reasoning);
  INSERT INTO message_index (rowid, content, reasoning) VALUES (new.id, new.content, new.reasoning);
END;

-- ---- Rows

PRAGMA application_id = 1331917934;
PRAGMA user_version = 1;

INSERT INTO conversation (id, created_ms, updated_ms, pinned, title_is_own, title, folder, model,
                          system_prompt, settings_json, draft_text)
  VALUES (1, 1700000000000, 1700000001000, 1, 1, '天气 and 𠮷野家', 'travel', 'demo', 'Be brief.', '{}', 'not sent');
INSERT INTO conversation (id, created_ms, updated_ms, trashed_ms, title)
  VALUES (2, 1700000000000, 1700000001000, 1700000002000, 'deleted');
INSERT INTO conversation_tag VALUES (1, 'weather'), (1, 'food');
INSERT INTO message (id, conversation_id, parent_id, created_ms, finished_ms, role, state, content)
  VALUES (1, 1, NULL, 1700000000000, 1700000000000, 'user', 'complete', '今天天气怎么样？');
INSERT INTO message (id, conversation_id, parent_id, created_ms, role, state, content)
  VALUES (2, 1, 1, 1700000000500, 'assistant', 'streaming', 'half an');
INSERT INTO message (id, conversation_id, parent_id, created_ms, finished_ms, role, state, prompt_tokens,
                     completion_tokens, finish_reason, model, params_json, content, reasoning)
  VALUES (3, 1, 1, 1700000000600, 1700000001000, 'assistant', 'complete', 9, 3, 'stop', 'demo', '{}',
          '晴天。', 'Look outside.');
UPDATE conversation SET active_leaf = 3 WHERE id = 1;
-- A histogram of 2 layers and 2 experts, a trace of one token with k = 2, and a token.
INSERT INTO expert_histogram VALUES (3, x'6801020000000200000028b52ffd20205d0000280102030400010021d002');
INSERT INTO routing_chunk (message_id, chunk, data) VALUES (3, 0, x'720101000000010000000200000028b52ffd20159500005009000207090040803f3e02004090016001');
INSERT INTO token_chunk (message_id, chunk, data) VALUES (3, 0, x'74010100000028b52ffd200d690000d2040000000000bf0900000001');
INSERT INTO setting VALUES ('theme', 'dark');
