"""The shape of the code domain's data."""

from __future__ import annotations

from typing import NamedTuple


class Snippet(NamedTuple):
    """One task of a language with the one program that solves it.

    wants: ways to say what it does, each with a bare verb first ("add two numbers"); the first is canonical.
    idea:  the thought that leads to the program.
    code:  the program; $name is the function's name, $n a number and $word a word out of the prompt.
    name:  what the function is called when the prompt does not say; empty for what is no single function.
    """

    wants: tuple[str, ...]
    idea: str
    code: str
    name: str = ""


def function(name: str, wants: str, idea: str, code: str) -> Snippet:
    """A function; "|" separates the ways to ask for it."""
    return Snippet(tuple(wants.split("|")), idea, code.strip("\n"), name)


def program(wants: str, idea: str, code: str) -> Snippet:
    """A piece of code that is no single function."""
    return Snippet(tuple(wants.split("|")), idea, code.strip("\n"))
