#!/usr/bin/env python3
"""Writes a trained state as a Hugging Face checkpoint in block-scaled FP8.

  export.py --state STATE.pt --tokenizer DIR --out DIR

Tensors carry DeepSeek-V3's names and types: projections and experts in E4M3 with one F32 scale for each
128 x 128 block (`weight_scale_inv`), embedding, head, gates, norms and the MTP layer's eh_proj in BF16, the
correction bias in F32. The MTP layer shares embedding and head with the main model; they are stored once.
"""

from __future__ import annotations

import argparse
import json
import math
import pathlib
import shutil

import torch
from safetensors.torch import save_file

import fp8
from config import CONFIG, MTP_LAYER

SHARDS = 4
GENERATION_CONFIG = {
    "bos_token_id": CONFIG["bos_token_id"],
    "eos_token_id": CONFIG["eos_token_id"],
    "do_sample": True,
    "temperature": 0.3,
    "top_p": 0.95,
}
QUANTIZATION_CONFIG = {
    "activation_scheme": "dynamic",
    "fmt": "e4m3",
    "quant_method": "fp8",
    "weight_block_size": [fp8.BLOCK, fp8.BLOCK],
}
#: Linear layers that the published checkpoints leave in BF16 too.
UNSCALED = ("lm_head", "eh_proj")


def interleaved(weight: torch.Tensor, heads: int) -> torch.Tensor:
    """Rows of each head's rope part from (first halves, second halves), as trained, to pairs side by side."""
    rope = CONFIG["qk_rope_head_dim"]
    by_head = weight.unflatten(0, (heads, -1)).clone()
    pairs = by_head[:, -rope:].unflatten(1, (2, rope // 2)).transpose(1, 2)
    by_head[:, -rope:] = pairs.flatten(1, 2)
    return by_head.flatten(0, 1)


def layer_tensors(prefix: str, state: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Float tensors of one layer under their published names; the experts' stacks come apart."""
    out = {}
    for name, tensor in state.items():
        if name.endswith(("q_b_proj.weight", "kv_a_proj_with_mqa.weight")):
            heads = CONFIG["num_attention_heads"] if "q_b_proj" in name else 1
            tensor = interleaved(tensor, heads)
        if not name.startswith("mlp.experts."):
            out[prefix + name] = tensor
            continue
        part = name.removeprefix("mlp.experts.")
        if part == "gate":
            out[f"{prefix}mlp.gate.weight"] = tensor
        elif part == "e_score_correction_bias":
            out[f"{prefix}mlp.gate.{part}"] = tensor
        elif part != "age":  # of the bias; only training needs it
            for expert, weight in enumerate(tensor):
                out[f"{prefix}mlp.experts.{expert}.{part}.weight"] = weight
    return out


def published_tensors(state: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The whole model's float tensors under their published names."""

    def under(prefix: str) -> dict[str, torch.Tensor]:
        return {name.removeprefix(prefix): x for name, x in state.items() if name.startswith(prefix)}

    head = state["lm_head"]
    out = {"model.embed_tokens.weight": head * math.sqrt(CONFIG["hidden_size"])}
    for layer in range(CONFIG["num_hidden_layers"]):
        out |= layer_tensors(f"model.layers.{layer}.", under(f"layers.{layer}."))
    mtp = f"model.layers.{MTP_LAYER}."
    out |= layer_tensors(mtp, under("mtp.layer."))
    for name in ("enorm", "hnorm", "eh_proj"):
        out[f"{mtp}{name}.weight"] = state[f"mtp.{name}.weight"]
    out[f"{mtp}shared_head.norm.weight"] = state["mtp.shared_head_norm.weight"]
    out["model.norm.weight"] = state["norm.weight"]
    out["lm_head.weight"] = head
    return out


def stored_tensors(published: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """As they go to the file: FP8 with scales, BF16 or F32."""
    out = {}
    for name, tensor in published.items():
        if name.endswith("e_score_correction_bias"):
            out[name] = tensor.float()
        elif name.endswith("_proj.weight") or "kv_a_proj" in name:
            if any(part in name for part in UNSCALED):
                out[name] = tensor.bfloat16()
            else:
                out[name], out[f"{name}_scale_inv"] = fp8.quantize(tensor)
        else:
            out[name] = tensor.bfloat16()
    return {name: tensor.contiguous() for name, tensor in out.items()}


def write_shards(tensors: dict[str, torch.Tensor], folder: pathlib.Path) -> int:
    """Shards of nearly equal size in the order given, and their index; the bytes of all tensors."""
    size = {name: tensor.numel() * tensor.element_size() for name, tensor in tensors.items()}
    total, before = sum(size.values()), 0
    shards: list[dict[str, torch.Tensor]] = [{} for _ in range(SHARDS)]
    files = [f"model-{shard + 1:05}-of-{SHARDS:05}.safetensors" for shard in range(SHARDS)]
    weight_map = {}
    for name, tensor in tensors.items():
        shard = min(before * SHARDS // total, SHARDS - 1)
        shards[shard][name] = tensor
        weight_map[name] = files[shard]
        before += size[name]
    for file, part in zip(files, shards, strict=True):
        save_file(part, folder / file, metadata={"format": "pt"})
    index = {"metadata": {"total_size": total}, "weight_map": weight_map}
    write_json(folder / "model.safetensors.index.json", index)
    return total


def write_json(path: pathlib.Path, value: dict) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--state", type=pathlib.Path, required=True)
    parser.add_argument("--tokenizer", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    state = torch.load(args.state, map_location="cpu")
    total = write_shards(stored_tensors(published_tensors(state["model"])), args.out)
    write_json(args.out / "config.json", CONFIG | {"quantization_config": QUANTIZATION_CONFIG})
    write_json(args.out / "generation_config.json", GENERATION_CONFIG)
    for name in ("tokenizer.json", "tokenizer_config.json"):
        if (args.tokenizer / name).resolve() != (args.out / name).resolve():
            shutil.copyfile(args.tokenizer / name, args.out / name)
    print(f"step {state['step']}, trained for {state['seconds'] / 60:.0f} min; {total} bytes of tensors")


if __name__ == "__main__":
    main()
