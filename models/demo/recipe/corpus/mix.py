"""The mixture of domains that the demo model is trained on, and the problems that it is asked afterwards."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

from corpus import (
    arithmetic,
    code,
    drill,
    echo,
    json_tasks,
    lists,
    memory,
    moe_facts,
    octant_facts,
    phrases,
    refusal,
    smalltalk,
    stories,
    units,
    words,
)
from corpus.conversation import Conversation, Domain, Turn, is_held_out

#: Domain and its share of the drawn conversations, in parts of the whole. Shares follow how much there is
#: to learn: most for what must be computed (arithmetic, words, json) or held by the hundred (facts,
#: phrases).
DOMAINS: dict[str, tuple[Domain, int]] = {
    "octant": (octant_facts.draw, 6),
    "moe": (moe_facts.draw, 7),
    "arithmetic": (arithmetic.draw, 22),
    "drill": (drill.draw, 12),
    "units": (units.draw, 7),
    "words": (words.draw, 20),
    "lists": (lists.draw, 8),
    "echo": (echo.draw, 1),
    "code": (code.draw, 4),
    "json": (json_tasks.draw, 7),
    "stories": (stories.draw, 2),
    "phrases": (phrases.draw, 16),
    "smalltalk": (smalltalk.draw, 7),
    "refusal": (refusal.draw, 6),
}
_NAMES = tuple(DOMAINS)
_SHARES = tuple(share for _, share in DOMAINS.values())
_MEMORY_SHARE = 0.07
_PATIENCE = 200  # draws for each problem found: one in ten is held out, so twenty times the expected


def _seen(rng: random.Random, draw: Domain) -> Conversation:
    """A conversation that training may see."""
    while True:
        conversation = draw(rng)
        if not is_held_out(conversation.key):
            return conversation


def _draw_any(rng: random.Random) -> Conversation:
    return _seen(rng, DOMAINS[rng.choices(_NAMES, _SHARES)[0]][0])


def _filler(rng: random.Random) -> Turn:
    """One turn of any domain, to stand between a detail and the question for it."""
    while True:
        turns = _draw_any(rng).turns
        if len(turns) == 1:
            return turns[0]


def _memory(rng: random.Random) -> Conversation:
    return memory.draw(rng, _filler if rng.random() < 0.5 else None)


def draw_training(rng: random.Random) -> Conversation:
    """A conversation that training may see."""
    return _seen(rng, _memory) if rng.random() < _MEMORY_SHARE else _draw_any(rng)


def draw_copying(rng: random.Random) -> Conversation:
    """A conversation of copying that training may see."""
    return _seen(rng, echo.draw)


def held_out(name: str, seed: int) -> Iterator[Conversation]:
    """Conversations of a domain (or "memory") that training never saw, each problem once.

    Ends when new problems have become too rare to wait for.
    """
    rng = random.Random(f"{name}/{seed}")
    seen: set[str] = set()
    for attempt in itertools.count():
        if attempt > _PATIENCE * (len(seen) + 1):
            return
        conversation = memory.draw(rng, None) if name == "memory" else DOMAINS[name][0](rng)
        if is_held_out(conversation.key) and conversation.key not in seen:
            seen.add(conversation.key)
            yield conversation
