#!/usr/bin/env python3
"""Asks the shipped model held-out problems through `octant` and reports how it does.

  evaluate.py --octant PROGRAM --model DIR [--problems N] [--json OUT]

Prints the figures as tables. Everything is measured at temperature 0 unless said otherwise;
an answer is exact if it equals the expected text to the last character.
"""

from __future__ import annotations

import argparse
import collections
import concurrent.futures
import json
import math
import pathlib

import numpy as np
from tokenizers import Tokenizer

import problems
import routing_report
from chat_format import Chat, encode_all
from config import CONFIG
from octant import Octant

PERPLEXITY_PROBLEMS = 20  # a row; each is a run of the program
LONGEST_ANSWER = 200  # tokens; the longest expected one has some 130
SHOWN_LAYER = 3  # of the MoE layers, for the table of specialisation
TOP_EXPERTS = 4  # as many as one token uses


def tokens_per_step(answers: list[dict]) -> float:
    """Every step gives one token and those that were drafted and accepted."""
    tokens = sum(a["usage"]["completion_tokens"] for a in answers)
    return tokens / (tokens - sum(a["timings"]["draft_accepted"] for a in answers))


def acceptance(answers: list[dict]) -> float:
    proposed = sum(a["timings"]["draft_proposed"] for a in answers)
    return sum(a["timings"]["draft_accepted"] for a in answers) / max(proposed, 1)


def answer_loss(octant: Octant, tokenizer: Tokenizer, chat: Chat) -> np.ndarray:
    """-log p of the tokens of the chat's last answer, in nats."""
    [(ids, written)] = encode_all(tokenizer, [chat])
    first = len(written) - written[::-1].index(False)
    logits = octant.logits(ids)[first - 1 : -1].astype(np.float64)
    top = logits.max(-1)
    normaliser = top + np.log(np.exp(logits - top[:, None]).sum(-1))
    return normaliser - logits[np.arange(len(logits)), ids[first:]]


def grouped(conversations: list, values: list) -> dict[str, list]:
    rows: dict[str, list] = collections.defaultdict(list)
    for conversation, value in zip(conversations, values, strict=True):
        rows[problems.row_of(conversation)].append(value)
    return rows


def measure(octant: Octant, tokenizer: Tokenizer, count: int) -> dict:
    asked = problems.draw(count)
    requests = [{"messages": problems.messages(c)} for c in asked]
    greedy = ("--temperature", "0", "--max-tokens", str(LONGEST_ANSWER))
    warm_flags = ("--temperature", "0.8", "--top-p", "1", "--seed", "1", *greedy[2:])
    runs = (
        (*greedy, "--draft", "1"),
        (*greedy, "--draft", "2"),
        (*greedy, "--draft", "off", "--routing"),
        (*warm_flags, "--draft", "1"),
    )
    with concurrent.futures.ThreadPoolExecutor() as pool:
        one, two, plain, sampled = pool.map(lambda flags: octant.chat(requests, *flags), runs)
    changed = sum(a["tokens"] != b["tokens"] for a, b in zip(one, plain, strict=True))
    changed += sum(a["tokens"] != b["tokens"] for a, b in zip(two, plain, strict=True))

    exact = grouped(asked, [a["text"] == c.turns[-1].answer for a, c in zip(plain, asked, strict=True)])
    by_task = collections.defaultdict(list)
    for answer, c in zip(plain, asked, strict=True):
        by_task[f"{c.domain}/{c.task}"].append(answer["text"] == c.turns[-1].answer)
    drafts = grouped(asked, one)
    warm = grouped(asked, sampled)
    losses = {}
    with concurrent.futures.ThreadPoolExecutor(len(runs)) as pool:
        for row, members in grouped(asked, asked).items():
            chats = [Chat(c.turns) for c in members[:PERPLEXITY_PROBLEMS]]
            losses[row] = np.concatenate(list(pool.map(lambda c: answer_loss(octant, tokenizer, c), chats)))

    sums = [c for c in asked if c.domain == "arithmetic" and problems.row_of(c) == "arithmetic"]
    thought = octant.chat(
        [{"messages": problems.messages(c)} for c in sums], *greedy, "--thinking", "on", "--draft", "1"
    )
    thought_right = [a["text"] == c.turns[-1].spoken(True) for a, c in zip(thought, sums, strict=True)]

    histograms = [np.array(a["routing"]["expert_counts"]) for a in plain]
    by_row = {row: sum(hs) for row, hs in grouped(asked, histograms).items()}
    everything = sum(histograms)
    tokens = int(everything[0].sum()) // CONFIG["num_experts_per_tok"]
    specialisation = {}
    for row, counts in by_row.items():
        experts, share = routing_report.top_share(counts[SHOWN_LAYER], TOP_EXPERTS)
        everywhere = float(everything[SHOWN_LAYER][experts].sum() / everything[SHOWN_LAYER].sum())
        specialisation[row] = {"experts": experts, "share": share, "share_of_all": everywhere}
    return {
        "problems": len(asked),
        "rows": {
            row: {
                "problems": len(hits),
                "exact": sum(hits) / len(hits),
                "perplexity": math.exp(float(losses[row].mean())),
                "accepted_greedy": acceptance(drafts[row]),
                "accepted_at_0.8": acceptance(warm[row]),
                "tokens_per_step": tokens_per_step(drafts[row]),
            }
            for row, hits in exact.items()
        },
        "tasks": {task: [sum(hits), len(hits)] for task, hits in sorted(by_task.items())},
        "arithmetic_with_thinking": sum(thought_right) / len(thought_right),
        "accepted_first_draft_greedy": acceptance(one),
        "accepted_first_draft_at_0.8": acceptance(sampled),
        "tokens_per_step_draft_1": tokens_per_step(one),
        "tokens_per_step_draft_2": tokens_per_step(two),
        "answers_changed_by_drafts": changed,
        "routed_tokens": tokens,
        "busiest_over_mean": routing_report.busiest_over_mean(everything).tolist(),
        "busiest_over_mean_by_chance": routing_report.chance_busiest_over_mean(
            tokens, CONFIG["n_routed_experts"], CONFIG["num_experts_per_tok"]
        ),
        "specialisation": specialisation,
        "domain_told_from_experts": routing_report.told_apart(
            histograms, [problems.row_of(c) for c in asked]
        ),
    }


