"""Written arithmetic for whole numbers: the lines that a pupil writes, one easy step in each.

Every function returns lines of text; addition and subtraction go column by column from the ones.
"""

from __future__ import annotations

Steps = tuple[str, ...]


def _columns(a: int, b: int) -> list[tuple[int, int]]:
    """The digits of both numbers, ones first, the shorter number filled up with zeros."""
    width = max(len(str(a)), len(str(b)))
    return [(int(x), int(y)) for x, y in zip(str(a).zfill(width)[::-1], str(b).zfill(width)[::-1])]


def _addition_columns(a: int, b: int) -> Steps:
    lines = []
    carry = 0
    columns = _columns(a, b)
    for place, (x, y) in enumerate(columns):
        total = x + y + carry
        line = f"{x} + {y} + 1 = {total}" if carry else f"{x} + {y} = {total}"
        carry = total // 10
        if carry and place + 1 < len(columns):
            line += f", write {total % 10}, carry 1"
        lines.append(line)
    return tuple(lines)


def _subtraction_columns(a: int, b: int) -> Steps:
    """For a >= b."""
    lines = []
    borrow = 0
    for x, y in _columns(a, b):
        left = x - y - borrow
        top = x + 10 if left < 0 else x
        line = f"{top} - {y} - 1 = {top - y - 1}" if borrow else f"{top} - {y} = {top - y}"
        borrow = int(left < 0)
        lines.append(line + ", borrow 1" if borrow else line)
    return tuple(lines)


def addition(a: int, b: int) -> Steps:
    """Column by column; a sum of single digits is one step."""
    if max(a, b) < 10:
        return _addition_columns(a, b)
    return f"{a} + {b}", *_addition_columns(a, b), f"That gives {a + b}."


def subtraction(a: int, b: int) -> Steps:
    """Column by column; a negative difference is found by swapping the numbers."""
    if 10 > a >= b:
        return _subtraction_columns(a, b)
    if a >= b:
        return f"{a} - {b}", *_subtraction_columns(a, b), f"That gives {a - b}."
    swap = f"{a} - {b}: {a} is less than {b}, so swap: {b} - {a}"
    return swap, *_subtraction_columns(b, a), f"With the minus sign that gives {a - b}."


def split(number: int) -> tuple[int, int]:
    """A number as its round part and its ones: 36 is 30 and 6."""
    return number - number % 10, number % 10


def partial_products(a: int, b: int) -> list[int]:
    """What the parts of both numbers give, tens first, without those that are zero: at most four."""
    return [x * y for x in split(a) for y in split(b) if x * y]


def multiplication(a: int, b: int) -> Steps:
    """From the tables, or part by part: tens and ones of one number times tens and ones of the other."""
    if max(a, b) <= 12:
        return (f"{a} × {b} is in the tables: {a * b}.",)
    if min(a, b) < 2:
        return (f"{min(a, b)} times a number is {'the number itself' if min(a, b) else '0'}: {a * b}.",)
    lines = [f"{x} × {y} = {x * y}" for x in split(a) for y in split(b) if x * y]
    parts = partial_products(a, b)
    if len(parts) == 4:
        sums = (parts[0] + parts[1], parts[2] + parts[3])
        lines += [f"{parts[0]} + {parts[1]} = {sums[0]}", f"{parts[2]} + {parts[3]} = {sums[1]}"]
        parts = list(sums)
    if len(parts) == 2:
        lines.append(f"{parts[0]} + {parts[1]} = {a * b}")
    return tuple(lines)


def division(a: int, b: int) -> Steps:
    """Finds the quotient by multiplying back; what is left is the remainder."""
    if b == 0:
        return (f"No number times 0 gives {a}." if a else "Any number times 0 gives 0.",)
    quotient, remainder = divmod(a, b)
    product = quotient * b
    if quotient <= 12 and not remainder:
        return f"{b} × {quotient} = {product}", f"That gives {quotient}."
    if quotient <= 12:
        return f"{b} × {quotient} = {product}", f"{a} - {product} = {remainder}, less than {b}"
    tens, ones = split(quotient)
    lines = (f"{b} × {tens} = {b * tens}, {a} - {b * tens} = {a - b * tens}",)
    if ones:
        lines += (f"{b} × {ones} = {b * ones}", f"{tens} + {ones} = {quotient}")
    if remainder:
        lines += (f"{a} - {product} = {remainder}, less than {b}",)
    elif not ones:
        lines += (f"That gives {quotient}.",)
    return lines


def comparison(a: int, b: int) -> Steps:
    """The number with more digits is bigger; otherwise the first digits that differ decide."""
    if a == b:
        return (f"{a} and {b} have the same digits.",)
    first, second = str(a), str(b)
    if len(first) != len(second):
        return f"{a} has {_digits(first)}, {b} has {_digits(second)}.", "More digits are bigger."
    x, y = next(pair for pair in zip(first, second) if pair[0] != pair[1])
    return (
        f"Both have {_digits(first)}, the first that differ are {x} and {y}.",
        f"{max(x, y)} is bigger than {min(x, y)}.",
    )


def _digits(number: str) -> str:
    return "1 digit" if len(number) == 1 else f"{len(number)} digits"


def half(number: int) -> Steps:
    """Half of an even number, by halves of its tens and ones."""
    tens, ones = split(number)
    if not tens or not ones:
        return (f"{number // 2} + {number // 2} = {number}",)
    return (
        f"Half of {tens} is {tens // 2}",
        f"Half of {ones} is {ones // 2}",
        f"{tens // 2} + {ones // 2} = {number // 2}",
    )
