"""Small JSON objects and arrays: build, read, change, count and repair them.

Ends at flat objects of up to five fields with text, whole numbers, true and false, and at arrays of up to
five items. Answers are compact JSON on one line, or one short sentence.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable

from .conversation import Conversation, Turn
from .json_data import FLAG_FIELDS, NUMBER_FIELDS, TEXT_FIELDS, WORDS
from .phrasing import casual

_DOMAIN = "json"
Value = str | int | bool
Fields = dict[str, Value]

_ALL_FIELDS = (*TEXT_FIELDS, *NUMBER_FIELDS, *FLAG_FIELDS)


def _value(rng: random.Random, field: str) -> Value:
    if field in TEXT_FIELDS:
        return rng.choice(TEXT_FIELDS[field])
    if field in NUMBER_FIELDS:
        return rng.randint(*NUMBER_FIELDS[field])
    return rng.random() < 0.5


def _names(rng: random.Random, n: int) -> list[str]:
    """n fields in random order, often led by the most usual ones."""
    if rng.random() < 0.35:
        first = rng.choice(("name", "id", "title"))
        return [first, *rng.sample([field for field in _ALL_FIELDS if field != first], n - 1)]
    return rng.sample(_ALL_FIELDS, n)


def _object(rng: random.Random, fewest: int = 2, most: int = 4) -> Fields:
    return {field: _value(rng, field) for field in _names(rng, rng.randint(fewest, most))}


def _spoken(value: Value) -> str:
    """The value as a person types it: no quotes."""
    return json.dumps(value) if isinstance(value, bool) else str(value)


def _phrase(parts: list[str]) -> str:
    """Parts with commas and a final "and"."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]


def _verbatim(task: str, content: str, ask: str, answer: str, why: str) -> Conversation:
    """A question that ends in data, where a closing word would read as part of it."""
    return Conversation(_DOMAIN, task, f"json {task} {content}", (Turn(ask, answer, why),))


def _asked(rng: random.Random, task: str, content: str, ask: str, answer: str, why: str) -> Conversation:
    return _verbatim(task, content, casual(rng, ask), answer, why)


_BUILD = (
    "Make a JSON object with {fields}.",
    "Write a JSON object with {fields}.",
    "Create a JSON object with {fields}.",
    "Give me a JSON object with {fields}.",
    "Give me JSON with {fields}.",
    "Build JSON with {fields}.",
    "Write JSON for {fields}.",
    "I need a JSON object with {fields}.",
    "Can you make a JSON object with {fields}?",
    "Turn this into JSON: {fields}.",
    "JSON object with {fields}.",
)


def _build(rng: random.Random) -> Conversation:
    fields = _object(rng)
    glue = rng.choice((" ", " ", ": ", " = "))
    parts = [f"{field}{glue}{_spoken(value)}" for field, value in fields.items()]
    ask = rng.choice(_BUILD).format(fields=_phrase(parts))
    answer = json.dumps(fields)
    why = f"The fields are {_phrase(list(fields))}.\nText gets quotes; numbers, true and false do not."
    return _asked(rng, "build", answer, ask, answer, why)


_LINES = (
    "Convert to JSON:",
    "Convert this to JSON:",
    "Turn these lines into JSON:",
    "Write this as JSON:",
    "Make JSON from these lines:",
    "As JSON, please:",
    "JSON for this:",
)


def _from_lines(rng: random.Random) -> Conversation:
    fields = _object(rng)
    lines = "\n".join(f"{field}: {_spoken(value)}" for field, value in fields.items())
    answer = json.dumps(fields)
    why = f"There are {len(fields)} lines, so {len(fields)} fields.\nThe keys are {_phrase(list(fields))}."
    return _verbatim("from lines", answer, f"{rng.choice(_LINES)}\n{lines}", answer, why)


_ARRAY = (
    "Make a JSON array from {items}.",
    "Make a JSON array with {items}.",
    "Write a JSON array of {items}.",
    "Create a JSON array with {items}.",
    "Give me a JSON list of {items}.",
    "Turn {items} into a JSON array.",
    "Can you make a JSON array of {items}?",
    "Put {items} in a JSON array.",
    "JSON array of {items}.",
)


