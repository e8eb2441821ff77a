"""Names and words that users tell about themselves.

Beside the list of names, names are also built from syllables, so that copying is learnt, not the list.
"""

from __future__ import annotations

#: Given names from many cultures.
NAMES = tuple(
    """
    Ana Ben Tom Maria Anna Peter Paul Lisa Max Emma Leo Mia Noah Lena Felix Clara Jonas Hanna Oskar
    Greta Lukas Frieda Karl Ingrid Lars Astrid Sven Freya Erik Sigrid Olga Ivan Nadia Boris Irina Pavel
    Katya Milan Zofia Marek Agata Jan Eva Tomas Petra Mateo Lucia Diego Sofia Carlos Elena Pablo Carmen
    Miguel Rosa Javier Ines Joao Beatriz Rui Luca Giulia Marco Chiara Paolo Bianca Pierre Chloe Louis
    Camille Hugo Manon Remi Elise Niamh Liam Sean Aoife Rhys Megan Owen Isla Finn Grace Jack Alice Harry
    Lucy James Sarah David Ruth Daniel Noa Amit Yael Omar Layla Ali Fatima Hassan Amina Yusuf Zainab
    Karim Samira Tariq Leyla Mehmet Elif Emre Aylin Darius Shirin Arash Priya Arjun Ananya Ravi Meera
    Vikram Lakshmi Sanjay Deepa Imran Ayesha Kofi Ama Kwame Zuri Amara Chidi Ngozi Tunde Thabo Lerato
    Sipho Abebe Selam Wei Ling Hao Mei Jun Xia Chen Yuki Haruto Sakura Kenji Aiko Hiroshi Emi Min Jisoo
    Hyun Sora Linh Minh Thuy Nam Somchai Malee Putri Budi Dewi Jose Kiri Aroha Leilani Kai Moana Sam
    Alex Kim Robin Nikos Eleni Andrei Ioana Bogdan Vesna Luka Marta Tamar Giorgi Aram Ani
    """.split()
)

#: Names so common that they get their capital back when typed in lower case.
LOWER_NAMES = tuple(
    """
    Tom Ben Anna Maria Peter Paul Lisa Max Emma Leo Sam Alex David Sarah
    Daniel James Jack Lucy Ana Ali Omar Eva Jan Kim
    """.split()
)

#: Names built from two or three of these.
SYLLABLES = tuple(
    """
    ka mi ro ve la no ti su da re lo ma ni to sa be do fi ga ha jo ku le mo na pe ra si ta vi zo ne ru
    lu ba ko
    """.split()
)

PET_NAMES = tuple(
    """
    Luna Bella Max Rocky Coco Milo Charlie Daisy Simba Nala Oscar Ruby Toby Lola Felix Minka Balu Shadow
    Ginger Snowy Pepper Biscuit Cookie Tiger Misty Bruno Rex Fluffy Socks Patch Bubbles Hazel Nugget
    Mochi Taro Kiki
    """.split()
)

