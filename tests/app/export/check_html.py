"""Prints what pages hold that an export must not hold: scripts, handlers, foreign elements and
attributes, addresses of other schemes, text outside of elements that are closed. Nothing: it is fine."""

import html.parser
import sys

ELEMENTS = {"html", "head", "meta", "title", "style", "body", "main", "header", "section", "h1", "h2",
            "dl", "dt", "dd", "p", "pre", "code", "details", "summary", "a", "span"}
ATTRIBUTES = {"charset", "name", "content", "http-equiv", "lang", "class", "dir", "href", "rel"}
SCHEMES = ("http://", "https://", "mailto:")
CSP = "default-src 'none'; style-src 'unsafe-inline'"


class Checker(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open = []
        self.found = []
        self.csp = False
        self.styles = 0

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag not in ELEMENTS:
            self.found.append(f"element {tag}")
        for name, value in attrs:
            if name not in ATTRIBUTES:
                self.found.append(f"attribute {name} of {tag}")
            if name == "href" and not value.startswith(SCHEMES):
                self.found.append(f"address {value}")
        if tag == "a" and values.get("rel") != "noopener noreferrer":
            self.found.append("link without rel")
        if tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
            self.found.append("refresh")
        self.csp |= tag == "meta" and values.get("content") == CSP
        self.styles += tag == "style"
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.found.append(f"end of {tag} out of place")

    def handle_comment(self, data):
        self.found.append(f"comment {data}")

    def handle_pi(self, data):
        self.found.append(f"instruction {data}")

    def unknown_decl(self, data):
        self.found.append(f"declaration {data}")


for path in sys.argv[1:]:
    checker = Checker()
    with open(path, encoding="utf-8", errors="strict") as file:
        checker.feed(file.read())
    checker.close()
    if checker.open:
        checker.found.append(f"not closed: {checker.open}")
    if not checker.csp or checker.styles != 1:
        checker.found.append("no policy, or styles that are not the page's own")
    for found in checker.found:
        print(f"{path}: {found}")
