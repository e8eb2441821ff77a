"""What a corpus is made of: conversations, and which of them training never sees."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Turn:
    """One question with its answers.

    user:           what the user types.
    answer:         the whole answer with thinking off.
    reasoning:      what stands between <think> and </think> with thinking on; one to a few short lines.
    thought_answer: the answer after that reasoning, where it differs from `answer`.
    """

    user: str
    answer: str
    reasoning: str
    thought_answer: str | None = None

    def spoken(self, thinking: bool) -> str:
        """The text after </think>."""
        if thinking and self.thought_answer is not None:
            return self.thought_answer
        return self.answer


@dataclass(frozen=True)
class Conversation:
    """Turns of one task; the last one is the one that evaluation scores.

    domain: the row of the evaluation table, such as "arithmetic".
    task:   the kind of task within it, such as "addition".
    key:    names the problem: conversations of equal key are on the same side of the split.
    """

    domain: str
    task: str
    key: str
    turns: tuple[Turn, ...]


#: A domain draws conversations; the same generator state draws the same conversation.
Domain = Callable[[random.Random], Conversation]

#: One problem in ten is kept from training.
HELD_OUT_SHARE = 10


def is_held_out(key: str) -> bool:
    """Whether the problem of this key is kept from training: a fixed tenth, by hash."""
    digest = hashlib.sha256(key.encode("utf-8")).digest()
    return int.from_bytes(digest[:4], "little") % HELD_OUT_SHARE == 0
