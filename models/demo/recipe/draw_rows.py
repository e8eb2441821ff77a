#!/usr/bin/env python3
"""Draws the rows that training reads: conversations of one or several problems, as token ids.

  draw_rows.py --tokenizer DIR --rows N --out ROWS.npz [--seed N] [--processes N]

ROWS.npz holds `ids` (uint16, all rows one after the other), `written` (bool, whether the model writes that
id; only these are learnt) and `start` (int64, where each row begins, and the end).
"""

from __future__ import annotations

import argparse
import multiprocessing
import pathlib
import random

import numpy as np
from tokenizers import Tokenizer

from chat_format import Chat, encode_all
from config import CONFIG
from corpus import mix

#: How many conversations follow one another in a row, with weights: most people ask one thing, but the
#: model must also answer the ninth question of a long chat as it answers the first.
RUN_LENGTHS = ((1, 60), (2, 18), (3, 10), (5, 8), (9, 4))
THINKING_SHARE = 0.15
THINKING_SHARE_ARITHMETIC = 0.3  # where thinking has real steps to learn
SYSTEM_SHARE = 0.04
SYSTEM_PROMPTS = (
    "You are a helpful assistant.",
    "You are the Octant demo model.",
    "Answer briefly.",
    "You are a friendly assistant who answers in short sentences.",
    "Be concise and correct.",
)
LONGEST_ROW = 512
#: Of the first rows so many are for copying alone, falling linearly to none: until it can copy, a model
#: learns little else from questions about words, names and numbers.
COPYING_ROWS, COPYING_SHARE = 80_000, 0.7
_SHARD = 4000  # rows drawn by one task of the pool, with their own seed


def draw_chat(rng: random.Random, copying: float) -> Chat:
    """A row; with probability `copying` all of it is copying."""
    lengths, weights = zip(*RUN_LENGTHS, strict=True)
    draw = mix.draw_copying if rng.random() < copying else mix.draw_training
    conversations = [draw(rng) for _ in range(rng.choices(lengths, weights)[0])]
    arithmetic = conversations[-1].domain == "arithmetic"
    thinking = rng.random() < (THINKING_SHARE_ARITHMETIC if arithmetic else THINKING_SHARE)
    system = rng.choice(SYSTEM_PROMPTS) if rng.random() < SYSTEM_SHARE else ""
    return Chat(tuple(turn for c in conversations for turn in c.turns), thinking, system)


def _shard(task: tuple[pathlib.Path, int, int, float]) -> tuple[np.ndarray, np.ndarray, list[int]]:
    folder, seed, rows, copying = task
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    rng = random.Random(seed)
    encoded = encode_all(tokenizer, [draw_chat(rng, copying) for _ in range(rows)])
    encoded = [(ids, written) for ids, written in encoded if len(ids) <= LONGEST_ROW]
    return (
        np.array([i for ids, _ in encoded for i in ids], np.uint16),
        np.array([w for _, written in encoded for w in written], bool),
        [len(ids) for ids, _ in encoded],
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--tokenizer", type=pathlib.Path, required=True)
    parser.add_argument("--rows", type=int, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=None)
    args = parser.parse_args()
    assert CONFIG["vocab_size"] <= 1 << 16
    shards = -(-args.rows // _SHARD)
    tasks = []
    for i in range(shards):
        copying = COPYING_SHARE * max(0.0, 1 - i * _SHARD / COPYING_ROWS)
        tasks.append((args.tokenizer, args.seed * 1_000_003 + i, _SHARD, copying))
    with multiprocessing.Pool(args.processes) as pool:
        parts = pool.map(_shard, tasks, chunksize=1)
    ids = np.concatenate([part[0] for part in parts])
    written = np.concatenate([part[1] for part in parts])
    start = np.cumsum([0] + [length for part in parts for length in part[2]])
    np.savez(args.out, ids=ids, written=written, start=start)
    print(f"{len(start) - 1} rows, {len(ids)} tokens, {written.mean():.1%} written by the model")


if __name__ == "__main__":
    main()
