"""Greetings, phrases and words in Chinese, German, French, Spanish and Japanese.

Five kinds of task: a phrase from English, a phrase into English, a list such as the days of the week,
"And in French?" after a translation, and small talk in the language itself. The tables are in
phrase_table.py and word_table.py, the talk in talk_<language>.py. Grammar beyond these tables and
translation of free text are not part of it.
"""

from __future__ import annotations

import random
import unicodedata
from collections import defaultdict

from . import talk_chinese, talk_french, talk_german, talk_japanese, talk_spanish
from .conversation import Conversation, Turn, is_held_out
from .phrase_table import LANGUAGES, PHRASES
from .phrase_talk import NOT_GREETED, TOPICS
from .phrase_wordings import (
    FOLLOW_UPS,
    FROM_ENGLISH,
    INTO_ENGLISH,
    INTO_ENGLISH_NAMED,
    LISTS,
    LOOKS_ENGLISH,
    WORD_FROM_ENGLISH,
)
from .phrasing import casual, normalised
from .word_table import COLOURS, DAYS, NUMBERS, WORDS

_TALKS = {
    "Chinese": talk_chinese,
    "German": talk_german,
    "French": talk_french,
    "Spanish": talk_spanish,
    "Japanese": talk_japanese,
}
_TASKS = ("talk", "from_english", "into_english", "follow_up", "list")
_TASK_WEIGHTS = (35, 32, 20, 8, 5)
_SPACELESS = ("Chinese", "Japanese")
_ROWS = PHRASES + WORDS
_LIST_ROWS = {"five": NUMBERS[:5], "ten": NUMBERS, "days": DAYS, "colours": COLOURS}
_MARKS = "?!.¿¡？！。 "
_GERMAN_ASCII = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "Oe"})


def _plain(text: str) -> str:
    """The text without accents."""
    letters = unicodedata.normalize("NFD", text.translate(_LIGATURES))
    return "".join(letter for letter in letters if not "\u0300" <= letter <= "\u036f")


def _folded(text: str, language: str) -> str:
    """What two ways to type the same foreign text have in common: no case, no accents, no outer marks."""
    text = text.strip(_MARKS).lower()
    return text if language in _SPACELESS else _plain(text)


def _foreign(row: tuple[str, ...], language: str) -> str:
    return row[1 + LANGUAGES.index(language)]


