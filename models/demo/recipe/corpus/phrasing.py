"""How people vary one question when they type it."""

from __future__ import annotations

import random

_OPENERS = ("Hi, ", "Hello, ", "Hey, ", "OK, ", "Please tell me: ", "Quick question: ", "I have a question: ")
_CLOSERS = (" Thanks!", " Please.", " Thank you.")


def _lower_first(text: str) -> str:
    """Lower-cases the first letter unless the first word is a name, an acronym or "I"."""
    first = text.split(" ", 1)[0]
    if first == "I" or first.startswith("I'") or any(c.isupper() for c in first[1:]):
        return text
    return text[:1].lower() + text[1:]


def casual(rng: random.Random, question: str, names_first: bool = False) -> str:
    """The question as one person might type it; two times in three unchanged.

    names_first: the first word is a name, which keeps its capital.
    """
    way = rng.random()
    if way < 0.66:
        return question
    lowered = question if names_first else _lower_first(question)
    if way < 0.76:
        return lowered
    if way < 0.84:
        return lowered.rstrip("?.!")
    if way < 0.88:
        return question.rstrip("?.!")
    if way < 0.95:
        return rng.choice(_OPENERS) + lowered
    return question + rng.choice(_CLOSERS)


def normalised(question: str) -> str:
    """Lower case without punctuation at the end: the key of a question's wording."""
    return " ".join(question.lower().rstrip("?.! ").split())
