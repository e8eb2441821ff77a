"""Heroes, names, places and objects of the stories, with the sentences that each of them brings."""

from __future__ import annotations

from typing import NamedTuple


class Hero(NamedTuple):
    """Who the story is about; name, place and thing are what it gets when the prompt gives none."""

    kind: str
    trait: str
    ending: str
    name: str
    place: str
    thing: str


class Place(NamedTuple):
    """Where it happens: `where` follows "finds a lamp", `arrival` follows "One morning, Mira"."""

    where: str
    arrival: str
    hero: str


class Thing(NamedTuple):
    """What is found; `wonder` is what it does and `use` what the hero does with it."""

    name: str
    wonder: str
    use: str
    hero: str


HEROES = (
    Hero("fox", "was clever and loved riddles", "the happiest fox of all", "Mira", "in the forest", "lamp"),
    Hero("bear", "was strong and loved honey", "the kindest bear around", "Bruno", "on the mountain", "bell"),
    Hero("cat", "was quiet and loved warm places", "a very proud cat", "Luna", "in the old house", "mirror"),
    Hero("dog", "was loyal and loved long walks", "the best dog in town", "Max", "in the park", "ball"),
    Hero("mouse", "was small but very brave", "the bravest mouse of all", "Pip", "in the library", "key"),
    Hero(
        "rabbit", "was quick and loved clover", "the fastest rabbit around", "Nia", "in the meadow", "basket"
    ),
    Hero("owl", "was wise and loved the night", "the wisest owl of all", "Otto", "in the tower", "book"),
    Hero("turtle", "was slow but never gave up", "a very patient turtle", "Theo", "on the beach", "shell"),
    Hero(
        "dragon",
        "was gentle and loved to sing",
        "the friendliest dragon of all",
        "Ember",
        "in the cave",
        "crown",
    ),
    Hero("robot", "was curious and loved to count", "a very happy robot", "Bolt", "in the city", "clock"),
    Hero(
        "bird",
        "was cheerful and loved to sing",
        "the happiest bird around",
        "Kiri",
        "in the garden",
        "feather",
    ),
    Hero("frog", "was funny and loved to jump", "the proudest frog of all", "Fred", "by the river", "boat"),
    Hero(
        "horse", "was fast and loved the wind", "the freest horse around", "Storm", "in the valley", "saddle"
    ),
    Hero(
        "penguin", "was friendly and loved to slide", "a very merry penguin", "Pablo", "on the island", "kite"
    ),
    Hero(
        "squirrel", "was busy and loved acorns", "the busiest squirrel around", "Hazel", "in the park", "coin"
    ),
    Hero("hedgehog", "was shy but very kind", "a very cosy hedgehog", "Hugo", "in the garden", "blanket"),
    Hero(
        "whale", "was huge and loved deep songs", "the calmest whale of all", "Wanda", "in the sea", "pearl"
    ),
    Hero("girl", "was curious and loved adventures", "a very happy girl", "Ana", "by the lake", "map"),
    Hero("boy", "was brave and loved to explore", "a very proud boy", "Leo", "on the hill", "telescope"),
    Hero(
        "baker",
        "was cheerful and loved fresh bread",
        "the proudest baker in town",
        "Rosa",
        "in the village",
        "seed",
    ),
    Hero(
        "sailor",
        "was bold and loved the open sea",
        "the luckiest sailor of all",
        "Finn",
        "in the harbour",
        "map",
    ),
    Hero("gardener", "was patient and loved roses", "a very happy gardener", "Iris", "in the garden", "seed"),
    Hero(
        "wizard",
        "was old and loved strange stars",
        "the merriest wizard of all",
        "Milo",
        "in the tower",
        "lamp",
    ),
    Hero(
        "knight",
        "was brave and loved a good song",
        "the noblest knight of all",
        "Arthur",
        "in the castle",
        "ring",
    ),
)

NAMES = (
    "Mira", "Bruno", "Luna", "Max", "Pip", "Nia", "Otto", "Theo", "Ember", "Bolt",
    "Kiri", "Fred", "Storm", "Pablo", "Hazel", "Hugo", "Wanda", "Ana", "Leo", "Rosa",
    "Finn", "Iris", "Milo", "Arthur", "Ben", "Clara", "Dora", "Eli", "Gus", "Ivy",
    "Jack", "Kim", "Lily", "Nora", "Oscar", "Ruby", "Sam", "Tom", "Vera", "Zoe",
)  # fmt: skip

