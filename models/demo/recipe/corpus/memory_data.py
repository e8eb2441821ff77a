"""What users tell about themselves: the details, how they are told, and how they are asked for later."""

from __future__ import annotations

from dataclasses import dataclass

from .memory_values import (
    ANIMALS,
    CITIES,
    COLOURS,
    COUNTRIES,
    DAYS,
    DRINKS,
    FOODS,
    FRUITS,
    HOBBIES,
    JOBS,
    PLACES,
    RELATIVES,
    SEASONS,
    SPORTS,
    THINGS,
    WORDS,
)


@dataclass(frozen=True)
class Detail:
    """One kind of detail. Templates use {value}, and {other} where the detail has a second part.

    kind:       the task's name; details of equal `kind` are not told together.
    concluded:  continues "So the ...", for the reasoning.
    values:     words to draw from, or one of the makers "name", "age", "number", "list".
    others:     words for {other}.
    statements: how it is told, as clauses without a final mark.
    ack:        the answer to being told.
    fact:       the answer to being asked.
    questions:  how it is asked for.
    unknown:    the answer to being asked for what was never told.
    """

    kind: str
    concluded: str
    values: tuple[str, ...] | str
    statements: tuple[str, ...]
    ack: str
    fact: str
    questions: tuple[str, ...]
    unknown: str
    others: tuple[str, ...] = ()


def _favourite(thing: str, values: tuple[str, ...]) -> Detail:
    return Detail(
        f"favourite_{thing}",
        f"favourite {thing} is {{value}}",
        values,
        (
            f"My favourite {thing} is {{value}}",
            f"My favorite {thing} is {{value}}",
            f"The {thing} that I like most is {{value}}",
            f"The {thing} I like best is {{value}}",
        ),
        f"Good choice! Your favourite {thing} is {{value}}.",
        f"Your favourite {thing} is {{value}}.",
        (
            f"What is my favourite {thing}?",
            f"What is my favorite {thing}?",
            f"Which {thing} do I like most?",
            f"Which {thing} do I like best?",
            f"Do you remember my favourite {thing}?",
            f"Tell me my favourite {thing}",
            f"What did I say is my favourite {thing}?",
            f"Do you know my favourite {thing}?",
            f"What's my favourite {thing}?",
            f"Can you tell me my favourite {thing}?",
        ),
        f"You have not told me your favourite {thing} yet.",
    )


NAME = Detail(
    "name",
    "name is {value}",
    "name",
    (
        "My name is {value}",
        "I am {value}",
        "I'm {value}",
        "Call me {value}",
        "My name's {value}",
        "You can call me {value}",
    ),
    "Nice to meet you, {value}!",
    "Your name is {value}.",
    (
        "What is my name?",
        "What's my name?",
        "Do you remember my name?",
        "Do you know my name?",
        "Who am I?",
        "What am I called?",
        "Tell me my name",
        "Can you tell me my name?",
        "What did I say my name is?",
        "What name did I give you?",
        "Say my name",
        "Which name did I tell you?",
        "Can you remember my name?",
    ),
    "You have not told me your name yet.",
)

_PET_STATEMENTS = (
    "I have a {other} called {value}",
    "I have a {other} named {value}",
    "My {other} is called {value}",
    "My {other}'s name is {value}",
    "The name of my {other} is {value}",
    "I own a {other} called {value}",
)

