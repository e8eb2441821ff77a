#!/usr/bin/env python3
"""Runs the shipped checkpoint in Hugging Face Transformers and writes what it says, greedily.

  check_transformers.py --model DIR --out GREEDY.json [--problems N]

The FP8 blocks are dequantised to float32, so that Transformers computes with the weights that the files
stand for. GREEDY.json holds, for each problem, the messages, the prompt's ids, the generated ids, and the
smallest margin between the two likeliest tokens' logits: Octant must give the same ids wherever its own
rounding is smaller than that margin.
"""

from __future__ import annotations

import argparse
import json
import pathlib

import torch
import transformers
from safetensors.torch import load_file

import fp8
import problems
from config import MTP_LAYER

MAX_TOKENS = 120


def dequantised(folder: pathlib.Path) -> dict[str, torch.Tensor]:
    """All tensors but the MTP layer's as float32."""
    raw: dict[str, torch.Tensor] = {}
    for path in sorted(folder.glob("*.safetensors")):
        raw |= load_file(path)
    out = {}
    for name, tensor in raw.items():
        if name.endswith("_scale_inv") or name.startswith(f"model.layers.{MTP_LAYER}."):
            continue
        scale = raw.get(f"{name}_scale_inv")
        out[name] = tensor.float() if scale is None else fp8.dequantize(tensor, scale)
    return out


def load_model(folder: pathlib.Path) -> transformers.PreTrainedModel:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    config.pop("quantization_config")
    weights = dequantised(folder)
    model, report = transformers.DeepseekV3ForCausalLM.from_pretrained(
        None,
        config=transformers.DeepseekV3Config(**config),
        state_dict=weights,
        dtype=torch.float32,
        output_loading_info=True,
    )
    for kind in ("missing_keys", "unexpected_keys", "mismatched_keys"):
        if report[kind]:
            raise SystemExit(f"{kind}: {sorted(report[kind])[:5]}")
    return model.eval()


@torch.no_grad()
def greedy(model: transformers.PreTrainedModel, prompt: list[int], eos: int) -> tuple[list[int], float]:
    """(generated ids up to the end token, smallest margin of the likeliest over the next)."""
    ids, margin = torch.tensor([prompt]), float("inf")
    cache = None
    generated: list[int] = []
    while len(generated) < MAX_TOKENS:
        out = model(ids if cache is None else ids[:, -1:], past_key_values=cache, use_cache=True)
        cache = out.past_key_values
        best = out.logits[0, -1].topk(2)
        margin = min(margin, float(best.values[0] - best.values[1]))
        generated.append(int(best.indices[0]))
        if generated[-1] == eos:
            break
        ids = torch.cat((ids, best.indices[None, :1]), 1)
    return generated, margin


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--model", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--problems", type=int, default=4, help="for each domain and language")
    args = parser.parse_args()
    tokenizer = transformers.PreTrainedTokenizerFast.from_pretrained(args.model)
    model = load_model(args.model)
    cases = []
    for conversation in problems.draw(args.problems):
        messages = problems.messages(conversation)
        prompt = tokenizer.apply_chat_template(messages, add_generation_prompt=True, return_dict=False)
        generated, margin = greedy(model, prompt, tokenizer.eos_token_id)
        text = tokenizer.decode(generated, skip_special_tokens=True)
        cases.append(
            {
                "domain": conversation.domain,
                "messages": messages,
                "prompt_ids": prompt,
                "generated_ids": generated,
                "text": text,
                "margin": round(margin, 4),
            }
        )
    document = {"transformers": transformers.__version__, "torch": torch.__version__, "cases": cases}
    text = json.dumps(document, ensure_ascii=False, indent=None, separators=(",", ":"))
    args.out.write_text(text.replace('{"domain"', '\n{"domain"') + "\n", encoding="utf-8")
    smallest = sorted(case["margin"] for case in cases)[:5]
    print(f"{len(cases)} cases, smallest margins {smallest}")


if __name__ == "__main__":
    main()
