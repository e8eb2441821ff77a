"""Questions about one number or two: which is bigger, even or odd, double, half, square, percentages."""

from __future__ import annotations

import random

from . import arithmetic_steps as steps
from .problem import Problem


def _number(rng: random.Random, low: int = 0) -> int:
    """Mostly below 100, sometimes below 1000."""
    return rng.randint(low, 99 if rng.random() < 0.75 else 999)


def _comparison(rng: random.Random) -> Problem:
    """Which of two numbers is bigger or smaller, or whether it is."""
    limit = 99 if rng.random() < 0.75 else 999
    a = rng.randint(0, limit)
    b = a if rng.random() < 0.05 else rng.randint(0, limit)
    bigger = rng.random() < 0.6
    words = ("bigger", "larger", "greater") if bigger else ("smaller", "less")
    word = rng.choice(words)
    fact = f"{a} and {b} are equal."
    if a != b:
        first, second = sorted((a, b), reverse=bigger)
        fact = f"{first} is {'bigger' if bigger else 'smaller'} than {second}."
    if rng.random() < 0.6:
        question = rng.choice(
            (
                f"Which is {word}, {a} or {b}?",
                f"Which number is {word}, {a} or {b}?",
                f"What is {word}: {a} or {b}?",
                f"What is {word}, {a} or {b}?",
                f"Which one is {word}, {a} or {b}?",
                f"Which is the {words[0]} number, {a} or {b}?",
                f"Tell me which is {word}, {a} or {b}.",
            )
        )
        answer = fact
    else:
        question = rng.choice((f"Is {a} {word} than {b}?", f"Is the number {a} {word} than {b}?"))
        holds = a > b if bigger else a < b
        fact = fact if holds or a == b else f"{a} is {'smaller' if bigger else 'bigger'} than {b}."
        answer = f"{'Yes' if holds else 'No'}, {fact}"
    return Problem("compare", (min(a, b), max(a, b)), question, answer, steps.comparison(a, b))


def _parity(rng: random.Random) -> Problem:
    number = _number(rng)
    kind = "odd" if number % 2 else "even"
    asked = rng.choice(("even or odd", "odd or even", "even", "odd"))
    question = rng.choice((f"Is {number} {asked}?", f"Is the number {number} {asked}?"))
    answer = f"{number} is {kind}."
    if " " not in asked:
        answer = f"{'Yes' if asked == kind else 'No'}, {answer}"
    elif rng.random() < 0.3:
        question = rng.choice((f"{number} {asked}?", f"Tell me if {number} is {asked}."))
    reason = f"{number} ends in {number % 10}, and {number % 10} is {kind}."
    return Problem("even-odd", (number,), question, answer, (reason,))


def _double(rng: random.Random) -> Problem:
    number = rng.randint(0, 99)
    question = rng.choice(
        (
            f"What is double {number}?",
            f"Double {number}.",
            f"Double of {number}",
            f"What is the double of {number}?",
            f"What is twice {number}?",
            f"How much is twice {number}?",
            f"How much is double {number}?",
        )
    )
    answer = f"Double {number} is {2 * number}."
    return Problem("double", (number,), question, answer, steps.addition(number, number))


def _half(rng: random.Random) -> Problem:
    number = 2 * rng.randint(0, 99)
    question = rng.choice(
        (
            f"What is half of {number}?",
            f"What's half of {number}?",
            f"Half of {number}",
            f"Half of {number}?",
            f"How much is half of {number}?",
            f"Halve {number}.",
            f"What is one half of {number}?",
        )
    )
    tens, ones = steps.split(number)
    parts = f"{tens // 2} + {ones // 2} = " if tens and ones else ""
    answer = f"Half of {number} is {parts}{number // 2}."
    return Problem("half", (number,), question, answer, steps.half(number))


def _square(rng: random.Random) -> Problem:
    number = rng.randint(0, 20)
    power = rng.choice((f"{number} squared", f"{number}²", f"{number}^2", f"the square of {number}"))
    wrapper = rng.choice(
        ("What is {}?", "What's {}?", "How much is {}?", "Calculate {}.", "Compute {}.", "Tell me {}.")
    )
    bare = rng.random() < 0.15 and not power.startswith("the")
    square = number * number
    return Problem(
        task="square",
        operands=(number,),
        question=power if bare else wrapper.format(power),
        answer=f"{number}² = {number} × {number} = {square}.",
        steps=(f"The square of {number} is {number} × {number}.", f"{number} × {number} = {square}"),
        by_heart=True,
    )


def _neighbour(rng: random.Random) -> Problem:
    """The number before or after another one."""
    after = rng.random() < 0.6
    number = _number(rng, low=0 if after else 1)
    place, name, sign = ("after", "next", "+") if after else ("before", "previous", "-")
    result = number + 1 if after else number - 1
    question = rng.choice(
        (
            f"What number comes {place} {number}?",
            f"What comes {place} {number}?",
            f"Which number comes {place} {number}?",
            f"What is the number {place} {number}?",
            f"Which number is right {place} {number}?",
            f"What is the {name} number {place} {number}?" if after else f"Which number is {place} {number}?",
            f"Tell me the number {place} {number}.",
        )
    )
    reason = f"I count one {'up' if after else 'down'}: {number} {sign} 1 = {result}"
    return Problem(f"number-{place}", (number,), question, f"{result} comes {place} {number}.", (reason,))


def _percentage(rng: random.Random) -> Problem:
    percent, divisor, unit, most = rng.choice(((10, 10, 10, 100), (25, 4, 4, 50), (50, 2, 2, 100)))
    number = unit * rng.randint(1, most)
    share = rng.choice((f"{percent} %", f"{percent}%", f"{percent} percent")) + f" of {number}"
    question = rng.choice(
        (
            f"What is {share}?",
            f"What's {share}?",
            f"How much is {share}?",
            f"Calculate {share}.",
            f"Compute {share}.",
            f"{share}",
            f"{share}?",
        )
    )
    result = number // divisor
    halved = number // 2
    worked = {
        10: (f"{number} ÷ 10 = {result}",),
        25: (f"Half of {number} is {halved}", f"Half of {halved} is {result}"),
        50: steps.half(number),
    }
    halved_once = f"{halved} ÷ 2 = " if percent == 25 else ""
    return Problem(
        task="percentage",
        operands=(percent, number),
        question=question,
        answer=f"{percent} % of {number} is {number} ÷ {divisor} = {halved_once}{result}.",
        steps=(f"{percent} % is one part in {divisor}, so I divide by {divisor}.", *worked[percent]),
    )


_KINDS = (_comparison, _parity, _double, _half, _square, _neighbour, _percentage)
_WEIGHTS = (4, 3, 2, 2, 2, 3, 2)


def about_numbers(rng: random.Random) -> Problem:
    """A question about one number or a pair."""
    return rng.choices(_KINDS, _WEIGHTS)[0](rng)
