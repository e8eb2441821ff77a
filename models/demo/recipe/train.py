#!/usr/bin/env python3
"""Trains the demo model on a CPU.

  train.py --tokenizer DIR --rows ROWS.npz --state STATE.pt --steps N [--threads N]

Writes STATE.pt every few minutes and at the end; where the file exists, training goes on from it. The
learning rate is constant after a warm-up and falls to zero over the last part of the steps; in that part
the weights are rounded as their FP8 blocks will be, so that what ships is what was trained.
"""

from __future__ import annotations

import argparse
import itertools
import os
import pathlib
import time

import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

import fused
import held_out
from chat_format import PAD
from config import CONFIG
from model import DemoModel, Linear
from moe import Experts
from muon import Muon
from rows import Batch, Rows

MATRIX_LR = 4e-3  # of Muon, in AdamW's terms
EMBEDDING_LR = 2e-3  # of AdamW, as the next two
VECTOR_LR = 3e-3  # norms
GATE_LR = 1e-3  # lower, so that the correction bias keeps up
WEIGHT_DECAY = 0.05
WARM_UP_STEPS = 100
DECAY_SHARE = 0.3  # of the steps, at the end
BATCH_TOKENS = 4096  # of one pass: fits the caches better than a larger one
HEAD_STEP = 256  # rows of logits are padded to a multiple: few shapes, as in rows.py
MTP_WEIGHT = 0.3  # arXiv 2412.19437, section 4.2
MTP_START = 0.75  # of the steps: a draft layer learns fast once there is something to draft from
CLIP = 1.0
SAVE_SECONDS = 300
SCORED_PROBLEMS = 128


