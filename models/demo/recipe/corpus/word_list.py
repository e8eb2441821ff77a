"""Common short nouns by theme, in lower case: each is likely to be one token of the vocabulary.

No noun stands in two themes.
"""

from __future__ import annotations

THEMES: dict[str, tuple[str, ...]] = {
    "animals": tuple(
        "ant bat bear bee bird cat cow crab deer dog duck fish fox frog goat hen horse lion mouse owl "
        "pig rabbit sheep snake tiger whale wolf zebra".split()
    ),
    "food": tuple(
        "apple bean bread butter cake cheese corn egg fig grape honey jam lemon meat melon milk nut onion "
        "orange peach pear plum potato rice salad salt soup sugar tea".split()
    ),
    "home": tuple(
        "bag bed bell bowl box brush chair clock cup desk door fork key knife lamp mirror pan pillow plate "
        "pot roof room shelf sofa spoon table vase wall window".split()
    ),
    "nature": tuple(
        "beach cloud desert fire flower forest grass hill ice island lake leaf moon mountain night ocean "
        "rain river rock rose sand sea sky snow star stone storm sun tree valley wind".split()
    ),
    "town": tuple(
        "bank bike boat bridge bus car church city farm garden hotel house library market museum park road "
        "school shop station street tower train village".split()
    ),
    "things": tuple(
        "ball book camera card coat coin dress drum flag glove guitar hat letter map paper pen pencil phone "
        "photo piano ring rope shirt shoe ticket toy umbrella wheel".split()
    ),
}

WORDS: tuple[str, ...] = tuple(word for theme in THEMES.values() for word in theme)
