"""The man page's sections name every command and option.  man_test.py OCTANT

help2man puts them into the page; it is not needed here. Standard library only.
"""

import pathlib
import subprocess
import sys
import tempfile

from help_words import commands

SCRIPT = pathlib.Path(__file__).resolve().parents[2] / "scripts" / "make_man_sections.py"


def main() -> int:
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "octant.h2m"
        subprocess.run([sys.executable, SCRIPT, program, out, "/usr/share/octant/models/demo"], check=True)
        text = out.read_text().replace("\\-", "-")
    for path, options in commands(program).items():
        if not path:  # help2man's own part
            continue
        section = text.split(f".SS octant {' '.join(path)} ", 1)[1].split("\n.SS ")[0]
        missing = {o for o in options - {"-h", "--help"} if f"\\fB{o}\\fR" not in section}
        assert not missing, (path, missing)
    return 0


if __name__ == "__main__":
    sys.exit(main())
