"""The held-out problems that the shipped model is asked, and rows of tables that they fall into."""

from __future__ import annotations

import itertools

from corpus import mix
from corpus.conversation import Conversation

DOMAINS = (*mix.DOMAINS, "memory")
LANGUAGES = ("chinese", "german", "french", "spanish", "japanese")
SEED = 2


def row_of(conversation: Conversation) -> str:
    """The row of the table: arithmetic is shown by size, phrases by language."""
    if conversation.domain == "arithmetic":
        return "arithmetic, three digits" if conversation.task.endswith("-3") else "arithmetic"
    return conversation.domain


def draw(count: int) -> list[Conversation]:
    """`count` problems a domain (`count` for each language too), fewer where there are fewer."""
    out: list[Conversation] = []
    for name in DOMAINS:
        wanted = count * len(LANGUAGES) if name == "phrases" else count
        out += itertools.islice(mix.held_out(name, SEED), wanted)
    return out


def messages(conversation: Conversation) -> list[dict[str, str]]:
    """As a chat request: earlier turns with their right answers, then the question."""
    out = []
    for turn in conversation.turns[:-1]:
        out.append({"role": "user", "content": turn.user})
        out.append({"role": "assistant", "content": turn.answer})
    return [*out, {"role": "user", "content": conversation.turns[-1].user}]
