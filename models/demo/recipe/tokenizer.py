#!/usr/bin/env python3
"""Trains the tokenizer on drawn conversations and writes tokenizer.json and tokenizer_config.json.

  tokenizer.py --out DIR

Byte-level BPE with DeepSeek-V3's pre-tokenizer and control tokens. Digits are kept out of the merges, so
that every digit is one token and a number is read digit by digit.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import random

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

from chat_format import BOS, EOS, PAD
from config import VOCAB_SIZE
from corpus import mix

CONTROL = (
    BOS,
    EOS,
    PAD,
    "<｜fim▁hole｜>",
    "<｜fim▁begin｜>",
    "<｜fim▁end｜>",
    "<｜User｜>",
    "<｜Assistant｜>",
    "<|EOT|>",
    "<think>",
    "</think>",
    "<｜tool▁calls▁begin｜>",
    "<｜tool▁calls▁end｜>",
    "<｜tool▁call▁begin｜>",
    "<｜tool▁call▁end｜>",
    "<｜tool▁outputs▁begin｜>",
    "<｜tool▁outputs▁end｜>",
    "<｜tool▁output▁begin｜>",
    "<｜tool▁output▁end｜>",
    "<｜tool▁sep｜>",
)
# The published tokenizer's three splits: numbers of one to three digits, runs of CJK, words and signs.
SPLITS = (
    r"\p{N}{1,3}",
    "[一-龥぀-ゟ゠-ヿ]+",
    r"""[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+"""
    r"""| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+""",
)
TRAINING_CONVERSATIONS = 60_000

# What DeepSeek-V3.1's format asks of a template, in our words: `thinking` opens <think>, else </think>
# stands where it would; the reasoning of earlier answers is left out.
CHAT_TEMPLATE = """\
{%- if thinking is not defined %}{% set thinking = false %}{% endif -%}
{{- bos_token -}}
{%- for message in messages if message['role'] == 'system' -%}
{{- message['content'] -}}{%- if not loop.last -%}{{- '\\n\\n' -}}{%- endif -%}
{%- endfor -%}
{%- for message in messages -%}
{%- if message['role'] == 'user' -%}
{{- '<｜User｜>' + message['content'] -}}
{%- elif message['role'] == 'assistant' -%}
{{- '<｜Assistant｜></think>' + message['content'].split('</think>', 1)[-1] + eos_token -}}
{%- endif -%}
{%- endfor -%}
{%- if add_generation_prompt and messages[-1]['role'] == 'user' -%}
{{- '<｜Assistant｜>' + ('<think>' if thinking else '</think>') -}}
{%- endif -%}
"""

TOKENIZER_CONFIG = {
    "add_bos_token": False,
    "add_eos_token": False,
    "bos_token": BOS,
    "eos_token": EOS,
    "pad_token": PAD,
    "clean_up_tokenization_spaces": False,
    "model_max_length": 2048,
    "tokenizer_class": "PreTrainedTokenizerFast",
    "chat_template": CHAT_TEMPLATE,
}


def _pre_tokenizer(splits: tuple[str, ...]) -> pre_tokenizers.PreTokenizer:
    parts = [pre_tokenizers.Split(Regex(pattern), "isolated") for pattern in splits]
    return pre_tokenizers.Sequence(
        [*parts, pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)]
    )


def _texts(seed: int) -> list[str]:
    rng = random.Random(seed)
    out = []
    for _ in range(TRAINING_CONVERSATIONS):
        for turn in mix.draw_training(rng).turns:
            out += [turn.user, turn.answer, turn.reasoning]
    return out


def train(texts: list[str]) -> dict:
    """The document of tokenizer.json."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = _pre_tokenizer((r"\p{N}", *SPLITS[1:]))
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCAB_SIZE,
        show_progress=False,
        special_tokens=[AddedToken(content, normalized=True, special=True) for content in CONTROL],
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
    )
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer.pre_tokenizer = _pre_tokenizer(SPLITS)
    document = json.loads(tokenizer.to_str())
    for token in document["added_tokens"]:  # which are special, as in the published tokenizer
        token["special"] = token["content"] in (BOS, EOS, PAD)
    return document


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--out", type=pathlib.Path, required=True, help="folder of the two files")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    document = train(_texts(args.seed))
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    (args.out / "tokenizer.json").write_text(text + "\n", encoding="utf-8")
    config = json.dumps(TOKENIZER_CONFIG, ensure_ascii=False, indent=2)
    (args.out / "tokenizer_config.json").write_text(config + "\n", encoding="utf-8")
    print(f"{len(document['model']['vocab'])} entries, {len(text)} bytes")


if __name__ == "__main__":
    main()
