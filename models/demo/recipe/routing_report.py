"""What expert counts say: balance over all domains, specialisation, and how well a domain shows in them."""

from __future__ import annotations

import numpy as np

#: Draws of the chance baseline; its mean is then good to about one percent.
_SIMULATIONS = 200


def busiest_over_mean(counts: np.ndarray) -> np.ndarray:
    """[layers, experts] -> [layers]."""
    return counts.max(-1) / counts.mean(-1)


def chance_busiest_over_mean(tokens: int, experts: int, top_k: int, seed: int = 0) -> float:
    """Mean busiest/mean where every token picks top_k different experts at random."""
    rng = np.random.default_rng(seed)
    # A pick of top_k in experts without putting back: counts over tokens are near a multinomial whose
    # variance is smaller by (experts - top_k) / (experts - 1).
    share = top_k / experts
    mean = tokens * share
    spread = np.sqrt(tokens * share * (1 - share))
    draws = mean + spread * rng.standard_normal((_SIMULATIONS, experts))
    draws -= draws.mean(-1, keepdims=True) - mean  # the total is fixed
    return float((draws.max(-1) / mean).mean())


def top_share(counts: np.ndarray, experts: int) -> tuple[list[int], float]:
    """For one layer [experts]: its busiest experts, and the share of choices that fell on them."""
    order = np.argsort(-counts, kind="stable")[:experts]
    return [int(e) for e in order], float(counts[order].sum() / counts.sum())


def told_apart(histograms: list[np.ndarray], labels: list[str]) -> float:
    """Share of answers whose domain is told from their expert counts alone.

    Naive Bayes over all layers' experts: rates of each domain from every second answer, scored on the
    others, then the other way round; one count is added to every rate.
    """
    names = sorted(set(labels))
    flat = np.stack([h.flatten() for h in histograms]).astype(float)
    truth = np.array([names.index(label) for label in labels])
    fold = np.zeros(len(labels), bool)
    for name in range(len(names)):
        fold[np.flatnonzero(truth == name)[::2]] = True
    right = 0
    for known, asked in ((fold, ~fold), (~fold, fold)):
        rates = np.stack([flat[known & (truth == n)].sum(0) + 1 for n in range(len(names))])
        log_rates = np.log(rates / rates.sum(-1, keepdims=True))
        right += int((np.argmax(flat[asked] @ log_rates.T, -1) == truth[asked]).sum())
    return right / len(labels)
