"""Writes tests/golden/model/ and the table at the end of MANIFEST.md; see there for what it holds.

Run by hand:  python make_golden.py      (needs the packages that MANIFEST.md names)
"""

import hashlib
import json
import pathlib

import numpy as np
import safetensors.numpy
import torch
from transformers.models.deepseek_v3 import DeepseekV3Config, DeepseekV3ForCausalLM

import synth_values
from cases import CASES, PROMPT_ROWS
from decoder import Decoder

HERE = pathlib.Path(__file__).parent
# Prompts are redrawn until no gate decision is closer than this, 20 times the error of an f32 score:
# with that, every implementation in f32 must choose the same experts.
MIN_MARGIN = 5e-5
# The most that Transformers and our formulas may differ, in units of the largest value of the tensor.
# Transformers takes angles, norms and softmax in f32: an angle of 199 is off by up to 7.6e-6.
MAX_DIFFERENCE = 3e-5
MAX_FILE_BYTES = 64 * 1024


def build_transformers_model(config, weights):
    fields = {k: v for k, v in config.items() if k not in ("architectures", "model_type")}
    hf_config = DeepseekV3Config(**fields)
    hf_config._attn_implementation = "eager"
    hf_config._experts_implementation = "eager"
    model = DeepseekV3ForCausalLM(hf_config).double().eval()
    state, packed = {}, {}
    mtp_prefix = f"model.layers.{config['num_hidden_layers']}."
    for name, x in weights.items():
        if name.startswith(mtp_prefix):
            continue  # Transformers has no parameters for the MTP layer
        if ".experts." in name:
            prefix, rest = name.split(".experts.")
            expert, matrix, _ = rest.split(".")
            packed.setdefault(prefix + ".experts.", {})[int(expert), matrix] = x
        else:
            state[name] = torch.from_numpy(x.astype(np.float64))
    for prefix, parts in packed.items():  # Transformers 5 keeps all experts of a layer in two tensors
        count = config["n_routed_experts"]
        both = [np.concatenate([parts[e, "gate_proj"], parts[e, "up_proj"]]) for e in range(count)]
        down = [parts[e, "down_proj"] for e in range(count)]
        state[prefix + "gate_up_proj"] = torch.from_numpy(np.stack(both).astype(np.float64))
        state[prefix + "down_proj"] = torch.from_numpy(np.stack(down).astype(np.float64))
    model.load_state_dict(state, strict=True)
    return model


def run_transformers(model, tokens):
    """(hidden after each layer, final normed hidden, logits, [(topk_idx ascending, weights)])."""
    hidden, routings, handles = [], [], []
    for layer in model.model.layers:
        handles.append(layer.register_forward_hook(lambda _m, _i, out: hidden.append(out[0].numpy())))
        gate = getattr(layer.mlp, "gate", None)
        if gate is not None:
            handles.append(gate.register_forward_hook(
                lambda _m, _i, out: routings.append((out[2].numpy(), out[1].numpy()))))
    normed = []
    handles.append(model.model.norm.register_forward_hook(
        lambda _m, _i, out: normed.append(out[0].numpy())))
    with torch.no_grad():
        logits = model(torch.from_numpy(tokens[None].astype(np.int64)), use_cache=False).logits[0]
    for handle in handles:
        handle.remove()
    ordered = []
    for topk_idx, topk_weights in routings:
        order = np.argsort(topk_idx, -1)
        ordered.append((np.take_along_axis(topk_idx, order, -1),
                        np.take_along_axis(topk_weights, order, -1)))
    return np.stack(hidden), normed[0], logits.numpy(), ordered


def difference(a, b):
    return float(np.max(np.abs(a - b)) / np.max(np.abs(b)))


def draw_prompt(decoder, name, length, vocab_size):
    """The first prompt without close gate decisions, and what the formulas make of it."""
    for prompt_seed in range(1000):
        bits = synth_values.random_bits(f"{name}.prompt_{length}", prompt_seed, length)
        tokens = (bits % np.uint64(vocab_size)).astype(np.int32)
        out = decoder.forward(tokens)
        draft = None
        routings = list(out[3])
        if decoder.c["num_nextn_predict_layers"] and length > 1:
            draft = decoder.draft(tokens, out[1])
            routings.append(draft[2])
        if min(float(np.min(r[i])) for r in routings for i in (2, 3)) > MIN_MARGIN:
            return tokens, out, draft
    raise SystemExit(f"{name}: no prompt of {length} tokens without close gate decisions")