ANIMALS = (
    "cat",
    "dog",
    "horse",
    "rabbit",
    "parrot",
    "hamster",
    "fish",
    "turtle",
    "snake",
    "goat",
    "duck",
    "mouse",
)
RELATIVES = (
    "sister",
    "brother",
    "mother",
    "father",
    "son",
    "daughter",
    "friend",
    "teacher",
    "boss",
    "neighbour",
)
THINGS = (
    "key",
    "phone",
    "book",
    "bag",
    "wallet",
    "umbrella",
    "hat",
    "bike",
    "laptop",
    "cup",
    "coat",
    "ticket",
)
PLACES = (
    "in the kitchen",
    "on the table",
    "under the bed",
    "in the car",
    "in the garden",
    "on the shelf",
    "behind the door",
    "in the office",
    "in the drawer",
    "on the chair",
    "in the bathroom",
    "at school",
    "under the sofa",
    "in the cellar",
    "on the desk",
    "next to the lamp",
    "in the box",
    "at the station",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SEASONS = ("spring", "summer", "autumn", "winter")

CITIES = tuple(
    """
    Berlin Paris London Madrid Rome Lisbon Vienna Prague Warsaw Budapest Athens Oslo Stockholm Helsinki
    Dublin Amsterdam Brussels Zurich Munich Hamburg Milan Naples Porto Seville Lyon Boston Chicago
    Seattle Denver Austin Toronto Montreal Lima Bogota Quito Havana Santiago Cairo Lagos Nairobi Accra
    Dakar Tunis Istanbul Ankara Tehran Mumbai Delhi Chennai Dhaka Bangkok Hanoi Manila Jakarta Singapore
    Tokyo Osaka Kyoto Seoul Beijing Shanghai Shenzhen Sydney Melbourne Auckland
    """.split()
)
COUNTRIES = tuple(
    """
    Germany France Spain Italy Portugal Austria Poland Hungary Greece Norway Sweden Finland Denmark
    Ireland Scotland Belgium Switzerland Canada Mexico Brazil Peru Chile Colombia Argentina Cuba Egypt
    Nigeria Kenya Ghana Morocco Ethiopia Turkey Iran India Nepal Pakistan Vietnam Thailand Indonesia
    Japan China Korea Australia Samoa Ukraine Romania Bulgaria Croatia Iceland Estonia
    """.split()
)
JOBS = tuple(
    f"{'an' if job[0] in 'aeio' else 'a'} {job}"
    for job in """
    nurse teacher engineer doctor baker farmer driver pilot painter writer singer cook gardener lawyer
    student carpenter plumber electrician programmer designer dentist librarian musician actor architect
    scientist chemist tailor butcher waiter barber judge soldier sailor fisherman firefighter journalist
    photographer accountant manager mechanic translator artist
    """.split()
)
COLOURS = (
    "red",
    "blue",
    "green",
    "yellow",
    "black",
    "white",
    "orange",
    "purple",
    "pink",
    "brown",
    "grey",
    "gold",
)
COLOURS += ("silver", "violet", "turquoise")
FOODS = (
    "pizza",
    "rice",
    "soup",
    "pasta",
    "bread",
    "cheese",
    "salad",
    "sushi",
    "curry",
    "noodles",
    "cake",
    "fish",
)
FOODS += ("potatoes", "chocolate", "ice cream", "pancakes", "beans", "eggs", "tacos", "dumplings")
FRUITS = (
    "apple",
    "banana",
    "mango",
    "cherry",
    "pear",
    "plum",
    "orange",
    "grape",
    "lemon",
    "kiwi",
    "peach",
    "melon",
)
DRINKS = (
    "coffee",
    "tea",
    "water",
    "milk",
    "orange juice",
    "apple juice",
    "lemonade",
    "cocoa",
    "green tea",
    "cola",
)
SPORTS = (
    "football",
    "tennis",
    "basketball",
    "swimming",
    "running",
    "cycling",
    "skiing",
    "judo",
    "rowing",
    "hockey",
)
SPORTS += ("volleyball", "badminton", "climbing", "golf", "rugby")
HOBBIES = (
    "reading",
    "dancing",
    "painting",
    "fishing",
    "cooking",
    "gardening",
    "singing",
    "hiking",
    "sailing",
)
HOBBIES += ("knitting", "drawing", "chess", "photography", "baking", "surfing", "pottery", "yoga", "camping")

#: Words to remember, also the items of lists.
WORDS = tuple(
    """
    apple bread chair table river garden window cloud stone bridge candle basket feather mirror hammer
    ladder pencil pillow rocket saddle tower tunnel violin wagon blanket button carpet castle coin
    desert dragon engine forest flower glass harbour island jacket kettle lantern milk mountain needle
    ocean paper pepper quilt ribbon rope salt ship silver spoon star sugar sun thread tree wheel whistle
    wind wood
    """.split()
)