#: Heroes that only some names suit.
NAMES_OF = {
    "girl": (
        "Mira",
        "Luna",
        "Nia",
        "Hazel",
        "Ana",
        "Rosa",
        "Iris",
        "Clara",
        "Dora",
        "Ivy",
        "Lily",
        "Nora",
        "Ruby",
        "Zoe",
    ),
    "boy": (
        "Bruno",
        "Max",
        "Otto",
        "Theo",
        "Pablo",
        "Hugo",
        "Leo",
        "Finn",
        "Arthur",
        "Ben",
        "Eli",
        "Jack",
        "Sam",
        "Tom",
    ),
}

PLACES = (
    Place("in the forest", "walked under the tall trees of the forest", "fox"),
    Place("on the mountain", "climbed up the snowy mountain", "bear"),
    Place("in the old house", "looked around in the old house", "cat"),
    Place("in the park", "went for a walk in the sunny park", "dog"),
    Place("in the library", "tiptoed through the silent library", "mouse"),
    Place("in the meadow", "rested in the green meadow", "rabbit"),
    Place("in the tower", "went up the stairs of the tower", "owl"),
    Place("on the beach", "followed the waves along the beach", "turtle"),
    Place("in the cave", "looked into the dark cave", "dragon"),
    Place("in the city", "wandered through the bright city", "robot"),
    Place("in the garden", "sat among the flowers of the garden", "gardener"),
    Place("by the river", "watched the water of the river", "frog"),
    Place("in the valley", "crossed the quiet valley", "horse"),
    Place("on the island", "arrived on a tiny island", "penguin"),
    Place("in the sea", "dived into the deep blue sea", "whale"),
    Place("by the lake", "sat down by the calm lake", "girl"),
    Place("on the hill", "went up the windy hill", "boy"),
    Place("in the village", "strolled through the sleepy village", "baker"),
    Place("in the harbour", "counted the ships in the harbour", "sailor"),
    Place("in the castle", "entered the hall of the castle", "knight"),
)

THINGS = (
    Thing("lamp", "It glowed softly in the dark.", "used it to guide lost friends home", "fox"),
    Thing("bell", "Its sound was clear and sweet.", "rang it to call everyone to dinner", "bear"),
    Thing("mirror", "It showed only smiling faces.", "showed it to everyone who was sad", "cat"),
    Thing("ball", "It bounced higher than the trees.", "shared it and played until sunset", "dog"),
    Thing("key", "It was golden and very small.", "opened a secret door full of toys", "mouse"),
    Thing("basket", "It was never empty.", "gave apples to all the neighbours", "rabbit"),
    Thing("book", "Its pages told a new tale every night.", "read it aloud to all the children", "owl"),
    Thing("shell", "It whispered the song of the waves.", "let a lonely friend listen to it", "turtle"),
    Thing("crown", "It sparkled like a hundred stars.", "gave it back to the grateful queen", "dragon"),
    Thing("clock", "It had stopped long ago.", "repaired it so that it ticked again", "robot"),
    Thing("feather", "It was as light as a dream.", "wrote a kind letter with it", "bird"),
    Thing("boat", "It was made of paper but stayed dry.", "carried a little snail across the water", "frog"),
    Thing("saddle", "It was soft and finely made.", "took a tired child for a ride", "horse"),
    Thing("kite", "It danced high above the clouds.", "tied a message of peace to it", "penguin"),
    Thing("coin", "It was old and brought good luck.", "bought bread for a hungry friend", "squirrel"),
    Thing("blanket", "It was warm like a summer day.", "kept a shivering kitten warm", "hedgehog"),
    Thing("pearl", "It shone like the moon.", "gave it to a friend as a gift", "whale"),
    Thing("map", "A red cross marked a secret spot.", "followed it and found a box of sweets", "sailor"),
    Thing("seed", "It was tiny and silver.", "planted it, and a tall tree grew", "baker"),
    Thing("telescope", "It showed the rings of far planets.", "named a new star after a friend", "boy"),
    Thing("ring", "It made everyone speak the truth.", "ended an old quarrel with it", "knight"),
)  # fmt: skip