def f32(x):
    return np.ascontiguousarray(x, np.float32)


def golden_tensors(tokens, rows, out, reference, draft):
    rows = np.array(rows, np.int32)
    hidden, _, logits, routings = reference
    tensors = {
        "tokens": tokens,
        "rows": rows,
        "logits": f32(logits[rows]),
        "hidden": f32(hidden[:, rows]),
        "topk_idx": np.stack([r[0] for r in routings]).astype(np.uint8),
        "topk_weights": f32(np.stack([r[1][rows] for r in routings])),
        "expert_margin": f32(np.stack([r[2] for r in out[3]])),
        "group_margin": f32(np.stack([r[3] for r in out[3]])),
    }
    if draft is not None:
        draft_rows = rows[rows < len(tokens) - 1]
        tensors |= {
            "draft_rows": draft_rows,
            "draft_logits": f32(draft[1][draft_rows]),
            "draft_hidden": f32(draft[0][draft_rows]),
            "draft_topk_idx": draft[2][0].astype(np.uint8),
            "draft_topk_weights": f32(draft[2][1][draft_rows]),
            "draft_expert_margin": f32(draft[2][2]),
            "draft_group_margin": f32(draft[2][3]),
        }
    return tensors


def make_case(name, case):
    config, synth = case["config"], case["synth"]
    folder = HERE / "model" / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    (folder / "synth.json").write_text(json.dumps(synth, indent=2) + "\n")

    weights, stored = synth_values.checkpoint(config, synth["dtype"], synth["seed"],
                                              synth["ue8m0_scales"])
    lines = [f"{tensor} {dtype} {'x'.join(map(str, shape))} {synth_values.checksum(data):016x}"
             for tensor, (dtype, shape, data) in sorted(stored.items())]
    (folder / "tensors.txt").write_text("\n".join(lines) + "\n")

    decoder = Decoder(config, weights)
    decoder32 = Decoder(config, weights, np.float32)
    model = build_transformers_model(config, weights)
    for length, rows in PROMPT_ROWS.items():
        tokens, out, draft = draw_prompt(decoder, name, length, config["vocab_size"])
        reference = run_transformers(model, tokens)
        for ours, theirs in zip(out[3], reference[3], strict=True):
            assert np.array_equal(ours[0], theirs[0]), "different experts"
            assert difference(theirs[1], ours[1]) < MAX_DIFFERENCE
        worst = [difference(reference[i], out[i]) for i in range(3)]
        assert max(worst) < MAX_DIFFERENCE, worst
        out32 = decoder32.forward(tokens)
        report = f"{name} {length}: transformers {worst[2]:.1e}, numpy in f32 {difference(out32[2], out[2]):.1e}"
        if draft is not None:
            draft32 = decoder32.draft(tokens, out32[1])
            report += f", draft in f32 {difference(draft32[1], draft[1]):.1e}"
        margins = [float(np.min(r[i])) for r in out[3] for i in (2, 3)]
        print(report + f", smallest margin {min(margins):.1e}")
        path = folder / f"prompt_{length}.safetensors"
        tensors = golden_tensors(tokens, rows, out, reference, draft)
        path.write_bytes(safetensors.numpy.save(tensors))
        assert path.stat().st_size < MAX_FILE_BYTES, path


def write_file_table():
    manifest = HERE / "MANIFEST.md"
    heading = "## Files\n"
    text = manifest.read_text().split(heading)[0] + heading + "\n| file | sha256 |\n|---|---|\n"
    for path in sorted((HERE / "model").rglob("*.*")):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        text += f"| {path.relative_to(HERE)} | {digest} |\n"
    manifest.write_text(text)


if __name__ == "__main__":
    torch.set_num_threads(2)
    for case_name, golden_case in CASES.items():
        make_case(case_name, golden_case)
    write_file_table()
