"""`octant chat --device cuda` on fake devices gives the tokens that Transformers gives.

  cuda_chat_test.py OCTANT_ON_SIMT MODEL GREEDY_JSON DEVICES PEER_ACCESS DRAFT TURN

Asks five of the golden file's twenty shortest questions, those of this TURN (0 to 3), in one batch on
eight ranks (tests/demo/octant_on_simt.cpp). Standard library only.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

PROMPTS, TURNS = 20, 4  # the executor takes seconds for each
DECIDED = 0.1  # distance of the likeliest logit to the next that rounding does not bridge


def short_cases(golden: pathlib.Path, turn: int) -> list[dict]:
    cases = [c for c in json.loads(golden.read_text())["cases"] if c["margin"] >= DECIDED]
    # Eight characters of a question take about as long as a token of an answer: they come in chunks.
    cases.sort(key=lambda c: len(c["generated_ids"]) + sum(len(m["content"]) for m in c["messages"]) // 8)
    return cases[turn:PROMPTS:TURNS]


def main() -> int:
    program, model, golden, devices, peer_access, draft, turn = sys.argv[1:]
    cases = short_cases(pathlib.Path(golden), int(turn))
    with tempfile.TemporaryDirectory() as folder:
        batch = pathlib.Path(folder) / "batch.jsonl"
        batch.write_text("".join(json.dumps({"messages": c["messages"]}) + "\n" for c in cases))
        command = [program, "chat", "--model", model, "--device", "cuda", "--ranks", "8", "--context", "256"]
        command += ["--temperature", "0", "--draft", draft, "--batch", str(batch)]
        machine = {"SIMT_DEVICES": devices, "SIMT_PEER_ACCESS": peer_access}
        done = subprocess.run(command, env=os.environ | machine, capture_output=True, text=True)
    if done.returncode != 0:
        print(done.stdout, done.stderr, f"exit code {done.returncode}")
        return 1
    assert len(cases) == PROMPTS // TURNS
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    wrong = 0
    for case, answer in zip(cases, answers, strict=True):
        same = answer["tokens"] == case["generated_ids"]
        wrong += not same
        print("same" if same else "OTHER", answer["device"], case["messages"][-1]["content"], "->", answer["text"])
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
