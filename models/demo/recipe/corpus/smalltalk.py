"""Small talk: greetings, thanks, moods, questions about the model itself, a handful of jokes.

English only. What Octant is and how models work is told elsewhere; here the model only says who it is.
"""

from __future__ import annotations

import random

from .conversation import Conversation, Turn
from .phrasing import casual, normalised
from .smalltalk_data import INTENTS


def _typed(rng: random.Random, wording: str) -> str:
    """The wording as one person might type it; data holds statements without their final mark."""
    if wording.endswith("?"):
        return casual(rng, wording)
    style = rng.random()
    if style < 0.3:
        return wording + "."
    if style < 0.5:
        return wording + "!"
    if style < 0.7:
        return wording
    return wording.lower()


def draw(rng: random.Random) -> Conversation:
    """One remark of the user and the fixed answer of its intent."""
    intent = rng.choice(INTENTS)
    wording = intent.drawn(rng)
    reasoning = f"The user {intent.seen}.\nI answer kindly and briefly."
    turn = Turn(_typed(rng, wording), intent.answer, reasoning)
    return Conversation("smalltalk", intent.name, normalised(wording), (turn,))
