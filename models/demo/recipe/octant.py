"""The program `octant` as evaluation uses it."""

from __future__ import annotations

import json
import pathlib
import subprocess
import tempfile

import numpy as np
from safetensors.numpy import load_file

# Answers are the same for any number of ranks; one thread a run, since several runs go on at once.
ONE_THREAD = ("--ranks", "1", "--threads", "1")


class Octant:
    """One checkpoint through one build of the program."""

    def __init__(self, program: pathlib.Path, model: pathlib.Path):
        self.program, self.model = program, model

    def _run(self, command: str, *flags: str, text: str = "") -> str:
        argv = [str(self.program), command, "--model", str(self.model), *ONE_THREAD, *flags]
        done = subprocess.run(argv, input=text, capture_output=True, text=True, encoding="utf-8")
        if done.returncode != 0:
            raise SystemExit(f"{' '.join(argv)}: {done.stderr.strip()}")
        return done.stdout

    def chat(self, requests: list[dict], *flags: str) -> list[dict]:
        """Answers of `octant chat --batch`, in the order of the requests."""
        lines = "".join(json.dumps(request) + "\n" for request in requests)
        out = self._run("chat", "--batch", "-", *flags, text=lines)
        return [json.loads(line) for line in out.splitlines()]

    def logits(self, ids: list[int]) -> np.ndarray:
        """[T, vocab_size] of `octant eval`."""
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "logits.safetensors"
            self._run("eval", "--tokens", ",".join(map(str, ids)), "--logits", str(path))
            return load_file(path)["logits"]
