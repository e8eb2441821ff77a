"""Questions outside the model's range: each class of questions gets one polite refusal with a hint.

Answered elsewhere and never refused: Octant and how its models work, arithmetic with whole numbers, units,
short Python and C++, JSON, short stories, phrases in five languages, word lists, memory and small talk.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from .conversation import Conversation, Turn
from .memory_values import RELATIVES
from .phrasing import casual, normalised
from .refusal_data_culture import CULTURE
from .refusal_data_limits import LIMITS, NONSENSE
from .refusal_data_world import WORLD
from .refusal_topic import Topic
from .refusal_words import WORDS

_SLOT = re.compile(r"\{(\w+)\}")
_TOPICS: tuple[Topic, ...] = (*WORLD, *CULTURE, *LIMITS, NONSENSE)

_KEY_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_CONSONANTS = "bcdfghjklmnpqrstvwxz"
_MARKS = "?!.#*-/"


def _decimal(rng: random.Random) -> str:
    return f"{rng.randint(0, 99)}.{rng.randint(1, 9)}"


#: Slots that are made up rather than drawn from a list.
_MADE: dict[str, Callable[[random.Random], str]] = {
    "year": lambda rng: str(rng.randint(1000, 2030)),
    "small": lambda rng: str(rng.randint(2, 99)),
    "big": lambda rng: str(rng.randint(1000, 10 ** rng.randint(4, 8) - 1)),
    "decimal": _decimal,
    "relative": lambda rng: rng.choice(RELATIVES),
}


def _filled(rng: random.Random, frame: str) -> str:
    """The frame with its slots filled; no word stands twice in one question."""
    used: set[str] = set()

    def word(match: re.Match[str]) -> str:
        slot = match.group(1)
        while True:
            drawn = _MADE[slot](rng) if slot in _MADE else rng.choice(WORDS[slot])
            if drawn not in used:
                used.add(drawn)
                return drawn

    question = _SLOT.sub(word, frame)
    return question[0].upper() + question[1:]


def _key_walk(rng: random.Random) -> str:
    row = rng.choice(_KEY_ROWS)
    start = rng.randrange(len(row) - 3)
    return row[start : start + rng.randint(4, 6)]


def _letters(rng: random.Random) -> str:
    return "".join(rng.choices(_CONSONANTS, k=rng.randint(4, 9)))


def _mixed(rng: random.Random) -> str:
    return "".join(rng.choices(_CONSONANTS + _LETTERS + "0123456789", k=rng.randint(6, 10)))


def _repeated(rng: random.Random) -> str:
    return rng.choice(_LETTERS) * rng.randint(4, 9)


def _noise(rng: random.Random) -> str:
    """One to three nonsense words, or a run of marks."""
    if rng.random() < 0.06:
        return "".join(rng.choices(_MARKS, k=rng.randint(2, 5)))
    make = rng.choice((_key_walk, _letters, _mixed, _repeated))
    return " ".join(make(rng) for _ in range(rng.randint(1, 3)))


def _bare(rng: random.Random, words: str) -> str:
    """Words without a final mark, as typed into a search box."""
    return rng.choice((words, words.lower()))


def draw(rng: random.Random) -> Conversation:
    """A question of a random topic outside the range, and its refusal."""
    topic = rng.choice(_TOPICS)
    if topic is NONSENSE:
        core = asked = _noise(rng)
    else:
        core = _filled(rng, rng.choice(topic.frames))
        asked = casual(rng, core) if core[-1] in "?." else _bare(rng, core)
    turn = Turn(asked, topic.reply, topic.thought)
    return Conversation("refusal", topic.name, normalised(core) or core, (turn,))
