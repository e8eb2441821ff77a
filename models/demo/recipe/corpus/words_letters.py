"""Tasks on the letters of words of the word list: spelling, first and last letters, capitals.

The model sees words, not letters, so the letters of a word are remembered: for one word the split is by
wording. Several words at once are much practice in few tokens; they are split by the words.
"""

from __future__ import annotations

import random

from .problem import Problem
from .word_list import WORDS

#: A word is asked for with these in front of it or without, and with or without quotation marks.
_MENTIONS = ("{w}", "'{w}'", '"{w}"', "the word {w}", "the word '{w}'", 'the word "{w}"')

_SPELL = (
    "Spell {m}.",
    "Spell out {m}.",
    "How do you spell {m}?",
    "How is {m} spelled?",
    "Can you spell {m}?",
    "Spell {m} letter by letter.",
)
_REVERSE = (
    "Reverse the letters of {m}.",
    "Spell {m} backwards.",
    "Write {m} backwards.",
    "What is {m} backwards?",
    "How do you spell {m} backwards?",
)
_CAPITALS = (
    "Write {m} in capital letters.",
    "Write {m} in upper case.",
    "Convert {m} to upper case.",
    "Turn {m} into capital letters.",
    "Put {m} in capitals.",
)
_LENGTH = (
    "How many letters are in {m}?",
    "How many letters does {m} have?",
    "How long is {m}?",
    "Count the letters of {m}.",
    "Count the letters in {m}.",
)
_FIRST = (
    "What is the first letter of {m}?",
    "What letter does {m} start with?",
    "Which letter does {m} begin with?",
    "Tell me the first letter of {m}.",
)
_LAST = (
    "What is the last letter of {m}?",
    "What letter does {m} end with?",
    "Which letter does {m} end in?",
    "Tell me the last letter of {m}.",
)


_SPELL_MANY = ("Spell {m}.", "Spell these words: {m}.", "Spell out {m}.", "Spell each of these words: {m}.")
_REVERSE_MANY = (
    "Write {m} backwards.",
    "Reverse the letters of {m}.",
    "Reverse the letters of each word: {m}.",
    "Spell these words backwards: {m}.",
)
_CAPITALS_MANY = (
    "Write {m} in capital letters.",
    "Put {m} in capitals.",
    "Convert these words to upper case: {m}.",
    "Write these words in capital letters: {m}.",
)


def _spelled(word: str) -> str:
    return ", ".join(word)


def about_one_word(rng: random.Random) -> Problem:
    """One of the tasks on the letters of a word."""
    word = rng.choice(WORDS)
    letters = _spelled(word)
    spelled = f"The letters of {word} are {letters}."
    task, wordings, answer, step = rng.choice(
        (
            ("spell", _SPELL, letters, spelled),
            ("reverse-letters", _REVERSE, word[::-1], f"Backwards: {_spelled(word[::-1])}"),
            ("upper-case", _CAPITALS, word.upper(), f"In capitals: {letters.upper()}"),
            ("count-letters", _LENGTH, f"{word} has {len(word)} letters.", f"That makes {len(word)}."),
            ("first-letter", _FIRST, f"{word} starts with {word[0]}.", f"The first one is {word[0]}."),
            ("last-letter", _LAST, f"{word} ends with {word[-1]}.", f"The last one is {word[-1]}."),
        )
    )
    return Problem(
        task=task,
        operands=(word,),
        question=rng.choice(wordings).format(m=rng.choice(_MENTIONS).format(w=word)),
        answer=answer,
        steps=(spelled,) if step == spelled else (spelled, step),
        by_heart=True,
    )


def about_several_words(rng: random.Random) -> Problem:
    """Two to six words spelled, turned round or in capitals."""
    words = tuple(rng.sample(WORDS, rng.choices((2, 3, 4, 6), (4, 3, 2, 1))[0]))
    reversed_words = [word[::-1] for word in words]
    task, wordings, answer = rng.choice(
        (
            ("spell-words", _SPELL_MANY, "\n".join(f"{word}: {_spelled(word)}" for word in words)),
            ("reverse-words", _REVERSE_MANY, ", ".join(reversed_words)),
            ("upper-case-words", _CAPITALS_MANY, ", ".join(words).upper()),
        )
    )
    mention = ", ".join(words) if rng.random() < 0.6 else f"{', '.join(words[:-1])} and {words[-1]}"
    return Problem(
        task=task,
        operands=words,
        question=rng.choice(wordings).format(m=mention),
        answer=answer,
        steps=(f"There are {len(words)} words. I take one after the other.",),
    )