def markdown(result: dict) -> str:
    lines = [
        "| held-out problems of | number | exact | perplexity | first draft accepted, T 0 | T 0.8 |",
        "|---|---|---|---|---|---|",
    ]
    for row, r in result["rows"].items():
        lines.append(
            f"| {row} | {r['problems']} | {r['exact']:.1%} | {r['perplexity']:.3f} "
            f"| {r['accepted_greedy']:.1%} | {r['accepted_at_0.8']:.1%} |"
        )
    lines += [
        "",
        f"arithmetic with thinking: {result['arithmetic_with_thinking']:.1%} exact",
        f"first draft accepted: {result['accepted_first_draft_greedy']:.1%} at temperature 0, "
        f"{result['accepted_first_draft_at_0.8']:.1%} at 0.8",
        f"tokens a step: {result['tokens_per_step_draft_1']:.2f} with --draft 1, "
        f"{result['tokens_per_step_draft_2']:.2f} with --draft 2",
        f"answers changed by drafting: {result['answers_changed_by_drafts']}",
        f"busiest/mean by layer over {result['routed_tokens']} tokens: "
        + ", ".join(f"{x:.2f}" for x in result["busiest_over_mean"])
        + f" (chance: {result['busiest_over_mean_by_chance']:.2f})",
        f"domain told from expert counts: {result['domain_told_from_experts']:.1%} "
        f"(chance: {1 / len(result['rows']):.1%})",
        "",
        f"| domain | its {TOP_EXPERTS} busiest experts in MoE layer {SHOWN_LAYER} "
        "| share of its choices | of everyone's |",
        "|---|---|---|---|",
    ]
    for row, s in result["specialisation"].items():
        experts = ", ".join(map(str, s["experts"]))
        lines.append(f"| {row} | {experts} | {s['share']:.0%} | {s['share_of_all']:.0%} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--octant", type=pathlib.Path, required=True, help="the program")
    parser.add_argument("--model", type=pathlib.Path, required=True, help="the checkpoint's folder")
    parser.add_argument("--problems", type=int, default=100, help="for each domain")
    parser.add_argument("--json", type=pathlib.Path, help="all figures, for other programs")
    args = parser.parse_args()
    tokenizer = Tokenizer.from_file(str(args.model / "tokenizer.json"))
    result = measure(Octant(args.octant, args.model), tokenizer, args.problems)
    print(markdown(result))
    if args.json:
        args.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
