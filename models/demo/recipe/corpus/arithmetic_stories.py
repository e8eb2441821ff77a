"""Word problems of one step: a few small stories with small whole numbers."""

from __future__ import annotations

import random

from .problem import Problem

_NAMES = ("Anna", "Ben", "Clara", "David", "Emma", "Felix", "Lena", "Max", "Mia", "Paul", "Sara", "Tom")
_THINGS = ("apple", "ball", "book", "card", "coin", "cookie", "egg", "flower", "pen", "shell", "stone", "toy")
_GAINS = ("buys", "finds", "gets")
_LOSSES = ("gives away", "loses", "sells")


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _gain(rng: random.Random) -> Problem:
    a, b = rng.randint(2, 30), rng.randint(2, 20)
    name, thing, verb = rng.choice(_NAMES), rng.choice(_THINGS), rng.choice(_GAINS)
    ask = rng.choice(("does {n} have", "does {n} have now", "does {n} have in total"))
    return Problem(
        task="word-problem",
        operands=("gain", a, b),
        question=f"{name} has {a} {thing}s and {verb} {b} more. How many {thing}s {ask.format(n=name)}?",
        answer=f"{name} has {a} + {b} = {a + b} {thing}s.",
        steps=(f"{name} starts with {a} and {verb} {b} more, so I add.", f"{a} + {b} = {a + b}"),
        names_first=True,
    )


def _loss(rng: random.Random) -> Problem:
    a = rng.randint(3, 40)
    b = rng.randint(2, a - 1)
    name, thing, verb = rng.choice(_NAMES), rng.choice(_THINGS), rng.choice(_LOSSES)
    ask = rng.choice(("does {n} have left", "does {n} have now", "does {n} still have"))
    return Problem(
        task="word-problem",
        operands=("loss", a, b),
        question=f"{name} has {a} {thing}s and {verb} {b}. How many {thing}s {ask.format(n=name)}?",
        answer=f"{name} has {a} - {b} = {_count(a - b, thing)}.",
        steps=(f"{name} starts with {a} and {verb} {b}, so I subtract.", f"{a} - {b} = {a - b}"),
        names_first=True,
    )


def _age(rng: random.Random) -> Problem:
    a, b = rng.randint(3, 60), rng.randint(2, 20)
    name = rng.choice(_NAMES)
    return Problem(
        task="word-problem",
        operands=("age", a, b),
        question=f"{name} is {a} years old. How old will {name} be in {b} years?",
        answer=f"{name} will be {a} + {b} = {a + b} years old.",
        steps=(f"{b} years are added to the age of {a}.", f"{a} + {b} = {a + b}"),
        names_first=True,
    )


def _bus(rng: random.Random) -> Problem:
    a = rng.randint(5, 50)
    b = rng.randint(2, a - 2)
    return Problem(
        task="word-problem",
        operands=("bus", a, b),
        question=f"There are {a} people on a bus. {b} of them get off. How many people are left on the bus?",
        answer=f"There are {a} - {b} = {a - b} people left on the bus.",
        steps=(f"{b} people leave, so I subtract.", f"{a} - {b} = {a - b}"),
    )


def _colours(rng: random.Random) -> Problem:
    a, b = rng.randint(2, 30), rng.randint(2, 30)
    thing = rng.choice(_THINGS)
    return Problem(
        task="word-problem",
        operands=("colours", a, b),
        question=f"A bag holds {a} red {thing}s and {b} blue {thing}s. How many {thing}s are in the bag?",
        answer=f"There are {a} + {b} = {a + b} {thing}s in the bag.",
        steps=(f"{a} red ones and {b} blue ones, so I add.", f"{a} + {b} = {a + b}"),
    )


def _price(rng: random.Random) -> Problem:
    a, b = rng.randint(2, 12), rng.randint(2, 12)
    thing, money = rng.choice(_THINGS), rng.choice(("euros", "dollars"))
    return Problem(
        task="word-problem",
        operands=("price", a, b),
        question=f"One {thing} costs {b} {money}. How much do {a} {thing}s cost?",
        answer=f"{a} {thing}s cost {a} × {b} = {a * b} {money}.",
        steps=(f"{a} times {b} {money}, so I multiply.", f"{a} × {b} = {a * b}"),
    )


def _boxes(rng: random.Random) -> Problem:
    a, b = rng.randint(2, 12), rng.randint(2, 12)
    thing = rng.choice(_THINGS)
    return Problem(
        task="word-problem",
        operands=("boxes", a, b),
        question=f"There are {b} {thing}s in each box. How many {thing}s are in {a} boxes?",
        answer=f"There are {a} × {b} = {a * b} {thing}s in {a} boxes.",
        steps=(f"{a} boxes with {b} each, so I multiply.", f"{a} × {b} = {a * b}"),
    )


def _share(rng: random.Random) -> Problem:
    b, each = rng.randint(2, 10), rng.randint(1, 12)
    a, thing = b * each, rng.choice(_THINGS)
    return Problem(
        task="word-problem",
        operands=("share", a, b),
        question=f"{b} children share {a} {thing}s equally. How many {thing}s does each child get?",
        answer=f"Each child gets {a} ÷ {b} = {_count(each, thing)}.",
        steps=(f"{a} {thing}s for {b} children, so I divide.", f"{b} × {each} = {a}"),
    )


_STORIES = (_gain, _gain, _loss, _loss, _age, _bus, _colours, _price, _boxes, _share)


def story(rng: random.Random) -> Problem:
    """A word problem; its operands name the kind of story, not who is in it."""
    return rng.choice(_STORIES)(rng)
