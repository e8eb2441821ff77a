"""Several sums at once: "12 + 30; 45 - 7" and an answer of one line a sum.

Many sums in few tokens: this is where most of the practice in arithmetic comes from. No sum is among those
that the domain `arithmetic` holds out.
"""

from __future__ import annotations

import random

from . import arithmetic
from .conversation import Conversation, Turn, is_held_out
from .problem import Problem

_QUESTIONS = (
    "Solve: {}",
    "Calculate: {}",
    "Compute {}.",
    "What are {}?",
    "Solve these: {}",
    "Work these out: {}",
    "{}",
)
_SEPARATORS = ("; ", ", ", "\n")

#: How often each kind is practised, in parts of the whole.
_KINDS = (
    (arithmetic.addition, 26),
    (arithmetic.subtraction, 26),
    (arithmetic.multiplication_table, 8),
    (arithmetic.multiplication_1x2, 12),
    (arithmetic.multiplication_2x2, 8),
    (arithmetic.division, 8),
    (arithmetic.division_remainder, 4),
    (arithmetic.addition_3, 4),
    (arithmetic.subtraction_3, 4),
)


def _seen_problem(rng: random.Random) -> Problem:
    kinds, weights = zip(*_KINDS, strict=True)
    while True:
        problem = rng.choices(kinds, weights)[0](rng)
        if problem.by_heart or not is_held_out(problem.key):
            return problem


def draw(rng: random.Random) -> Conversation:
    """Two to ten sums, few more often."""
    count = rng.randint(2, 5) if rng.random() < 0.5 else rng.randint(6, 10)
    solved = [_seen_problem(rng).answer.removesuffix(".") for _ in range(count)]
    asked = [line.split(" = ", 1)[0].removesuffix(" is not defined") for line in solved]
    if rng.random() < 0.3:
        asked = [sum_.replace(" ", "") for sum_ in asked]
    text = rng.choice(_SEPARATORS).join(asked)
    question = rng.choice(_QUESTIONS).format(text)
    turn = Turn(question, "\n".join(solved), f"The user wants {count} results, one a line.")
    return Conversation("drill", f"{count} sums", "drill: " + " ".join(asked), (turn,))