def _array(rng: random.Random) -> Conversation:
    n = rng.randint(2, 5)
    items: list[Value]
    if rng.random() < 0.3:
        items = [rng.randint(0, 99) for _ in range(n)]
        why = f"There are {n} numbers.\nNumbers get no quotes."
    else:
        items = list(rng.sample(WORDS, n))
        why = f"There are {n} words.\nEach word gets quotes."
    answer = json.dumps(items)
    ask = rng.choice(_ARRAY).format(items=_phrase([str(item) for item in items]))
    return _asked(rng, "array", answer, ask, answer, why)


_READ = (
    'What is the value of "{key}" in {json}?',
    "What is the value of {key} in {json}?",
    "What is {key} in {json}?",
    "What is the {key} in {json}?",
    "Read {key} from {json}.",
    "Get the value of {key} from {json}.",
    "Tell me the {key} in {json}.",
    'Give me the value of "{key}" in {json}.',
    "In {json}, what is {key}?",
    "Look at {json}. What is {key}?",
)


def _read(rng: random.Random) -> Conversation:
    fields = _object(rng)
    key = rng.choice(list(fields))
    text = json.dumps(fields)
    value = json.dumps(fields[key])
    ask = rng.choice(_READ).format(key=key, json=text)
    why = f'I look for the key "{key}".\nAfter it stands {value}.'
    return _asked(rng, "read", f"{key} {text}", ask, f"The value is {value}.", why)


_KEYS = (
    "List the keys of {json}.",
    "List the keys in {json}.",
    "What are the keys of {json}?",
    "Which keys does {json} have?",
    "Give me the keys of {json}.",
    "Show me the keys in {json}.",
    "What fields are in {json}?",
    "Name the fields of {json}.",
    "Keys of {json}.",
)


def _keys(rng: random.Random) -> Conversation:
    fields = _object(rng)
    text = json.dumps(fields)
    why = "The keys stand before the colons.\nI keep their order."
    return _asked(rng, "keys", text, rng.choice(_KEYS).format(json=text), json.dumps(list(fields)), why)


_COUNT = (
    "How many fields does {json} have?",
    "How many keys does {json} have?",
    "How many fields are in {json}?",
    "How many keys are in {json}?",
    "Count the fields of {json}.",
    "Count the keys in {json}.",
    "Tell me the number of fields in {json}.",
    "What is the number of keys in {json}?",
)


def _count(rng: random.Random) -> Conversation:
    fields = _object(rng, fewest=1, most=5)
    n = len(fields)
    text = json.dumps(fields)
    answer = f"It has {n} field{'' if n == 1 else 's'}."
    why = f"The keys are {_phrase(list(fields))}.\nThat makes {n}."
    return _asked(rng, "count", text, rng.choice(_COUNT).format(json=text), answer, why)


_HAS = (
    'Does {json} have the key "{key}"?',
    "Does {json} have the key {key}?",
    "Does {json} have a field {key}?",
    "Is there a key {key} in {json}?",
    "Is {key} a key of {json}?",
    "Does {json} contain the key {key}?",
    "Check if {json} has the key {key}.",
    "Is the field {key} in {json}?",
)


def _has(rng: random.Random) -> Conversation:
    fields = _object(rng)
    key = rng.choice(list(fields) if rng.random() < 0.5 else [f for f in _ALL_FIELDS if f not in fields])
    text = json.dumps(fields)
    answer = f'Yes, it has the key "{key}".' if key in fields else f'No, it has no key "{key}".'
    why = f"The keys are {_phrase(list(fields))}.\n{key} is {'one' if key in fields else 'not one'} of them."
    return _asked(rng, "has key", f"{key} {text}", rng.choice(_HAS).format(key=key, json=text), answer, why)


_ADD = (
    "Add {key} {value} to {json}.",
    "Add the field {key} with value {value} to {json}.",
    "Add the key {key} with the value {value} to {json}.",
    "Add a field {key} = {value} to {json}.",
    "Put {key} {value} into {json}.",
    "Can you add {key} {value} to {json}?",
    "Add {key}: {value} to {json}.",
    "Extend {json} with {key} {value}.",
)


