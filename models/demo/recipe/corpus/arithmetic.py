"""Arithmetic with whole numbers: four operations, comparison, halves, squares, small stories.

Addition and subtraction reach three digits, products two digits each, divisors one digit (or 12 where
the division is in the tables). There are no fractions, no decimals and no brackets.

What rests on memory (sums and differences of one digit, the tables up to 12 × 12, squares) is split by
wording; every other problem by its operands.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from . import arithmetic_steps as steps
from .arithmetic_numbers import about_numbers
from .arithmetic_stories import story
from .arithmetic_wordings import remainder_wording, sum_wording, wording
from .conversation import Conversation
from .problem import Problem


def _up_to_two_digits(rng: random.Random) -> tuple[int, int]:
    """Two numbers below 100, small ones more often than by chance."""
    way = rng.random()
    if way < 0.08:
        return rng.randint(0, 9), rng.randint(0, 9)
    if way < 0.25:
        pair = [rng.randint(0, 9), rng.randint(10, 99)]
        rng.shuffle(pair)
        return pair[0], pair[1]
    if way < 0.4:
        return rng.randint(0, 20), rng.randint(0, 20)
    return rng.randint(0, 99), rng.randint(0, 99)


def _up_to_three_digits(rng: random.Random) -> tuple[int, int]:
    """Two numbers below 1000, at least one of them of three digits."""
    pair = [rng.randint(100, 999), rng.randint(1, 99) if rng.random() < 0.3 else rng.randint(100, 999)]
    rng.shuffle(pair)
    return pair[0], pair[1]


def _sized(task: str, a: int, b: int) -> str:
    """Names the task by the longer number: one digit, two digits or three."""
    return task + {1: "-1", 2: "", 3: "-3"}[len(str(max(a, b)))]


def _addition_of(rng: random.Random, a: int, b: int) -> Problem:
    return Problem(
        task=_sized("addition", a, b),
        operands=(min(a, b), max(a, b)),
        question=wording(rng, "+", a, b),
        answer=f"{a} + {b} = {a + b}.",
        steps=steps.addition(a, b),
        by_heart=max(a, b) < 10,
    )


def _subtraction_of(rng: random.Random, a: int, b: int) -> Problem:
    return Problem(
        task=_sized("subtraction", a, b),
        operands=(a, b),
        question=wording(rng, "-", a, b),
        answer=f"{a} - {b} = {a - b}.",
        steps=steps.subtraction(a, b),
        by_heart=max(a, b) < 10,
    )


def addition(rng: random.Random) -> Problem:
    """A sum of numbers up to two digits."""
    return _addition_of(rng, *_up_to_two_digits(rng))


def addition_3(rng: random.Random) -> Problem:
    """A sum with a number of three digits."""
    return _addition_of(rng, *_up_to_three_digits(rng))


def subtraction(rng: random.Random) -> Problem:
    """A difference of numbers up to two digits, below zero in a third of the draws."""
    low, high = sorted(_up_to_two_digits(rng))
    return _subtraction_of(rng, *((low, high) if rng.random() < 0.33 else (high, low)))


def subtraction_3(rng: random.Random) -> Problem:
    """A difference with a number of three digits, below zero in a fifth of the draws."""
    low, high = sorted(_up_to_three_digits(rng))
    return _subtraction_of(rng, *((low, high) if rng.random() < 0.2 else (high, low)))


def product(a: int, b: int) -> str:
    """The canonical answer without its full stop; beyond the tables with its partial products.

    47 × 83 = 3200 + 120 + 560 + 21 = 3320 + 581 = 3901: each part is from the tables, each sum is one step.
    """
    parts = [] if min(a, b) < 2 or max(a, b) <= 12 else steps.partial_products(a, b)
    chain = [" + ".join(map(str, parts))] if len(parts) > 1 else []
    if len(parts) == 4:
        chain.append(f"{parts[0] + parts[1]} + {parts[2] + parts[3]}")
    return " = ".join((f"{a} × {b}", *chain, str(a * b)))


def _multiplication_of(rng: random.Random, a: int, b: int) -> Problem:
    in_tables = max(a, b) <= 12
    size = "table" if in_tables else "1x2" if min(a, b) < 10 else "2x2"
    return Problem(
        task=f"multiplication-{size}",
        operands=(min(a, b), max(a, b)),
        question=wording(rng, "×", a, b),
        answer=product(a, b) + ".",
        steps=steps.multiplication(a, b),
        by_heart=in_tables,
    )


def multiplication_table(rng: random.Random) -> Problem:
    """A product within the tables."""
    return _multiplication_of(rng, rng.randint(0, 12), rng.randint(0, 12))


def multiplication_1x2(rng: random.Random) -> Problem:
    """A digit times a number of two digits."""
    pair = [rng.randint(0, 9), rng.randint(13, 99)]
    rng.shuffle(pair)
    return _multiplication_of(rng, pair[0], pair[1])


def multiplication_2x2(rng: random.Random) -> Problem:
    """A product of two numbers of two digits."""
    return _multiplication_of(rng, rng.randint(10, 99), rng.randint(10, 99))


def quotient(a: int, b: int) -> str:
    """The canonical answer without its full stop; beyond the tables with its parts.

    97 ÷ 4 = 80 ÷ 4 + 17 ÷ 4 = 20 + 4 remainder 1 = 24 remainder 1.
    """
    if b == 0:
        return f"{a} ÷ 0 is not defined"
    whole, remainder = divmod(a, b)
    rest = f" remainder {remainder}" if remainder else ""
    tens, ones = steps.split(whole)
    if b == 1 or whole <= 12 or not ones:
        return f"{a} ÷ {b} = {whole}{rest}"
    parts = f"{b * tens} ÷ {b} + {a - b * tens} ÷ {b}"
    return f"{a} ÷ {b} = {parts} = {tens} + {ones}{rest} = {whole}{rest}"


def _division_of(rng: random.Random, a: int, b: int) -> Problem:
    uneven = b != 0 and a % b != 0
    speaks_of_it = uneven and rng.random() < 0.4
    return Problem(
        task="division-by-zero" if b == 0 else "division-remainder" if uneven else "division",
        operands=(a, b),
        question=remainder_wording(rng, a, b) if speaks_of_it else wording(rng, "÷", a, b),
        answer=quotient(a, b) + ".",
        steps=steps.division(a, b),
    )


def division(rng: random.Random) -> Problem:
    """A division that comes out even, rarely one by zero."""
    way = rng.random()
    if way < 0.05:
        return _division_of(rng, rng.randint(0, 99), 0)
    if way < 0.65:
        divisor = rng.randint(1, 12)
        return _division_of(rng, divisor * rng.randint(0, 12), divisor)
    divisor = rng.randint(2, 9)
    return _division_of(rng, divisor * rng.randint(13, 99), divisor)


def division_remainder(rng: random.Random) -> Problem:
    """A division that mostly leaves a remainder."""
    return _division_of(rng, rng.randint(1, 100), rng.randint(2, 9))


def _sum_of_three(rng: random.Random) -> Problem:
    limit = 9 if rng.random() < 0.5 else 20
    a, b, c = numbers = (rng.randint(0, limit), rng.randint(0, limit), rng.randint(0, limit))
    return Problem(
        task="sum-of-three",
        operands=tuple(sorted(numbers)),
        question=sum_wording(rng, numbers),
        answer=f"{a} + {b} + {c} = {a + b} + {c} = {a + b + c}.",
        steps=(f"{a} + {b} = {a + b}", f"{a + b} + {c} = {a + b + c}"),
    )


#: How often each kind is drawn, in parts of the whole; close to 45 in 100 are the first two.
_KINDS: tuple[tuple[Callable[[random.Random], Problem], int], ...] = (
    (addition, 24),
    (subtraction, 23),
    (addition_3, 5),
    (subtraction_3, 5),
    (multiplication_table, 6),
    (multiplication_1x2, 5),
    (multiplication_2x2, 4),
    (division, 5),
    (division_remainder, 3),
    (_sum_of_three, 4),
    (story, 6),
    (about_numbers, 14),
)


def draw(rng: random.Random) -> Conversation:
    """A conversation of one turn in which something is to be computed."""
    kinds, weights = zip(*_KINDS)
    return rng.choices(kinds, weights)[0](rng).conversation(rng, "arithmetic")
