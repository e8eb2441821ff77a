"""How people type a sum, a difference, a product or a quotient of two numbers."""

from __future__ import annotations

import random

_SYMBOLS = {"+": ("+",), "-": ("-",), "×": ("×", "*", "x"), "÷": ("÷", "/")}
_SPOKEN = {"+": ("plus",), "-": ("minus",), "×": ("times", "multiplied by"), "÷": ("divided by",)}

#: Around "17 + 25", "17+25" or "17 plus 25".
_WRAPPERS = (
    "What is {e}?",
    "What is {e}?",
    "What's {e}?",
    "How much is {e}?",
    "Calculate {e}.",
    "Compute {e}.",
    "Work out {e}.",
    "Solve {e}.",
    "Can you calculate {e}?",
    "Can you tell me what {e} is?",
    "What does {e} equal?",
    "What does {e} make?",
    "What is the result of {e}?",
    "What is the answer to {e}?",
    "Tell me what {e} is.",
    "Do you know what {e} is?",
    "Find {e}.",
    "Please calculate {e}.",
    "I need to know what {e} is.",
    "{e} equals?",
    "{e} is?",
)

#: Formulas as on a calculator.
_BARE = ("{e}", "{e}", "{e}=", "{e}?", "{e} =", "{e} = ?", "{e}=?")

_COMMANDS = {
    "+": (
        "Add {a} and {b}.",
        "Add {a} to {b}.",
        "Add {a} + {b}.",
        "Add up {a} and {b}.",
        "Add the numbers {a} and {b}.",
        "What is the sum of {a} and {b}?",
        "Sum of {a} and {b}",
        "Find the sum of {a} and {b}.",
        "Calculate the sum of {a} and {b}.",
        "What do {a} and {b} make together?",
        "What do you get if you add {a} and {b}?",
        "What is {a} and {b} added together?",
    ),
    "-": (
        "Subtract {b} from {a}.",
        "Take {b} from {a}.",
        "Take {b} away from {a}.",
        "What is {a} take away {b}?",
        "What is {b} less than {a}?",
        "What is {a} less {b}?",
        "What is left if you take {b} from {a}?",
        "What do you get if you subtract {b} from {a}?",
        "Calculate {a} take away {b}.",
        "{a} take away {b}",
    ),
    "×": (
        "Multiply {a} by {b}.",
        "Multiply {a} and {b}.",
        "Multiply {a} with {b}.",
        "What is the product of {a} and {b}?",
        "Product of {a} and {b}",
        "Find the product of {a} and {b}.",
        "Calculate the product of {a} and {b}.",
        "What do you get if you multiply {a} by {b}?",
    ),
    "÷": (
        "Divide {a} by {b}.",
        "Divide {a} into {b} equal parts.",
        "What is the quotient of {a} and {b}?",
        "How often does {b} go into {a}?",
        "How many times does {b} go into {a}?",
        "What do you get if you divide {a} by {b}?",
        "Can you divide {a} by {b}?",
    ),
}

#: Only where the first number is not the smaller one, so that the sign is in no doubt.
_DIFFERENCES = (
    "What is the difference between {a} and {b}?",
    "What is the difference of {a} and {b}?",
    "Find the difference between {a} and {b}.",
    "Difference between {a} and {b}",
)


def _expression(rng: random.Random, sign: str, a: int, b: int) -> str:
    if rng.random() < 0.25:
        return f"{a} {rng.choice(_SPOKEN[sign])} {b}"
    gap = " " if rng.random() < 0.7 else ""
    return f"{a}{gap}{rng.choice(_SYMBOLS[sign])}{gap}{b}"


def wording(rng: random.Random, sign: str, a: int, b: int) -> str:
    """A question for `a sign b`, the sign being one of + - × ÷."""
    way = rng.random()
    if way < 0.25:
        return rng.choice(_BARE).format(e=_expression(rng, sign, a, b))
    if way < 0.7:
        return rng.choice(_WRAPPERS).format(e=_expression(rng, sign, a, b))
    commands = _COMMANDS[sign]
    if sign == "-" and a >= b:
        commands += _DIFFERENCES
    return rng.choice(commands).format(a=a, b=b)


def remainder_wording(rng: random.Random, a: int, b: int) -> str:
    """A question for the quotient of a and b that speaks of its remainder."""
    return rng.choice(
        (
            f"What is {a} divided by {b} with remainder?",
            f"Divide {a} by {b} with remainder.",
            f"What is the remainder of {a} divided by {b}?",
            f"What remains if you divide {a} by {b}?",
            f"{a} / {b} with remainder",
            f"{a} ÷ {b} with remainder",
            f"Calculate {a} ÷ {b} with remainder.",
        )
    )


def sum_wording(rng: random.Random, numbers: tuple[int, ...]) -> str:
    """A question for the sum of three numbers."""
    a, b, c = numbers
    gap = " " if rng.random() < 0.7 else ""
    formula = f"{gap}+{gap}".join(map(str, numbers))
    way = rng.random()
    if way < 0.3:
        return rng.choice(_BARE).format(e=formula)
    if way < 0.75:
        return rng.choice(_WRAPPERS).format(e=formula)
    return rng.choice(
        (
            f"Add {a}, {b} and {c}.",
            f"Add up {a}, {b} and {c}.",
            f"What is the sum of {a}, {b} and {c}?",
            f"Sum of {a}, {b} and {c}",
            f"What is {a} plus {b} plus {c}?",
            f"What do {a}, {b} and {c} make together?",
        )
    )
