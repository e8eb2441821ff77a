"""Remembering what the user said: details told in one turn and asked for in a later one.

Covers names, ages, places, pets, likes, numbers, words and short lists, with other turns in between,
corrections, and questions about what was never told. At most five turns.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from . import smalltalk
from .conversation import Conversation, Turn, is_held_out
from .memory_data import GROUPS, NAME, Detail
from .memory_values import LOWER_NAMES, NAMES, PET_NAMES, SYLLABLES, WORDS
from .phrasing import casual, normalised

#: Draws one turn of any other domain.
Filler = Callable[[random.Random], Turn]

_OPENERS = ("Hello, ", "Hi, ", "By the way, ", "Hey, ", "OK, ")
_CORRECTIONS = ("Actually, ", "No, ", "Sorry, ", "I was wrong, ", "Correction: ", "Wait, ")
_RECAPS = (
    "What do you know about me?",
    "What have I told you about me?",
    "Tell me what you know about me.",
    "What did I tell you about myself?",
    "What did I tell you?",
    "What do you remember about me?",
    "Do you remember what I told you?",
    "Repeat what I told you.",
    "Sum up what I told you.",
    "What have I told you so far?",
    "Can you repeat what I told you?",
    "Tell me what I told you.",
)
_NOTHING_TOLD = "You have not told me anything about yourself yet."


@dataclass(frozen=True)
class _Told:
    """A detail with the words of one user, and the sentence that told it."""

    detail: Detail
    value: str
    other: str
    said: str = ""

    def fill(self, template: str) -> str:
        return template.format(value=self.value, other=self.other)

    @property
    def words(self) -> str:
        return f"{self.detail.kind}={self.value},{self.other}"


def _invented(rng: random.Random) -> str:
    return "".join(rng.choices(SYLLABLES, k=rng.randint(2, 3))).capitalize()


def _value(rng: random.Random, detail: Detail) -> str:
    if isinstance(detail.values, tuple):
        return rng.choice(detail.values)
    if detail.values == "age":
        return str(rng.randint(5, 99))
    if detail.values == "number":
        return str(rng.randint(0, 999))
    if detail.values == "list":
        return ", ".join(rng.sample(WORDS, rng.randint(2, 4)))
    if rng.random() < 0.25:
        return _invented(rng)
    return rng.choice(PET_NAMES if detail.kind == "pet" else NAMES)


def _detail(rng: random.Random, without: str = "") -> Detail:
    """A detail of another kind than `without`."""
    weights = [weight for weight, _ in GROUPS]
    while True:
        detail = rng.choice(rng.choices(GROUPS, weights)[0][1])
        if detail.kind != without:
            return detail


def _lower_first(clause: str) -> str:
    return clause if clause.startswith(("I ", "I'")) else clause[0].lower() + clause[1:]


def _typed(rng: random.Random, clause: str) -> str:
    """The clause as one person might type it."""
    style = rng.random()
    if style < 0.5:
        return clause + "."
    if style < 0.6:
        return clause
    if style < 0.7:
        return clause + "!"
    if style < 0.8:
        return _lower_first(clause)
    return rng.choice(_OPENERS) + _lower_first(clause) + "."


def _drawn(rng: random.Random, detail: Detail) -> _Told:
    other = rng.choice(detail.others) if detail.others else ""
    return _Told(detail, _value(rng, detail), other)


def _said(rng: random.Random, told: _Told) -> _Told:
    """The detail with a sentence that tells it; very common names may come without capitals."""
    clause = told.fill(rng.choice(told.detail.statements))
    if told.detail is NAME and told.value in LOWER_NAMES and rng.random() < 0.5:
        said = clause.lower()
    else:
        said = _typed(rng, clause)
    return _Told(told.detail, told.value, told.other, said)


def _told_turn(told: _Told) -> Turn:
    reasoning = f"The user tells me: {told.said}\nI take note of it."
    return Turn(told.said, told.fill(told.detail.ack), reasoning)


def _question(rng: random.Random, told: _Told) -> str:
    question = told.fill(rng.choice(told.detail.questions))
    return question if question.endswith("?") else question + "."


def _recall(rng: random.Random, question: str, told: _Told) -> Turn:
    reasoning = f"Earlier the user said: {told.said}\nSo the {told.fill(told.detail.concluded)}."
    return Turn(casual(rng, question), told.fill(told.detail.fact), reasoning)


def _conversation(task: str, told: list[_Told], question: str, turns: list[Turn]) -> Conversation:
    words = " ".join(t.words for t in told)
    return Conversation("memory", task, f"memory {task}: {words}: {normalised(question)}", tuple(turns))


def _small_talk(rng: random.Random) -> Turn:
    """A turn of small talk that training may see."""
    while True:
        conversation = smalltalk.draw(rng)
        if not is_held_out(conversation.key):
            return conversation.turns[0]


def _between(rng: random.Random, filler: Filler, most: int) -> list[Turn]:
    return [filler(rng) for _ in range(rng.randint(0, most))]


def _one(rng: random.Random, filler: Filler) -> Conversation:
    told = _said(rng, _drawn(rng, _detail(rng)))
    question = _question(rng, told)
    turns = [_told_turn(told), *_between(rng, filler, 3), _recall(rng, question, told)]
    return _conversation("one_detail", [told], question, turns)


def _two(rng: random.Random, filler: Filler) -> Conversation:
    first = _said(rng, _drawn(rng, _detail(rng)))
    second = _said(rng, _drawn(rng, _detail(rng, first.detail.kind)))
    asked = rng.choice((first, second))
    question = _question(rng, asked)
    turns = [_told_turn(first), *_between(rng, filler, 1), _told_turn(second), *_between(rng, filler, 1)]
    return _conversation("two_details", [first, second], question, [*turns, _recall(rng, question, asked)])


def _two_at_once(rng: random.Random, filler: Filler) -> Conversation:
    first = _drawn(rng, _detail(rng))
    second = _drawn(rng, _detail(rng, first.detail.kind))
    clauses = [told.fill(rng.choice(told.detail.statements)) for told in (first, second)]
    said = rng.choice(("{}. {}.", "{}. {}", "Hello! {}. {}.", "Hi. {}. {}.")).format(*clauses)
    asked = rng.choice((first, second))
    question = _question(rng, asked)
    note = f"The user tells me: {said}\nI take note of both."
    telling = Turn(said, "Thank you, I will remember both.", note)
    asking = _recall(rng, question, _Told(asked.detail, asked.value, asked.other, said))
    turns = [telling, *_between(rng, filler, 2), asking]
    return _conversation("two_at_once", [first, second], question, turns)


def _same_turn(rng: random.Random, filler: Filler) -> Conversation:
    told = _drawn(rng, _detail(rng))
    clause = told.fill(rng.choice(told.detail.statements)) + "."
    question = _question(rng, told)
    reasoning = f"The user said: {clause}\nSo the {told.fill(told.detail.concluded)}."
    turns = [*_between(rng, filler, 1), Turn(f"{clause} {question}", told.fill(told.detail.fact), reasoning)]
    return _conversation("same_turn", [told], question, turns)


def _corrected(rng: random.Random, filler: Filler) -> Conversation:
    old = _said(rng, _drawn(rng, _detail(rng)))
    value = _value(rng, old.detail)
    while value == old.value:
        value = _value(rng, old.detail)
    clause = _Told(old.detail, value, old.other).fill(rng.choice(old.detail.statements))
    said = rng.choice(_CORRECTIONS) + _lower_first(clause) + "."
    new = _Told(old.detail, value, old.other, said)
    question = _question(rng, new)
    change = Turn(
        said,
        f"Thank you, I have corrected that. {new.fill(new.detail.fact)}",
        f"The user corrects: {said}\nSo the {new.fill(new.detail.concluded)}.",
    )
    turns = [_told_turn(old), *_between(rng, filler, 1), change, *_between(rng, filler, 1)]
    return _conversation("corrected", [old, new], question, [*turns, _recall(rng, question, new)])


def _untold(rng: random.Random, filler: Filler) -> Conversation:
    """Asked for a detail that was never told, sometimes after another one."""
    missing = _drawn(rng, _detail(rng))
    question = _question(rng, missing)
    told = []
    if rng.random() < 0.6:
        told.append(_said(rng, _drawn(rng, _detail(rng, missing.detail.kind))))
    reasoning = "I look through what the user said.\nI do not find this there."
    turns = [_told_turn(t) for t in told] + _between(rng, filler, 2)
    turns.append(Turn(casual(rng, question), missing.fill(missing.detail.unknown), reasoning))
    return _conversation("untold", told, question, turns)


def _recap(rng: random.Random, filler: Filler) -> Conversation:
    """Asked for all that was told: nothing, one detail or two."""
    told: list[_Told] = []
    turns: list[Turn] = []
    for _ in range(rng.choice((0, 1, 1, 2, 2))):
        told.append(_said(rng, _drawn(rng, _detail(rng, told[0].detail.kind if told else ""))))
        turns += [_told_turn(told[-1]), *_between(rng, filler, 1)]
    question = rng.choice(_RECAPS)
    answer = " ".join(t.fill(t.detail.fact) for t in told) or _NOTHING_TOLD
    lines = [f"The user said: {t.said}" for t in told] or ["I look through what the user said."]
    lines.append("I repeat it." if told else "I find nothing there.")
    turns.append(Turn(casual(rng, question), answer, "\n".join(lines)))
    return _conversation("recap", told, question, turns)


def _told_only(rng: random.Random, filler: Filler) -> Conversation:
    """Only the telling: it is acknowledged."""
    told = _said(rng, _drawn(rng, _detail(rng)))
    return _conversation("told", [told], told.said, [*_between(rng, filler, 1), _told_turn(told)])


_TASKS = (_one, _two, _two_at_once, _same_turn, _corrected, _untold, _recap, _told_only)
_WEIGHTS = (8, 4, 2, 1, 3, 3, 1, 2)


def draw(rng: random.Random, filler: Filler | None = None) -> Conversation:
    """A conversation whose last turn needs what was said before.

    filler: draws the turns in between; without it they are small talk.
    """
    task = rng.choices(_TASKS, _WEIGHTS)[0]
    return task(rng, filler or _small_talk)
