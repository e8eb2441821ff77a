"""Short stories of six sentences from a grammar of heroes, names, places and objects.

What the prompt gives goes into the story; what it leaves open follows from what it gives, so each prompt
has one story. Ends at one hero, one place and one found object per story.
"""

from __future__ import annotations

import random
from typing import NamedTuple

from .conversation import Conversation, Turn
from .phrasing import casual, normalised
from .story_data import HEROES, NAMES, NAMES_OF, PLACES, THINGS

_DOMAIN = "stories"
_HERO_BY_KIND = {hero.kind: hero for hero in HEROES}
_PLACE_BY_WHERE = {place.where: place for place in PLACES}
_THING_BY_NAME = {thing.name: thing for thing in THINGS}
_HERO_BY_NAME = {name: HEROES[i % len(HEROES)].kind for i, name in enumerate(NAMES)}

_WRAPPERS = (
    "Tell me a short story about {what}.",
    "Tell me a story about {what}.",
    "Write a short story about {what}.",
    "Write a story about {what}.",
    "Write me a story about {what}.",
    "Make up a story about {what}.",
    "Make up a short tale about {what}.",
    "Can you tell me a story about {what}?",
    "Can you write a short story about {what}?",
    "I would like a story about {what}.",
    "I want to hear a story about {what}.",
    "Give me a short story about {what}.",
    "Invent a little story about {what}.",
    "Please tell a bedtime story about {what}.",
    "A story about {what}.",
    "Story about {what}.",
)
_ABOUT_NOTHING = (
    "Tell me a story.",
    "Tell me a short story.",
    "Write a story.",
    "Write a short story.",
    "Write me a story.",
    "Can you tell me a story?",
    "Can you write a short story?",
    "I want to hear a story.",
    "I would like a bedtime story.",
    "Make up a story.",
    "Give me a short story.",
    "Tell me a tale.",
    "Tell me a bedtime story.",
    "Do you know a story?",
)


class Slots(NamedTuple):
    """What a prompt gives; None is left to the grammar."""

    kind: str | None = None
    name: str | None = None
    where: str | None = None
    thing: str | None = None

    def given(self) -> tuple[str, ...]:
        """The values that the prompt gives."""
        return tuple(value for value in self if value is not None)


#: Which slots a prompt gives (kind, name, where, thing), with weights; the first is a bare "Tell me a story."
_SHAPES = {
    (False, False, False, False): 3,
    (True, False, False, False): 12,
    (False, True, False, False): 6,
    (False, False, True, False): 4,
    (False, False, False, True): 6,
    (True, True, False, False): 16,
    (True, False, True, False): 10,
    (True, False, False, True): 12,
    (True, True, True, False): 8,
    (True, True, False, True): 12,
    (True, False, True, True): 8,
    (True, True, True, True): 14,
    (False, True, True, False): 3,
    (False, True, False, True): 4,
}


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _hero_kind(slots: Slots) -> str:
    """The hero: as given, or the one at home with the first of object, place and name that is given."""
    if slots.kind is not None:
        return slots.kind
    if slots.thing is not None:
        return _THING_BY_NAME[slots.thing].hero
    if slots.where is not None:
        return _PLACE_BY_WHERE[slots.where].hero
    if slots.name is not None:
        return _HERO_BY_NAME[slots.name]
    return HEROES[0].kind


def completed(slots: Slots) -> Slots:
    """The slots with all that the prompt leaves open filled in."""
    hero = _HERO_BY_KIND[_hero_kind(slots)]
    return Slots(hero.kind, slots.name or hero.name, slots.where or hero.place, slots.thing or hero.thing)


def story(slots: Slots) -> str:
    """The story of these slots."""
    full = completed(slots)
    hero, place, thing = _HERO_BY_KIND[full.kind], _PLACE_BY_WHERE[full.where], _THING_BY_NAME[full.thing]
    name = full.name
    return (
        f"Once upon a time, there was {_a(hero.kind)} named {name}. "
        f"{name} {hero.trait}. "
        f"One morning, {name} {place.arrival} and found {_a(thing.name)}. "
        f"{thing.wonder} "
        f"{name} {thing.use}. "
        f"That night, {name} was {hero.ending}."
    )


def _plan(slots: Slots) -> str:
    full = completed(slots)
    hero = f"{_a(full.kind)} named {full.name}"
    return f"The user wants a story.\nHero: {hero}.\nPlace: {full.where}. Object: {full.thing}."


def _who(rng: random.Random, slots: Slots) -> str:
    """The hero as the prompt names it."""
    if slots.kind is None:
        return slots.name or "someone"
    if slots.name is None:
        return _a(slots.kind)
    kind, name = slots.kind, slots.name
    forms = (f"{_a(kind)} named {name}", f"{_a(kind)} called {name}", f"{name} the {kind}")
    return rng.choices(forms, weights=(4, 2, 2))[0]


def _theme(rng: random.Random, slots: Slots) -> str:
    """What the story is about, in words of the prompt."""
    if slots.kind is None and slots.name is None:
        if slots.thing is not None:
            return _a(slots.thing)
        return rng.choice((f"a day {slots.where}", f"an adventure {slots.where}", f"someone {slots.where}"))
    who = _who(rng, slots)
    where = f" {slots.where}" if slots.where else ""
    if slots.thing is None:
        return who + where
    thing = _a(slots.thing)
    forms = [f"{who} who finds {thing}{where}", f"{who} finding {thing}{where}", f"{who} and {thing}{where}"]
    return rng.choices(forms, weights=(5, 1, 2))[0]


def _drawn(rng: random.Random) -> Slots:
    has_kind, name, where, thing = rng.choices(tuple(_SHAPES), weights=tuple(_SHAPES.values()))[0]
    kind = rng.choice(HEROES).kind if has_kind else None
    return Slots(
        kind,
        rng.choice(NAMES_OF.get(kind, NAMES)) if name else None,
        rng.choice(PLACES).where if where else None,
        rng.choice(THINGS).name if thing else None,
    )


def draw(rng: random.Random) -> Conversation:
    """One random story."""
    slots = _drawn(rng)
    given = slots.given()
    if given:
        ask = rng.choice(_WRAPPERS).format(what=_theme(rng, slots))
    else:
        ask = rng.choice(_ABOUT_NOTHING)
    if len(given) < 2:
        task, key = "one slot" if given else "no slot", normalised(ask)
    else:
        task, key = f"{len(given)} slots", " / ".join(given)
    return Conversation(_DOMAIN, task, f"story {key}", (Turn(casual(rng, ask), story(slots), _plan(slots)),))
