"""Fields and values of the JSON domain: each field has one type and one pool of values."""

from __future__ import annotations

_NAMES = (
    "Ana", "Ben", "Clara", "David", "Emma", "Finn", "Grace", "Hugo", "Iris", "Jack",
    "Kim", "Leo", "Maria", "Nora", "Oscar", "Paul", "Rosa", "Sam", "Tom", "Vera",
)  # fmt: skip
_CITIES = ("Paris", "Lima", "Rome", "Oslo", "Cairo", "Berlin", "Madrid", "Tokyo", "Vienna", "London")
_COUNTRIES = ("France", "Peru", "Italy", "Norway", "Egypt", "Germany", "Spain", "Japan", "Austria", "Canada")
_COLOURS = ("red", "blue", "green", "yellow", "black", "white", "pink", "brown", "orange", "purple")
_ANIMALS = ("dog", "cat", "horse", "rabbit", "parrot", "turtle", "fish", "mouse")
_FRUITS = ("apple", "banana", "cherry", "grape", "pear", "peach", "plum", "lemon", "mango")
_JOBS = ("teacher", "doctor", "baker", "farmer", "pilot", "cook", "painter", "nurse")
_SIZES = ("small", "medium", "large")
_TITLES = ("Home", "Spring", "Night", "River", "Garden", "Stars", "Winter", "Light")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

TEXT_FIELDS = {
    "name": _NAMES,
    "friend": _NAMES,
    "owner": _NAMES,
    "author": _NAMES,
    "city": _CITIES,
    "country": _COUNTRIES,
    "color": _COLOURS,
    "pet": _ANIMALS,
    "animal": _ANIMALS,
    "fruit": _FRUITS,
    "job": _JOBS,
    "size": _SIZES,
    "title": _TITLES,
    "day": _DAYS,
}

#: Whole numbers from the first to the second.
NUMBER_FIELDS = {
    "age": (1, 90),
    "id": (1, 99),
    "price": (1, 99),
    "count": (0, 50),
    "score": (0, 99),
    "level": (1, 20),
    "year": (1990, 2030),
    "pages": (10, 500),
    "x": (0, 30),
    "y": (0, 30),
}

FLAG_FIELDS = ("active", "done", "open", "new", "admin", "public")

#: Words for arrays.
WORDS = _NAMES + _CITIES + _COLOURS + _ANIMALS + _FRUITS + _DAYS
