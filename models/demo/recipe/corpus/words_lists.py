"""Tasks on lists of words: sort, reverse, count, pick, search, change, join, and words of a sentence."""

from __future__ import annotations

import random

from .problem import Problem
from .word_list import THEMES, WORDS

Words = tuple[str, ...]

_ORDINALS = ("first", "second", "third")
_ADJECTIVES = ("big", "cold", "green", "happy", "little", "new", "old", "quiet", "red", "warm")
_VERBS = ("falls", "helps", "moves", "shines", "stands", "waits")
_ENDINGS = ("", "here", "again", "in the {n}", "near the {n}", "under the {a} {n}")


def _pick(rng: random.Random, size: int) -> Words:
    """Different words, of one theme in half of the draws."""
    source = rng.choice(tuple(THEMES.values())) if rng.random() < 0.5 else WORDS
    return tuple(rng.sample(source, size))


def _size(rng: random.Random, longest: int = 6) -> int:
    """Mostly three or four."""
    return min(longest, rng.choices((3, 4, 5, 6), (45, 35, 12, 8))[0])


def _listed(words: Words | list[str]) -> str:
    return ", ".join(words)


def _typed_list(rng: random.Random, words: Words) -> str:
    """The list as someone types it: with commas, sometimes with "and" or only with spaces."""
    way = rng.random()
    if way < 0.8:
        return _listed(words)
    return f"{_listed(words[:-1])} and {words[-1]}" if way < 0.92 else " ".join(words)


def sort_words(rng: random.Random) -> Problem:
    """Words to be put in order; two thirds of the lists are sure to have different first letters."""
    words = _pick(rng, _size(rng))
    if rng.random() < 0.67:
        while len({word[0] for word in words}) < len(words):
            words = _pick(rng, len(words))
    items = _typed_list(rng, words)
    question = rng.choice(
        (
            f"Sort these words: {items}.",
            f"Sort these words alphabetically: {items}.",
            f"Sort {items} alphabetically.",
            f"Sort the words {items}.",
            f"Sort {items}.",
            f"Sort: {items}",
            f"Put these words in alphabetical order: {items}.",
            f"Put {items} in alphabetical order.",
            f"Alphabetize these words: {items}.",
            f"Order these words alphabetically: {items}.",
            f"Can you sort these words: {items}?",
            f"What is the alphabetical order of {items}?",
        )
    )
    ordered = sorted(words)
    steps = [
        f"First letters: {_listed([word[0] for word in words])}",
        f"In order: {_listed([word[0] for word in ordered])}",
    ]
    ties = [f"{x} before {y}" for x, y in zip(ordered, ordered[1:]) if x[0] == y[0]]
    if ties:
        steps.append(f"Same first letter: {_listed(ties)}")
    return Problem("sort-words", tuple(ordered), question, _listed(ordered), tuple(steps))


def _reverse(rng: random.Random) -> Problem:
    words = _pick(rng, _size(rng))
    items = _typed_list(rng, words)
    question = rng.choice(
        (
            f"Reverse this list: {items}.",
            f"Reverse the list {items}.",
            f"Reverse the order of these words: {items}.",
            f"Reverse the order: {items}.",
            f"Write these words in reverse order: {items}.",
            f"List these words backwards: {items}.",
            f"Put {items} in reverse order.",
            f"Can you reverse this list: {items}?",
        )
    )
    steps = (f"The last word is {words[-1]}, so I start with it and end with {words[0]}.",)
    return Problem("reverse-list", words, question, _listed(words[::-1]), steps)


def _numbered(words: Words | list[str]) -> str:
    return ", ".join(f"{place} {word}" for place, word in enumerate(words, start=1))


def _count(rng: random.Random) -> Problem:
    words = _pick(rng, rng.randint(2, 7))
    items = _listed(words) if rng.random() < 0.6 else " ".join(words)
    question = rng.choice(
        (
            f"How many words are in: {items}?",
            f"How many words are in this list: {items}?",
            f"How many words are there: {items}?",
            f"How many words: {items}?",
            f"Count the words: {items}.",
            f"Count these words: {items}.",
            f"How many items are in this list: {items}?",
        )
    )
    unit = "items" if " items " in question else "words"
    answer = f"There are {len(words)} {unit}."
    return Problem("count-list", words, question, answer, (_numbered(words),))


def _sentence(rng: random.Random) -> Words:
    """A short sentence of three to nine words, in lower case."""
    adjective = rng.choice(("", *_ADJECTIVES))
    ending = rng.choice(_ENDINGS).format(n=rng.choice(WORDS), a=rng.choice(_ADJECTIVES))
    return tuple(f"the {adjective} {rng.choice(WORDS)} {rng.choice(_VERBS)} {ending}".split())


def _count_sentence(rng: random.Random) -> Problem:
    words = _sentence(rng)
    text = " ".join(words)
    quoted = f'"{text[0].upper()}{text[1:]}."' if rng.random() < 0.5 else f'"{text}"'
    question = rng.choice(
        (
            f"How many words are in {quoted}?",
            f"How many words does {quoted} have?",
            f"How many words are in this sentence: {quoted}?",
            f"How many words are in the sentence {quoted}?",
            f"Count the words in {quoted}",
            f"Count the words of this sentence: {quoted}",
        )
    )
    answer = f"There are {len(words)} words."
    return Problem("count-sentence", words, question, answer, (_numbered(words),))


