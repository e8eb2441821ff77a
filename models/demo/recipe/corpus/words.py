"""Words and lists: order, counting, picking and changing, lists of numbers, the letters of a word.

Only words of the word list are spelled or turned round; lists hold up to seven words or five numbers.
"""

from __future__ import annotations

import random

from .conversation import Conversation
from .words_letters import about_letters
from .words_lists import about_word_list
from .words_numbers import about_number_list


def draw(rng: random.Random) -> Conversation:
    """A conversation of one turn about a list or a word."""
    about = rng.choices((about_word_list, about_number_list, about_letters), (58, 20, 22))[0]
    return about(rng).conversation(rng, "words")
