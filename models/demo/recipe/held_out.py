"""How a model in training does on problems that it never saw, without generating a token.

Greedy decoding gives exactly the expected answer if and only if, with the expected answer as input, the
likeliest token is the expected one at every position.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

from chat_format import Chat, encode_all
from corpus import mix
from model import DemoModel
from rows import LENGTHS, to_batch

_BATCH = 64


@dataclass(frozen=True)
class Score:
    """Of one domain: share of answers all right, loss in nats a token, share of drafts all right."""

    exact: float
    loss: float
    drafted: float


def problems(tokenizer: Tokenizer, count: int, pad: int) -> dict[str, list]:
    """Batches of `count` held-out conversations of every domain; only the last answer is `written`."""
    out = {}
    for name in (*mix.DOMAINS, "memory"):
        chats = [Chat(c.turns) for c in itertools.islice(mix.held_out(name, seed=0), count)]
        rows = []
        for ids, written in encode_all(tokenizer, chats):
            last = len(written) - written[::-1].index(False)
            rows.append((np.array(ids), np.arange(len(ids)) >= last))
        longest = min(length for length in LENGTHS if length >= max(len(ids) for ids, _ in rows))
        out[name] = [to_batch(rows[i : i + _BATCH], longest, pad) for i in range(0, len(rows), _BATCH)]
    return out


@torch.no_grad()
def score(model: DemoModel, batches: list) -> Score:
    right = answers = tokens = drafts = good_drafts = 0
    loss = 0.0
    for batch in batches:
        embedded, hidden = model(batch.tokens)
        drafted = model.draft(embedded, hidden)
        logits = model.head(hidden[:, :-1]).float()
        target, mask = batch.tokens[:, 1:], batch.written[:, 1:]
        right += int(((logits.argmax(-1) == target) | ~mask).all(1).sum())
        answers += len(target)
        tokens += int(mask.sum())
        loss += float(F.cross_entropy(logits[mask], target[mask], reduction="sum"))
        mask = mask[:, 1:] & mask[:, :-1]
        guess = model.head(drafted[:, :-1]).argmax(-1)
        drafts += int(mask.sum())
        good_drafts += int((guess == target[:, 1:])[mask].sum())
    return Score(right / answers, loss / tokens, good_drafts / drafts)