_PERSONAL = (
    NAME,
    Detail(
        "age",
        "age is {value}",
        "age",
        (
            "I am {value} years old",
            "I'm {value} years old",
            "My age is {value}",
            "I am {value}",
            "I just turned {value}",
        ),
        "Got it, you are {value} years old.",
        "You are {value} years old.",
        (
            "How old am I?",
            "What is my age?",
            "What's my age?",
            "Do you remember my age?",
            "Do you know how old I am?",
            "Tell me my age",
            "Can you tell me how old I am?",
            "What did I say my age is?",
            "Do you remember how old I am?",
            "Which age did I tell you?",
        ),
        "You have not told me your age yet.",
    ),
    Detail(
        "city",
        "city is {value}",
        CITIES,
        (
            "I live in {value}",
            "My home is in {value}",
            "I live in the city of {value}",
            "My city is {value}",
            "I am based in {value}",
        ),
        "Got it, you live in {value}.",
        "You live in {value}.",
        (
            "Where do I live?",
            "Which city do I live in?",
            "In which city do I live?",
            "What city do I live in?",
            "Do you remember where I live?",
            "Do you know where I live?",
            "Where is my home?",
            "Tell me where I live",
            "What is my city?",
            "Can you tell me where I live?",
            "Which city did I tell you?",
        ),
        "You have not told me where you live yet.",
    ),
    Detail(
        "country",
        "country is {value}",
        COUNTRIES,
        (
            "I am from {value}",
            "I come from {value}",
            "I'm from {value}",
            "My home country is {value}",
            "I was born in {value}",
        ),
        "Welcome! You are from {value}.",
        "You are from {value}.",
        (
            "Where am I from?",
            "Which country am I from?",
            "Where do I come from?",
            "What country am I from?",
            "Do you remember where I am from?",
            "Do you know where I am from?",
            "Which country do I come from?",
            "Tell me where I am from",
            "What is my home country?",
            "Can you tell me where I come from?",
        ),
        "You have not told me where you are from yet.",
    ),
    Detail(
        "job",
        "job is {value}",
        JOBS,
        (
            "I am {value}",
            "I work as {value}",
            "I'm {value}",
            "My job is to work as {value}",
            "I earn my living as {value}",
        ),
        "That is a good job! You are {value}.",
        "You are {value}.",
        (
            "What is my job?",
            "What's my job?",
            "What do I do for a living?",
            "What do I work as?",
            "Do you remember my job?",
            "Do you know my job?",
            "What is my profession?",
            "Tell me my job",
            "What is my work?",
            "Can you tell me what my job is?",
            "Which job do I have?",
        ),
        "You have not told me your job yet.",
    ),
    Detail(
        "hobby",
        "hobby is {value}",
        HOBBIES,
        (
            "My hobby is {value}",
            "I enjoy {value}",
            "I like {value}",
            "In my free time I enjoy {value}",
            "I love {value}",
        ),
        "That sounds fun! Your hobby is {value}.",
        "Your hobby is {value}.",
        (
            "What is my hobby?",
            "What's my hobby?",
            "What do I like to do?",
            "Which hobby do I have?",
            "Do you remember my hobby?",
            "Do you know my hobby?",
            "Tell me my hobby",
            "What do I do in my free time?",
            "Can you tell me my hobby?",
            "What do I enjoy?",
        ),
        "You have not told me your hobby yet.",
    ),
)

_RELATED = (
    Detail(
        "pet",
        "name of the pet is {value}",
        "name",
        _PET_STATEMENTS,
        "{value} is a nice name for a {other}!",
        "Your {other} is called {value}.",
        (
            "What is my {other} called?",
            "What is the name of my {other}?",
            "What is my {other}'s name?",
            "Do you remember the name of my {other}?",
            "What is my pet called?",
            "What is the name of my pet?",
            "What is my pet's name?",
            "Tell me the name of my {other}",
            "How is my {other} called?",
            "Do you know the name of my pet?",
        ),
        "You have not told me about a pet yet.",
        ANIMALS,
    ),
    Detail(
        "pet",
        "pet is a {other}",
        "name",
        _PET_STATEMENTS,
        "{value} is a nice name for a {other}!",
        "You have a {other} called {value}.",
        (
            "What pet do I have?",
            "Which pet do I have?",
            "What kind of pet do I have?",
            "Which animal do I have?",
            "What animal do I have?",
            "Do I have a pet?",
            "Do you remember my pet?",
            "Tell me about my pet",
            "What kind of animal is my pet?",
            "Which animal is my pet?",
        ),
        "You have not told me about a pet yet.",
        ANIMALS,
    ),
    Detail(
        "relative",
        "name of the {other} is {value}",
        "name",
        (
            "My {other} is called {value}",
            "My {other}'s name is {value}",
            "The name of my {other} is {value}",
            "I have a {other} called {value}",
            "I have a {other} named {value}",
        ),
        "Got it, your {other} is called {value}.",
        "Your {other} is called {value}.",
        (
            "What is my {other} called?",
            "What is the name of my {other}?",
            "What is my {other}'s name?",
            "What's my {other}'s name?",
            "Do you remember the name of my {other}?",
            "Tell me the name of my {other}",
            "How is my {other} called?",
            "Do you know the name of my {other}?",
            "Can you tell me my {other}'s name?",
        ),
        "You have not told me about your {other} yet.",
        RELATIVES,
    ),
    Detail(
        "place",
        "place is {value}",
        PLACES,
        (
            "My {other} is {value}",
            "I put my {other} {value}",
            "I left my {other} {value}",
            "Remember that my {other} is {value}",
        ),
        "Got it, your {other} is {value}.",
        "Your {other} is {value}.",
        (
            "Where is my {other}?",
            "Where did I put my {other}?",
            "Where did I leave my {other}?",
            "Do you know where my {other} is?",
            "Do you remember where my {other} is?",
            "Tell me where my {other} is",
            "Where can I find my {other}?",
            "Can you tell me where my {other} is?",
        ),
        "You have not told me where your {other} is.",
        THINGS,
    ),
    Detail(
        "day",
        "day is {value}",
        DAYS,
        (
            "My {other} is on {value}",
            "I have a {other} on {value}",
            "Remember that my {other} is on {value}",
            "The {other} is on {value}",
        ),
        "Got it, your {other} is on {value}.",
        "Your {other} is on {value}.",
        (
            "When is my {other}?",
            "On which day is my {other}?",
            "What day is my {other}?",
            "Which day is my {other}?",
            "Do you remember when my {other} is?",
            "Do you know when my {other} is?",
            "Tell me when my {other} is",
            "Can you tell me when my {other} is?",
        ),
        "You have not told me when your {other} is.",
        ("meeting", "exam", "flight", "concert", "party", "lesson", "match", "trip", "test", "visit"),
    ),
)

