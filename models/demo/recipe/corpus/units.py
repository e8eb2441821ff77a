"""Conversions between units by integer factors, both ways, and Celsius to Fahrenheit in steps of five.

The answer works the product or quotient out unless the factor is a power of ten. Back-conversions come out
without a rest. One unit of a kind ("How many minutes are in an hour?") is remembered rather than
computed, so it is split by wording; every other conversion by its number.
"""

from __future__ import annotations

import random

from .arithmetic import product, quotient
from .conversation import Conversation
from .problem import Problem
from .units_data import CONVERSIONS, Conversion, Unit

_POWERS_OF_TEN = (10, 100, 1000)


def _word(rng: random.Random, unit: Unit, plural: bool = True) -> str:
    """The unit as someone types it, mostly as it is answered."""
    name = unit.plural if plural else unit.name
    if not unit.typed or rng.random() < 0.65:
        return name
    typed = rng.choice(unit.typed)
    return typed if plural else typed.removesuffix("s") or typed


def _question(rng: random.Random, count: int, source: Unit, target: Unit) -> str:
    """A question for `count` of the source unit in the target unit."""
    into = _word(rng, target)
    amount = f"{count} {_word(rng, source, plural=count != 1)}"
    if count == 1 and rng.random() < 0.4:
        amount = _article(source)
    are = _are(count)
    if rng.random() < 0.15:
        short = f"{amount} {rng.choice(('in', 'to'))} {into}"
        return short + rng.choice(("", "", "?"))
    return rng.choice(
        (
            f"How many {into} are in {amount}?",
            f"How many {into} are {amount}?",
            f"How many {into} are there in {amount}?",
            f"How many {into} is {amount}?" if count == 1 else f"How many {into} do {amount} make?",
            f"How many {into} in {amount}?",
            f"Convert {amount} to {into}.",
            f"Convert {amount} into {into}.",
            f"What is {amount} in {into}?",
            f"What {are} {amount} in {into}?",
            f"How much {are} {amount} in {into}?",
            f"Express {amount} in {into}.",
            f"Change {amount} to {into}.",
            f"Can you convert {amount} to {into}?",
        )
    )


def _article(unit: Unit) -> str:
    """One of the unit in words: "an hour", "a kilometer"."""
    name = unit.typed[0].removesuffix("s") if unit.name == unit.plural and unit.typed else unit.name
    return f"{'an' if name in ('hour', 'inch') else 'a'} {name}"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _to_small(rng: random.Random, conversion: Conversion, count: int) -> Problem:
    big, small, factor = conversion.big, conversion.small, conversion.factor
    shown = product(count, factor) if count > 1 and factor not in _POWERS_OF_TEN else count * factor
    return Problem(
        task=conversion.task if count > 1 else "one-unit",
        operands=(big.name, small.name, count),
        question=_question(rng, count, big, small),
        answer=f"{big.of(count)} {_are(count)} {shown} {small.plural}.",
        steps=(f"1 {big.name} is {small.of(factor)}.",)
        + ((f"{count} × {factor} = {count * factor}",) if count > 1 else ()),
        by_heart=count == 1,
    )


def _worked_quotient(amount: int, factor: int) -> str:
    """amount ÷ factor, which comes out even, without a zero that both end in."""
    if factor % 10:
        return quotient(amount, factor)
    return f"{amount} ÷ {factor} = {quotient(amount // 10, factor // 10)}"


def _to_big(rng: random.Random, conversion: Conversion, count: int) -> Problem:
    big, small, factor = conversion.big, conversion.small, conversion.factor
    amount = count * factor
    shown = _worked_quotient(amount, factor) if count > 1 and factor not in _POWERS_OF_TEN else count
    return Problem(
        task=f"{conversion.task}-back" if count > 1 else "one-unit",
        operands=(small.name, big.name, amount),
        question=_question(rng, amount, small, big),
        answer=f"{small.of(amount)} are {shown} {big.name if count == 1 else big.plural}.",
        steps=(f"1 {big.name} is {small.of(factor)}.", f"{amount} ÷ {factor} = {count}"),
        by_heart=count == 1,
    )


def _conversion(rng: random.Random) -> Problem:
    conversion = rng.choice(CONVERSIONS)
    limit = min(conversion.most, 12) if rng.random() < 0.4 else conversion.most
    count = 1 if rng.random() < 0.12 else rng.randint(2, limit)
    way = _to_small if rng.random() < 0.65 else _to_big
    return way(rng, conversion, count)


def _degrees_question(rng: random.Random, degrees: int, source: str, target: str) -> str:
    written = rng.choice((" °{0}", "°{0}", " {0}", " {1}", " degrees {1}"))
    amount = f"{degrees}{written.format(source[0], source)}"
    into = rng.choice((target, target, f"°{target[0]}", f"degrees {target}"))
    return rng.choice(
        (
            f"What is {amount} in {into}?",
            f"How much is {amount} in {into}?",
            f"Convert {amount} to {into}.",
            f"How many degrees {target} are {amount}?",
            f"{amount} in {into}",
            f"{amount} to {into}",
        )
    )


def _temperature(rng: random.Random) -> Problem:
    celsius = 5 * rng.randint(-4, 20)
    fifth = celsius // 5
    above = fifth * 9
    fahrenheit = above + 32
    if celsius < 0 or rng.random() < 0.6:
        return Problem(
            task="temperature",
            operands=("C", celsius),
            question=_degrees_question(rng, celsius, "Celsius", "Fahrenheit"),
            answer=f"{celsius} °C is {celsius} ÷ 5 × 9 + 32 = {fifth} × 9 + 32 = {above} + 32"
            f" = {fahrenheit} °F.",
            steps=(f"{celsius} ÷ 5 = {fifth}", f"{fifth} × 9 = {above}", f"{above} + 32 = {fahrenheit}"),
        )
    return Problem(
        task="temperature-back",
        operands=("F", fahrenheit),
        question=_degrees_question(rng, fahrenheit, "Fahrenheit", "Celsius"),
        answer=f"{fahrenheit} °F is ({fahrenheit} - 32) ÷ 9 × 5 = {above} ÷ 9 × 5 = {fifth} × 5"
        f" = {celsius} °C.",
        steps=(f"{fahrenheit} - 32 = {above}", f"{above} ÷ 9 = {fifth}", f"{fifth} × 5 = {celsius}"),
    )


def draw(rng: random.Random) -> Conversation:
    """A conversation of one turn in which an amount is to be expressed in another unit."""
    problem = _temperature(rng) if rng.random() < 0.08 else _conversion(rng)
    return problem.conversation(rng, "units")
