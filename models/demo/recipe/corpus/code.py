"""Short programs in Python and C++, and what one line of code does.

Ends at programs of about ten lines with the standard library, one program per task and language. A request
without a language means Python.
"""

from __future__ import annotations

import random
from string import Template
from typing import NamedTuple

from .code_data_cpp import CPP_LINES, CPP_SNIPPETS
from .code_data_python import PYTHON_LINES, PYTHON_SNIPPETS
from .code_snippet import Snippet
from .conversation import Conversation, Turn
from .phrasing import casual, normalised

_DOMAIN = "code"


class Language(NamedTuple):
    """A language: its name, how people also type it, its fence, its programs and its explained lines."""

    name: str
    spellings: tuple[str, ...]
    fence: str
    snippets: tuple[Snippet, ...]
    lines: tuple[tuple[str, str], ...]


_PYTHON = Language(
    "Python", ("Python", "Python", "Python", "python"), "python", PYTHON_SNIPPETS, PYTHON_LINES
)
_CPP = Language("C++", ("C++", "C++", "C++", "c++", "cpp"), "cpp", CPP_SNIPPETS, CPP_LINES)

#: {what} is "code" or "function", {a_what} the same with its article, {do} and {does} the wish.
_ASKS = (
    "Write {a_what} that {does}.",
    "Write {a_what} to {do}.",
    "Show me {a_what} that {does}.",
    "Show me how to {do} in {lang}.",
    "How do I {do} in {lang}?",
    "How can I {do} in {lang}?",
    "How to {do} in {lang}?",
    "How do you {do} in {lang}?",
    "In {lang}, how do I {do}?",
    "{lang} {what} to {do}.",
    "{lang} {what} that {does}.",
    "Give me {a_what} that {does}.",
    "Give me {a_short_what} to {do}.",
    "I need {a_what} that {does}.",
    "Can you write {a_what} that {does}?",
    "Can you show me {a_what} to {do}?",
    "I want to {do} in {lang}.",
    "{lang}: {do}.",
    "{do} in {lang}.",
    "Please {do} in {lang}.",
    "Write {what_alone} in {lang} that {does}.",
    "Write {what_alone} to {do} in {lang}.",
)
_TOPIC_ASKS = (
    "{topic} in {lang}.",
    "{lang} {bare_topic}.",
    "Show me {topic} in {lang}.",
    "Write {topic} in {lang}.",
    "Give me {topic} in {lang}.",
    "An example of {topic} in {lang}.",
    "Show me an example of {topic} in {lang}.",
    "Give me an example of {topic} in {lang}.",
    "What does {topic} look like in {lang}?",
    "I need {topic} in {lang}.",
    "Can you show me {topic} in {lang}?",
)
_NO_LANGUAGE = (
    "Write {what_alone} that {does}.",
    "Write {what_alone} to {do}.",
    "Show me {what_alone} that {does}.",
    "Give me {what_alone} to {do}.",
)
_NAMED = (
    "Write {a_what} named {name} that {does}.",
    "Write {a_what} called {name} that {does}.",
    "Write {a_what} `{name}` that {does}.",
    "Write {a_what} named `{name}` that {does}.",
    "Write {a_what} {name} to {do}.",
    "Show me {a_what} called {name} that {does}.",
    "Give me {a_what} named {name} that {does}.",
    "I need {a_what} named {name} to {do}.",
    "Can you write {a_what} called {name} that {does}?",
    "{lang} function {name} that {does}.",
)
_LINE_ASKS = (
    "What does `{line}` do in {lang}?",
    "What does {line} do in {lang}?",
    "What does the {lang} line `{line}` do?",
    "What does this {lang} code do: {line}",
    "Explain `{line}` in {lang}.",
    "Explain this {lang} line: {line}",
    "What is `{line}` in {lang}?",
    "In {lang}, what does `{line}` mean?",
    "Can you explain `{line}` in {lang}?",
    "Tell me what `{line}` does in {lang}.",
    "What is the meaning of `{line}` in {lang}?",
    "I do not understand `{line}` in {lang}.",
)

_NAME_VERBS = ("get", "make", "do", "run", "find", "check", "compute", "my", "test", "calc", "show", "try")
_NAME_NOUNS = (
    "it",
    "value",
    "result",
    "number",
    "data",
    "answer",
    "thing",
    "step",
    "part",
    "one",
    "score",
    "sum",
)
_NAME_WORDS = (
    "total", "helper", "solve", "compute", "process", "work", "calc", "apply", "combine", "handle", "foo",
    "start", "demo", "magic", "tool", "plan", "action", "task", "convert", "evaluate", "update", "inspect",
)  # fmt: skip
_WORDS = (
    "apple", "sun", "moon", "river", "tree", "cat", "dog", "house", "star", "cloud", "music", "garden",
    "coffee", "winter", "summer", "yes", "no", "welcome", "goodbye", "thanks", "peace", "Octant", "ocean",
    "robot", "banana", "green", "blue", "friend", "dream", "light",
)  # fmt: skip
_TYPES = (
    "Cat", "Car", "Book", "Person", "User", "House", "Tree", "Player", "Robot", "City", "Animal", "Student",
    "Team", "Song", "Ship", "Task", "Item", "Node", "Bird", "Shop", "Pixel", "Color", "Game", "Lamp",
)  # fmt: skip


