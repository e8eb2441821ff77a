"""What an intent of small talk is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Intent:
    """What a user may want in small talk.

    name:     the task.
    seen:     continues "The user ...", for the reasoning.
    answer:   the answer to every wording.
    wordings: what the user types.
    """

    name: str
    seen: str
    answer: str
    wordings: tuple[str, ...]


def intent(name: str, seen: str, answer: str, wordings: str) -> Intent:
    """An intent from wordings that are separated by "|"."""
    return Intent(name, seen, answer, tuple(wordings.split("|")))
