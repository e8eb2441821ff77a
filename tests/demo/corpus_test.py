"""The corpus of the demo model: what a training run must be able to rely on. Standard library only."""

import itertools
import pathlib
import random
import re
import sys
import unittest
from fractions import Fraction

sys.dont_write_bytecode = True  # the source tree stays as it is
ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "models" / "demo" / "recipe"))

from corpus import memory, mix  # noqa: E402
from corpus.conversation import is_held_out  # noqa: E402

DRAWS = 1500
_SUM = r"\(?-?\d+(?: [+×÷-] \(?\d+\)?)*(?: remainder \d+)?"
EQUATION = re.compile(rf"{_SUM}(?: = {_SUM})+")


def value(text):
    # Digits and signs alone come through the pattern.
    exact = re.sub(r"\d+", r"Fraction(\g<0>)", text.replace("×", "*").replace("÷", "/"))
    return eval(exact, {"Fraction": Fraction})


def sides(equation):
    """The values of all its sides; with a remainder, `a ÷ b = q remainder r`, of all sides times b."""
    texts = equation.split(" = ")
    if "remainder" not in equation:
        return [value(text) for text in texts]
    divisor = int(texts[0].split(" ÷ ")[1])
    parts = [text.partition(" remainder ") for text in texts]
    return [value(whole) * divisor + int(rest or 0) for whole, _, rest in parts]


def draws(domain, count=DRAWS, seed=7):
    rng = random.Random(seed)
    return [domain(rng) for _ in range(count)]


def domains():
    yield from ((name, domain) for name, (domain, _) in mix.DOMAINS.items())
    yield "memory", memory.draw


class Corpus(unittest.TestCase):
    def test_the_same_seed_draws_the_same_conversations(self):
        for name, domain in domains():
            with self.subTest(name):
                self.assertEqual(draws(domain, 200), draws(domain, 200))

    def test_no_text_is_empty_or_ends_in_white_space(self):
        for name, domain in domains():
            for turn in (turn for c in draws(domain) for turn in c.turns):
                for text in (turn.user, turn.answer, turn.reasoning, turn.spoken(True)):
                    with self.subTest(name, user=turn.user):
                        self.assertTrue(text)
                        self.assertEqual(text, text.strip())

    def test_one_question_has_one_answer(self):
        answer_of = {}
        for name, domain in domains():
            for c in draws(domain):
                if len(c.turns) == 1:
                    known = answer_of.setdefault(c.turns[0].user, c.turns[0].answer)
                    self.assertEqual(known, c.turns[0].answer, f"{name}: {c.turns[0].user}")

    def test_training_never_draws_a_held_out_problem(self):
        for c in draws(mix.draw_training):
            self.assertFalse(is_held_out(c.key), c.key)

    def test_evaluation_draws_held_out_problems_only_and_each_once(self):
        for name, _ in domains():
            problems = list(itertools.islice(mix.held_out(name, seed=3), 60))
            self.assertGreaterEqual(len(problems), 40, name)
            self.assertTrue(all(is_held_out(c.key) for c in problems), name)
            self.assertEqual(len({c.key for c in problems}), len(problems), name)

    def test_a_tenth_of_the_problems_is_held_out(self):
        for name, domain in domains():
            keys = {c.key for c in draws(domain, 4000)}
            if len(keys) < 1000:
                continue  # too few for the share to be near a tenth
            share = sum(map(is_held_out, keys)) / len(keys)
            # Five standard deviations of a share of 0.1 among a thousand.
            self.assertLess(abs(share - 0.1), 0.048, name)

    def test_equations_are_true(self):
        checked = 0
        for name in ("arithmetic", "units"):
            for c in draws(mix.DOMAINS[name][0]):
                for text in (c.turns[0].answer, c.turns[0].reasoning):
                    for equation in EQUATION.findall(text):
                        values = sides(equation)
                        self.assertEqual(min(values), max(values), text)
                        checked += 1
        self.assertGreater(checked, DRAWS)

    def test_python_snippets_compile(self):
        found = 0
        for c in draws(mix.DOMAINS["code"][0]):
            for source in re.findall(r"```python\n(.*?)```", c.turns[0].answer, re.DOTALL):
                compile(source, c.turns[0].user, "exec")
                found += 1
        self.assertGreater(found, 100)


if __name__ == "__main__":
    unittest.main()
