"""Several lists to be sorted at once, one a line: much practice in few tokens, as in `drill`.

No list is among those that its own task holds out.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from .conversation import is_held_out
from .problem import Problem
from .words_lists import sort_words
from .words_numbers import sort_numbers

_NUMBERS = (
    "Sort the numbers of each line:",
    "Sort each line of numbers:",
    "Put each line in ascending order:",
)
_WORDS = ("Sort the words of each line:", "Sort each line:", "Put each line in alphabetical order:")


def _sorted_list(rng: random.Random, draw: Callable[[random.Random], Problem]) -> str:
    """A list in rising order, as the answer to a question that training may see."""
    while True:
        problem = draw(rng)
        if "down" not in problem.operands and not is_held_out(problem.key):
            return problem.answer


def _shuffled(rng: random.Random, listed: str) -> str:
    items = listed.split(", ")
    rng.shuffle(items)
    return ", ".join(items)


def sort_lines(rng: random.Random) -> Problem:
    """Two to six lines of numbers or of words."""
    of_numbers = rng.random() < 0.6
    count = rng.randint(2, 6)
    draw = sort_numbers if of_numbers else sort_words
    answers = [_sorted_list(rng, draw) for _ in range(count)]
    ask = rng.choice(_NUMBERS if of_numbers else _WORDS)
    return Problem(
        task="sort-lines",
        operands=tuple(answers),
        question="\n".join((ask, *(_shuffled(rng, line) for line in answers))),
        answer="\n".join(answers),
        steps=(f"There are {count} lines. I sort one after the other.",),
    )
