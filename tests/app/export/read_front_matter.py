"""Reads the front matter of Markdown exports, whose values are JSON, and prints each as one JSON line.
Ends with 1 if a line is anything else."""

import json
import re
import sys


def front_matter(path):
    lines = open(path, encoding="utf-8", errors="strict", newline="\n").read().split("\n")
    assert lines[0] == "---", lines[0]
    values = {}
    for line in lines[1:lines.index("---", 1)]:
        match = re.fullmatch(r"(title|model|folder|created|updated|tags): (\".*\"|\[.*\])", line)
        assert match and match[1] not in values, line
        # What YAML would take for a line break or cannot print.
        assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]", line), line
        values[match[1]] = json.loads(match[2])
    return values


for name in sys.argv[1:]:
    print(json.dumps(front_matter(name)))
