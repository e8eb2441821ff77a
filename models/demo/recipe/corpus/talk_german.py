"""Small talk in German."""

from __future__ import annotations

from .phrase_talk import Exchange, exchange

OPENERS = ("Hallo! ", "Guten Tag! ", "Hi! ")

# fmt: off
EXCHANGES: tuple[Exchange, ...] = (
    exchange(
        "hello", "Hallo! Wie kann ich helfen?",
        "Hallo!", "Guten Tag!", "Hallo [Octant|du|zusammen]!", "Guten Tag, Octant!",
        "Grüß [dich|Gott]!", "Hallo, guten Tag!", "Einen schönen guten Tag!", "Servus!", "Moin!",
    ),
    exchange(
        "good morning", "Guten Morgen! Wie kann ich helfen?",
        "[Guten Morgen|Schönen guten Morgen|Einen guten Morgen|Morgen]!", "Guten Morgen, Octant!",
        "Hallo, guten Morgen!", "Guten Morgen [zusammen|dir|Ihnen]!",
    ),
    exchange(
        "good evening", "Guten Abend! Wie kann ich helfen?",
        "[Guten Abend|Schönen guten Abend|Einen guten Abend]!", "Guten Abend, Octant!",
        "Hallo, guten Abend!", "Guten Abend [zusammen|dir|Ihnen]!",
    ),
    exchange(
        "good night", "Gute Nacht! Schlaf gut!",
        "Gute Nacht!", "Gute Nacht, Octant!", "Schlaf gut!", "Gute Nacht und [schlaf gut|bis morgen]!",
        "Ich gehe [jetzt|nun] [schlafen|ins Bett].",
    ),
    exchange(
        "goodbye", "Auf Wiedersehen! Mach's gut!",
        "Auf Wiedersehen!", "Tschüss!", "Tschüss, Octant!", "Mach's gut!", "Ciao, mach's gut!",
        "Ich muss [jetzt|leider] [gehen|los].", "Auf Wiedersehen, Octant!", "Tschüss und danke!",
        "Tschüss, mach's gut!", "Auf Wiedersehen und danke!",
    ),
    exchange(
        "see you", "Bis dann!",
        "Bis [morgen|bald|später|dann|nächste Woche]!", "Wir sehen uns [morgen|bald|später]!",
        "Bis [heute Abend|zum nächsten Mal]!",
    ),
    exchange(
        "thanks", "Gern geschehen!",
        "Danke!", "Danke [schön|sehr|dir]!", "Vielen [Dank|lieben Dank]!", "Herzlichen Dank!",
        "Tausend Dank!", "Danke für [die|deine|Ihre] Hilfe!", "Vielen Dank für [die|deine|Ihre] Hilfe!",
        "Ich danke [dir|Ihnen]!",
    ),
    exchange(
        "sorry", "Kein Problem!",
        "Entschuldigung!", "Es tut mir [leid|sehr leid].", "Tut mir [leid|sehr leid].", "Verzeihung!",
        "[Entschuldige|Entschuldigen Sie] bitte!",
    ),
    exchange(
        "how are you", "Mir geht es gut, danke! Und wie geht es dir?",
        "Wie geht es [dir|Ihnen]?", "Wie geht es [dir|Ihnen] heute?", "Wie geht's?",
        "Wie geht's [dir|Ihnen]?", "Na, wie geht's?", "Geht es [dir|Ihnen] gut?", "Alles [gut|klar]?",
        "Wie läuft's?",
    ),
    exchange(
        "fine", "Das freut mich!",
        "Mir geht es [gut|sehr gut|prima].", "Mir geht es [gut|sehr gut], danke.",
        "Mir geht's [gut|prima].", "Ich bin [glücklich|zufrieden].", "Alles bestens!",
    ),
    exchange(
        "tired", "Dann ruh dich gut aus!",
        "Ich bin [müde|sehr müde|so müde|erschöpft].", "Heute bin ich [müde|sehr müde].",
        "Der Tag war [lang|anstrengend].", "Es war ein [langer|anstrengender] Tag.",
    ),
    exchange(
        "name", "Ich heiße Octant Demo.",
        "Wie heißt du?", "Wie heißen Sie?", "Wie ist [dein|Ihr] Name?", "Was ist [dein|Ihr] Name?",
        "[Sag|Nenn] mir deinen Namen.", "Wie heißt du denn?", "Hast du einen Namen?",
        "Und wie heißt du?",
    ),
    exchange(
        "who are you", "Ich bin Octant Demo, ein kleines Sprachmodell.",
        "Wer bist du?", "Wer sind Sie?", "Was bist du?", "Wer bist du denn?", "Was sind Sie?",
        "[Stell dich|Stellen Sie sich] [bitte|kurz] vor.", "Erzähl mir etwas über dich.",
        "Und wer bist du?",
    ),
    exchange(
        "nice to meet you", "Freut mich auch!",
        "Freut mich!", "[Es freut|Freut] mich, [dich|Sie] kennenzulernen!",
        "Schön, [dich|Sie] kennenzulernen!", "Sehr erfreut!", "Angenehm!",
    ),
    exchange(
        "age", "Ich bin ein Sprachmodell und habe kein Alter.",
        "Wie alt bist du?", "Wie alt sind Sie?", "Wie alt bist du denn?",
        "[Nenn mir|Sag mir] dein Alter.", "Wann [bist du|sind Sie] geboren?",
        "Wann hast du Geburtstag?", "Bist du [alt|jung]?",
    ),
    exchange(
        "home", "Ich laufe auf diesem Computer.",
        "Wo [bist du|sind Sie]?", "Wo [wohnst|lebst] du?", "Wo wohnen Sie?",
        "Woher [kommst du|kommen Sie]?", "Wo läufst du?", "Wo bist du zu Hause?",
    ),
    exchange(
        "human", "Nein, ich bin ein Sprachmodell.",
        "Bist du ein [Mensch|Roboter]?", "Sind Sie ein [Mensch|Roboter]?", "Bist du [echt|lebendig]?",
        "Bist du ein [echter|richtiger] Mensch?", "Spreche ich mit einem Menschen?",
        "Bist du eine Person?", "Bist du eine Maschine?",
    ),
    exchange(
        "abilities", "Ich kann kurze Fragen beantworten.",
        "Was kannst du?", "Was können Sie?", "Was kannst du [alles|tun|machen]?",
        "Was können Sie [alles|tun]?", "Was [kannst du|können Sie] für mich tun?",
        "Welche Fragen kannst du beantworten?", "Wobei [kannst du|können Sie] helfen?",
    ),
    exchange(
        "speak", "Ja, ich spreche ein wenig Deutsch.",
        "[Sprichst du|Sprechen Sie] Deutsch?", "[Kannst du|Können Sie] Deutsch?",
        "[Kannst du|Können Sie] Deutsch sprechen?", "[Verstehst du|Verstehen Sie] Deutsch?",
        "[Sprichst du|Sprechen Sie] auch Deutsch?", "Können wir Deutsch sprechen?",
    ),
    exchange(
        "languages",
        "Ich spreche Englisch und ein wenig Chinesisch, Deutsch, Französisch, Spanisch und Japanisch.",
        "Welche Sprachen [sprichst du|sprechen Sie|kannst du|können Sie|verstehst du|verstehen Sie]?",
        "Was für Sprachen sprichst du?", "Wie viele Sprachen [sprichst du|sprechen Sie|kannst du]?",
    ),
    exchange(
        "help", "Gern! Was möchtest du wissen?",
        "Hilfe!", "[Kannst du|Können Sie] mir helfen?", "[Kannst du|Können Sie] mir bitte helfen?",
        "Ich brauche [Hilfe|deine Hilfe|Ihre Hilfe].", "[Hilf|Helfen Sie] mir bitte.",
        "Ich habe eine Frage.", "Darf ich [dich|Sie] etwas fragen?",
    ),
    exchange(
        "not understood", "Kein Problem! Frag mich einfach noch einmal.",
        "Ich verstehe [nicht|das nicht|dich nicht|Sie nicht|nichts].", "Das verstehe ich nicht.",
        "Ich habe [das|dich] nicht verstanden.", "Wie bitte?",
    ),
    exchange(
        "count to five", "eins, zwei, drei, vier, fünf",
        "[Zähl|Zähle|Zählen Sie] [bis|von eins bis] fünf.", "[Zähl|Zähle] bitte bis fünf.",
        "Kannst du [bis|von eins bis] fünf zählen?", "[Zähl|Zähle] von 1 bis 5.",
    ),
    exchange(
        "count to ten", "eins, zwei, drei, vier, fünf, sechs, sieben, acht, neun, zehn",
        "[Zähl|Zähle|Zählen Sie] [bis|von eins bis] zehn.", "[Zähl|Zähle] bitte bis zehn.",
        "Kannst du [bis|von eins bis] zehn zählen?", "[Zähl|Zähle] von 1 bis 10.",
    ),
    exchange(
        "days", "Montag, Dienstag, Mittwoch, Donnerstag, Freitag, Samstag, Sonntag",
        "Wie heißen die [Wochentage|Tage der Woche]?",
        "[Nenne|Nenn mir|Nenne mir] die [Wochentage|Tage der Woche].",
        "Was sind die [Wochentage|Tage der Woche]?", "Welche [Wochentage|Tage] gibt es?",
        "Welche Tage hat [die|eine] Woche?",
    ),
    exchange(
        "colours", "rot, blau, grün, gelb, schwarz, weiß, braun",
        "[Nenne|Nenn mir|Nenne mir] [die|einige|ein paar] Farben.",
        "Welche Farben [gibt es|kennst du|kennen Sie]?", "Wie heißen die Farben?",
    ),
    exchange(
        "capital", "Die Hauptstadt von Deutschland ist Berlin.",
        "[Was|Welche Stadt] ist die Hauptstadt von Deutschland?",
        "Wie heißt die [deutsche Hauptstadt|Hauptstadt von Deutschland|Hauptstadt Deutschlands]?",
        "Was ist die [deutsche Hauptstadt|Hauptstadt Deutschlands]?",
        "Nenne die Hauptstadt von Deutschland.",
    ),
    exchange(
        "birthday", "Alles Gute zum Geburtstag!",
        "[Heute habe ich|Ich habe heute] Geburtstag[!|, juhu!]", "[Heute ist|Es ist] mein Geburtstag!",
        "Mein Geburtstag ist heute!", "Ich feiere heute Geburtstag!",
        "Heute feiere ich meinen Geburtstag!",
    ),
    exchange(
        "love", "Danke, das ist sehr nett!",
        "Ich liebe dich!", "Ich [mag dich|hab dich lieb|liebe dich sehr].",
        "Du bist [toll|super|nett|sehr nett]!", "Ich finde dich [toll|super|nett]!",
    ),
)
# fmt: on
