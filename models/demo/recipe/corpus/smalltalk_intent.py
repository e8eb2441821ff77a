"""What an intent of small talk is, and the patterns that say it.

A pattern is a wording with alternatives in parentheses: "I am (|so |very )(sad|unhappy)" has six
expansions. Many wordings thus share their words, so one that training never saw can be told from others.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

#: One alternative of each group makes a wording; fixed text is a group of one.
Pattern = tuple[tuple[str, ...], ...]

_SEPARATOR = re.compile(r"\|(?![^()]*\))")  # not within parentheses
_WELL_FORMED = re.compile(r"(?:[^()|]|\([^()]*\))+")


@dataclass(frozen=True)
class Intent:
    """What a user may want in small talk.

    name:     the task.
    seen:     continues "The user ...", for the reasoning.
    answer:   the answer to every wording.
    patterns: what the user types.
    """

    name: str
    seen: str
    answer: str
    patterns: tuple[Pattern, ...]

    def drawn(self, rng: random.Random) -> str:
        """A wording: of any pattern, with any alternative of each group; half of the time the empty one."""
        wording = "".join(_one_of(rng, group) for group in rng.choice(self.patterns))
        return wording[:1].upper() + wording[1:]


def _one_of(rng: random.Random, group: tuple[str, ...]) -> str:
    return "" if "" in group and rng.random() < 0.5 else rng.choice(group)


def _pattern(name: str, text: str) -> Pattern:
    """The groups of a pattern; `name` is the intent that an error tells."""
    if not _WELL_FORMED.fullmatch(text):
        raise ValueError(f"small talk {name}: malformed pattern: {text!r}")
    return tuple(tuple(part.split("|")) for part in re.split("[()]", text) if part)


def intent(name: str, seen: str, answer: str, wordings: str) -> Intent:
    """An intent from patterns that are separated by "|"."""
    return Intent(name, seen, answer, tuple(_pattern(name, text) for text in _SEPARATOR.split(wordings)))
