"""Tasks on a list of three to five different numbers: sorting, the largest, the smallest."""

from __future__ import annotations

import random

from .problem import Problem


def _numbers(rng: random.Random) -> tuple[int, ...]:
    """Different numbers below 100; short lists more often than long ones."""
    size = rng.choices((3, 4, 5), (5, 4, 2))[0]
    return tuple(rng.sample(range(21 if rng.random() < 0.3 else 100), size))


def _listed(numbers: tuple[int, ...] | list[int]) -> str:
    return ", ".join(map(str, numbers))


def sort_numbers(rng: random.Random) -> Problem:
    """Numbers to be put in rising or falling order."""
    numbers = _numbers(rng)
    falling = rng.random() < 0.4
    items = _listed(numbers)
    rising_questions = (
        f"Sort these numbers: {items}.",
        f"Sort the numbers {items}.",
        f"Sort {items}.",
        f"Sort: {items}",
        f"Put these numbers in order: {items}.",
        f"Put {items} in ascending order.",
        f"Sort {items} from smallest to largest.",
        f"Sort these numbers from small to large: {items}.",
        f"Sort these numbers in ascending order: {items}.",
        f"Order these numbers: {items}.",
        f"Can you sort these numbers: {items}?",
    )
    falling_questions = (
        f"Sort these numbers in descending order: {items}.",
        f"Sort these numbers from large to small: {items}.",
        f"Sort {items} from largest to smallest.",
        f"Put {items} in descending order.",
        f"Sort {items} in descending order.",
        f"Order these numbers from largest to smallest: {items}.",
        f"Can you sort these numbers from largest to smallest: {items}?",
    )
    ordered = sorted(numbers, reverse=falling)
    left = list(numbers)
    steps = []
    for number in ordered[:-1]:
        left.remove(number)
        steps.append(f"{'Largest' if falling else 'Smallest'}: {number}, left: {_listed(left)}")
    return Problem(
        task="sort-numbers",
        operands=("down" if falling else "up", *sorted(numbers)),
        question=rng.choice(falling_questions if falling else rising_questions),
        answer=_listed(ordered),
        steps=tuple(steps),
    )


def _extreme(rng: random.Random) -> Problem:
    numbers = _numbers(rng)
    largest = rng.random() < 0.5
    kind = "largest" if largest else "smallest"
    word = rng.choice(("largest", "biggest", "highest") if largest else ("smallest", "lowest"))
    items = _listed(numbers)
    spoken = f"{_listed(numbers[:-1])} and {numbers[-1]}"
    question = rng.choice(
        (
            f"What is the {word} number: {items}?",
            f"Which number is the {word}: {items}?",
            f"Which is the {word} of {spoken}?",
            f"Find the {word} number: {items}.",
            f"What is the {word} of {spoken}?",
            f"Tell me the {word} of {items}.",
            f"Which of these numbers is the {word}: {items}?",
            f"What is the {'maximum' if largest else 'minimum'} of {spoken}?",
            f"{'Max' if largest else 'Min'} of {items}",
        )
    )
    best = numbers[0]
    steps = []
    for number in numbers[1:]:
        better = max(best, number) if largest else min(best, number)
        steps.append(f"{best} or {number}: {better}")
        best = better
    return Problem(
        task=f"{kind}-number",
        operands=tuple(sorted(numbers)),
        question=question,
        answer=f"The {kind} number is {best}.",
        steps=tuple(steps),
    )


def about_number_list(rng: random.Random) -> Problem:
    """One of the tasks on a list of numbers."""
    return sort_numbers(rng) if rng.random() < 0.55 else _extreme(rng)
