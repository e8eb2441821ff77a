"""Completions offer every command and every option that --help names, in the shell itself.

  completions_test.py OCTANT bash|zsh|fish

bash and fish are asked to complete; zsh, which completes only at a terminal, reads the file and its
names are looked for. Exits with 77 where the shell is not installed. Standard library only.
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile

from help_words import commands

SCRIPT = pathlib.Path(__file__).resolve().parents[2] / "scripts" / "make_completions.py"
SKIPPED = 77
BASH = """source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_octant; printf '%s\\n' "${COMPREPLY[@]}" """


def run(*command: str, folder: str) -> set[str]:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    assert done.stderr == "", done.stderr
    return {line.split("\t")[0] for line in done.stdout.splitlines() if line}


def bash_offers(made: pathlib.Path, folder: str, words: list[str]) -> set[str]:
    return run("bash", "--norc", "-c", BASH, "bash", str(made / "octant.bash"), "octant", *words, folder=folder)


def fish_offers(made: pathlib.Path, folder: str, words: list[str]) -> set[str]:
    line = " ".join(["octant", *words])
    return run("fish", "--no-config", "-c", f"source {made}/octant.fish; complete -C '{line}'", folder=folder)


def check_offers(offers, program: str) -> None:
    help_of = commands(program)
    with tempfile.TemporaryDirectory() as made, tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "a folder").mkdir()
        (pathlib.Path(folder) / "a file").touch()
        subprocess.run([sys.executable, SCRIPT, program, made], check=True)

        def ask(*words: str) -> set[str]:
            return offers(pathlib.Path(made), folder, list(words))

        for path, options in help_of.items():
            long = {name for name in options if name.startswith("--")}
            below = {p[-1] for p in help_of if len(p) == len(path) + 1 and p[: len(path)] == path}
            assert ask(*path, "--") == long, (path, ask(*path, "--") ^ long)
            assert below <= ask(*path, ""), (path, below - ask(*path, ""))
        assert ask("his") == {"history"}
        assert ask("chat", "--device", "") == {"auto", "cpu", "cuda"}
        assert ask("chat", "--draft", "o") == {"off"}
        assert ask("chat", "--temperature", "") == set()
        folders = {name.replace("\\", "").rstrip("/") for name in ask("chat", "--model", "a")}
        assert folders == {"a folder"}, folders
        files = {name.replace("\\", "").rstrip("/") for name in ask("history", "import", "a")}
        assert files == {"a file", "a folder"}, files
        if offers is bash_offers:  # which gives --device=cp as three words
            assert ask("chat", "--device", "=", "cp") == {"cpu"}
            assert ask("chat", "--device", "=") == {"auto", "cpu", "cuda"}


def check_zsh(program: str) -> None:
    with tempfile.TemporaryDirectory() as made:
        subprocess.run([sys.executable, SCRIPT, program, made], check=True)
        subprocess.run(["zsh", "-n", f"{made}/_octant"], check=True)
        functions = (pathlib.Path(made) / "_octant").read_text().split("\n}\n")
        bodies = {text.split("() {")[0].split()[-1]: text for text in functions if "() {" in text}
        for path, options in commands(program).items():
            body = bodies["_".join(["_octant", *path])]
            missing = {o for o in options if f"'*{o}[" not in body and f"'*{o}=[" not in body}
            assert not missing, (path, missing)
            if path:
                assert f" {'_'.join(['_octant', *path])} ;;" in bodies["_".join(["_octant", *path[:-1]])], path


def main() -> int:
    program, shell = sys.argv[1:]
    if shutil.which(shell) is None:
        print(f"skipped: {shell} is not installed")
        return SKIPPED
    if shell == "zsh":
        check_zsh(program)
    else:
        check_offers(bash_offers if shell == "bash" else fish_offers, program)
    return 0


if __name__ == "__main__":
    sys.exit(main())
