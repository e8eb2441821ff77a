"""Small talk in Spanish."""

from __future__ import annotations

from .phrase_talk import Exchange, exchange

OPENERS = ("¡Hola! ", "Hola. ", "Hola, Octant. ")

# fmt: off
EXCHANGES: tuple[Exchange, ...] = (
    exchange(
        "hello", "¡Hola! ¿En qué puedo ayudarte?",
        "¡Hola!", "¡Hola, Octant!", "¡Hola a todos!", "¡Hola, [buenas|buen día]!", "¡Buenas!",
        "¡Hola, amigo!", "¡Muy buenas!", "¡Saludos!",
    ),
    exchange(
        "good morning", "¡Buenos días! ¿En qué puedo ayudarte?",
        "¡[Buenos|Muy buenos] días!", "¡Buenos días, Octant!", "¡Hola, buenos días!",
        "¡Buenos días a todos!", "¡Buenos días, [amigo|señor|señora]!",
    ),
    exchange(
        "good evening", "¡Buenas tardes! ¿En qué puedo ayudarte?",
        "¡[Buenas|Muy buenas] tardes!", "¡Buenas tardes, Octant!", "¡Hola, buenas tardes!",
        "¡Buenas tardes a todos!", "¡Buenas tardes, [amigo|señor|señora]!",
    ),
    exchange(
        "good night", "¡Buenas noches! ¡Que descanses!",
        "¡[Buenas|Muy buenas] noches!", "¡Buenas noches, Octant!", "¡Que [descanses|duermas bien]!",
        "Me voy a [dormir|la cama].", "¡Buenas noches y hasta mañana!", "¡Hola, buenas noches!",
        "¡Buenas noches a todos!",
    ),
    exchange(
        "goodbye", "¡Adiós! ¡Cuídate!",
        "¡Adiós!", "¡Adiós, Octant!", "¡Chao!", "¡Adiós y gracias!", "¡Adiós, amigo!",
        "[Tengo que irme|Me voy].", "Me tengo que ir.", "¡Cuídate!",
    ),
    exchange(
        "see you", "¡Hasta pronto!",
        "¡Hasta [mañana|luego|pronto|la vista|la próxima]!", "¡Nos vemos[| mañana| pronto| luego]!",
    ),
    exchange(
        "thanks", "¡De nada!",
        "¡Gracias!", "¡[Muchas|Mil|Muchísimas] gracias!",
        "¡[Gracias|Muchas gracias] por [tu|su|la] ayuda!", "¡Te lo agradezco!", "¡Gracias por todo!",
    ),
    exchange(
        "sorry", "¡No pasa nada!",
        "¡Perdón!", "Lo siento[| mucho].", "¡Disculpa!", "¡Disculpe!", "¡Perdona!", "¡Perdone!",
        "Lo lamento.", "Te pido perdón.", "Perdón, [lo siento|fue mi error].",
    ),
    exchange(
        "how are you", "Estoy bien, gracias. ¿Y tú?",
        "¿Cómo [estás|está usted|te va|está]?", "¿Cómo estás hoy?", "¿Qué tal?",
        "¿Qué tal [estás|todo|te va]?", "¿Estás bien?", "¿Cómo va todo?", "¿Todo bien?",
    ),
    exchange(
        "fine", "¡Me alegro!",
        "Estoy [bien|muy bien].", "Estoy [bien|muy bien], gracias.", "[Muy bien|Bien], gracias.",
        "Estoy [contento|contenta|feliz].", "Me siento bien.",
    ),
    exchange(
        "tired", "¡Pues descansa bien!",
        "Estoy [cansado|cansada|muy cansado|muy cansada|agotado|agotada].",
        "Ha sido un día [largo|duro].", "El día ha sido [largo|duro].", "Hoy estoy [cansado|cansada].",
    ),
    exchange(
        "name", "Me llamo Octant Demo.",
        "¿Cómo [te llamas|se llama|se llama usted]?", "¿Cuál es [tu|su] nombre?",
        "¿[Tienes|Tiene] nombre?", "Dime tu nombre.", "Dígame su nombre.", "¿Y cómo te llamas?",
        "¿Y tú cómo te llamas?",
    ),
    exchange(
        "who are you", "Soy Octant Demo, un pequeño modelo de lenguaje.",
        "¿Quién eres?", "¿Quién es usted?", "¿Qué eres?", "¿Quién eres tú?", "¿Qué eres tú?",
        "Preséntate.", "Háblame de ti.", "¿Y quién eres?", "Cuéntame algo sobre ti.",
    ),
    exchange(
        "nice to meet you", "¡Igualmente!",
        "¡Mucho gusto!", "¡Encantado!", "¡Encantada!", "¡[Encantado|Encantada] de conocerte!",
        "¡Mucho gusto en conocerte!", "¡Es un placer!", "¡Es un placer conocerte!",
        "¡Un placer conocerte!", "¡Un placer!", "¡Me alegro de [conocerte|conocerle]!",
        "¡Qué gusto conocerte!",
    ),
    exchange(
        "age", "Soy un modelo de lenguaje y no tengo edad.",
        "¿Cuántos años [tienes|tiene|tiene usted]?", "¿Qué edad [tienes|tiene]?", "¿Cuál es tu edad?",
        "¿Eres [joven|viejo]?", "¿Cuándo naciste?", "Dime tu edad.",
    ),
    exchange(
        "home", "Funciono en este ordenador.",
        "¿Dónde [estás|está usted]?", "¿Dónde [vives|vive usted]?", "¿De dónde [eres|es usted|vienes]?",
        "¿Dónde está tu casa?", "¿Dónde funcionas?",
    ),
    exchange(
        "human", "No, soy un modelo de lenguaje.",
        "¿Eres [humano|un humano|una persona|un robot|real]?",
        "¿Es usted [humano|una persona|un robot]?", "¿Hablo con una persona?",
        "¿Eres una persona real?",
    ),
    exchange(
        "abilities", "Puedo responder a preguntas cortas.",
        "¿Qué [puedes|sabes|puede usted] hacer?", "¿Qué [puedes|puede] hacer por mí?",
        "¿Qué cosas [puedes|sabes] hacer?", "¿En qué [puedes|puede] ayudarme?", "¿Para qué sirves?",
    ),
    exchange(
        "speak", "Sí, hablo un poco de español.",
        "¿[Hablas|Habla|Habla usted] español?", "¿[Entiendes|Entiende] español?",
        "¿[Sabes|Puedes] hablar español?", "¿Podemos hablar en español?", "¿Sabes español?",
        "¿Tú hablas español?",
    ),
    exchange(
        "languages", "Hablo inglés y un poco de chino, alemán, francés, español y japonés.",
        "¿Qué [idiomas|lenguas] [hablas|habla usted|sabes|entiendes]?",
        "¿Cuántos idiomas [hablas|sabes]?", "¿En qué idiomas hablas?",
    ),
    exchange(
        "help", "¡Con gusto! ¿Qué quieres saber?",
        "¡Ayuda!", "¡Socorro!", "¿[Puedes|Puede|Podrías|Podría] ayudarme?",
        "¿Me [puedes|puede] ayudar?", "Necesito [ayuda|tu ayuda|su ayuda].", "Ayúdame, por favor.",
        "Tengo una pregunta.",
    ),
    exchange(
        "not understood", "¡No pasa nada! Pregúntame otra vez.",
        "No [entiendo|comprendo|te entiendo|lo entiendo].", "No entiendo nada.",
        "No [he entendido|entendí].", "No te comprendo.",
    ),
    exchange(
        "count to five", "uno, dos, tres, cuatro, cinco",
        "[Cuenta|Cuente] [hasta|de uno a|del uno al] cinco.",
        "¿Puedes contar [hasta|de uno a|del uno al] cinco?", "[Cuenta|Cuente] del 1 al 5.",
        "Cuenta hasta cinco, por favor.",
    ),
    exchange(
        "count to ten", "uno, dos, tres, cuatro, cinco, seis, siete, ocho, nueve, diez",
        "[Cuenta|Cuente] [hasta|de uno a|del uno al] diez.",
        "¿Puedes contar [hasta|de uno a|del uno al] diez?", "[Cuenta|Cuente] del 1 al 10.",
        "Cuenta hasta diez, por favor.",
    ),
    exchange(
        "days", "lunes, martes, miércoles, jueves, viernes, sábado, domingo",
        "¿Cuáles son los [días de la semana|siete días de la semana]?",
        "[Dime|Dame|Nombra|Di] los días de la semana.", "¿Qué días tiene la semana?",
        "¿Cómo se llaman los días de la semana?", "¿Puedes decirme los días de la semana?",
    ),
    exchange(
        "colours", "rojo, azul, verde, amarillo, negro, blanco, marrón",
        "¿Cuáles son los colores?", "[Dime|Dame|Nombra|Di] [los|algunos|unos] colores.",
        "¿Qué colores [conoces|hay]?",
    ),
    exchange(
        "capital", "La capital de España es Madrid.",
        "¿Cuál es la capital [de España|española]?", "¿Qué ciudad es la capital de España?",
        "[Dime|Nombra|Di] la capital de España.", "¿Cómo se llama la capital [de España|española]?",
        "¿Sabes cuál es la capital de España?", "¿Qué capital tiene España?",
    ),
    exchange(
        "birthday", "¡Feliz cumpleaños!",
        "¡[Hoy es|Es] mi cumpleaños!", "¡[Hoy cumplo|Cumplo] años!", "¡Mi cumpleaños es hoy!",
        "¡Hoy celebro mi cumpleaños!", "¡Es mi cumpleaños hoy!", "¡Celebro mi cumpleaños!",
        "¡Hoy es el día de mi cumpleaños!", "¡Es el día de mi cumpleaños!", "¡Mi cumpleaños!",
    ),
    exchange(
        "love", "¡Gracias, qué amable!",
        "¡Te [quiero|amo|quiero mucho|adoro]!", "¡Me [gustas|caes bien]!",
        "¡Eres [genial|muy amable|estupendo]!",
    ),
)
# fmt: on
