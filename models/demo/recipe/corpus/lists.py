"""Lists of things by category and plain counting: "List five fruits.", "Count from 3 to 9."

A category is a fixed row of items and a list is its first n, so every answer follows from the question.
Ends at ten items (twelve for the months) and at counting by 1, 2, 3, 5 or 10 within 0..120.
"""

from __future__ import annotations

import random

from .conversation import Conversation, Turn
from .list_data import CATEGORIES, Category
from .phrasing import casual, normalised

_DOMAIN = "lists"
_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_SOME = 5
_MOST = 10

_COUNTED = (
    "List {n} {what}.",
    "Name {n} {what}.",
    "Give me {n} {what}.",
    "Tell me {n} {what}.",
    "Write down {n} {what}.",
    "Can you name {n} {what}?",
    "Can you list {n} {what}?",
    "What are {n} {what}?",
    "I need {n} {what}.",
    "Show me {n} {what}.",
    "Give me a list of {n} {what}.",
    "Make a list of {n} {what}.",
    "Write a list of {n} {what}.",
    "{n} {what}.",
)
_ONE = (
    "Name one {what}.",
    "Give me one {what}.",
    "Tell me one {what}.",
    "Name {a} {what}.",
    "Give me an example of {a} {what}.",
    "Can you name {a} {what}?",
    "I need {a} {what}.",
    "Tell me {a} {what}.",
    "Show me {a} {what}.",
    "Give me {a} {what}.",
    "What is an example of {a} {what}?",
    "Can you give me one {what}?",
    "List one {what}.",
    "One {what}.",
)
_OPEN = (
    "List some {what}.",
    "Name some {what}.",
    "Give me some {what}.",
    "Tell me some {what}.",
    "What are some {what}?",
    "Give me a list of {what}.",
    "Make a list of {what}.",
    "Can you list some {what}?",
    "Show me some {what}.",
    "Name a few {what}.",
    "Give me a few {what}.",
    "Can you name some {what}?",
    "Can you give me some {what}?",
    "Give me examples of {what}.",
)
_WHOLE = (
    "List the {what}.",
    "Name the {what}.",
    "List all {what}.",
    "Name all the {what}.",
    "What are the {what}?",
    "Give me the {what}.",
    "Tell me all the {what}.",
    "Can you list the {what}?",
    "Write down all the {what}.",
    "List all the {what}.",
    "Show me the {what}.",
    "Give me all the {what}.",
    "What are all the {what}?",
    "Give me a list of the {what}.",
)

_UP = (
    "Count from {a} to {b}.",
    "Count up from {a} to {b}.",
    "Can you count from {a} to {b}?",
    "Write the numbers from {a} to {b}.",
    "List the numbers from {a} to {b}.",
    "Give me the numbers {a} to {b}.",
    "What are the numbers from {a} to {b}?",
)
_UP_FROM_ONE = ("Count to {b}.", "Can you count to {b}?", "Count up to {b}.")
_DOWN = (
    "Count down from {a} to {b}.",
    "Count backwards from {a} to {b}.",
    "Can you count down from {a} to {b}?",
    "Count from {a} down to {b}.",
    "Count from {a} to {b}.",
    "List the numbers from {a} down to {b}.",
)
_BY = (
    "Count by {step} from {a} to {b}.",
    "Count from {a} to {b} by {step}.",
    "Count in {step} from {a} to {b}.",
    "Can you count by {step} from {a} to {b}?",
    "List the numbers from {a} to {b} by {step}.",
)
_STEPS = {2: "twos", 3: "threes", 5: "fives", 10: "tens"}
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LETTER_ASKS = (
    "List the letters from {a} to {b}.",
    "Write the letters from {a} to {b}.",
    "Say the alphabet from {a} to {b}.",
    "Give me the letters {a} to {b}.",
    "What are the letters from {a} to {b}?",
)


def _conversation(rng: random.Random, task: str, key: str, ask: str, answer: str, why: str) -> Conversation:
    ask = ask[:1].upper() + ask[1:]
    return Conversation(_DOMAIN, task, f"lists {key}", (Turn(casual(rng, ask), answer, why),))


def _listed(category: Category, n: int) -> str:
    """The first n items: numbered lines, or one line of numbers."""
    items = category.items[:n]
    if category.in_line:
        return ", ".join(items)
    return "\n".join(f"{place}. {item}" for place, item in enumerate(items, start=1))