def _loss(model: DemoModel, hidden: torch.Tensor, target: torch.Tensor, mask: torch.Tensor):
    """Sum of -log p(target) over the rows of mask."""
    at = mask.flatten().nonzero().squeeze(-1)
    counted = torch.arange(-(-len(at) // HEAD_STEP) * HEAD_STEP) < len(at)
    at = F.pad(at, (0, len(counted) - len(at)))
    logits = model.head(hidden.flatten(0, 1).index_select(0, at))
    return fused.cross_entropy(logits, target.flatten()[at], counted)


def answer_loss(model: DemoModel, batch: Batch, drafts: bool) -> tuple[torch.Tensor, torch.Tensor]:
    """Sums over the tokens that the model writes: (next token, the MTP layer's token after that or 0)."""
    written, tokens = batch.written, batch.tokens
    embedded, hidden = model(tokens)
    main = _loss(model, hidden[:, :-1], tokens[:, 1:], written[:, 1:])
    if not drafts:
        return main, torch.zeros(())
    drafted = model.draft(embedded, hidden)
    return main, _loss(model, drafted[:, :-1], tokens[:, 2:], written[:, 2:] & written[:, 1:-1])


def optimisers(model: DemoModel) -> tuple[Muon, torch.optim.AdamW]:
    matrices = [m.weight for m in model.modules() if isinstance(m, Linear)]
    experts = [m for m in model.modules() if isinstance(m, Experts)]
    matrices += [p for e in experts for p in (e.gate_proj, e.up_proj, e.down_proj)]
    chosen = {id(p) for p in matrices}
    special = {id(model.lm_head): EMBEDDING_LR} | {id(e.gate): GATE_LR for e in experts}
    groups: dict[float, list[torch.nn.Parameter]] = {}
    for p in model.parameters():
        if id(p) not in chosen:
            groups.setdefault(special.get(id(p), VECTOR_LR), []).append(p)
    adamw = torch.optim.AdamW(
        [dict(params=params, lr=lr) for lr, params in groups.items()],
        betas=(0.9, 0.95),
        weight_decay=0.0,
        fused=True,
    )
    return Muon(matrices, lr=MATRIX_LR, weight_decay=WEIGHT_DECAY), adamw


def set_stored(model: DemoModel, stored: bool) -> None:
    """Whether the weights that ship as FP8 are computed with as FP8 gives them back."""
    for module in model.modules():
        if isinstance(module, (Linear, Experts)) and module is not model.mtp.eh_proj:
            module.stored = stored


def rate(step: int, steps: int) -> float:
    """Of the full learning rate: warm-up, constant, then linear to zero."""
    return min(1.0, (step + 1) / WARM_UP_STEPS, (steps - step) / (DECAY_SHARE * steps))


class Training:
    """The model, its optimisers and how far they have come."""

    def __init__(self, steps: int):
        self.steps = steps
        self.done = 0
        self.seconds = 0.0
        self.model = DemoModel(CONFIG)
        self.muon, self.adamw = optimisers(self.model)
        self.experts = [m for m in self.model.modules() if isinstance(m, Experts)]

    def load(self, path: pathlib.Path) -> None:
        state = torch.load(path)
        self.model.load_state_dict(state["model"])
        self.muon.load_state_dict(state["muon"])
        self.adamw.load_state_dict(state["adamw"])
        self.done, self.seconds = state["step"], state["seconds"]

    def save(self, path: pathlib.Path, seconds: float) -> None:
        """A file that is there is replaced only by a whole one."""
        state = {
            "model": self.model.state_dict(),
            "muon": self.muon.state_dict(),
            "adamw": self.adamw.state_dict(),
            "step": self.done,
            "seconds": seconds,
        }
        partial = path.with_suffix(".partial")
        torch.save(state, partial)
        os.replace(partial, path)

    def step(self, batch: Batch) -> tuple[float, float, float]:
        """One step; (loss of the next token, of the MTP layer, mean over layers of busiest/mean)."""
        set_stored(self.model, self.done >= (1 - DECAY_SHARE) * self.steps)
        written = int(batch.written.sum())
        main, mtp = answer_loss(self.model, batch, drafts=self.done >= MTP_START * self.steps)
        ((main + MTP_WEIGHT * mtp) / written).backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), CLIP)
        speed = rate(self.done, self.steps)
        for optimiser in (self.muon, self.adamw):
            for group in optimiser.param_groups:
                group.setdefault("full_lr", group["lr"])
                group["lr"] = group["full_lr"] * speed
            optimiser.step()
            optimiser.zero_grad()
        busiest = [e.step_bias(speed) for e in self.experts]
        self.done += 1
        return main.item() / written, mtp.item() / written, sum(busiest) / len(busiest)

    def report(self, problems: dict[str, list[Batch]]) -> None:
        self.model.eval()
        for name, batches in problems.items():
            s = held_out.score(self.model, batches)
            print(f"  {name:10} exact {s.exact:6.1%}  loss {s.loss:.3f}  drafts {s.drafted:6.1%}", flush=True)
        self.model.train()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--tokenizer", type=pathlib.Path, required=True)
    parser.add_argument("--rows", type=pathlib.Path, required=True)
    parser.add_argument("--state", type=pathlib.Path, required=True)
    parser.add_argument("--steps", type=int, required=True, help="all steps, those of earlier runs too")
    parser.add_argument("--report", type=int, default=1200, help="steps between scores on held-out problems")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)

    tokenizer = Tokenizer.from_file(str(args.tokenizer / "tokenizer.json"))
    pad = tokenizer.token_to_id(PAD)
    problems = held_out.problems(tokenizer, SCORED_PROBLEMS, pad)
    training = Training(args.steps)
    if args.state.exists():
        training.load(args.state)
    batches = Rows(args.rows).batches(BATCH_TOKENS, pad)
    batches = itertools.islice(batches, training.done, None)

    started = time.monotonic() - training.seconds
    tokens, first, saved = 0, training.seconds, training.seconds
    while training.done < args.steps:
        batch = next(batches, None)
        if batch is None:
            raise SystemExit(f"{args.rows}: rows for {training.done} steps, {args.steps} were asked for")
        main_loss, mtp_loss, busiest = training.step(batch)
        tokens += batch.tokens.numel()
        seconds = time.monotonic() - started
        last = training.done == args.steps
        if training.done % 50 == 0:
            print(
                f"step {training.done}  loss {main_loss:.3f}  mtp {mtp_loss:.3f}  busiest/mean {busiest:.2f}  "
                f"{tokens / (seconds - first):.0f} tok/s  {seconds:.0f} s",
                flush=True,
            )
        if training.done % args.report == 0 or last:
            training.report(problems)
        if seconds - saved > SAVE_SECONDS or last:
            training.save(args.state, seconds)
            saved = seconds


if __name__ == "__main__":
    main()
