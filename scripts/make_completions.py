#!/usr/bin/env python3
"""Writes completions for bash, zsh and fish from what `octant --help` says.

  make_completions.py OCTANT FOLDER     writes FOLDER/octant.bash, FOLDER/_octant, FOLDER/octant.fish

All three find the command in the words before the cursor, then offer its commands, its options, or
the values of the option that the cursor is behind.
"""

import pathlib
import shlex
import sys

import help_tree
from help_tree import Command, Option


def quoted(text: str) -> str:
    """For bash and zsh, always in quotes."""
    return "'" + text.replace("'", "'\\''") + "'"


def fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def steps(root: Command) -> list[tuple[str, str, str]]:
    """(command so far, next word, command then): how words lead to a command."""
    return [(" ".join(c.path), b.path[-1], " ".join(b.path)) for c in root.all for b in c.commands]


def takes(command: Command) -> str:
    kinds = {help_tree.kind_of(p.value) for p in command.positionals}
    return "files" if "files" in kinds else "folders" if "folders" in kinds else ""


def bash_values(command: Command, option: Option) -> str:
    at = " ".join(command.path)
    keys = " | ".join(quoted(f"{at}:{name}") for name in option.names)
    return f"    {keys}) kind={option.kind or 'none'}; words={quoted(' '.join(option.choices))} ;;"


def bash(root: Command) -> str:
    walk = [f"      {quoted(f'{at}/{word}')}) at={quoted(then)} ;;" for at, word, then in steps(root)]
    values = [bash_values(c, o) for c in root.all for o in c.options if o.value]
    offers = []
    for command in root.all:
        names = [name for option in command.options for name in option.names]
        words = " ".join([c.path[-1] for c in command.commands] + names)
        offers.append(f"      {quoted(' '.join(command.path))}) kind={takes(command)}; words={quoted(words)} ;;")
    return "\n".join([
        "# bash completion of octant, written by scripts/make_completions.py",
        "_octant() {",
        "  local cur=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} at='' kind='' words='' i",
        "  # --device=cpu comes as three words.",
        "  if [ \"$cur\" = = ]; then",
        "    cur=''",
        "  elif [ \"$before\" = = ] && [ \"$COMP_CWORD\" -ge 2 ]; then",
        "    before=${COMP_WORDS[COMP_CWORD - 2]}",
        "  fi",
        "  for ((i = 1; i < COMP_CWORD; i++)); do",
        "    case \"$at/${COMP_WORDS[i]}\" in",
        *walk,
        "    esac",
        "  done",
        "  case \"$at:$before\" in",
        *values,
        "  esac",
        "  if [ -z \"$kind\" ]; then",
        "    case \"$at\" in",
        *offers,
        "    esac",
        "  fi",
        "  mapfile -t COMPREPLY < <(",
        "    compgen -W \"$words\" -- \"$cur\"",
        "    case \"$kind\" in files) compgen -f -- \"$cur\" ;; folders) compgen -d -- \"$cur\" ;; esac",
        "  )",
        "  # Names of files are quoted, and folders get a slash; there is nothing to set outside a completion.",
        "  case \"$kind\" in files | folders) compopt -o filenames 2>/dev/null ;; esac",
        "  return 0",
        "}",
        "complete -F _octant octant",
        ""])


def zsh_value(option: Option) -> str:
    what = {"files": "_files", "folders": "_files -/"}.get(option.kind)
    if option.choices:
        choices = f"({' '.join(option.choices)})"
        what = choices if what is None else what
    label = option.value.replace(":", "\\:")
    return f":{label}:{what or ''}"


def zsh_spec(option: Option) -> str:
    about = option.about
    for special in "\\[]:":
        about = about.replace(special, "\\" + special)
    value = zsh_value(option) if option.value else ""
    # Every name by itself: '--name=' takes its value behind = or as the next word.
    return " ".join(quoted(f"*{name}{'=' if option.value and name.startswith('--') else ''}[{about}]{value}")
                    for name in option.names)


def zsh_function(command: Command) -> list[str]:
    lines = [f"_{'_'.join(['octant', *command.path])}() {{"]
    specs = [zsh_spec(option) for option in command.options]
    for positional in command.positionals:
        action = {"files": "_files", "folders": "_files -/"}.get(takes(command), "")
        specs.append(quoted(f"*:{positional.names[0]}:{action}"))
    if command.commands:
        specs += ["'1: :->command'", "'*:: :->rest'"]
        lines += ["  local curcontext=$curcontext state state_descr line", "  typeset -A opt_args"]
    lines.append("  _arguments " + ("-C " if command.commands else "") + "\\")
    lines += [f"    {spec} \\" for spec in specs[:-1]] + [f"    {specs[-1]}"]
    if command.commands:
        described = [quoted(f"{c.path[-1]}:{c.about}") for c in command.commands]
        lines += ["  case $state in", "    command)", "      local -a commands=("]
        lines += [f"        {text}" for text in described]
        lines += ["      )", "      _describe command commands", "      ;;", "    rest)",
                  "      case $line[1] in"]
        lines += [f"        {shlex.quote(c.path[-1])}) _{'_'.join(['octant', *c.path])} ;;" for c in command.commands]
        lines += ["      esac", "      ;;", "  esac"]
    return lines + ["}", ""]


def zsh(root: Command) -> str:
    lines = ["#compdef octant", "# zsh completion of octant, written by scripts/make_completions.py", ""]
    for command in root.all:
        lines += zsh_function(command)
    return "\n".join([*lines, "_octant \"$@\"", ""])


def fish_option(at: str, option: Option) -> str:
    line = f"complete -c octant -n {fish_quoted(f'__octant_at {fish_quoted(at)}')}"
    for name in option.names:
        line += f" -l {name[2:]}" if name.startswith("--") else f" -s {name[1:]}"
    if option.value:
        words = option.choices + (["(__fish_complete_directories)"] if option.kind == "folders" else [])
        line += " -r -F" if option.kind == "files" else " -x"
        if words:
            line += " -a " + fish_quoted(" ".join(words))
    return line + " -d " + fish_quoted(option.about)


def fish(root: Command) -> str:
    lines = [
        "# fish completion of octant, written by scripts/make_completions.py",
        "function __octant_at --argument-names wanted",
        "    set -l at ''",
        "    for word in (commandline -opc)[2..]",
        "        switch \"$at/$word\"",
    ]
    for at, word, then in steps(root):
        lines += [f"            case {fish_quoted(f'{at}/{word}')}", f"                set at {fish_quoted(then)}"]
    lines += ["        end", "    end", "    test \"$at\" = \"$wanted\"", "end", "complete -c octant -f"]
    for command in root.all:
        at = " ".join(command.path)
        condition = f"complete -c octant -n {fish_quoted(f'__octant_at {fish_quoted(at)}')}"
        lines += [f"{condition} -a {c.path[-1]} -d {fish_quoted(c.about)}" for c in command.commands]
        lines += [fish_option(at, option) for option in command.options]
        if takes(command):
            lines.append(f"{condition} -F")
    return "\n".join([*lines, ""])


def main() -> int:
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    root = help_tree.read_command(pathlib.Path(sys.argv[1]), [])
    folder = pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "octant.bash").write_text(bash(root))
    (folder / "_octant").write_text(zsh(root))
    (folder / "octant.fish").write_text(fish(root))
    return 0


if __name__ == "__main__":
    sys.exit(main())
