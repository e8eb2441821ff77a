"""Words that fill the slots of questions outside the model's range."""

from __future__ import annotations

from .memory_values import CITIES, COUNTRIES, NAMES


def _words(text: str) -> tuple[str, ...]:
    """The entries of a text that separates them by commas and line ends."""
    return tuple(entry.strip() for entry in text.replace("\n", ",").split(",") if entry.strip())


#: Values by slot.
WORDS: dict[str, tuple[str, ...]] = {
    "country": COUNTRIES
    + _words("Russia, Israel, the United States, England, Wales, Malta, Laos, Mali, Togo"),
    "city": CITIES,
    "name": NAMES,
    "surname": _words(
        """Stone, Miller, Garcia, Tanaka, Novak, Okafor, Silva, Meyer, Rossi, Dubois, Larsen, Kumar, Lopez
        Smith, Johnson, Brown, Walker, Young, Hill, Cooper, Bauer, Fischer, Weber, Ito, Sato, Wang, Li
        Haddad, Kaya"""
    ),
    "star": _words(
        """Taylor Swift, Elvis Presley, Madonna, Michael Jackson, Brad Pitt, Tom Hanks, Marilyn Monroe
        Bob Dylan, Beyonce, Adele, Rihanna, Elon Musk, Bill Gates, Steve Jobs, Oprah Winfrey
        Charlie Chaplin, Jackie Chan, Lionel Messi, Cristiano Ronaldo, Serena Williams, Roger Federer
        Usain Bolt, Michael Jordan, Pele"""
    ),
    "ruler": _words(
        """Napoleon, Julius Caesar, Cleopatra, Alexander the Great, Genghis Khan, Queen Victoria
        Abraham Lincoln, George Washington, Winston Churchill, Mahatma Gandhi, Nelson Mandela, Columbus
        Marco Polo, Joan of Arc, Martin Luther King, Charlemagne, Hannibal, Nero, Augustus
        Henry the Eighth, Frederick the Great"""
    ),
    "event": _words(
        """the French Revolution, the Second World War, the First World War, the Roman Empire
        the Middle Ages, the Cold War, the Renaissance, the fall of the Berlin Wall, the Stone Age
        the Bronze Age, the Vikings, the Industrial Revolution, ancient Egypt, ancient Greece
        ancient Rome, the Ottoman Empire, the Aztecs, the Black Death, the Crusades, the Silk Road
        the Inca, the Ming dynasty, the Titanic disaster"""
    ),
    "nature": _words(
        """the Nile, the Amazon, Mount Everest, the Sahara, the Alps, the Andes, the Pacific Ocean, the Rhine
        the Danube, the Black Sea, the Himalayas, Antarctica, Africa, Europe, Asia, South America
        the Arctic, the Mississippi, Greenland, the Mediterranean Sea, the Atlantic Ocean, Mount Fuji
        the Dead Sea"""
    ),
    "office": _words(
        """president, prime minister, chancellor, king, queen, mayor, foreign minister, finance minister
        governor, leader, head of state, minister of health, vice president, defence minister"""
    ),
    "policy": _words(
        """democracy, communism, capitalism, the United Nations, the European Union, NATO, the elections
        taxes, immigration, the parliament, the constitution, the government, socialism, human rights
        the senate"""
    ),
    "company": _words(
        """Apple, Google, Microsoft, Amazon, Tesla, Toyota, Siemens, Samsung, Sony, Nestle, Volkswagen
        Netflix"""
    ),
    "asset": _words("gold, silver, oil, bitcoin, shares, bonds, real estate, funds, crypto, an index fund"),
    "currency": _words("dollars, euros, pounds, yen, francs, yuan, rupees, pesos, kroner, won"),
    "sport": _words(
        """football, tennis, basketball, cricket, rugby, hockey, golf, boxing, chess, baseball, volleyball
        cycling, handball, skiing, swimming, judo, table tennis, badminton, rowing, surfing, wrestling
        fencing"""
    ),
    "cup": _words(
        """the World Cup, the Olympic Games, the Champions League, Wimbledon, the Super Bowl
        the Tour de France, the US Open, the Euro, the cup final, the NBA finals, the last race
        the marathon, the derby"""
    ),
    "illness": _words(
        """a headache, a cold, the flu, a fever, back pain, a sore throat, a cough, asthma, diabetes
        an allergy, a rash, high blood pressure, a broken arm, a toothache, stomach pain, insomnia
        migraine, measles, cancer, anaemia, a burn, dizziness, nausea, an infection, a sprained ankle
        heartburn, arthritis"""
    ),
    "medicine": _words(
        "aspirin, ibuprofen, paracetamol, antibiotics, insulin, vitamin C, vitamin D, penicillin"
    ),
    "law_topic": _words(
        """a contract, a divorce, my rent, a speeding ticket, copyright, a will, custody, a visa, my landlord
        my employer, a patent, a trademark, a lawsuit, an inheritance, a parking fine, my neighbour
        bankruptcy"""
    ),
    "film": _words(
        """Titanic, Star Wars, The Matrix, Casablanca, Jaws, Frozen, Avatar, Inception, The Godfather
        Toy Story, The Lion King, Rocky, Alien, King Kong, Psycho, Gladiator, Shrek, The Hobbit, Bambi
        Dracula, The Silent River, The Last Train, Blue Midnight, A Summer in Rome, The Lost Key
        Seven Winters"""
    ),
    "book": _words(
        """Hamlet, Don Quixote, Moby Dick, War and Peace, Harry Potter, The Odyssey, Faust, Dune, Pinocchio
        The Lord of the Rings, Pride and Prejudice, Robinson Crusoe, Macbeth, The Little Prince
        Frankenstein, Romeo and Juliet, The Jungle Book, Peter Pan, The Green House, The Long Road
        A Quiet Garden, Emma"""
    ),
    "writer": _words(
        """Shakespeare, Goethe, Tolstoy, Jane Austen, Kafka, Hemingway, Cervantes, Homer, Dante
        Agatha Christie"""
    ),
    "song": _words(
        """Yesterday, Imagine, Thriller, Bohemian Rhapsody, Hey Jude, Jingle Bells, Silent Night, Hallelujah
        the national anthem, Moonlight, Dancing Queen, Blue Moon, Happy Birthday, Let It Be, My Way"""
    ),
    "artist": _words(
        """Mozart, Beethoven, Bach, Chopin, Vivaldi, the Beatles, Abba, Queen, the Rolling Stones, Verdi
        Wagner, Picasso, Rembrandt, Van Gogh, Monet, Leonardo da Vinci, Michelangelo, Frida Kahlo, Dali"""
    ),
    "music": _words(
        "jazz, rock, opera, hip hop, blues, folk music, the piano, the guitar, the violin, the drums"
    ),
    "belief": _words(
        """Christianity, Islam, Buddhism, Hinduism, Judaism, the Bible, the Quran, heaven, God, Jesus, Buddha
        Moses, angels, prayer, Easter, Ramadan, the Pope, karma, the soul, Zeus, Thor, Taoism"""
    ),
    "deep": _words(
        "the meaning of life, free will, happiness, truth, justice, love, beauty, death, time, evil"
    ),
    "physics": _words(
        """gravity, light, a black hole, the Big Bang, electricity, magnetism, energy, quantum physics
        relativity, the Moon, the Sun, Mars, Jupiter, Saturn, a comet, a star, the solar system
        the universe, a galaxy, an eclipse, a rainbow, thunder, lightning, sound, friction, a laser
        nuclear fusion, an earthquake"""
    ),
    "chemical": _words(
        """oxygen, hydrogen, carbon, iron, gold, helium, nitrogen, sodium, chlorine, copper, uranium, water
        salt, sugar, alcohol, an acid, rust, plastic, glass, soap, ozone, ammonia, calcium, an atom
        a molecule"""
    ),
    "life": _words(
        """photosynthesis, DNA, a cell, evolution, the heart, the brain, the liver, a virus, a protein, blood
        the skin, a muscle, the eye, the stomach, digestion, an ecosystem, a gene, a vitamin
        the immune system"""
    ),
    "creatures": _words(
        """dinosaurs, whales, bees, spiders, elephants, penguins, trees, flowers, mushrooms, sharks, bacteria
        wolves, dolphins, butterflies, ants, snakes, owls, bears, monkeys, frogs, tigers, roses
        crocodiles, bats, eagles"""
    ),
    "scientist": _words(
        """Albert Einstein, Isaac Newton, Marie Curie, Charles Darwin, Galileo, Nikola Tesla, Stephen Hawking
        Niels Bohr, Louis Pasteur, Copernicus, Kepler, Archimedes, Thomas Edison, Max Planck"""
    ),
    "dish": _words(
        """pizza, pancakes, bread, soup, lasagna, sushi, curry, an omelette, apple pie, a cake, pasta
        risotto, tacos, fried rice, dumplings, a salad, paella, ramen, goulash, cookies, jam, pesto
        hummus, falafel, coffee, stew"""
    ),
    "food": _words(
        "chicken, rice, eggs, potatoes, fish, beef, noodles, beans, tomatoes, mushrooms, tofu, cheese"
    ),
    "day": _words("today, tomorrow, tonight, this weekend, on Monday, on Sunday, next week, this afternoon"),
    "feast": _words(
        "Christmas, Easter, Diwali, Ramadan, Thanksgiving, New Year, Halloween, the next full moon"
    ),
    "language": _words(
        """Korean, Russian, Italian, Portuguese, Arabic, Hindi, Turkish, Polish, Dutch, Swedish, Greek
        Hebrew, Latin, Vietnamese, Thai, Finnish, Danish, Norwegian, Czech, Hungarian, Swahili, Ukrainian
        Persian, Welsh"""
    ),
    "phrase": _words(
        """hello, thank you, good morning, goodbye, yes, no, please, water, cat, dog, house, I love you
        good night, friend, how are you, excuse me, bread, book, one, red, sorry, welcome, mother, summer"""
    ),
    "code_language": _words(
        """Java, JavaScript, Rust, Go, Ruby, PHP, Swift, Kotlin, Perl, Haskell, Fortran, COBOL, Pascal, Scala
        Lua, TypeScript, SQL, HTML, CSS, Bash, R, Matlab, Julia, Assembly, Visual Basic, Erlang, Prolog
        Lisp, Zig"""
    ),
    "code_task": _words(
        """print hello world, sort a list, reverse a string, add two numbers, read a file, write a loop
        count words, find the maximum, write a class, parse a date, write a function, open a window
        compare two strings"""
    ),
    "program": _words(
        """an operating system, a web shop, a video game, a mobile app, a web site, a compiler
        a chess engine, a chat app, a database, a browser, a search engine, a social network
        an accounting system"""
    ),
    "weapon": _words(
        """a bomb, a gun, a weapon, explosives, poison, a grenade, a landmine, nerve gas, a silencer
        a pipe bomb"""
    ),
    "drug": _words("cocaine, heroin, meth, LSD, crack, illegal drugs, ecstasy, fentanyl"),
    "crime": _words(
        """steal a car, rob a bank, hack a bank account, hack a phone, break into a house, hurt someone
        cheat on taxes, kill someone, steal a password, write a virus, forge a passport
        spy on my neighbour, launder money, hack a web site, blackmail someone, poison someone
        pick a lock, get away with murder, steal credit cards"""
    ),
    "theme": _words(
        """love, the sea, autumn, freedom, friendship, spring, the moon, hope, war, peace, winter, the stars
        my mother, the forest, the city, time, rain, climate change, technology, school, sports, health
        the internet"""
    ),
    "long_form": _words(
        """a poem, an essay, a song, a novel, a speech, a long story, a blog post, a play, a sonnet, a haiku
        a report, a thesis, a screenplay, a cover letter, a newspaper article, a book chapter, lyrics
        a limerick"""
    ),
    "document": _words(
        """this article, this book, this chapter, my letter, my essay, this page, my contract, this paper
        my speech, this web page, this manual, the whole text, my diary, this report, this email
        my thesis"""
    ),
    "picture": _words(
        "a cat, a dog, a house, a tree, the sea, a robot, a face, a dragon, a logo, a car, a flower"
    ),
    "secret": _words(
        """phone number, address, password, email address, bank account, credit card number, PIN
        passport number, IP address, salary, weight, height, shoe size, blood type, user name"""
    ),
    "media": _words(
        "this image, this photo, this picture, this video, this PDF, this file, my screen, this song"
    ),
    "trip": _words(
        "a hotel, a flight, a train, a museum, a beach, a restaurant, a hostel, a camp site, a bus, a cafe"
    ),
    "house_job": _words(
        """fix my bike, clean my oven, train my dog, grow tomatoes, paint a wall, repair my car, tie a tie
        lose weight, remove a stain, plant a tree, build a table, knit a scarf, iron a shirt
        fix a leaking tap, wash a sweater, change a tyre, build muscles, learn to swim, find a job
        write a CV, make friends, sleep better"""
    ),
}