def _meanings() -> dict[tuple[str, str], list[str]]:
    """The English of each foreign text, in the order of the tables."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in _ROWS:
        for language in LANGUAGES:
            found[language, _folded(_foreign(row, language), language)].append(row[0].split("|")[0])
    return found


def _shared() -> frozenset[str]:
    """Foreign texts that do not tell their language: a question about them has to name it."""
    languages: dict[str, set[str]] = defaultdict(set)
    for language, folded in _MEANINGS:
        languages[folded].add(language)
    english = {wording.strip(_MARKS).lower() for row in _ROWS for wording in row[0].split("|")}
    several = {folded for folded, names in languages.items() if len(names) > 1}
    return frozenset(several | (languages.keys() & (english | LOOKS_ENGLISH)))


_MEANINGS = _meanings()
_SHARED = _shared()


def _quoted(rng: random.Random, text: str) -> str:
    """The text in double, single or no quotes."""
    mark = rng.choice(("'", "'", '"', '"', ""))
    if not mark or rng.random() < 0.5:
        text = text.strip("?!. ")
    return f"{mark}{text}{mark}"


def _typed_english(rng: random.Random, english: str) -> str:
    """An English phrase as it is typed inside a question."""
    if rng.random() < 0.25:
        english = english[:1].upper() + english[1:]
    if rng.random() < 0.3:
        english = english.replace(",", "")
    return english


def _key(wording: str) -> str:
    return "phrases: " + normalised(wording.replace(",", ""))


def _from_english(rng: random.Random, language: str) -> tuple[Turn, str, tuple[str, ...], str]:
    """A turn that asks for a phrase in a language; with its key, its row and its English wording."""
    row = rng.choice(PHRASES if rng.random() < 0.5 else WORDS)
    english = rng.choice(row[0].split("|"))
    wordings = FROM_ENGLISH + WORD_FROM_ENGLISH if row in WORDS else FROM_ENGLISH
    wording = rng.choice(wordings)
    name = "Mandarin" if language == "Chinese" and rng.random() < 0.15 else language
    asked = wording.format(x=_quoted(rng, _typed_english(rng, english)), l=name)
    question = casual(rng, asked, names_first=wording.startswith("{l}"))
    foreign = _foreign(row, language)
    turn = Turn(
        question,
        f'In {language}, "{english}" is "{foreign}".',
        f'The user wants "{english}" in {language}.\nI recall "{foreign}".',
    )
    return turn, _key(wording.format(x=english.rstrip("?!"), l=language)), row, english


def _into_english(rng: random.Random, language: str) -> tuple[Turn, str]:
    """A turn that asks what a foreign phrase means, with its key."""
    foreign = _foreign(rng.choice(PHRASES if rng.random() < 0.5 else WORDS), language)
    folded = _folded(foreign, language)
    wordings = INTO_ENGLISH_NAMED if folded in _SHARED else INTO_ENGLISH + INTO_ENGLISH_NAMED
    wording = rng.choice(wordings)
    typed = foreign
    if rng.random() < 0.3:
        typed = typed.strip(_MARKS)
    if language in ("French", "Spanish") and rng.random() < 0.15:
        typed = _plain(typed)
    elif language == "German" and rng.random() < 0.1:
        typed = typed.translate(_GERMAN_ASCII)
    asked = wording.format(x=_quoted(rng, typed), l=language)
    meaning = " or ".join(f'"{english}"' for english in _MEANINGS[language, folded])
    turn = Turn(
        casual(rng, asked, names_first=wording.startswith("{l}")),
        f'"{foreign}" is {language} for {meaning}.',
        f'The text "{foreign}" is {language}.\nIt means {meaning}.',
    )
    return turn, _key(wording.format(x=foreign.strip(_MARKS), l=language))


def _list(rng: random.Random, language: str) -> tuple[Turn, str]:
    """A turn that asks in English for a list in the language, with its key."""
    name = rng.choice(tuple(LISTS))
    what, wordings = LISTS[name]
    asked = rng.choice(wordings).format(l=language)
    mark = "、" if language in _SPACELESS else ", "
    items = mark.join(_foreign(row, language) for row in _LIST_ROWS[name])
    return Turn(casual(rng, asked), items, f"The user wants {what} in {language}.\nI list them."), _key(asked)


def _follow_up(rng: random.Random, language: str) -> tuple[tuple[Turn, Turn], str]:
    """A translation into another language, then the same phrase in this one; with the key."""
    first_language = rng.choice([name for name in LANGUAGES if name != language])
    first, first_key, row, english = _from_english(rng, first_language)
    while is_held_out(first_key):
        first, first_key, row, english = _from_english(rng, first_language)
    asked = rng.choice(FOLLOW_UPS).format(l=language)
    foreign = _foreign(row, language)
    second = Turn(
        casual(rng, asked),
        f'In {language}, "{english}" is "{foreign}".',
        f'The user now wants "{english}" in {language}.\nI recall "{foreign}".',
    )
    return (first, second), f"{_key(asked)} ({english})"


def _typed_foreign(rng: random.Random, wording: str, language: str, greeted: bool) -> str:
    """A wording of small talk as one person might type it."""
    way = rng.random()
    if way < 0.45:
        return wording
    if way < 0.6:
        return rng.choice(_TALKS[language].OPENERS) + wording if greeted else wording
    bare = wording.strip(_MARKS)
    if way < 0.75 or language in _SPACELESS:
        return bare
    bare = bare.replace("¡", "").replace("¿", "")
    if way < 0.85:
        return bare.lower()
    if way < 0.92:
        return wording.replace(" ?", "?").replace(" !", "!")
    return bare.translate(_GERMAN_ASCII) if language == "German" else _plain(bare)


def _talk(rng: random.Random, language: str) -> tuple[Turn, str]:
    """A turn of small talk in the language, with its key."""
    exchange = rng.choice(_TALKS[language].EXCHANGES)
    wording = rng.choice(exchange.wordings)
    question = _typed_foreign(rng, wording, language, exchange.topic not in NOT_GREETED)
    reasoning = f"The user writes {language} and {TOPICS[exchange.topic]}.\nI answer in {language}."
    folded = _folded(wording, language).replace(",", "").replace("，", "").replace("、", "")
    return Turn(question, exchange.answer, reasoning), f"phrases: {language.lower()} talk: {folded}"


def draw(rng: random.Random) -> Conversation:
    """A conversation in, or about, one of the five languages; the domain is the language."""
    language = rng.choice(LANGUAGES)
    task = rng.choices(_TASKS, _TASK_WEIGHTS)[0]
    turns: tuple[Turn, ...]
    if task == "follow_up":
        turns, key = _follow_up(rng, language)
    else:
        if task == "talk":
            turn, key = _talk(rng, language)
        elif task == "from_english":
            turn, key, _, _ = _from_english(rng, language)
        elif task == "into_english":
            turn, key = _into_english(rng, language)
        else:
            turn, key = _list(rng, language)
        turns = (turn,)
    return Conversation(language.lower(), task, key, turns)