def _place(rng: random.Random) -> Problem:
    """The first, second, third or last word."""
    words = _pick(rng, _size(rng))
    index = rng.choice((0, 0, 1, 2, -1, -1))
    name = "last" if index < 0 else _ORDINALS[index]
    if index == len(words) - 1:
        index, name = -1, "last"
    items = _listed(words)
    question = rng.choice(
        (
            f"What is the {name} word: {items}?",
            f"What is the {name} word in this list: {items}?",
            f"What is the {name} word of {items}?",
            f"Which word is {name}: {items}?",
            f"Which word comes {name}: {items}?",
            f"Tell me the {name} word in {items}.",
            f"Give me the {name} word: {items}.",
        )
    )
    answer = f"The {name} word is {words[index]}."
    return Problem(f"{name}-word", words, question, answer, (_numbered(words),))


def _contains(rng: random.Random) -> Problem:
    words = _pick(rng, _size(rng, longest=5) + 1)
    words, other = words[:-1], words[-1]
    word = rng.choice(words) if rng.random() < 0.5 else other
    items = _listed(words)
    question = rng.choice(
        (
            f"Is {word} in the list {items}?",
            f"Is {word} in this list: {items}?",
            f"Is the word {word} in the list: {items}?",
            f"Does this list contain {word}: {items}?",
            f"Does the list {items} contain {word}?",
            f"Can you find {word} in {items}?",
        )
    )
    if word in words:
        answer = f"Yes, {word} is in the list."
        reason = f"{word} is at place {words.index(word) + 1}."
    else:
        answer = f"No, {word} is not in the list."
        reason = f"None of these words is {word}."
    return Problem("contains", (word, "in", *words), question, answer, (_numbered(words), reason))


def _remove(rng: random.Random) -> Problem:
    words = _pick(rng, _size(rng))
    word = rng.choice(words)
    items = _listed(words)
    question = rng.choice(
        (
            f"Remove {word} from {items}.",
            f"Remove {word} from this list: {items}.",
            f"Remove the word {word} from the list {items}.",
            f"Delete {word} from {items}.",
            f"Delete {word} from this list: {items}.",
            f"Take {word} out of {items}.",
            f"Drop {word} from the list {items}.",
        )
    )
    kept = tuple(other for other in words if other != word)
    steps = (f"I keep every word but {word}.",)
    return Problem("remove-word", (word, "from", *words), question, _listed(kept), steps)


def _add(rng: random.Random) -> Problem:
    words = _pick(rng, _size(rng, longest=5) + 1)
    words, word = words[:-1], words[-1]
    items = _listed(words)
    question = rng.choice(
        (
            f"Add {word} to {items}.",
            f"Add {word} to this list: {items}.",
            f"Add {word} to the list {items}.",
            f"Add the word {word} to the list: {items}.",
            f"Append {word} to {items}.",
            f"Append {word} to this list: {items}.",
            f"Put {word} at the end of {items}.",
        )
    )
    steps = (f"I write the list and put {word} at its end.",)
    return Problem("add-word", (word, "to", *words), question, _listed((*words, word)), steps)


def _join(rng: random.Random) -> Problem:
    size = rng.choice((2, 2, 3))
    words = _pick(rng, size + rng.choice((2, 2, 3)))
    one, two = _listed(words[:size]), _listed(words[size:])
    question = rng.choice(
        (
            f"Join these lists: {one} and {two}.",
            f"Join the lists {one} and {two}.",
            f"Join these two lists: {one}; {two}.",
            f"Combine the lists {one} and {two}.",
            f"Combine these lists: {one}; {two}.",
            f"Put these lists together: {one} and {two}.",
            f"Make one list of {one} and {two}.",
        )
    )
    steps = (f"The first list is {one}.", f"Then comes {two}.")
    return Problem("join-lists", words, question, _listed(words), steps)


def _repeat(rng: random.Random) -> Problem:
    word, times = rng.choice(WORDS), rng.randint(2, 6)
    many = rng.choice(("twice", "two times", "2 times")) if times == 2 else f"{times} times"
    question = rng.choice(
        (
            f"Repeat {word} {many}.",
            f"Repeat the word {word} {many}.",
            f"Repeat '{word}' {many}.",
            f"Say {word} {many}.",
            f"Write {word} {many}.",
            f"Write the word {word} {many}.",
            f"Can you write {word} {many}?",
        )
    )
    answer = " ".join([word] * times)
    return Problem("repeat-word", (word, times), question, answer, (_numbered([word] * times),))


_KINDS = (
    (sort_words, 26),
    (_reverse, 12),
    (_count, 8),
    (_count_sentence, 6),
    (_place, 10),
    (_contains, 9),
    (_remove, 7),
    (_add, 6),
    (_join, 5),
    (_repeat, 6),
)


def about_word_list(rng: random.Random) -> Problem:
    """One of the tasks on a list of words."""
    kinds, weights = zip(*_KINDS)
    return rng.choices(kinds, weights)[0](rng)