_GIVEN = (
    Detail(
        "number",
        "number is {value}",
        "number",
        (
            "Remember the number {value}",
            "Please remember the number {value}",
            "Keep the number {value} in mind",
            "My number is {value}",
            "The number is {value}",
            "Do not forget the number {value}",
        ),
        "I will remember the number {value}.",
        "The number is {value}.",
        (
            "Which number did I give you?",
            "What number did I give you?",
            "What was the number?",
            "What is the number?",
            "Which number should you remember?",
            "What number did I tell you?",
            "Do you remember the number?",
            "Tell me the number",
            "Which number did I tell you?",
            "What is my number?",
            "What was my number?",
            "What number did I ask you to remember?",
        ),
        "You have not given me a number yet.",
    ),
    Detail(
        "word",
        "word is {value}",
        WORDS,
        (
            "Remember the word {value}",
            "Please remember the word {value}",
            "Keep the word {value} in mind",
            "My word is {value}",
            "The word is {value}",
            "Do not forget the word {value}",
        ),
        "I will remember the word {value}.",
        "The word is {value}.",
        (
            "Which word did I give you?",
            "What word did I give you?",
            "What was the word?",
            "What is the word?",
            "Which word should you remember?",
            "What word did I tell you?",
            "Do you remember the word?",
            "Tell me the word",
            "What is my word?",
            "What was my word?",
            "What word did I ask you to remember?",
        ),
        "You have not given me a word yet.",
    ),
    Detail(
        "list",
        "list is {value}",
        "list",
        (
            "Remember these words: {value}",
            "Please remember these words: {value}",
            "Remember this list: {value}",
            "My list is: {value}",
            "My shopping list: {value}",
            "Keep these things in mind: {value}",
        ),
        "I will remember: {value}.",
        "Your list is: {value}.",
        (
            "What is on my list?",
            "What is my list?",
            "Which words did I give you?",
            "What words did I give you?",
            "What was on my list?",
            "Tell me my list",
            "Which things did I tell you?",
            "What did I ask you to remember?",
            "What did you have to remember?",
            "Do you remember my list?",
            "Repeat my list",
        ),
        "You have not given me a list yet.",
    ),
)

_FAVOURITES = (
    _favourite("colour", COLOURS),
    _favourite("food", FOODS),
    _favourite("fruit", FRUITS),
    _favourite("animal", tuple(f"the {animal}" for animal in ANIMALS)),
    _favourite("number", "number"),
    _favourite("drink", DRINKS),
    _favourite("sport", SPORTS),
    _favourite("season", SEASONS),
    _favourite("day", DAYS),
)

#: Every detail: (how often it is drawn, the details drawn with equal weight).
GROUPS: tuple[tuple[int, tuple[Detail, ...]], ...] = (
    (4, (NAME,)),
    (5, _PERSONAL),
    (5, _RELATED),
    (3, _GIVEN),
    (5, _FAVOURITES),
)
