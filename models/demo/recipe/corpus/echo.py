"""Repeating what the user wrote: words, names and numbers in any order.

Of little use by itself, it teaches early and densely what most other domains rest on: to look a word up in
the question and write it down. Training begins with many of these (draw_rows.py).
"""

from __future__ import annotations

import random
import re

from . import moe_facts, octant_facts
from .conversation import Conversation, Turn
from .memory_values import NAMES
from .word_list import WORDS

_FACT_DRAWS = 4000  # enough to meet nearly every word of the facts
_QUESTIONS = (
    "Repeat: {}",
    "Repeat after me: {}",
    "Say this again: {}",
    "Copy this: {}",
    "Write down exactly: {}",
    'Say "{}".',
    'Repeat "{}".',
    "echo {}",
)


def _vocabulary() -> tuple[str, ...]:
    """Words of lists, names and facts, in a fixed order."""
    rng = random.Random(1)
    words = set(WORDS) | set(NAMES)
    for domain in (moe_facts, octant_facts):
        for _ in range(_FACT_DRAWS):
            words |= set(re.findall(r"[A-Za-z]{2,}", domain.draw(rng).turns[0].answer))
    return tuple(sorted(words))


_VOCABULARY = _vocabulary()


def _item(rng: random.Random) -> str:
    return str(rng.randint(0, 999)) if rng.random() < 0.15 else rng.choice(_VOCABULARY)


def draw(rng: random.Random) -> Conversation:
    """One to 24 items, short lists more often."""
    count = rng.randint(1, 8) if rng.random() < 0.6 else rng.randint(9, 24)
    separator = rng.choice((", ", " ", " "))
    text = separator.join(_item(rng) for _ in range(count))
    reasoning = f"The user wants to read {count} words again. I copy them." if count > 1 else "I copy it."
    turn = Turn(rng.choice(_QUESTIONS).format(text), text, reasoning)
    return Conversation("echo", "repeat", f"echo: {text}", (turn,))
