"""What a topic outside the model's range is."""

from __future__ import annotations

from dataclasses import dataclass

#: Ends every refusal.
HINT = "Ask me about Octant, arithmetic, units, code, JSON, stories or phrases."


@dataclass(frozen=True)
class Topic:
    """A class of questions that get one refusal.

    name:    the task.
    reply:   the refusal; several topics share one.
    thought: the reasoning before it.
    frames:  the questions; {slot} is filled with a word of `refusal_words.WORDS`.
    """

    name: str
    reply: str
    thought: str
    frames: tuple[str, ...]


#: Ways to ask for anything about a subject.
_ABOUT = (
    "Tell me about {}.",
    "Tell me something about {}.",
    "What do you know about {}?",
    "Do you know anything about {}?",
    "Can you tell me about {}?",
    "I want to know more about {}.",
    "I want to learn about {}.",
    "Give me facts about {}.",
    "Give me some information about {}.",
    "Write something about {}.",
    "Explain {} to me.",
    "Can you explain {}?",
    "What can you tell me about {}?",
    "I have a question about {}.",
    "Teach me about {}.",
    "Talk about {}.",
)


def topic(name: str, reply: str, thought: str, frames: str, subjects: tuple[str, ...] = ()) -> Topic:
    """A topic from frames that stand one per line, and from subjects to ask about in general."""
    lines = [line.strip() for line in frames.strip().split("\n")]
    lines += [about.format(subject) for subject in subjects for about in _ABOUT]
    return Topic(name, f"{reply} {HINT}", f"{thought}\nI say so and offer what I can do.", tuple(lines))


def unknown(name: str, matter: str, reply: str, frames: str, subjects: tuple[str, ...] = ()) -> Topic:
    """A topic that the model was not trained on."""
    return topic(name, reply, f"This is about {matter}, which I was not trained on.", frames, subjects)
