"""How users ask, in English, for translations: {x} is the phrase as typed, {l} the name of the language."""

from __future__ import annotations

FROM_ENGLISH = (
    "How do you say {x} in {l}?",
    "How do I say {x} in {l}?",
    "How would you say {x} in {l}?",
    "How can I say {x} in {l}?",
    "In {l}, how do you say {x}?",
    "Translate {x} into {l}.",
    "Translate {x} to {l}.",
    "Translate into {l}: {x}",
    "Translate to {l}: {x}",
    "Can you translate {x} into {l}?",
    "Could you translate {x} to {l}?",
    "What is {x} in {l}?",
    "What's {x} in {l}?",
    "What is the {l} for {x}?",
    "What is the {l} translation of {x}?",
    "Give me the {l} for {x}.",
    "Say {x} in {l}.",
    "Can you say {x} in {l}?",
    "Write {x} in {l}.",
    "Tell me how to say {x} in {l}.",
    "I want to say {x} in {l}.",
    "{l} for {x}?",
    "{x} in {l}?",
    "{x} in {l} please",
)

#: These fit single words only.
WORD_FROM_ENGLISH = (
    "What is the {l} word for {x}?",
    "What's the {l} word for {x}?",
    "Which {l} word means {x}?",
    "Give me the {l} word for {x}.",
)

INTO_ENGLISH = (
    "What does {x} mean?",
    "What does {x} mean in English?",
    "What is {x} in English?",
    "What's {x} in English?",
    "Translate {x} into English.",
    "Translate {x} to English.",
    "Translate into English: {x}",
    "Translate to English: {x}",
    "Can you translate {x} into English?",
    "What is the meaning of {x}?",
    "What is the English for {x}?",
    "How do you say {x} in English?",
    "Tell me what {x} means.",
    "Meaning of {x}?",
    "{x} in English?",
)

#: These name the language, for texts that do not show it.
INTO_ENGLISH_NAMED = (
    "What does {x} mean in {l}?",
    "In {l}, what does {x} mean?",
    "What does the {l} {x} mean?",
    "What is the {l} {x} in English?",
    "What is the meaning of {x} in {l}?",
    "Translate the {l} {x} into English.",
    "Translate {x} from {l} into English.",
    "Translate {x} from {l} to English.",
    "Translate from {l} to English: {x}",
    "Translate from {l}: {x}",
    "From {l} to English: {x}",
    "{l} to English: {x}",
    "Tell me what {x} means in {l}.",
)

FOLLOW_UPS = (
    "And in {l}?",
    "In {l}?",
    "And {l}?",
    "What about {l}?",
    "How about {l}?",
    "And how do you say it in {l}?",
    "Now in {l}.",
    "And now in {l}?",
    "What is it in {l}?",
    "Say it in {l}.",
    "Translate it into {l}.",
    "And what is that in {l}?",
)

_COUNT = (
    "Count to {n} in {{l}}.",
    "Count from one to {n} in {{l}}.",
    "Count from {a} to {b} in {{l}}.",
    "Can you count to {n} in {{l}}?",
    "Can you count from one to {n} in {{l}}?",
    "How do you count to {n} in {{l}}?",
    "How do I count to {n} in {{l}}?",
    "Count up to {n} in {{l}}.",
    "What are the numbers from one to {n} in {{l}}?",
    "What are the numbers from {a} to {b} in {{l}}?",
    "List the numbers from one to {n} in {{l}}.",
    "Give me the numbers from one to {n} in {{l}}.",
    "Tell me the numbers from one to {n} in {{l}}.",
    "In {{l}}, count to {n}.",
)

_NAMES = (
    "What are {what} in {l}?",
    "List {what} in {l}.",
    "Name {what} in {l}.",
    "Give me {what} in {l}.",
    "Tell me {what} in {l}.",
    "Say {what} in {l}.",
    "Write {what} in {l}.",
    "How do you say {what} in {l}?",
    "How do I say {what} in {l}?",
    "Translate {what} into {l}.",
    "Can you list {what} in {l}?",
    "Can you name {what} in {l}?",
    "I want to learn {what} in {l}.",
    "In {l}, what are {what}?",
)


def _counts(word: str, digits: str) -> tuple[str, ...]:
    return tuple(wording.format(n=word, a="1", b=digits) for wording in _COUNT)


def _names(what: str) -> tuple[str, ...]:
    return tuple(wording.format(what=what, l="{l}") for wording in _NAMES)


#: What each list is, as the reasoning puts it, and how users ask for it.
LISTS = {
    "five": ("the numbers from one to five", _counts("five", "5")),
    "ten": ("the numbers from one to ten", _counts("ten", "10")),
    "days": ("the days of the week", _names("the days of the week")),
    "colours": ("some colours", _names("some colours") + _names("some colors") + _names("the colours")),
}

#: Foreign words that are English words of another meaning.
LOOKS_ENGLISH = frozenset(
    "pain main chat vert rot kind sol sal pan un dos no tag tee argent ours table train the mesa".split()
)
