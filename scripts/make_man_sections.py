#!/usr/bin/env python3
"""Writes what help2man cannot know for octant.1: every command's options, exit codes, files.

  make_man_sections.py OCTANT OUT DEMO      OUT is for help2man --include, DEMO the demo model's folder

The options come from `octant COMMAND --help`; exit codes and files are those of README.md.
"""

import pathlib
import sys

import help_tree

# Exit codes are app/cli/exit_code.h's, places app/store/paths.h's and app/cli/model_path.h's.
FIXED = r"""
[exit status]
.TP
.B 0
All went well.
.TP
.B 1
It failed; the reason is one line on standard error.
.TP
.B 2
The command line could not be understood.
.TP
.B 130
Interrupted by Ctrl\-C.

[environment]
.TP
.B OCTANT_HOME
Folder of the history of conversations.
.TP
.B XDG_DATA_HOME
Holds octant/history.db if OCTANT_HOME is not set (default: ~/.local/share).
.TP
.B HF_HOME
Where models named org/name are looked for (default: ~/.cache/huggingface).
.TP
.B NO_COLOR
If set, output has no colours.

[files]
.TP
.I {demo}
The demo model: octant chat \-\-model {demo}
"""


def roff(text: str) -> str:
    """Text as it stands: hyphens are minus signs, and no line begins with a command."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + text if text.startswith((".", "'")) else text


def option_lines(option: help_tree.Option) -> list[str]:
    names = ", ".join(f"\\fB{roff(name)}\\fR" for name in option.names)
    value = f" \\fI{roff(option.value)}\\fR" if option.value else ""
    return [".TP", names + value, roff(option.about)]


def main() -> int:
    if len(sys.argv) != 4:
        print(__doc__, file=sys.stderr)
        return 2
    root = help_tree.read_command(pathlib.Path(sys.argv[1]), [])
    lines = ["[commands]"]
    for command in root.all[1:]:
        lines += [f".SS {roff(command.usage)}", roff(command.about) + "."]
        for option in command.positionals + command.options:
            if "--help" not in option.names:
                lines += option_lines(option)
    pathlib.Path(sys.argv[2]).write_text("\n".join(lines) + "\n" + FIXED.replace("{demo}", roff(sys.argv[3])))
    return 0


if __name__ == "__main__":
    sys.exit(main())