def _number(rng: random.Random, n: int) -> str:
    """The number as a digit or as a word."""
    return str(n) if rng.random() < 0.5 else _WORDS[n]


def _article(word: str) -> str:
    return "an" if word[0] in "aeiou" else "a"


def _one(rng: random.Random, category: Category) -> Conversation:
    item = category.items[0]
    name = rng.choice(category.singular)
    ask = rng.choice(_ONE).format(what=name, a=_article(name))
    why = f"The user wants 1 {category.singular[0]}.\nThe first one I think of is {item}."
    # One item has one answer, so the wording is what evaluation can vary.
    return _conversation(rng, "one item", f"one {normalised(ask)}", ask, item, why)


def _several(rng: random.Random, category: Category) -> Conversation:
    n = rng.randint(2, min(_MOST, len(category.items)))
    ask = rng.choice(_COUNTED).format(n=_number(rng, n), what=rng.choice(category.plural))
    last = category.items[n - 1]
    why = f"The user wants {n} {category.plural[0]}.\nI stop after number {n}: {last}."
    # The items are known by heart, and where to stop with them: the split is by wording.
    return _conversation(rng, "first n items", f"first {normalised(ask)}", ask, _listed(category, n), why)


def _without_number(rng: random.Random, category: Category) -> Conversation:
    """No number given: the whole of a closed category, five of an open one."""
    what = rng.choice(category.plural)
    asks = _WHOLE if category.closed else _OPEN
    n = len(category.items) if category.closed else _SOME
    ask = rng.choice(asks).format(what=what)
    if category.closed:
        why = f"The user wants all {category.plural[0]}.\nThere are {n} of them."
    else:
        why = f"The user wants some {category.plural[0]} and gives no number.\nI name {_SOME}."
    return _conversation(rng, "no number given", f"some {normalised(ask)}", ask, _listed(category, n), why)


def _joined(numbers: range) -> str:
    return ", ".join(map(str, numbers))


def _count_up(rng: random.Random) -> Conversation:
    low = 1 if rng.random() < 0.25 else rng.randint(0, 90)
    high = low + rng.randint(2, 11)
    asks = _UP + _UP_FROM_ONE if low == 1 else _UP
    ask = rng.choice(asks).format(a=low, b=high)
    why = f"I start at {low} and add 1 each time.\nI stop at {high}."
    return _conversation(rng, "count up", f"up {low} {high}", ask, _joined(range(low, high + 1)), why)


def _count_down(rng: random.Random) -> Conversation:
    low = 1 if rng.random() < 0.25 else rng.randint(0, 60)
    high = low + rng.randint(2, 11)
    ask = rng.choice(_DOWN).format(a=high, b=low)
    why = f"I start at {high} and take away 1 each time.\nI stop at {low}."
    return _conversation(rng, "count down", f"down {high} {low}", ask, _joined(range(high, low - 1, -1)), why)


def _count_by(rng: random.Random) -> Conversation:
    step = rng.choice(tuple(_STEPS))
    low = step * rng.randint(0, 3) if rng.random() < 0.6 else rng.randint(1, 20)
    high = low + step * rng.randint(2, 9)
    ask = rng.choice(_BY).format(a=low, b=high, step=_STEPS[step])
    why = f"I start at {low} and add {step} each time.\nI stop at {high}."
    answer = _joined(range(low, high + 1, step))
    return _conversation(rng, "count by steps", f"by {step} {low} {high}", ask, answer, why)


def _letters(rng: random.Random) -> Conversation:
    first = rng.randrange(len(_LETTERS) - 2)
    last = min(first + rng.randint(2, 8), len(_LETTERS) - 1)
    a, b = _LETTERS[first], _LETTERS[last]
    ask = rng.choice(_LETTER_ASKS).format(a=a, b=b)
    why = f"I start at {a} and follow the alphabet.\nI stop at {b}."
    return _conversation(rng, "letters", f"letters {a} {b}", ask, ", ".join(_LETTERS[first : last + 1]), why)


def draw(rng: random.Random) -> Conversation:
    """One random list or count."""
    way = rng.random()
    if way < 0.45:
        return _several(rng, rng.choice(CATEGORIES))
    if way < 0.52:
        return _one(rng, rng.choice(CATEGORIES))
    if way < 0.62:
        return _without_number(rng, rng.choice(CATEGORIES))
    if way < 0.75:
        return _count_up(rng)
    if way < 0.85:
        return _count_down(rng)
    if way < 0.95:
        return _count_by(rng)
    return _letters(rng)
