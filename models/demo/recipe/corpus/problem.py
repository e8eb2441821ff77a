"""One computed question with its worked answer, as the computing domains draw it."""

from __future__ import annotations

import random
from dataclasses import dataclass

from .conversation import Conversation, Turn
from .phrasing import casual, normalised


@dataclass(frozen=True)
class Problem:
    """A question, what is to be answered, and the steps that lead there.

    operands: name the problem within its task, whatever the wording.
    by_heart: nothing to compute, only to remember: the split is by wording instead of by operands.
    names_first: the question begins with a name, which keeps its capital.
    """

    task: str
    operands: tuple[object, ...]
    question: str
    answer: str
    steps: tuple[str, ...]
    by_heart: bool = False
    names_first: bool = False

    @property
    def key(self) -> str:
        """Names the problem for the split."""
        if self.by_heart:
            return f"{self.task}: {normalised(self.question)}"
        return f"{self.task}: " + " ".join(str(operand) for operand in self.operands)

    def conversation(self, rng: random.Random, domain: str) -> Conversation:
        """The problem as one person might type it."""
        turn = Turn(user=self._typed(rng), answer=self.answer, reasoning="\n".join(self.steps))
        return Conversation(domain=domain, task=self.task, key=self.key, turns=(turn,))

    def _typed(self, rng: random.Random) -> str:
        """Varies sentences; of a formula nothing changes, of a mere phrase only the first letter."""
        if not self.question[0].isalpha():
            return self.question
        if self.question[-1] in ".?!":
            return casual(rng, self.question, self.names_first)
        return self.question if rng.random() < 0.5 else self.question[0].lower() + self.question[1:]
