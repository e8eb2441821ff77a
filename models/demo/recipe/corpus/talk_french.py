"""Small talk in French."""

from __future__ import annotations

from .phrase_talk import Exchange, exchange

OPENERS = ("Bonjour ! ", "Salut ! ")

# fmt: off
EXCHANGES: tuple[Exchange, ...] = (
    exchange(
        "hello", "Bonjour ! Comment puis-je vous aider ?",
        "Bonjour !", "Salut !", "[Bonjour|Salut] à [toi|tous] !", "Coucou !", "Bonjour à vous !",
        "[Bonjour|Salut], Octant !", "Bonjour [monsieur|madame] !",
    ),
    exchange(
        "good day", "Merci, bonne journée à vous aussi !",
        "Bonne journée à tout le monde !", "Bonne [journée|matinée] !",
        "Bonne journée à [toi|vous|tous] !", "Bonne journée, Octant !",
        "Passe une bonne [journée|matinée] !", "Passez une bonne [journée|matinée] !",
    ),
    exchange(
        "good evening", "Bonsoir ! Comment puis-je vous aider ?",
        "Bonsoir !", "Bonsoir, Octant !", "Bonsoir à [toi|vous|tous] !", "Bonsoir [monsieur|madame] !",
        "Bien le bonsoir !", "Salut, bonsoir !", "Bonsoir tout le monde !",
    ),
    exchange(
        "good night", "Bonne nuit ! Dormez bien !",
        "Bonne nuit !", "Bonne nuit, Octant !", "Bonne nuit à [toi|vous] !", "Dors bien !",
        "Dormez bien !", "Je vais [dormir|me coucher|au lit].", "Bonne nuit et à demain !",
    ),
    exchange(
        "goodbye", "Au revoir ! Prenez soin de vous !",
        "Au revoir !", "Au revoir, Octant !", "Au revoir et merci !", "Adieu !",
        "Je dois [partir|y aller].", "Je [pars|m'en vais].", "Je dois partir, au revoir !",
    ),
    exchange(
        "see you", "À bientôt !",
        "À [demain|bientôt|plus tard|plus|tout à l'heure] !", "On se voit [demain|bientôt|plus tard] !",
        "À la [prochaine|semaine prochaine] !",
    ),
    exchange(
        "thanks", "De rien !",
        "Merci !", "Merci [beaucoup|bien|infiniment] !", "Merci à [toi|vous] !",
        "Merci pour [ton|votre] aide !", "Merci beaucoup pour [ton|votre] aide !", "Mille mercis !",
        "Un grand merci !", "Je [te|vous] remercie !",
    ),
    exchange(
        "sorry", "Ce n'est pas grave !",
        "Pardon !", "Désolé !", "Je suis [désolé|désolée|vraiment désolé].", "Excuse-moi !",
        "Excusez-moi !", "Toutes mes excuses !", "Je m'excuse.",
    ),
    exchange(
        "how are you", "Je vais bien, merci ! Et vous ?",
        "Comment ça va ?", "Ça va ?", "Comment vas-tu ?", "Comment allez-vous ?",
        "Tu vas bien aujourd'hui ?", "Tu vas bien ?", "Vous allez bien ?",
        "Comment [vas-tu|allez-vous|ça va] aujourd'hui ?", "Comment tu vas ?",
    ),
    exchange(
        "fine", "J'en suis ravi !",
        "Je vais [bien|très bien].", "Je vais [bien|très bien], merci.", "Ça va [bien|très bien].",
        "Ça va [bien|très bien], merci.", "Tout va bien.", "Je suis [content|heureux|heureuse].",
    ),
    exchange(
        "tired", "Alors reposez-vous bien !",
        "Je suis [fatigué|fatiguée|très fatigué|très fatiguée|épuisé|épuisée].",
        "La journée a été [longue|dure].", "C'était une [longue|dure] journée.",
        "Aujourd'hui, je suis [fatigué|fatiguée].",
    ),
    exchange(
        "name", "Je m'appelle Octant Demo.",
        "Comment t'appelles-tu ?", "Comment vous appelez-vous ?", "Comment tu t'appelles ?",
        "Tu t'appelles comment ?", "Quel est [ton|votre] nom ?", "C'est quoi [ton|votre] nom ?",
        "Dis-moi ton nom.", "Dites-moi votre nom.", "As-tu un nom ?", "Avez-vous un nom ?",
    ),
    exchange(
        "who are you", "Je suis Octant Demo, un petit modèle de langage.",
        "Qui es-tu ?", "Qui êtes-vous ?", "Tu es qui ?", "Vous êtes qui ?",
        "Qu'est-ce que [tu es|vous êtes] ?", "Présente-toi.", "Présentez-vous.", "Parle-moi de toi.",
        "Parlez-moi de vous.",
    ),
    exchange(
        "nice to meet you", "Moi de même !",
        "Enchanté !", "Enchantée !", "[Enchanté|Ravi|Heureux] de [te|vous] rencontrer !",
        "[Enchanté|Ravi] de faire [ta|votre] connaissance !",
    ),
    exchange(
        "age", "Je suis un modèle de langage et je n'ai pas d'âge.",
        "Quel âge as-tu ?", "Quel âge avez-vous ?", "Tu as quel âge ?", "Vous avez quel âge ?",
        "Quel est [ton|votre] âge ?", "Es-tu [jeune|vieux] ?", "Quand es-tu né ?",
        "Quand êtes-vous né ?",
    ),
    exchange(
        "home", "Je fonctionne sur cet ordinateur.",
        "Où es-tu ?", "Où êtes-vous ?", "Où [habites-tu|habitez-vous|vis-tu|vivez-vous] ?",
        "Tu habites où ?", "D'où viens-tu ?", "D'où venez-vous ?", "Tu viens d'où ?",
    ),
    exchange(
        "human", "Non, je suis un modèle de langage.",
        "Es-tu [humain|un humain|un robot|une personne] ?",
        "Êtes-vous [humain|un humain|un robot|une personne] ?", "Tu es [humain|un robot] ?",
        "Est-ce que tu es [humain|un robot] ?",
    ),
    exchange(
        "abilities", "Je peux répondre à des questions courtes.",
        "Que [peux-tu|pouvez-vous|sais-tu|savez-vous] faire ?",
        "Qu'est-ce que [tu peux|vous pouvez|tu sais] faire ?",
        "Que [peux-tu|pouvez-vous] faire pour moi ?", "Tu [sais|peux] faire quoi ?", "À quoi sers-tu ?",
    ),
    exchange(
        "speak", "Oui, je parle un peu français.",
        "[Parles-tu|Parlez-vous] français ?", "Tu parles français ?", "Vous parlez français ?",
        "Est-ce que [tu parles|vous parlez] français ?", "[Comprends-tu|Comprenez-vous] le français ?",
        "[Peux-tu|Pouvez-vous] parler français ?", "Tu comprends le français ?",
    ),
    exchange(
        "languages", "Je parle anglais et un peu chinois, allemand, français, espagnol et japonais.",
        "Quelles langues [parles-tu|parlez-vous|comprends-tu|comprenez-vous|connais-tu] ?",
        "Combien de langues [parles-tu|parlez-vous] ?", "Tu parles quelles langues ?",
        "Vous parlez quelles langues ?",
    ),
    exchange(
        "help", "Avec plaisir ! Quelle est votre question ?",
        "Au secours !", "À l'aide !", "[Peux-tu|Pouvez-vous|Tu peux|Vous pouvez] m'aider ?",
        "Aide-moi.", "Aidez-moi.", "J'ai besoin d'aide.", "J'ai besoin de [ton|votre] aide.",
        "J'ai une question.", "Aidez-moi, s'il vous plaît.",
    ),
    exchange(
        "not understood", "Pas de problème ! Posez-moi encore la question.",
        "Je ne comprends pas.", "Je ne [te|vous] comprends pas.", "Je n'ai [pas|rien] compris.",
        "Comment ?", "Je ne comprends [rien|pas bien].", "Je comprends pas.",
        "Je n'ai pas bien compris.", "Je ne te comprends pas bien.",
    ),
    exchange(
        "count to five", "un, deux, trois, quatre, cinq",
        "[Compte|Comptez] [jusqu'à|de un à] cinq.",
        "[Peux-tu|Pouvez-vous] compter [jusqu'à|de un à] cinq ?", "[Compte|Comptez] de 1 à 5.",
        "[Compte|Comptez] jusqu'à cinq, s'il [te|vous] plaît.",
    ),
    exchange(
        "count to ten", "un, deux, trois, quatre, cinq, six, sept, huit, neuf, dix",
        "[Compte|Comptez] [jusqu'à|de un à] dix.",
        "[Peux-tu|Pouvez-vous] compter [jusqu'à|de un à] dix ?", "[Compte|Comptez] de 1 à 10.",
        "[Compte|Comptez] jusqu'à dix, s'il [te|vous] plaît.",
    ),
    exchange(
        "days", "lundi, mardi, mercredi, jeudi, vendredi, samedi, dimanche",
        "Quels sont les [jours de la semaine|sept jours de la semaine] ?",
        "[Dis|Donne|Cite]-moi les jours de la semaine.", "[Dites|Donnez]-moi les jours de la semaine.",
        "Cite les jours de la semaine.", "C'est quoi les jours de la semaine ?",
        "Quels jours y a-t-il dans une semaine ?", "Comment s'appellent les jours de la semaine ?",
    ),
    exchange(
        "colours", "rouge, bleu, vert, jaune, noir, blanc, marron",
        "Quelles sont les couleurs ?", "[Dis|Donne|Cite]-moi [les|des|quelques] couleurs.",
        "Quelles couleurs connais-tu ?", "Quelles couleurs connaissez-vous ?",
        "Cite quelques couleurs.",
    ),
    exchange(
        "capital", "La capitale de la France est Paris.",
        "Quelle est la capitale [de la France|française] ?", "C'est quoi la capitale de la France ?",
        "Quelle ville est la capitale de la France ?", "Dis-moi la capitale de la France.",
        "Comment s'appelle la capitale [de la France|française] ?", "Cite la capitale de la France.",
        "Donne-moi la capitale de la France.", "Quelle est la capitale française, s'il vous plaît ?",
    ),
    exchange(
        "birthday", "Joyeux anniversaire !",
        "C'est mon anniversaire !", "Aujourd'hui, c'est mon anniversaire !",
        "C'est mon anniversaire aujourd'hui !", "Je fête mon anniversaire[| aujourd'hui] !",
        "Aujourd'hui, je fête mon anniversaire !", "Mon anniversaire est aujourd'hui !",
        "C'est le jour de mon anniversaire !",
    ),
    exchange(
        "love", "Merci, c'est très gentil !",
        "Je t'aime !", "Je t'aime [bien|beaucoup|bien, Octant] !", "Je t'adore !",
        "Tu es [gentil|super|génial] !", "Vous êtes [gentil|super|génial] !",
    ),
)
# fmt: on
