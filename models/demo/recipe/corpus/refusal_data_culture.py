"""Culture, thought, science and daily life: topics that the model was not trained on."""

from __future__ import annotations

from .refusal_topic import Topic, unknown

_CULTURE = "I am a small demo model and do not know about famous people, films, music, books or sport."
_SCIENCE = "I am a small demo model and do not know about science."
_THOUGHT = "I am a small demo model and do not know about religion or philosophy."
_DAILY = "I am a small demo model and do not know about cooking, travel or work at home."

CULTURE: tuple[Topic, ...] = (
    unknown(
        "sport",
        "sport",
        _CULTURE,
        """
        Who won {cup}?
        Who won {cup} in {year}?
        Who will win {cup}?
        When is {cup}?
        Where is {cup}?
        What are the rules of {sport}?
        How do you play {sport}?
        Who is the best {sport} player?
        Who invented {sport}?
        Who is the world champion in {sport}?
        How many players are in a {sport} team?
        Which {sport} team is the best?
        How many medals did {country} win?
        Did {country} win {cup}?
        Who scored in {cup}?
        What is the world record in {sport}?
        Is {country} good at {sport}?
        What is the best {sport} club in {country}?
        How long is a {sport} match?
        Who is the captain of {country}?
        What was the score of {cup}?
        """,
        ("{sport}", "{cup}", "{sport} in {country}"),
    ),
    unknown(
        "people",
        "people",
        _CULTURE,
        """
        Who is {star}?
        Who is {name} {surname}?
        Who was {name} {surname}?
        What did {name} {surname} do?
        When was {name} {surname} born?
        Where does {name} {surname} live?
        Do you know {name} {surname}?
        Do you know {star}?
        How old is {star}?
        Where does {star} live?
        When was {star} born?
        Is {star} married?
        Who is the wife of {star}?
        Who is the husband of {star}?
        How rich is {star}?
        How tall is {star}?
        Is {star} still alive?
        Why is {star} famous?
        How many children does {star} have?
        Do you like {star}?
        What is the real name of {star}?
        Who is the richest person in the world?
        Who is the founder of {company}?
        Who is the boss of {company}?
        """,
        ("{star}", "{name} {surname}"),
    ),
    unknown(
        "films",
        "films",
        _CULTURE,
        """
        What is the film {film} about?
        Who directed {film}?
        Who plays in {film}?
        Who is the main actor in {film}?
        When did {film} come out?
        How does {film} end?
        Is {film} a good film?
        Have you seen {film}?
        How long is the film {film}?
        Where can I watch {film}?
        Is there a second part of {film}?
        Did {film} win an Oscar?
        Which film should I watch {day}?
        What is a good film?
        Recommend a film like {film}.
        Can you recommend a film?
        What is the best film of {year}?
        Which films did {star} make?
        Who is the villain in {film}?
        What is your opinion of the film {film}?
        Quote {film}.
        """,
        ("the film {film}", "the movie {film}", "films from {country}"),
    ),
    unknown(
        "music",
        "music and art",
        _CULTURE,
        """
        Who sings {song}?
        Who wrote the song {song}?
        What are the lyrics of {song}?
        Sing {song}.
        Play {song}.
        Can you play {song}?
        When was the song {song} written?
        Who is {artist}?
        When did {artist} live?
        What did {artist} create?
        What is the most famous work of {artist}?
        Where was {artist} from?
        How do I learn {music}?
        Who invented {music}?
        What is {music}?
        Recommend some {music}.
        What is the best song of {year}?
        What are the chords of {song}?
        Do you know the song {song}?
        Did {artist} write {song}?
        Play some music.
        Who painted the Mona Lisa?
        """,
        ("the song {song}", "{artist}", "{music}", "music from {country}", "art"),
    ),
    unknown(
        "books",
        "books",
        _CULTURE,
        """
        Who wrote {book}?
        Who is the author of {book}?
        What is the book {book} about?
        When was {book} written?
        How does the book {book} end?
        Give me a summary of {book}.
        Summarize {book}.
        Who is the hero of {book}?
        Have you read {book}?
        Is {book} a good book?
        How many pages does {book} have?
        Which books did {writer} write?
        Who was {writer}?
        When was {writer} born?
        When did {writer} live?
        What is the best book by {writer}?
        Quote {writer}.
        Recommend a book by {writer}.
        Can you recommend a book about {theme}?
        Which book should I read?
        What is a good book about {theme}?
        """,
        ("the book {book}", "{writer}", "the novel {book}"),
    ),
    unknown(
        "religion",
        "religion or philosophy",
        _THOUGHT,
        """
        What is {belief}?
        Does God exist?
        Is there a God?
        Do you believe in {belief}?
        Do you believe in God?
        What happens after death?
        Who was Moses?
        What does {belief} teach?
        What does {belief} say about {deep}?
        What is {deep}?
        Is there life after death?
        Does {deep} exist?
        What do you think about {deep}?
        How can I find {deep}?
        Why is there {deep}?
        Which religion is right?
        How many people believe in {belief}?
        Who founded {belief}?
        What did Plato say about {deep}?
        What did Kant think about {deep}?
        How do I pray?
        What is the difference between {belief} and {belief}?
        What is the purpose of {deep}?
        Which religion do people have in {country}?
        """,
        ("{belief}", "{deep}", "religion in {country}", "philosophy"),
    ),
    unknown(
        "physics",
        "physics or space",
        _SCIENCE,
        """
        What is {physics}?
        How does {physics} work?
        Why is there {physics}?
        Who discovered {physics}?
        How big is {physics}?
        How old is {physics}?
        How fast is {physics}?
        What causes {physics}?
        Can you see {physics}?
        Who was {scientist}?
        Who is {scientist}?
        What did {scientist} discover?
        What did {scientist} invent?
        When did {scientist} live?
        Why is the sky blue?
        Why is the sea salty?
        How far away is the Moon?
        How many planets are there?
        What is the speed of light?
        Is there life on Mars?
        Is the earth flat?
        Is time travel possible?
        What is the formula for {physics}?
        What are the laws of {physics}?
        """,
        ("{physics}", "{scientist}", "physics", "space"),
    ),
    unknown(
        "chemistry",
        "chemistry",
        _SCIENCE,
        """
        What is {chemical}?
        What is the formula of {chemical}?
        What is {chemical} made of?
        What is the symbol for {chemical}?
        What is {chemical} used for?
        Where do we find {chemical}?
        At what temperature does {chemical} melt?
        At what temperature does {chemical} boil?
        How is {chemical} made?
        Why does {chemical} burn?
        Is {chemical} a metal?
        Is {chemical} dangerous?
        Who discovered {chemical}?
        How heavy is {chemical}?
        What happens when {chemical} meets {chemical}?
        Does {chemical} react with {chemical}?
        What is the atomic number of {chemical}?
        What colour is {chemical}?
        How many electrons does {chemical} have?
        What is the periodic table?
        """,
        ("{chemical}", "chemistry", "the chemistry of {chemical}"),
    ),
    unknown(
        "biology",
        "biology",
        _SCIENCE,
        """
        What is {life}?
        How does {life} work?
        What does {life} do?
        Why is {life} important?
        What is the function of {life}?
        Why do we need {life}?
        Who discovered {life}?
        What are {creatures}?
        What do {creatures} eat?
        How long do {creatures} live?
        Where do {creatures} live?
        How do {creatures} grow?
        How do {creatures} sleep?
        Are {creatures} dangerous?
        How big are {creatures}?
        Why are {creatures} important?
        How many kinds of {creatures} are there?
        What is the difference between {creatures} and {creatures}?
        How many bones does a human have?
        How fast can a cheetah run?
        Why do cats purr?
        Why do birds sing?
        What is the largest animal?
        Where do babies come from?
        Which animal lives longest?
        How do plants drink?
        """,
        ("{life}", "{creatures}", "biology", "nature"),
    ),
    unknown(
        "cooking",
        "cooking",
        _DAILY,
        """
        How do I make {dish}?
        How do I cook {food}?
        How do you make {dish}?
        Give me a recipe for {dish}.
        recipe for {dish}
        What is a good recipe for {dish}?
        I want to cook {dish}.
        What do I need for {dish}?
        What are the ingredients of {dish}?
        How long do I cook {food}?
        How long must {dish} stay in the oven?
        What can I cook with {food}?
        What can I cook with {food} and {food}?
        What should I cook {day}?
        What should I eat {day}?
        Is {food} healthy?
        How many calories does {dish} have?
        Where does {dish} come from?
        Can I eat {food} raw?
        What goes well with {food}?
        Which wine goes with {dish}?
        How do I store {food}?
        Who invented {dish}?
        """,
        ("cooking {food}", "food from {country}", "the recipe of {dish}"),
    ),
    unknown(
        "travel",
        "travel",
        _DAILY,
        """
        What can I see in {city}?
        What should I visit in {city}?
        What are the best sights in {city}?
        Plan a trip to {city}.
        Plan a holiday in {country}.
        How do I get to {city}?
        How do I get from {city} to {city}?
        Is there {trip} in {city}?
        Find me {trip} in {city}.
        Book me {trip} in {city}.
        Recommend {trip} in {city}.
        Where can I find {trip} in {city}?
        When is the best time to visit {country}?
        Is {country} safe for tourists?
        Where should I go on holiday?
        How long is the flight to {city}?
        What should I pack for {country}?
        Is {city} worth a visit?
        Which airport is near {city}?
        What is the best hotel in {city}?
        How many days do I need for {city}?
        Where can I eat well in {city}?
        """,
        ("travel in {country}", "a trip to {city}", "holidays in {country}"),
    ),
    unknown(
        "daily_life",
        "daily life",
        _DAILY,
        """
        How do I {house_job}?
        How can I {house_job}?
        How do you {house_job}?
        Can you tell me how to {house_job}?
        Help me to {house_job}.
        I want to {house_job}.
        What is the best way to {house_job}?
        What do I need to {house_job}?
        Teach me to {house_job}.
        Explain how to {house_job}.
        Show me how to {house_job}.
        how to {house_job}
        Give me tips to {house_job}.
        How long does it take to {house_job}?
        Is it hard to {house_job}?
        """,
    ),
)
