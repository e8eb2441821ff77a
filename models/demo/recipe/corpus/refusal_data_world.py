"""What goes on in the world, and advice on it: topics that the model was not trained on."""

from __future__ import annotations

from .refusal_topic import Topic, unknown

_WORLD = "I am a small demo model and do not know about history, geography or politics."
_NOW = "I have no clock and no internet, so I do not know what is going on now."
_ADVICE = "I cannot give medical, legal or financial advice. Please ask an expert."

WORLD: tuple[Topic, ...] = (
    unknown(
        "history",
        "history",
        _WORLD,
        """
        When was {event}?
        When did {event} begin?
        When did {event} end?
        How did {event} begin?
        Why did {event} happen?
        What caused {event}?
        What was {event}?
        Who fought in {event}?
        How long did {event} last?
        Who was {ruler}?
        When did {ruler} die?
        When was {ruler} born?
        Where was {ruler} born?
        What did {ruler} do?
        Why is {ruler} famous?
        How did {ruler} die?
        What is the history of {country}?
        What is the history of {city}?
        When was {city} founded?
        Who founded {city}?
        Who discovered {country}?
        When did {country} become independent?
        Who was the first king of {country}?
        Who was the first {office} of {country}?
        Who won the war between {country} and {country}?
        Who ruled {country} in the year {year}?
        What happened in {year}?
        What happened in {country} in {year}?
        Who lived in {country} a thousand years ago?
        Who invented the telephone?
        Who built the pyramids?
        Who discovered America?
        history of {country}
        """,
        ("{event}", "{ruler}", "the history of {country}", "history", "the year {year}"),
    ),
    unknown(
        "geography",
        "geography",
        _WORLD,
        """
        What is the capital of {country}?
        What's the capital of {country}?
        Which city is the capital of {country}?
        Name the capital of {country}.
        capital of {country}
        Do you know the capital of {country}?
        Where is {country}?
        Where is {city}?
        Where is {nature}?
        How big is {country}?
        How many people live in {country}?
        How many people live in {city}?
        What is the population of {country}?
        What is the population of {city}?
        Which language do people speak in {country}?
        What language is spoken in {country}?
        What is the currency of {country}?
        Which countries border {country}?
        How far is it from {city} to {city}?
        What is the distance between {city} and {city}?
        In which country is {city}?
        What is the largest city in {country}?
        What is the longest river in {country}?
        What is the highest mountain in {country}?
        How long is {nature}?
        How big is {nature}?
        Is {city} bigger than {city}?
        What does the flag of {country} look like?
        On which continent is {country}?
        What is the largest country in the world?
        How many countries are there?
        What is the highest mountain in the world?
        """,
        ("{country}", "{city}", "{nature}", "the people of {country}", "geography"),
    ),
    unknown(
        "politics",
        "politics",
        _WORLD,
        """
        Who is the {office} of {country}?
        Who is {office} of {country}?
        Who was the last {office} of {country}?
        Who will be the next {office} of {country}?
        What is the name of the {office} of {country}?
        {office} of {country}
        Who won the election in {country}?
        When is the next election in {country}?
        Who governs {country}?
        What do you think about {policy}?
        What is {policy}?
        Is {policy} good?
        Who invented {policy}?
        Whom should I vote for?
        Which party is the best?
        Which parties are there in {country}?
        Is {country} a democracy?
        Does {country} have a king?
        Do you like the {office} of {country}?
        Is there a war in {country}?
        Should {country} join {policy}?
        What are the arguments for {policy}?
        What are the arguments against {policy}?
        How does {policy} work in {country}?
        """,
        ("{policy}", "politics in {country}", "the {office} of {country}", "politics"),
    ),
    unknown(
        "news",
        "the news",
        _NOW,
        """
        What is the news?
        What's new in {country}?
        What happened {day}?
        What happened yesterday?
        Give me the latest news.
        Tell me the news from {country}.
        What is the latest news from {city}?
        What are the headlines in {country}?
        What is going on in {country}?
        What is happening in {city}?
        Is there any news about {company}?
        What is the latest news about {star}?
        News from {country}
        Any news {day}?
        Who is in the news {day}?
        What is trending {day}?
        What is happening in the world?
        What did {star} do {day}?
        What did {company} announce {day}?
        Is there a strike in {city}?
        What events are there in {city} {day}?
        """,
    ),
    unknown(
        "weather",
        "the weather",
        _NOW,
        """
        What is the weather in {city}?
        What's the weather like in {city}?
        What is the weather like in {country}?
        How is the weather in {city}?
        How is the weather {day}?
        What is the weather {day}?
        What will the weather be like {day}?
        Will it rain {day}?
        Will it rain in {city} {day}?
        Will it snow {day}?
        Will it be sunny {day}?
        Is it raining in {city}?
        Is it cold in {city}?
        Is it hot in {country}?
        How warm is it in {city}?
        What is the temperature in {city}?
        weather {city}
        weather in {city}
        weather forecast for {city}
        What is the forecast for {city} {day}?
        Do I need an umbrella {day}?
        Should I wear a coat {day}?
        Is there a storm in {country}?
        Tell me the weather in {city}.
        """,
    ),
    unknown(
        "date_and_time",
        "the time or the date",
        _NOW,
        """
        What time is it?
        What time is it now?
        What time is it in {city}?
        What time is it in {country}?
        What is the time?
        What is the time in {city}?
        Can you tell me the time?
        Tell me the time in {city}.
        Do you know what time it is?
        What is the date?
        What is the date today?
        What day is it?
        What day is it today?
        What day is today?
        Which day is today?
        What is today's date?
        Which year is it?
        What year is it?
        Which month is it?
        When is {feast}?
        When is {feast} this year?
        On which day is {feast}?
        How long until {feast}?
        How many days are there until {feast}?
        Is it day or night in {city}?
        When does the sun rise in {city}?
        When does the sun set in {city} {day}?
        time in {city}
        """,
    ),
    unknown(
        "prices",
        "current prices",
        _NOW,
        """
        What is the price of {asset}?
        How much does {asset} cost?
        What is the share price of {company}?
        What is the stock price of {company}?
        How much is {company} worth?
        How many {currency} do I get for {small} {currency}?
        Convert {small} {currency} to {currency}.
        What is the exchange rate of {currency}?
        How much are {small} {currency} in {currency}?
        What does a house cost in {city}?
        How much is the rent in {city}?
        How much does a coffee cost in {city}?
        What does a ticket to {city} cost?
        Is {asset} going up {day}?
        price of {asset}
        {company} share price
        """,
    ),
    unknown(
        "medicine",
        "medicine",
        _ADVICE,
        """
        What helps against {illness}?
        What can I do against {illness}?
        I have {illness}. What should I do?
        I have {illness}
        How do I treat {illness}?
        How can I cure {illness}?
        What are the symptoms of {illness}?
        Is {illness} dangerous?
        Should I see a doctor because of {illness}?
        What causes {illness}?
        Can I take {medicine} against {illness}?
        Which medicine helps with {illness}?
        How much {medicine} should I take?
        Is {medicine} safe?
        What does {medicine} do?
        What are the side effects of {medicine}?
        Can I take {medicine} with alcohol?
        My child has {illness}
        Do I have {illness}?
        How long does {illness} last?
        Is {illness} contagious?
        Why do I have {illness}?
        Am I ill?
        What should I eat with {illness}?
        Can children take {medicine}?
        """,
        ("{illness}", "{medicine}", "medicine", "my health"),
    ),
    unknown(
        "law",
        "the law",
        _ADVICE,
        """
        Can I sue {name}?
        Can I sue my landlord?
        Do I need a lawyer for {law_topic}?
        What does the law say about {law_topic}?
        Is it legal to record a call in {country}?
        Is gambling legal in {country}?
        What are my rights with {law_topic}?
        How do I deal with {law_topic}?
        I have a legal question about {law_topic}.
        Can you give me legal advice?
        Give me legal advice about {law_topic}.
        How do I appeal against a decision in {country}?
        What is the penalty for speeding in {country}?
        How do I get a visa for {country}?
        Do I need a visa for {country}?
        Who is right, me or my landlord?
        What is the minimum age to drive in {country}?
        Is it illegal to sleep in a car in {country}?
        How do I apply for citizenship of {country}?
        How do I register a company in {country}?
        How do I pay taxes in {country}?
        """,
        ("the law in {country}", "{law_topic}", "tax law"),
    ),
    unknown(
        "money",
        "money",
        _ADVICE,
        """
        Should I buy {asset}?
        Should I sell {asset}?
        Should I invest in {asset}?
        Should I buy shares of {company}?
        Should I sell my {company} shares?
        Is {asset} a good investment?
        Is {company} a good investment?
        How do I invest {small} {currency}?
        Where should I invest my money?
        How can I get rich?
        How do I save money?
        How can I make money with {asset}?
        Will {asset} rise?
        Will the shares of {company} fall?
        Which shares should I buy?
        What should I do with my savings?
        Should I take a loan of {small} {currency}?
        Which bank is the best?
        How much should I save?
        Should I buy a house in {city}?
        Can you give me financial advice?
        What is better, {asset} or {asset}?
        """,
        ("investing in {asset}", "investing", "the stock market"),
    ),
)
