"""Reads the commands of octant and their options from what --help prints.

Used by make_completions.py and make_man_sections.py, so that neither lists anything by hand.
"""

import dataclasses
import pathlib
import re
import subprocess


@dataclasses.dataclass
class Option:
    names: list[str]  # ["-m", "--model"]
    value: str  # "DIR", "auto|cpu|cuda"; empty for a switch
    about: str

    @property
    def choices(self) -> list[str]:
        """The words that can be typed as they are: of auto|off|N the first two."""
        parts = self.value.split("|")
        return [p for p in parts if re.fullmatch(r"[a-z0-9][a-z0-9-]*", p)] if len(parts) > 1 else []

    @property
    def kind(self) -> str:
        """What else can be completed: "files", "folders" or ""."""
        return kind_of(self.value)


@dataclasses.dataclass
class Command:
    path: list[str]  # [] for octant itself, ["history", "list"]
    about: str
    usage: str
    options: list[Option]
    positionals: list[Option]  # one name each
    commands: list["Command"]

    @property
    def all(self) -> list["Command"]:
        return [self] + [below for command in self.commands for below in command.all]


def kind_of(value: str) -> str:
    words = set(re.findall(r"[A-Z]+", value))
    if words & {"FILE", "PATH", "CONFIG"}:
        return "files"
    return "folders" if "DIR" in words else ""


def entries(lines: list[str]) -> list[tuple[str, str]]:
    """Rows of a section: what stands left, what it means; a row may begin on a line of its own."""
    rows: list[tuple[str, str]] = []
    for line in lines:
        if re.match(r"  \S", line):
            left, _, about = line.strip().partition("  ")
            rows.append((left, about.strip()))
        elif line.strip() and rows:
            left, about = rows[-1]
            rows[-1] = (left, f"{about} {line.strip()}".strip())
    return rows


def sections(text: str) -> dict[str, list[str]]:
    """Lines by heading ("Options:" is one); what comes before the first is under ""."""
    found: dict[str, list[str]] = {"": []}
    heading = ""
    for line in text.splitlines():
        if re.fullmatch(r"[A-Z][\w ]*:", line):
            heading = line[:-1]
            found.setdefault(heading, [])
        else:
            found[heading].append(line)
    return found


def as_option(left: str, about: str) -> Option:
    names, _, value = left.partition(" ")
    return Option(names.split(","), value.strip(), about)


def read_command(program: pathlib.Path, path: list[str]) -> Command:
    """`program`'s command at `path` and those below it. Fails if its help shows no options."""
    done = subprocess.run([program, *path, "--help"], capture_output=True, text=True, check=True)
    parts = sections(done.stdout)
    about, usage = [], ""
    for line in parts.pop(""):
        if line.startswith("Usage: "):
            usage = line.removeprefix("Usage: ")
        else:
            about.append(line)
    below = [left for left, _ in entries(parts.pop("Subcommands", []))]
    positionals = [as_option(*row) for row in entries(parts.pop("Positionals", []))]
    # Options can be shown in groups with headings of their own.
    options = [as_option(*row) for lines in parts.values() for row in entries(lines)]
    if not options or not usage:
        raise SystemExit(f"{program} {' '.join(path)} --help: no usage or no options in it")
    commands = [read_command(program, [*path, name]) for name in below]
    return Command(path, " ".join(" ".join(about).split()), usage, options, positionals, commands)
