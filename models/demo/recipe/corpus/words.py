"""Words and lists: order, counting, picking and changing, lists of numbers, the letters of words.

Only words of the word list are spelled or turned round; lists hold up to seven words or five numbers.
"""

from __future__ import annotations

import random

from .conversation import Conversation
from .words_letters import about_one_word, about_several_words
from .words_lines import sort_lines
from .words_lists import about_word_list
from .words_numbers import about_number_list

#: How often each kind is drawn, in parts of the whole.
_KINDS = (
    (about_word_list, 44),
    (about_number_list, 18),
    (sort_lines, 12),
    (about_one_word, 16),
    (about_several_words, 10),
)


def draw(rng: random.Random) -> Conversation:
    """A conversation of one turn about a list or a word."""
    kinds, weights = zip(*_KINDS, strict=True)
    return rng.choices(kinds, weights)[0](rng).conversation(rng, "words")
