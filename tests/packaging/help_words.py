"""Commands and options by a cruder reading of --help than scripts/help_tree.py's, to test it with."""

import re
import subprocess


def commands(program: str, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], set[str]]:
    """Options by command: {(): {"-h", "--help", ...}, ("history", "list"): {...}}."""
    text = subprocess.run([program, *path, "--help"], capture_output=True, text=True, check=True).stdout
    above, _, below = text.partition("\nSubcommands:\n")
    rows = re.findall(r"^  (-\S+)", above, re.MULTILINE)
    found = {path: {name for row in rows for name in row.split(",")}}
    for name in re.findall(r"^  ([a-z]\S*)", below, re.MULTILINE):
        found |= commands(program, (*path, name))
    return found
