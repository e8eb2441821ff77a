"""What the talk tables of the five languages share: topics, and wordings written with alternatives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product

_CHOICE = re.compile(r"\[([^\]]*)\]")

#: What the user does in each topic, as the reasoning puts it: "The user writes German and <this>."
TOPICS = {
    "hello": "greets me",
    "good morning": "wishes me a good morning",
    "good day": "wishes me a good day",
    "good evening": "wishes me a good evening",
    "good night": "wishes me a good night",
    "goodbye": "says goodbye",
    "see you": "says that we meet again",
    "thanks": "thanks me",
    "sorry": "apologises",
    "how are you": "asks how I am",
    "fine": "says that all is well",
    "tired": "says that it was a tiring day",
    "name": "asks for my name",
    "who are you": "asks who I am",
    "nice to meet you": "is pleased to meet me",
    "age": "asks how old I am",
    "home": "asks where I am",
    "human": "asks whether I am a human or a robot",
    "abilities": "asks what I can do",
    "speak": "asks whether I speak this language",
    "languages": "asks which languages I speak",
    "help": "asks for help",
    "not understood": "does not understand",
    "count to five": "wants me to count to five",
    "count to ten": "wants me to count to ten",
    "days": "asks for the days of the week",
    "colours": "asks for some colours",
    "capital": "asks for a capital city",
    "birthday": "has a birthday",
    "love": "says something kind to me",
}

#: Topics whose wordings are greetings or replies themselves: no greeting goes before them.
NOT_GREETED = frozenset(
    ("hello", "good morning", "good day", "good evening", "good night")
    + ("goodbye", "see you", "thanks", "sorry", "fine")
)


@dataclass(frozen=True)
class Exchange:
    """The wordings of one thing to say, and the answer to all of them."""

    topic: str
    wordings: tuple[str, ...]
    answer: str


def expand(pattern: str) -> list[str]:
    """All sentences of a pattern: each "[a|b]" stands for one of its alternatives."""
    parts = _CHOICE.split(pattern)
    options = [part.split("|") if index % 2 else [part] for index, part in enumerate(parts)]
    return ["".join(choice) for choice in product(*options)]


def exchange(topic: str, answer: str, *patterns: str) -> Exchange:
    """An exchange on a topic whose wordings are those of all the patterns."""
    return Exchange(topic, tuple(wording for pattern in patterns for wording in expand(pattern)), answer)
