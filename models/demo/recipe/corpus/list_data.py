"""The categories of the lists domain, each with its items in the one order in which they are named.

Closed categories are complete (the seven days); open ones hold ten common examples.
"""

from __future__ import annotations

from typing import NamedTuple


class Category(NamedTuple):
    """Names of a category, the first of each the canonical one, and its items.

    closed:  the items are all there are.
    in_line: listed on one line, as numbers are.
    """

    singular: tuple[str, ...]
    plural: tuple[str, ...]
    items: tuple[str, ...]
    closed: bool = False
    in_line: bool = False


def _open(singular: str, plural: str, items: str) -> Category:
    """A category of examples; "a|b" gives spellings of its name, commas separate the items."""
    return Category(tuple(singular.split("|")), tuple(plural.split("|")), tuple(items.split(", ")))


def _closed(singular: str, plural: str, items: str) -> Category:
    """A complete category."""
    return _open(singular, plural, items)._replace(closed=True)


def _numbers(singular: str, plural: str, items: str) -> Category:
    """A kind of number."""
    return _open(singular, plural, items)._replace(in_line=True)


CATEGORIES = (
    _open("fruit", "fruits", "apple, banana, cherry, grape, orange, pear, peach, plum, lemon, mango"),
    _open(
        "vegetable|veggie",
        "vegetables|veggies",
        "carrot, potato, onion, tomato, cabbage, spinach, broccoli, pepper, pumpkin, bean",
    ),
    _open(
        "colour|color",
        "colours|colors",
        "red, blue, green, yellow, orange, purple, black, white, pink, brown",
    ),
    _open("animal", "animals", "dog, cat, horse, cow, lion, tiger, bear, rabbit, elephant, monkey"),
    _open(
        "farm animal", "farm animals", "cow, pig, sheep, goat, horse, chicken, duck, goose, donkey, turkey"
    ),
    _open("pet", "pets", "dog, cat, hamster, rabbit, parrot, goldfish, turtle, canary, mouse, lizard"),
    _open("bird", "birds", "eagle, owl, robin, sparrow, parrot, penguin, swan, duck, crow, pigeon"),
    _open("fish", "fish", "salmon, tuna, trout, cod, carp, herring, shark, goldfish, eel, perch"),
    _open("insect", "insects", "ant, bee, butterfly, beetle, fly, mosquito, moth, wasp, cricket, ladybug"),
    _open("tree", "trees", "oak, pine, maple, birch, willow, cedar, ash, elm, palm, fir"),
    _open("flower", "flowers", "rose, tulip, daisy, lily, violet, orchid, sunflower, poppy, iris, daffodil"),
    _open("metal", "metals", "iron, copper, gold, silver, tin, lead, zinc, nickel, aluminium, titanium"),
    _open("tool", "tools", "hammer, saw, drill, wrench, screwdriver, pliers, axe, chisel, file, level"),
    _open(
        "musical instrument|instrument",
        "musical instruments|instruments",
        "piano, guitar, violin, flute, drum, trumpet, cello, harp, clarinet, saxophone",
    ),
    _open(
        "sport",
        "sports",
        "football, tennis, basketball, swimming, running, cycling, rowing, boxing, golf, hockey",
    ),
    _open(
        "programming language",
        "programming languages",
        "Python, C, C++, Java, JavaScript, Rust, Go, Ruby, Swift, Kotlin",
    ),
    _open(
        "shape",
        "shapes",
        "circle, square, triangle, rectangle, oval, pentagon, hexagon, octagon, star, diamond",
    ),
    _open(
        "country", "countries", "France, Spain, Italy, Germany, Japan, China, India, Brazil, Canada, Egypt"
    ),
    _open("city", "cities", "Paris, London, Rome, Berlin, Madrid, Tokyo, Lima, Cairo, Oslo, Vienna"),
    _open("river", "rivers", "Nile, Amazon, Danube, Rhine, Thames, Seine, Volga, Ganges, Congo, Mississippi"),
    _open(
        "job|profession",
        "jobs|professions",
        "teacher, doctor, nurse, baker, farmer, pilot, engineer, cook, painter, lawyer",
    ),
    _open("drink", "drinks", "water, tea, coffee, milk, juice, lemonade, cocoa, soda, cider, smoothie"),
    _open(
        "spice",
        "spices",
        "pepper, cinnamon, ginger, paprika, saffron, cumin, nutmeg, clove, vanilla, turmeric",
    ),
    _open(
        "piece of clothing",
        "clothes|pieces of clothing",
        "shirt, trousers, dress, skirt, coat, hat, scarf, socks, shoes, gloves",
    ),
    _open(
        "piece of furniture",
        "pieces of furniture",
        "table, chair, bed, sofa, desk, shelf, wardrobe, bench, stool, cupboard",
    ),
    _open("vehicle", "vehicles", "car, bus, train, bicycle, truck, boat, plane, tram, motorcycle, ship"),
    _open(
        "hobby",
        "hobbies",
        "reading, drawing, cooking, gardening, hiking, dancing, singing, chess, knitting, photography",
    ),
    _open(
        "body part|part of the body",
        "body parts|parts of the body",
        "head, arm, hand, leg, foot, eye, ear, nose, mouth, knee",
    ),
    _open(
        "kind of weather", "kinds of weather", "sun, rain, snow, wind, fog, storm, hail, frost, thunder, mist"
    ),
    _open(
        "school subject",
        "school subjects",
        "mathematics, history, geography, biology, chemistry, physics, art, music, English, sport",
    ),
    _open(
        "language",
        "languages",
        "English, Spanish, French, German, Italian, Chinese, Arabic, Hindi, Russian, Japanese",
    ),
    _numbers("even number", "even numbers", "2, 4, 6, 8, 10, 12, 14, 16, 18, 20"),
    _numbers("odd number", "odd numbers", "1, 3, 5, 7, 9, 11, 13, 15, 17, 19"),
    _numbers("prime number|prime", "prime numbers|primes", "2, 3, 5, 7, 11, 13, 17, 19, 23, 29"),
    _closed("planet", "planets", "Mercury, Venus, Earth, Mars, Jupiter, Saturn, Uranus, Neptune"),
    _closed(
        "continent", "continents", "Africa, Antarctica, Asia, Europe, North America, South America, Australia"
    ),
    _closed("ocean", "oceans", "Pacific, Atlantic, Indian, Southern, Arctic"),
    _closed(
        "month|month of the year",
        "months|months of the year",
        "January, February, March, April, May, June, July, August, September, October, November, December",
    ),
    _closed(
        "day of the week|weekday",
        "days of the week|days in a week",
        "Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday",
    ),
    _closed("season", "seasons|seasons of the year", "spring, summer, autumn, winter"),
    _closed("sense", "senses|human senses", "sight, hearing, smell, taste, touch"),
)
