"""Facts that are known by heart: one answer each, asked in many phrasings.

A fact is asked by its term ("What is expert parallelism?", "Explain expert parallelism."), by questions
written for it, or by both. Every phrasing is a template or wrapper around a core, and its normalised
text is the key, so a held-out phrasing asks for something that training knows by other words. The
facts themselves are tables in the modules that call `fact_domain`; nothing is computed here.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping
from dataclasses import dataclass

from .conversation import Conversation, Domain, Turn
from .phrasing import casual, normalised


@dataclass(frozen=True)
class Fact:
    """One thing to know.

    answer:    what is said, whatever the phrasing.
    term:      what the fact defines, as it stands within a sentence: "the MTP layer", "ranks".
    questions: further ways to ask, each a question ending with "?" or a command ending with ".".
               The first one stands for all in the reasoning where there is no term.
    plural:    the term takes "are".
    weight:    how often the fact is drawn, relative to others.
    """

    answer: str
    term: str | None = None
    questions: tuple[str, ...] = ()
    plural: bool = False
    weight: int = 1

    @property
    def reasoning(self) -> str:
        """One line for thinking mode."""
        if self.term is not None:
            return f"The user asks what {self.term} {self.verb}. I recall the definition."
        return f"The user asks: {self.questions[0]} I recall the answer."

    @property
    def verb(self) -> str:
        """What agrees with the term."""
        return "are" if self.plural else "is"


@dataclass(frozen=True)
class Phrasing:
    """One way to ask; plain forms weigh more."""

    text: str
    weight: int


# {t}: the term, {is}: its verb.
_TERM_TEMPLATES = (
    ("What {is} {t}?", 6),
    ("Explain {t}.", 3),
    ("Can you explain {t}?", 2),
    ("Tell me about {t}.", 2),
    ("Define {t}.", 1),
    ("Describe {t} briefly.", 1),
    ("Explain {t} to me.", 1),
    ("What exactly {is} {t}?", 1),
    ("I'd like to know what {t} {is}.", 1),
    ("Do you know what {t} {is}?", 1),
    ("Can you tell me what {t} {is}?", 1),
    ("In a few words, what {is} {t}?", 1),
    ("What is meant by {t}?", 1),
    ("Could you explain {t} in one sentence?", 1),
)
_SINGULAR_TEMPLATES = (("What's {t}?", 2),)
_BARE_SINGULAR_TEMPLATES = (("What does {t} mean?", 2),)
_BARE_PLURAL_TEMPLATES = (("What do you mean by {t}?", 1),)

# {q}: the question as written, {l}: with a small first letter.
_QUESTION_WRAPPERS = (
    ("{q}", 6),
    ("Can you tell me: {l}", 1),
    ("Do you know: {l}", 1),
    ("One question: {l}", 1),
    ("I wonder: {l}", 1),
    ("Tell me, {l}", 1),
    ("So, {l}", 1),
    ("Just curious: {l}", 1),
    ("In one sentence: {l}", 1),
)
# {b}: the command with a small first letter and without its full stop.
_COMMAND_WRAPPERS = (
    ("{q}", 4),
    ("Please {b}.", 1),
    ("Can you {b}?", 1),
    ("Could you {b}?", 1),
    ("Would you please {b}?", 1),
    ("I'd like you to {b}.", 1),
)

_ARTICLES = ("the", "a", "an")
_NAMES = frozenset({"Octant", "Octant's", "Hugging", "Moonlight", "Python"})


def starts_with_name(text: str) -> bool:
    """Whether the first letter stays a capital within a sentence."""
    first = text.split(" ", 1)[0]
    return first in _NAMES or any(letter.isupper() for letter in first[1:])


def _within_sentence(text: str) -> str:
    if starts_with_name(text) or text.startswith(("I ", "I'")):
        return text
    return text[0].lower() + text[1:]


def _term_phrasings(fact: Fact) -> list[Phrasing]:
    term = fact.term or ""
    templates = _TERM_TEMPLATES
    bare = term.split(" ", 1)[0] not in _ARTICLES
    if not fact.plural:
        templates += _SINGULAR_TEMPLATES
    if bare:
        templates += _BARE_PLURAL_TEMPLATES if fact.plural else _BARE_SINGULAR_TEMPLATES
    words = {"t": term, "is": fact.verb}
    return [Phrasing(text.format_map(words), weight) for text, weight in templates]


def _question_phrasings(question: str) -> list[Phrasing]:
    wrappers = _QUESTION_WRAPPERS if question.endswith("?") else _COMMAND_WRAPPERS
    within = _within_sentence(question)
    words = {"q": question, "l": within, "b": within.rstrip(".")}
    return [Phrasing(text.format_map(words), weight) for text, weight in wrappers]


def phrasings(fact: Fact) -> tuple[Phrasing, ...]:
    """Every way to ask for the fact, each wording once."""
    found = _term_phrasings(fact) if fact.term is not None else []
    for question in fact.questions:
        found += _question_phrasings(question)
    distinct = {normalised(phrasing.text): phrasing for phrasing in reversed(found)}
    return tuple(reversed(distinct.values()))


@dataclass(frozen=True)
class _Entry:
    task: str
    fact: Fact
    ways: tuple[Phrasing, ...]
    way_weights: tuple[int, ...]


def _entries(groups: Mapping[str, tuple[Fact, ...]]) -> tuple[_Entry, ...]:
    """The facts with their phrasings; a wording that asks for two of them is an error of the tables."""
    answer_of: dict[str, str] = {}
    entries = []
    for task, facts in groups.items():
        for fact in facts:
            ways = phrasings(fact)
            for way in ways:
                if answer_of.setdefault(normalised(way.text), fact.answer) != fact.answer:
                    raise ValueError(f"two answers to one question: {way.text}")
            entries.append(_Entry(task, fact, ways, tuple(way.weight for way in ways)))
    return tuple(entries)


def fact_domain(domain: str, groups: Mapping[str, tuple[Fact, ...]]) -> Domain:
    """The domain that asks for these facts; groups maps each task to its facts."""
    entries = _entries(groups)
    entry_weights = tuple(itertools.accumulate(entry.fact.weight for entry in entries))

    def draw(rng: random.Random) -> Conversation:
        entry = rng.choices(entries, cum_weights=entry_weights)[0]
        way = rng.choices(entry.ways, weights=entry.way_weights)[0].text
        turn = Turn(casual(rng, way, starts_with_name(way)), entry.fact.answer, entry.fact.reasoning)
        return Conversation(domain, entry.task, normalised(way), (turn,))

    return draw