#: What follows these verbs can stand alone.
_TOPIC_VERBS = ("use", "define", "create")


def third_person(wish: str) -> str:
    """Turns "add two numbers" into "adds two numbers"."""
    verb, _, rest = wish.partition(" ")
    if verb.endswith(("s", "sh", "ch", "x", "o")):
        verb += "es"
    elif verb.endswith("y") and verb[-2] not in "aeiou":
        verb = verb[:-1] + "ies"
    else:
        verb += "s"
    return f"{verb} {rest}"


def topics(snippet: Snippet) -> tuple[str, ...]:
    """Nouns that ask for this program: a function's own name, "a lambda" from "use a lambda"."""
    if snippet.name:
        return (snippet.name,)
    parts = (wish.partition(" ") for wish in snippet.wants)
    return tuple(rest for verb, _, rest in parts if verb in _TOPIC_VERBS or rest == "hello world")


def answer(language: Language, snippet: Snippet, slots: dict[str, str]) -> str:
    """A sentence and the fenced program."""
    kind = "function" if snippet.name else "code"
    does = Template(third_person(snippet.wants[0])).substitute(slots)
    code = Template(snippet.code).substitute({"name": snippet.name, **slots})
    return f"This {kind} {does}:\n\n```{language.fence}\n{code}\n```"


def _function_name(rng: random.Random) -> str:
    if rng.random() < 0.4:
        return rng.choice(_NAME_WORDS)
    return f"{rng.choice(_NAME_VERBS)}_{rng.choice(_NAME_NOUNS)}"


def _slots(rng: random.Random, snippet: Snippet) -> dict[str, str]:
    """Values for what the wish of this snippet leaves open."""
    pools = {
        "n": str(rng.randint(2, 40) if rng.random() < 0.8 else rng.choice((50, 60, 75, 99, 100))),
        "word": rng.choice(_WORDS),
        "type": rng.choice(_TYPES),
    }
    return {name: value for name, value in pools.items() if f"${name}" in snippet.wants[0]}


def _forms(language: str, snippet: Snippet, wish: str) -> dict[str, str]:
    """The parts from which the requests are put together."""
    if snippet.name:
        what, a_what, short = "function", f"a {language} function", f"a short {language} function"
        alone = "a function"
    else:
        what, a_what, short = "code", f"{language} code", f"short {language} code"
        alone = "code"
    return {
        "lang": language,
        "what": what,
        "a_what": a_what,
        "a_short_what": short,
        "what_alone": alone,
        "do": wish,
        "does": third_person(wish),
    }


def _why(language: Language, snippet: Snippet, slots: dict[str, str]) -> str:
    wish = Template(snippet.wants[0]).substitute(slots)
    lines = [f"The user wants {language.name}: {wish}.", snippet.idea]
    if "name" in slots:
        lines.insert(1, f"The function is called {slots['name']}.")
    return "\n".join(lines)


def _program(rng: random.Random, language: Language, snippet: Snippet) -> Conversation:
    slots = _slots(rng, snippet)
    if snippet.name and rng.random() < 0.4:
        slots["name"] = _function_name(rng)
    wish = Template(rng.choice(snippet.wants)).substitute(slots)
    nouns = topics(snippet)
    forms = _forms(rng.choice(language.spellings), snippet, wish)
    if "name" in slots:
        ask = rng.choice(_NAMED).format(**forms, name=slots["name"])
    elif language is _PYTHON and rng.random() < 0.12:
        ask = rng.choice(_NO_LANGUAGE).format(**forms)
    elif nouns and rng.random() < 0.2:
        topic = Template(rng.choice(nouns)).substitute(slots)
        bare_topic = topic.removeprefix("a ").removeprefix("an ")
        ask = rng.choice(_TOPIC_ASKS).format(**forms, topic=topic, bare_topic=bare_topic)
    else:
        ask = rng.choice(_ASKS).format(**forms)
    ask = ask[:1].upper() + ask[1:]
    task = f"{language.fence} {'named' if 'name' in slots else 'slotted' if slots else 'known'}"
    key = f"{language.fence} {snippet.wants[0]} {' '.join(slots.values())}" if slots else normalised(ask)
    turn = Turn(casual(rng, ask), answer(language, snippet, slots), _why(language, snippet, slots))
    return Conversation(_DOMAIN, task, f"code {key}", (turn,))


def _line(rng: random.Random, language: Language) -> Conversation:
    line, meaning = rng.choice(language.lines)
    ask = rng.choice(_LINE_ASKS).format(line=line, lang=language.name)
    why = f"The user asks about a line of {language.name}.\nI know this line."
    # A closing word after the bare line would read as part of it.
    typed = ask if ask.endswith(line) else casual(rng, ask)
    return Conversation(
        _DOMAIN, f"{language.fence} line", f"code {normalised(ask)}", (Turn(typed, meaning, why),)
    )


def draw(rng: random.Random) -> Conversation:
    """One random request for code."""
    language = rng.choice((_PYTHON, _CPP))
    if rng.random() < 0.12:
        return _line(rng, language)
    return _program(rng, language, rng.choice(language.snippets))
