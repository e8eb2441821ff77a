"""The domain "moe": mixture of experts, attention, inference and published model figures.

General knowledge about models of this kind; what the program itself does belongs to the Octant facts.
"""

from __future__ import annotations

from . import (
    moe_data_attention,
    moe_data_experts,
    moe_data_formats,
    moe_data_inference,
    moe_data_models,
)
from .facts import Fact, fact_domain

_Entries = tuple[tuple[tuple[str, ...], str], ...]

#: A fact is drawn twice as often by its first term or by its questions as by another form of the term.
_USUAL = 2
_SELDOM = 1

#: Terms that are asked for in the plural as well.
_PLURALS: dict[str, str] = {
    "an MoE layer": "MoE layers",
    "an expert": "experts",
    "a routed expert": "routed experts",
    "a shared expert": "shared experts",
    "a redundant expert": "redundant experts",
    "a routing weight": "routing weights",
    "an active parameter": "active parameters",
    "a sparse model": "sparse models",
    "a dense model": "dense models",
    "a rank": "ranks",
    "an attention head": "attention heads",
    "an embedding": "embeddings",
    "a logit": "logits",
    "a transformer": "transformers",
    "a draft": "drafts",
    "a cache page": "cache pages",
    "a CUDA graph": "CUDA graphs",
    "a tensor core": "tensor cores",
    "a block scale": "block scales",
    "a tokenizer": "tokenizers",
    "a control token": "control tokens",
    "a special token": "special tokens",
    "a token": "tokens",
    "a parameter": "parameters",
    "a language model": "language models",
    "an LLM": "LLMs",
    "a checkpoint": "checkpoints",
    "a shard": "shards",
    "a tensor": "tensors",
}


def _terms(entries: _Entries) -> tuple[Fact, ...]:
    """One fact per form of each term, all forms of a term with the same answer."""
    facts = []
    for forms, answer in entries:
        for place, form in enumerate(forms):
            facts.append(Fact(answer, term=form, weight=_USUAL if place == 0 else _SELDOM))
            if form in _PLURALS:
                facts.append(Fact(answer, term=_PLURALS[form], plural=True, weight=_SELDOM))
    return tuple(facts)


def _with_spaced_names(wordings: tuple[str, ...]) -> tuple[str, ...]:
    """The wordings, and once more those whose model name people also write with a space."""
    named = (text for text in wordings if "DeepSeek-" in text)
    return wordings + tuple(text.replace("DeepSeek-", "DeepSeek ") for text in named)


def _questions(entries: _Entries) -> tuple[Fact, ...]:
    """One fact per question with all of its wordings."""
    return tuple(
        Fact(answer, questions=_with_spaced_names(wordings), weight=_USUAL) for wordings, answer in entries
    )


def _acronym(short: str, words: str) -> Fact:
    wordings = (
        f"What does {short} stand for?",
        f"What is {short} short for?",
        f"What is the long form of {short}?",
        f"What do the letters {short} mean?",
    )
    return Fact(f"{short} stands for {words}.", questions=wordings)


draw = fact_domain(
    "moe",
    {
        "experts": _terms(moe_data_experts.TERMS) + _questions(moe_data_experts.QUESTIONS),
        "attention": _terms(moe_data_attention.TERMS) + _questions(moe_data_attention.QUESTIONS),
        "inference": _terms(moe_data_inference.TERMS) + _questions(moe_data_inference.QUESTIONS),
        "formats": _terms(moe_data_formats.TERMS) + _questions(moe_data_formats.QUESTIONS),
        "models": _terms(moe_data_models.TERMS) + _questions(moe_data_models.QUESTIONS),
        "acronyms": tuple(_acronym(short, words) for short, words in moe_data_formats.ACRONYMS),
    },
)
