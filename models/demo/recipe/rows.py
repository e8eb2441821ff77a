"""Rows of tokens as batches of few shapes."""

from __future__ import annotations

import pathlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch

#: Lengths that rows are padded to. Few shapes, because oneDNN prepares a program for each new one.
LENGTHS = (32, 48, 64, 96, 128, 192, 256, 384, 512)


@dataclass(frozen=True)
class Batch:
    """tokens [B, T], padded with `pad`; written [B, T] says which of them the model writes."""

    tokens: torch.Tensor
    written: torch.Tensor


def to_batch(rows: list[tuple[np.ndarray, np.ndarray]], length: int, pad: int) -> Batch:
    """Rows of (ids, written), padded at the end to `length`."""
    tokens = np.full((len(rows), length), pad, np.int64)
    written = np.zeros((len(rows), length), bool)
    for i, (ids, by_model) in enumerate(rows):
        tokens[i, : len(ids)] = ids
        written[i, : len(ids)] = by_model
    return Batch(torch.from_numpy(tokens), torch.from_numpy(written))


class Rows:
    """What draw_rows.py wrote."""

    def __init__(self, path: pathlib.Path):
        with np.load(path) as arrays:
            self.ids, self.written, self.start = (arrays[name] for name in ("ids", "written", "start"))

    def __len__(self) -> int:
        return len(self.start) - 1

    def row(self, i: int) -> tuple[np.ndarray, np.ndarray]:
        part = slice(self.start[i], self.start[i + 1])
        return self.ids[part], self.written[part]

    def batches(self, tokens: int, pad: int) -> Iterator[Batch]:
        """The rows in batches of one length and `tokens` tokens, in the order in which they fill up."""
        waiting: dict[int, list[int]] = {length: [] for length in LENGTHS}
        bucket = np.searchsorted(LENGTHS, np.diff(self.start))
        for row, length in enumerate(np.array(LENGTHS)[bucket]):
            rows = waiting[length]
            rows.append(row)
            if len(rows) == tokens // length:
                yield to_batch([self.row(i) for i in rows], int(length), pad)
                rows.clear()