def _add(rng: random.Random) -> Conversation:
    fields = _object(rng, fewest=1, most=3)
    key = rng.choice([field for field in _ALL_FIELDS if field not in fields])
    value = _value(rng, key)
    text = json.dumps(fields)
    ask = rng.choice(_ADD).format(key=key, value=_spoken(value), json=text)
    why = f'I copy the object.\nThe new field "{key}" with {json.dumps(value)} goes to the end.'
    return _asked(rng, "add", f"{key} {value} {text}", ask, json.dumps({**fields, key: value}), why)


_CHANGE = (
    "Change {key} to {value} in {json}.",
    "Set {key} to {value} in {json}.",
    "Change the value of {key} to {value} in {json}.",
    "In {json}, change {key} to {value}.",
    "In {json}, set {key} to {value}.",
    "Update {key} to {value} in {json}.",
    "Can you change {key} to {value} in {json}?",
    "Replace the value of {key} by {value} in {json}.",
)


def _change(rng: random.Random) -> Conversation:
    fields = _object(rng)
    key = rng.choice(list(fields))
    old = fields[key]
    value = not old if isinstance(old, bool) else _value(rng, key)
    text = json.dumps(fields)
    ask = rng.choice(_CHANGE).format(key=key, value=_spoken(value), json=text)
    why = f'The key "{key}" has {json.dumps(old)}.\nI write {json.dumps(value)} there and keep the rest.'
    return _asked(rng, "change", f"{key} {value} {text}", ask, json.dumps({**fields, key: value}), why)


_REMOVE = (
    "Remove {key} from {json}.",
    "Delete {key} from {json}.",
    "Remove the field {key} from {json}.",
    "Remove the key {key} from {json}.",
    "Take {key} out of {json}.",
    "Drop the field {key} from {json}.",
    "Can you remove {key} from {json}?",
    "Write {json} without {key}.",
)


def _remove(rng: random.Random) -> Conversation:
    fields = _object(rng)
    key = rng.choice(list(fields))
    text = json.dumps(fields)
    left = {field: value for field, value in fields.items() if field != key}
    ask = rng.choice(_REMOVE).format(key=key, json=text)
    why = f'I leave out "{key}".\nWhat stays: {_phrase(list(left))}.'
    return _asked(rng, "remove", f"{key} {text}", ask, json.dumps(left), why)


_FIX = (
    "Fix this JSON: {json}",
    "Correct this JSON: {json}",
    "Repair this JSON: {json}",
    "This JSON is broken: {json}",
    "Make this valid JSON: {json}",
    "Can you fix this JSON? {json}",
    "What is the right form of this JSON? {json}",
    "Please repair this: {json}",
)

#: How a sound object is broken, and what is wrong with it then.
_FAULTS: tuple[tuple[Callable[[str], str], str], ...] = (
    (lambda text: text[:-1], "The closing brace is missing."),
    (lambda text: text[1:], "The opening brace is missing."),
    (lambda text: text[:-1] + ",}", "There is a comma before the closing brace."),
    (lambda text: text.replace('"', "'"), "JSON needs double quotes."),
    (lambda text: text.replace('": ', '" = '), "A colon stands between key and value."),
    (lambda text: text.replace(", ", " "), "Commas are missing between the fields."),
)


def _fix(rng: random.Random) -> Conversation:
    fields = _object(rng, most=3)
    text = json.dumps(fields)
    break_it, fault = rng.choice(_FAULTS)
    broken = break_it(text)
    return _verbatim("fix", broken, rng.choice(_FIX).format(json=broken), text, f"{fault}\nI keep all else.")


_TASKS = {
    _build: 22,
    _from_lines: 10,
    _array: 12,
    _read: 14,
    _keys: 7,
    _count: 6,
    _has: 6,
    _add: 8,
    _change: 8,
    _remove: 7,
    _fix: 8,
}


def draw(rng: random.Random) -> Conversation:
    """One random JSON task."""
    return rng.choices(tuple(_TASKS), weights=tuple(_TASKS.values()))[0](rng)
